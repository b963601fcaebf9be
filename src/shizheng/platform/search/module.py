"""What searching brings to the platform."""

from shizheng.console.links import ShellLink
from shizheng.platform.modules.module import Module

SEARCH = Module(id="search", name="搜索", shell_links=(ShellLink("search", "search:search"),))
