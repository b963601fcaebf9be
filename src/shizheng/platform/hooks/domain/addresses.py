"""Which addresses may be told: HTTP(S) to a named or numbered host, none of this machine's own."""

import ipaddress
from urllib.parse import urlsplit

from shizheng.kit.errors import Fault, InvalidInputError

_PLACE = "接收地址"


def check_address(url: str, allowed: frozenset[str]) -> str:
    """The address as given; InvalidInputError where it is none that may be told.

    `allowed` are hosts that the operator vouches for although they are this machine or link-local. A host name that
    resolves to one of these is refused when it is delivered to (`check_number`), since names change.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise _refused("地址写得不对") from error
    if parts.scheme not in {"http", "https"} or not host or port == 0:
        raise _refused("应以 http:// 或 https:// 开头并写明主机")
    if parts.username or parts.password:
        raise _refused("地址中不能写用户名和密码")
    if host not in allowed and (host == "localhost" or _is_own(host)):
        raise _refused(f"不能向“{host}”推送")
    return url.strip()


def check_number(number: str, host: str, allowed: frozenset[str]) -> None:
    """Refuse the number that a host name resolved to where it is this machine's own or a link-local one."""
    if host not in allowed and _is_own(number):
        raise _refused(f"“{host}”解析到本机或链路本地地址，已停止推送")


def _is_own(host: str) -> bool:
    """Whether a numbered host is this machine, link-local (where clouds keep their secrets), or nothing at all."""
    try:
        number = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    if isinstance(number, ipaddress.IPv6Address) and number.ipv4_mapped:
        number = number.ipv4_mapped
    return number.is_loopback or number.is_link_local or number.is_multicast or number.is_unspecified


def _refused(words: str) -> InvalidInputError:
    return InvalidInputError([Fault(words, _PLACE, "填写接收系统提供的完整地址；内网地址可以使用")])
