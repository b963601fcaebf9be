"""Where a page stands: subject › item › page."""

from dataclasses import dataclass

from shizheng.console.navigation import MENU, address


@dataclass(frozen=True, slots=True)
class Crumb:
    label: str
    url: str = ""


def trail(menu_item: str) -> list[Crumb]:
    """The crumbs above a page of this menu item (a URL name); none for a page outside the menu."""
    item = MENU.find(menu_item)
    if item is None:
        return []
    return [Crumb(item.group), Crumb(item.label, address(item.url_name) or "")]
