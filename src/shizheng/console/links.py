"""Where the buttons of the shell lead. The platform registers the names; a button without a name is not shown."""

from dataclasses import dataclass

from django.http import HttpRequest

from shizheng.console.navigation import Badge, address
from shizheng.kit.registry import Registry

KNOWN = ("home", "search", "messages", "profile", "password", "mfa", "tokens", "logout", "switch_post")


@dataclass(frozen=True, slots=True)
class ShellLink:
    """`id` is one of KNOWN; `badge` counts what is unread behind it."""

    id: str
    url_name: str
    badge: Badge | None = None


def _known(link: ShellLink) -> None:
    if link.id not in KNOWN:
        raise ValueError(f"界面没有名为“{link.id}”的按钮")


LINKS: Registry[ShellLink] = Registry("界面按钮", key=lambda link: link.id, check=_known)


def link_urls() -> dict[str, str]:
    """Address of each registered button that resolves."""
    found = ((link.id, address(link.url_name)) for link in LINKS)
    return {ident: url for ident, url in found if url is not None}


def unread(request: HttpRequest) -> int:
    """What the messages button counts."""
    link = LINKS.find("messages")
    return link.badge(request) if link and link.badge else 0
