"""维护知识: the unit's articles, writing, publishing, vouching and withdrawing; the gaps."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.urls import reverse

from shizheng.console.buttons import Button
from shizheng.console.columns import Column, DayColumn, InstantColumn, NumberColumn, StatusColumn
from shizheng.console.filters import ChoiceFilter, FilterSet, YesNoFilter
from shizheng.console.formats import day, instant
from shizheng.console.forms import ReasonForm
from shizheng.console.pages import ActionPage, Badge, DetailPage, EditPage, ListPage
from shizheng.console.panels import Fact, FactsPanel, TablePanel, TextPanel
from shizheng.console.tables import Table
from shizheng.console.tones import Tone
from shizheng.kit import clock
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.queries import acting
from shizheng.systems.hotline.actions import knowledge as actions
from shizheng.systems.hotline.domain.knowledge import FARTHEST, State, Text
from shizheng.systems.hotline.models import Article, ArticleVersion, Unanswered
from shizheng.systems.hotline.models.knowledge import PUBLISH, STATES, WRITE

MENU = "hotline:articles"
GAPS = "hotline:gaps"
ROWS = Article.objects.select_related("organisation")
TONES: dict[str, Tone] = {
    State.DRAFT: "busy", State.PUBLISHED: "good", State.CHANGED: "soon", State.WITHDRAWN: "off",
}  # fmt: skip
DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class ArticleFilter(FilterSet):
    state = ChoiceFilter(label="状态", choices=STATES, empty_label="不限")
    due = YesNoFilter(label="需要复核", method="by_due")

    def by_due(self, rows: Any, name: str, value: bool) -> Any:
        due = Article.objects.due_for_review(clock.today()).values("pk")
        return rows.filter(pk__in=due) if value else rows.exclude(pk__in=due)


class ArticleTable(Table):
    title = Column(verbose_name="问题")
    organisation = Column(verbose_name="负责单位")
    state = StatusColumn(verbose_name="状态", tones=TONES)
    uses = NumberColumn(verbose_name="使用次数")
    review_by = DayColumn(verbose_name="复核日期")
    changed_at = InstantColumn(verbose_name="修改时间")


class ArticlesPage(ListPage):
    title = "维护知识"
    purpose = "本单位负责的答复口径：编写、发布、到期复核、撤下"
    permission = WRITE
    menu = MENU
    queryset = ROWS.order_by("-changed_at", "-pk")
    table_class = ArticleTable
    filterset_class = ArticleFilter
    search_fields: ClassVar[Sequence[str]] = ("title", "keywords")
    search_hint = "问题或关键词"
    empty_text = "还没有知识条目"
    empty_hint = "把市民常问的问题和答复口径写成条目，发布后坐席即可查到"
    buttons: ClassVar[Sequence[Button]] = (Button("编写", "hotline:article_new", WRITE, tone="primary", icon="plus"),)


class VersionTable(Table):
    number = NumberColumn(verbose_name="版本")
    title = Column(verbose_name="问题")
    note = Column(verbose_name="修改说明")
    published_by = Column(verbose_name="发布人")
    published_at = InstantColumn(verbose_name="发布时间")


class ArticlePage(DetailPage):
    title = "知识条目"
    permission = WRITE
    menu = MENU
    queryset = ROWS
    buttons = (
        Button("修改", "hotline:article_edit", WRITE),
        Button("复核", "hotline:article_vouch", WRITE, dialog=True, when=lambda row: row.current_id is not None),
        Button("发布", "hotline:article_publish", PUBLISH, tone="primary", dialog=True,
               when=lambda row: row.state != State.PUBLISHED),
        Button("撤下", "hotline:article_withdraw", PUBLISH, tone="danger", dialog=True,
               when=lambda row: row.current_id is not None),
    )  # fmt: skip
    panels = (
        TextPanel(title="答复口径", value="body"),
        FactsPanel(
            title="说明",
            side="side",
            facts=(
                Fact("依据", "source", wide=True),
                Fact("负责单位", "organisation"),
                Fact("事项类别", "category"),
                Fact("关键词", "keywords", wide=True),
                Fact("生效日期", "valid_from", day),
                Fact("失效日期", "valid_to", day),
                Fact("复核日期", "review_by", day),
                Fact("使用次数", "uses"),
                Fact("修改时间", "changed_at", instant),
            ),
        ),
        TablePanel(
            title="发布过的版本",
            table_class=VersionTable,
            rows=lambda request, row: (
                ArticleVersion.objects.visible_to(acting(request)).filter(article=row).select_related("published_by")
            ),
            empty_text="还没有发布过",
        ),
    )

    def badge(self) -> Badge:
        return Badge(self.object.get_state_display(), TONES[self.object.state])


class TextForm(forms.Form):
    title = forms.CharField(label="问题", max_length=200, help_text="用市民的说法，例如“路灯不亮找谁修”")
    keywords = forms.CharField(label="关键词", max_length=200, required=False, help_text="其他说法，用空格隔开")
    category = forms.CharField(label="事项类别", max_length=60, required=False)
    body = forms.CharField(label="答复口径", max_length=5000, widget=forms.Textarea({"rows": 10}))
    source = forms.CharField(label="依据", max_length=300, help_text="文件名称和文号，或单位的职责规定")
    valid_from = forms.DateField(label="生效日期", required=False, widget=DAY)
    valid_to = forms.DateField(label="失效日期", required=False, widget=DAY)
    review_by = forms.DateField(label="复核日期", widget=DAY, help_text="到时提醒核对内容是否仍然有效，最长一年")


class NewForm(TextForm):
    organisation = forms.ModelChoiceField(label="负责单位", queryset=Organisation.objects.none(), empty_label=None)
    field_order = ("organisation",)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = units  # type: ignore[attr-defined]


class NewArticlePage(EditPage):
    title = "编写知识"
    purpose = "发布前只有本单位看得到"
    permission = WRITE
    menu = MENU
    form_class = NewForm
    success_message = "已保存为草稿，发布后坐席即可查到。"

    def form_kwargs(self) -> dict[str, Any]:
        return {"units": Organisation.objects.visible_to(acting(self.request), WRITE).order_by("path")}

    def initial(self) -> dict[str, Any]:
        actor = acting(self.request)
        return {"organisation": actor.organisation_id, "review_by": clock.today() + FARTHEST / 2}

    def perform(self, form: Any) -> Article:
        given = dict(form.cleaned_data)
        unit, review_by = given.pop("organisation"), given.pop("review_by")
        return actions.write_article(acting(self.request), organisation=unit, text=Text(**given), review_by=review_by)


class EditArticlePage(EditPage):
    title = "修改知识"
    purpose = "发布前，坐席看到的仍是原来的版本"
    permission = WRITE
    menu = MENU
    queryset = ROWS
    form_class = TextForm

    def perform(self, form: Any) -> Article:
        given = dict(form.cleaned_data)
        review_by = given.pop("review_by")
        return actions.revise_article(
            acting(self.request), article=self.object, text=Text(**given), review_by=review_by
        )


class NoteForm(forms.Form):
    note = forms.CharField(label="修改说明", max_length=300, required=False, help_text="与上一版有什么不同")


class _Verb(ActionPage):
    abstract = True
    menu = MENU
    queryset = ROWS


class PublishPage(_Verb):
    title = "发布"
    permission = PUBLISH
    form_class = NoteForm  # type: ignore[assignment]  # ActionPage asks for a reason unless told otherwise
    warning = "发布后坐席和其他单位立即看到这一版，原来的版本留作历史。"
    success_message = "已发布。"

    def perform(self, form: Any) -> Article:
        actions.publish_article(acting(self.request), article=self.object, note=form.cleaned_data["note"])
        article: Article = self.object
        return article


class VouchForm(forms.Form):
    review_by = forms.DateField(label="下次复核日期", widget=DAY)


class VouchPage(_Verb):
    title = "复核"
    permission = WRITE
    form_class = VouchForm  # type: ignore[assignment]  # as above
    warning = "确认内容仍然有效，并定下次复核的日期；内容有变化的请先修改。"
    success_message = "已复核。"

    def perform(self, form: Any) -> Article:
        return actions.vouch_for_article(acting(self.request), article=self.object, **form.cleaned_data)


class WithdrawPage(_Verb):
    title = "撤下"
    permission = PUBLISH
    danger = True
    warning = "撤下后坐席查不到这条知识。"
    success_message = "已撤下。"

    def perform(self, form: ReasonForm) -> Article:
        return actions.withdraw_article(acting(self.request), article=self.object, reason=form.cleaned_data["reason"])


class GapTable(Table):
    words = Column(verbose_name="查找的内容")
    times = NumberColumn(verbose_name="次数")
    last_at = InstantColumn(verbose_name="最近一次")


class GapsPage(ListPage):
    title = "知识缺口"
    purpose = "坐席查找而没有找到的内容，按次数排列；点击一行，补充知识后标为已处理"
    permission = PUBLISH
    menu = GAPS
    queryset = Unanswered.objects.filter(times__gt=0)
    table_class = GapTable
    search_fields: ClassVar[Sequence[str]] = ("words",)
    search_hint = "查找的内容"
    empty_text = "没有知识缺口"

    def rows(self) -> "QuerySet[Any]":
        return Unanswered.objects.visible_to(acting(self.request)).filter(times__gt=0)


class GapSettlePage(ActionPage):
    title = "处理知识缺口"
    permission = PUBLISH
    menu = GAPS
    queryset = Unanswered.objects.order_by("-times")
    warning = "写明由哪条知识回答，或为什么不需要；再有人查不到时会重新列出。"
    success_message = "已处理。"

    def perform(self, form: ReasonForm) -> Unanswered:
        return actions.settle_gap(acting(self.request), gap=self.object, reason=form.cleaned_data["reason"])

    def success_url(self, result: Unanswered) -> str:
        return reverse(GAPS)
