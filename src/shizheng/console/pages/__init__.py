"""Pages as declarations."""

from shizheng.console.pages.base import PAGES, Page, PublicPage, page_id
from shizheng.console.pages.listing import ListPage

__all__ = ["PAGES", "ListPage", "Page", "PublicPage", "page_id"]
