"""公开审定: what was proposed, original and covered words side by side, and the decision of a second person."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from shizheng.console.bulk import BulkAction
from shizheng.console.buttons import Button
from shizheng.console.columns import Column, InstantColumn, StatusColumn
from shizheng.console.filters import ChoiceFilter, FilterSet
from shizheng.console.formats import instant
from shizheng.console.pages import ActionPage, Badge, DetailPage, EditPage, ListPage
from shizheng.console.panels import Fact, FactsPanel, TemplatePanel
from shizheng.console.tables import Table
from shizheng.console.tones import Tone
from shizheng.engines.cases.models import Case
from shizheng.kit.errors import ShizhengError
from shizheng.platform.policy.queries import acting
from shizheng.systems.hotline.actions.publication import (
    edit_publication,
    propose_publication,
    publish,
    set_proposal_rule,
    withdraw_publication,
    withhold,
)
from shizheng.systems.hotline.domain.process.asks import NATURES, SATISFACTION
from shizheng.systems.hotline.domain.publication import REASONS, PublicationState
from shizheng.systems.hotline.models import ProposalRule, Publication
from shizheng.systems.hotline.models.publication import PROPOSE, PUBLISH
from shizheng.systems.hotline.queries.publication import (
    Words,
    compared,
    is_open,
    proposable,
    rule,
    still_personal,
    top_categories,
)

MENU = "hotline:publications"
ROWS = Publication.objects.select_related("case", "case__contact", "unit", "category", "proposed_by", "edited_by")
TONES: dict[str, Tone] = {"待审定": "busy", "已公开": "good", "不予公开": "off", "已撤下": "soon"}


class PublicationFilter(FilterSet):
    state = ChoiceFilter(label="状态", choices=PublicationState.choices(), empty_label="不限")
    nature = ChoiceFilter(label="性质", choices=NATURES, empty_label="不限")

    class Meta:
        model = Publication
        fields: ClassVar[list[str]] = []


class PublicationTable(Table):
    state = StatusColumn(verbose_name="状态", accessor="get_state_display", tones=TONES, orderable=False)
    title = Column(verbose_name="标题", orderable=False)
    unit = Column(verbose_name="承办单位", orderable=False)
    category = Column(verbose_name="类别", orderable=False)
    proposed_at = InstantColumn(verbose_name="提请时间")
    published_at = InstantColumn(verbose_name="公开时间", orderable=False)


class PublicationList(ListPage):
    title = "公开审定"
    purpose = "办结事项去除个人信息后公开；提请或修改的人不能自己审定。"
    permission = PROPOSE
    menu = MENU
    queryset = ROWS
    table_class = PublicationTable
    filterset_class = PublicationFilter
    keyset = True
    empty_text = "没有提请公开的事项"
    empty_hint = "从“可提请”中选择，或设置每天自动提请"
    buttons: ClassVar[Sequence[Button]] = (
        Button("可提请", "hotline:proposable", PROPOSE, tone="primary", icon="plus"),
        Button("自动提请规则", "hotline:proposal_rule", PUBLISH, icon="settings"),
    )

    def matching(self, rows: Any, words: str) -> Any:
        return rows.holding(words) if words.strip() else rows


def _propose(request: HttpRequest, rows: Any, reason: str) -> int:
    made = 0
    for case in rows:
        try:
            propose_publication(acting(request), case=case)
        except ShizhengError as error:
            messages.warning(request, str(error))
        else:
            made += 1
    return made


class ProposableTable(Table):
    number = Column(verbose_name="工单编号", orderable=False)
    title = Column(verbose_name="标题", orderable=False)
    main = Column(verbose_name="主办单位", orderable=False)
    ended_at = InstantColumn(verbose_name="办结时间")


class ProposableList(ListPage):
    title = "可提请公开的事项"
    purpose = "已办结、没有提请过、诉求人没有要求保密的工单；勾选后提请，个人信息自动遮盖。"
    permission = PROPOSE
    menu = MENU
    queryset = Case.objects.all()
    table_class = ProposableTable
    keyset = True
    empty_text = "没有可提请的事项"
    bulk_actions: ClassVar[Sequence[BulkAction]] = (BulkAction("propose", "提请公开", PROPOSE, _propose),)

    def rows(self) -> Any:
        return proposable().visible_to(acting(self.request), PROPOSE).order_by("-ended_at", "-pk")


def _facts() -> FactsPanel:
    return FactsPanel(
        title="经过",
        side="side",
        facts=(
            Fact("工单", lambda row: row.case.number),
            Fact("承办单位", "unit"),
            Fact("类别", "category"),
            Fact("提请人", lambda row: str(row.proposed_by or "自动提请")),
            Fact("提请时间", "proposed_at", instant),
            Fact("修改人", "edited_by"),
            Fact("审定时间", "decided_at", instant),
            Fact("情形", "get_reason_kind_display"),
            Fact("理由", "reason", wide=True),
        ),
    )


def _compared(request: HttpRequest, row: Publication) -> dict[str, Any]:
    return {"fields": compared(row), "remaining": still_personal(row)}


class PublicationDetail(DetailPage):
    title = "公开事项"
    permission = PROPOSE
    menu = MENU
    queryset = ROWS
    buttons = (
        Button("修改", "hotline:publication_edit", PROPOSE, when=is_open, icon="pencil"),
        Button("公开", "hotline:publication_publish", PUBLISH, tone="primary", dialog=True, when=is_open),
        Button("不予公开", "hotline:publication_withhold", PUBLISH, dialog=True, when=is_open),
        Button(
            "撤下",
            "hotline:publication_withdraw",
            PUBLISH,
            tone="danger",
            dialog=True,
            when=lambda row: row.state == PublicationState.PUBLISHED,
        ),
    )
    panels = (
        TemplatePanel(title="原文与公开内容", template_name="hotline/publication_panel.html", look=_compared),
        _facts(),
    )

    def badge(self) -> Badge:
        word = self.object.get_state_display()
        return Badge(word, TONES[word])


class WordsForm(forms.Form):
    title = forms.CharField(label="标题", max_length=200)
    text = forms.CharField(label="诉求内容", max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))
    place = forms.CharField(label="地点", max_length=200, required=False)
    reply = forms.CharField(label="答复内容", max_length=8000, widget=forms.Textarea(attrs={"rows": 8}))


class PublicationEdit(EditPage):
    title = "修改公开内容"
    permission = PROPOSE
    menu = MENU
    queryset = ROWS
    form_class = WordsForm
    template_name = "hotline/publication_edit.html"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "fields": compared(self.object), "remaining": still_personal(self.object)}

    def perform(self, form: WordsForm) -> Publication:
        return edit_publication(acting(self.request), publication=self.object, words=Words(**form.cleaned_data))


class ConfirmForm(forms.Form):
    confirmed = forms.BooleanField(
        label="已核对，提示的内容不是个人信息", required=False, help_text="仍有疑似个人信息时才需要勾选"
    )


class PublishPage(ActionPage):
    title = "公开事项"
    permission = PUBLISH
    menu = MENU
    queryset = ROWS
    form_class = ConfirmForm  # type: ignore[assignment]  # ActionPage asks for a reason unless told otherwise
    warning = "公开后任何人都可以在网上查到。"

    def perform(self, form: ConfirmForm) -> Publication:
        return publish(acting(self.request), publication=self.object, confirmed=form.cleaned_data["confirmed"])


class WhyForm(forms.Form):
    kind = forms.ChoiceField(label="情形", choices=REASONS)
    reason = forms.CharField(label="理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class WithholdPage(ActionPage):
    title = "不予公开"
    permission = PUBLISH
    menu = MENU
    queryset = ROWS
    form_class = WhyForm  # type: ignore[assignment]  # ActionPage asks for a reason unless told otherwise

    def perform(self, form: WhyForm) -> Publication:
        return withhold(acting(self.request), publication=self.object, **form.cleaned_data)


class WithdrawMatterPage(ActionPage):
    title = "撤下公开"
    permission = PUBLISH
    menu = MENU
    queryset = ROWS
    form_class = WhyForm  # type: ignore[assignment]  # ActionPage asks for a reason unless told otherwise
    danger = True

    def perform(self, form: WhyForm) -> Publication:
        return withdraw_publication(acting(self.request), publication=self.object, **form.cleaned_data)


class RuleForm(forms.Form):
    is_active = forms.BooleanField(label="每天自动提请", required=False)
    categories = forms.MultipleChoiceField(
        label="类别", required=False, widget=forms.CheckboxSelectMultiple, help_text="都不选即全部"
    )
    natures = forms.MultipleChoiceField(
        label="性质", choices=NATURES, required=False, widget=forms.CheckboxSelectMultiple, help_text="都不选即全部"
    )
    least = forms.ChoiceField(label="最低满意度", choices=(("", "不限"), *SATISFACTION), required=False)
    days = forms.IntegerField(label="办结后多少天内", min_value=1, max_value=365)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tops: Any = self.fields["categories"]
        tops.choices = top_categories()


class ProposalRulePage(EditPage):
    title = "自动提请规则"
    purpose = "每天6时把符合条件的办结事项提请公开；是否公开仍由人审定。"
    permission = PUBLISH
    menu = MENU
    form_class = RuleForm

    def initial(self) -> dict[str, Any]:
        stored = rule()
        return {name: getattr(stored, name) for name in ("is_active", "categories", "natures", "least", "days")}

    def success_url(self, result: Any) -> str:
        return self.cancel_url()

    def perform(self, form: RuleForm) -> ProposalRule:
        return set_proposal_rule(acting(self.request), **form.cleaned_data)
