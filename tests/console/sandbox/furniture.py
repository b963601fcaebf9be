"""Menu and shell buttons of the sandbox, as a module's manifest would register them."""

from shizheng.console.links import LINKS, ShellLink
from shizheng.console.navigation import GROUPS, MENU, MenuGroup, MenuItem


def furnish() -> None:
    GROUPS.register(MenuGroup("城市建设", 10, icon="building"))
    GROUPS.register(MenuGroup("系统管理", 90, icon="settings"))
    MENU.register(MenuItem("养护工程总览", "sandbox:board", "roads.view", "城市建设", 5, "chart-bar"))
    MENU.register(MenuItem("道路养护", "sandbox:roads", "roads.view", "城市建设", 10, "road", lambda _: 3))
    MENU.register(MenuItem("新建工程", "sandbox:new", "roads.edit", "城市建设", 20, "plus"))
    MENU.register(MenuItem("公示", "notice", "roads.edit", "系统管理", 20, "share"))
    for link in (
        ShellLink("home", "home"),
        ShellLink("search", "search"),
        ShellLink("messages", "home", lambda _: 120),
        ShellLink("profile", "home"),
        ShellLink("logout", "account_logout"),
        ShellLink("switch_post", "post"),
    ):
        LINKS.register(link)
