"""Carrying one letter to its receiver."""

import http.client
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from shizheng.kit.errors import ShizhengError
from shizheng.platform.hooks.domain.addresses import check_number

TIMEOUT = 5.0
"""Seconds for connecting and for each answer."""


@dataclass(frozen=True, slots=True)
class Letter:
    url: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` 0 where there was none; `error` is empty where the letter was taken (2xx)."""

    status: int
    error: str

    @property
    def taken(self) -> bool:
        return not self.error


def _number(host: str, port: int) -> str:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return str(found[0][4][0])


def post(letter: Letter, allowed: frozenset[str]) -> Answer:
    """Deliver by POST; redirects are not followed, since who answers there was not subscribed."""
    parts = urlsplit(letter.url)
    host, is_secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if is_secure else 80)
    try:
        number = _number(host, port)
        check_number(number, host, allowed)
        # By number, so that what was checked is what is connected to; TLS still names the host.
        plain = socket.create_connection((number, port), TIMEOUT)
        kind = http.client.HTTPSConnection if is_secure else http.client.HTTPConnection
        connection = kind(host, port, timeout=TIMEOUT)
        return _exchange(connection, plain, letter, f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}")
    except ShizhengError as error:
        return Answer(0, str(error)[:200])
    except (OSError, http.client.HTTPException) as error:
        return Answer(0, f"连接失败：{type(error).__name__}"[:200])


def _exchange(connection: http.client.HTTPConnection, plain: socket.socket, letter: Letter, target: str) -> Answer:
    try:
        context = getattr(connection, "_context", None)
        connection.sock = context.wrap_socket(plain, server_hostname=connection.host) if context else plain
        connection.request("POST", target, letter.body, letter.headers)
        status = connection.getresponse().status
    finally:
        connection.close()
        plain.close()
    return Answer(status, "" if 200 <= status < 300 else f"接收方应答 {status}")
