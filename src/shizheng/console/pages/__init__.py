"""Pages as declarations."""

from shizheng.console.pages.action import ActionPage
from shizheng.console.pages.base import PAGES, Page, PublicPage, page_id
from shizheng.console.pages.dashboard import ChartPage, DashboardPage
from shizheng.console.pages.detail import Badge, DetailPage
from shizheng.console.pages.edit import EditPage
from shizheng.console.pages.listing import ListPage
from shizheng.console.pages.subject import SubjectPage

__all__ = [
    "PAGES",
    "ActionPage",
    "Badge",
    "ChartPage",
    "DashboardPage",
    "DetailPage",
    "EditPage",
    "ListPage",
    "Page",
    "PublicPage",
    "SubjectPage",
    "page_id",
]
