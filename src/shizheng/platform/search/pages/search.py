"""The page behind the search box of the shell."""

from typing import Any

from shizheng.console.actor import SIGNED_IN
from shizheng.console.chips import SEARCH
from shizheng.console.pages import Page
from shizheng.platform.policy.queries import acting
from shizheng.platform.search.queries import search


class SearchPage(Page):
    title = "搜索"
    purpose = "在您有权查看的内容中查找；用空格隔开几个词，表示都要有。"
    permission = SIGNED_IN
    template_name = "search/search.html"

    def context(self) -> dict[str, Any]:
        words = self.request.GET.get(SEARCH, "").strip()
        return {**super().context(), "words": words, "found": search(acting(self.request), words)}
