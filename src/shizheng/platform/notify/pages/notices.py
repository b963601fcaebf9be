"""One's own notices."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from shizheng.console.actor import SIGNED_IN
from shizheng.console.bulk import BulkAction
from shizheng.console.columns import Column, InstantColumn, StatusColumn, WideColumn
from shizheng.console.filters import ChoiceFilter, FilterSet
from shizheng.console.pages import ListPage
from shizheng.console.tables import Table
from shizheng.platform.notify.actions import mark_read
from shizheng.platform.notify.models import Kind, Notice
from shizheng.platform.policy.queries import acting


class NoticeFilter(FilterSet):
    kind = ChoiceFilter(label="类别", choices=Kind.choices, empty_label="不限")

    class Meta:
        model = Notice
        fields: list[str] = []


class NoticeTable(Table):
    state = StatusColumn(verbose_name="状态", tones={"未读": "busy", "已读": "off"}, orderable=False)
    kind = Column(verbose_name="类别")
    title = Column(verbose_name="标题")
    body = WideColumn(verbose_name="内容", orderable=False)
    created_at = InstantColumn(verbose_name="时间")


def _mark(request: HttpRequest, rows: "QuerySet[Any]", reason: str) -> int:
    return mark_read(acting(request), notices=rows.values_list("pk", flat=True))


def unread(request: HttpRequest) -> int:
    """What the bell counts."""
    return Notice.objects.of(acting(request)).unread().count()


class NoticeList(ListPage):
    title = "消息"
    purpose = "发给我的待办提醒、办理结果和系统消息。"
    permission = SIGNED_IN
    queryset = Notice.objects.order_by("-created_at", "-pk")
    filterset_class = NoticeFilter
    table_class = NoticeTable
    search_fields = ("title", "body")
    search_hint = "标题或内容"
    empty_text = "没有消息"
    bulk_actions = (BulkAction("read", "标为已读", SIGNED_IN, _mark),)
