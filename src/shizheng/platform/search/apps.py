"""Django's entry for searching."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "shizheng.platform.search"
    label = "search"
    verbose_name = "搜索"

    def ready(self) -> None:
        from shizheng.platform.modules.module import register
        from shizheng.platform.search.module import SEARCH

        register(SEARCH)
