"""知识库: looking up an answer, and one answer."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet

from shizheng.console.buttons import Button
from shizheng.console.chips import SEARCH
from shizheng.console.columns import Column, DayColumn, NumberColumn
from shizheng.console.formats import day, instant
from shizheng.console.forms import NoInputForm
from shizheng.console.pages import ActionPage, Badge, DetailPage, ListPage
from shizheng.console.panels import Fact, FactsPanel, TextPanel
from shizheng.console.tables import Table
from shizheng.kit import clock
from shizheng.platform.policy.queries import acting
from shizheng.systems.hotline.models import ArticleVersion, Use
from shizheng.systems.hotline.models.knowledge import READ
from shizheng.systems.hotline.queries.knowledge import answers, look_up

MENU = "hotline:knowledge"
ROWS = ArticleVersion.objects.select_related("article__organisation")


class AnswerTable(Table):
    title = Column(verbose_name="问题")
    category = Column(verbose_name="事项类别")
    unit = Column(verbose_name="负责单位", accessor="article__organisation__name", orderable=False)
    uses = NumberColumn(verbose_name="使用次数", accessor="article__uses", order_by="article__uses")
    published_at = DayColumn(verbose_name="发布日期")


class KnowledgePage(ListPage):
    title = "知识库"
    purpose = "各单位提供的答复口径，只列出现在有效的；输入几个词查找，查不到的会记入知识缺口，由管理人员补充"
    permission = READ
    menu = MENU
    queryset = ROWS
    table_class = AnswerTable
    search_fields: ClassVar[Sequence[str]] = ("title",)
    search_hint = "问题、关键词、内容"
    empty_text = "还没有发布的知识"
    empty_hint = "各单位在“维护知识”中编写、发布后，这里就能查到"
    buttons: ClassVar[Sequence[Button]] = (
        Button("维护知识", "hotline:articles", "hotline.write_articles", icon="pencil"),
        Button("知识缺口", "hotline:gaps", "hotline.publish_articles", icon="list-details"),
    )

    @cached_property
    def filtered(self) -> "QuerySet[Any]":
        """By the index of terms instead of the list's own search."""
        return look_up(acting(self.request), self.request.GET.get(SEARCH, ""))


def _holds(version: ArticleVersion) -> bool:
    return version.is_current


class AnswerPage(DetailPage):
    title = "知识"
    permission = READ
    menu = MENU
    queryset = ROWS
    buttons = (
        Button("用它答复", "hotline:use", READ, tone="primary", dialog=True, when=_holds),
        Button("修改", "hotline:article_edit", "hotline.write_articles", arguments=lambda row: {"pk": row.article_id}),
    )
    panels = (
        TextPanel(title="答复口径", value="body"),
        FactsPanel(
            title="说明",
            side="side",
            facts=(
                Fact("依据", "source", wide=True),
                Fact("负责单位", "article.organisation"),
                Fact("事项类别", "category"),
                Fact("生效日期", "valid_from", day),
                Fact("失效日期", "valid_to", day),
                Fact("版本", "number"),
                Fact("发布时间", "published_at", instant),
                Fact("使用次数", "article.uses"),
            ),
        ),
    )

    def badge(self) -> Badge:
        version: ArticleVersion = self.object
        in_force = answers(acting(self.request), "").filter(pk=version.pk).exists()
        return (
            Badge("有效", "good") if in_force else Badge("历史版本" if not version.is_current else "不在有效期", "off")
        )


class UsePage(ActionPage):
    title = "用它答复"
    permission = READ
    menu = MENU
    queryset = ROWS
    form_class = NoInputForm  # type: ignore[assignment]  # ActionPage asks for a reason unless told otherwise
    success_message = "已计入使用次数。"

    def rows(self) -> "QuerySet[Any]":
        return ROWS.visible_to(acting(self.request)).in_force(clock.today())

    def perform(self, form: NoInputForm) -> ArticleVersion:
        version: ArticleVersion = self.object
        Use.objects.count_one(version, acting(self.request))
        return version
