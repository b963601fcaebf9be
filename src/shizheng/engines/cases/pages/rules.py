"""派遣规则: the sets, their rules, and the trial before a set goes live."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from shizheng.console.buttons import Button
from shizheng.console.columns import Column, InstantColumn, NumberColumn, StatusColumn, WideColumn
from shizheng.console.filters import ChoiceFilter, FilterSet
from shizheng.console.formats import instant
from shizheng.console.forms import Fieldset, NoInputForm
from shizheng.console.pages import ActionPage, Badge, DetailPage, EditPage, ListPage
from shizheng.console.panels import Fact, FactsPanel, TablePanel, TemplatePanel
from shizheng.console.tables import Table
from shizheng.console.tones import Tones
from shizheng.engines.cases.actions import rules as actions
from shizheng.engines.cases.domain.dispatch_rules import WEEKDAYS
from shizheng.engines.cases.domain.words import Field
from shizheng.engines.cases.models import Area, Category, DispatchRule, RuleSet
from shizheng.engines.cases.models.rules import KEEP, SetState
from shizheng.engines.cases.queries.choices import areas, categories, organisations, process_names
from shizheng.engines.cases.queries.past import many_tried
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.engines.cases.queries.rule_lines import field_choices, rule_lines
from shizheng.engines.cases.queries.rule_trial import trial_of
from shizheng.kit import clock
from shizheng.platform.jobs.actions import enqueue
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.queries import acting

MENU = "cases:rules"
TONES: Tones = {SetState.DRAFT: "busy", SetState.LIVE: "good", SetState.FORMER: "off"}
ON_OFF: Tones = {"启用": "good", "停用": "off"}
AT_ONCE = 2_000
"""Past cases that are tried while one waits; more are tried by a job."""
DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput({"type": "time"}, format="%H:%M")
CHOOSE = {"data-choose": ""}


def _is_draft(row: Any) -> bool:
    return bool(row.is_draft)


class SetFilter(FilterSet):
    process = ChoiceFilter(label="流程", choices=process_names, empty_label="不限")
    state = ChoiceFilter(label="状态", choices=SetState.choices, empty_label="不限")


class SetTable(Table):
    edition = NumberColumn(verbose_name="版本", attrs={})
    process = Column(verbose_name="流程", orderable=False)
    state = StatusColumn(verbose_name="状态", tones=TONES)
    changed_at = InstantColumn(verbose_name="修改时间")
    live_at = InstantColumn(verbose_name="施行时间")
    live_by = Column(verbose_name="发布人")
    note = WideColumn(verbose_name="说明", orderable=False)

    def render_edition(self, value: int) -> str:
        return f"第{value}版"

    def render_process(self, value: str) -> str:
        return process_of(value).name


class RuleSetList(ListPage):
    title = "派遣规则"
    purpose = "按类别、区域、关键词、时段等条件建议承办单位；在草稿中修改，试运行后整体施行。"
    permission = KEEP
    menu = MENU
    queryset = RuleSet.objects.defer("trial").order_by("process", "-edition")
    table_class = SetTable
    filterset_class = SetFilter
    empty_text = "还没有派遣规则"
    empty_hint = "建立草稿，添加规则，用已办结的工单试运行后施行"
    buttons = (Button("建立草稿", "cases:rule_draft", KEEP, tone="primary", icon="plus"),)


class DraftForm(forms.Form):
    process = forms.ChoiceField(label="流程", choices=process_names)


class RuleDraft(EditPage):
    title = "建立派遣规则草稿"
    purpose = "草稿从施行中的规则复制而来，修改草稿不影响派遣；每个流程同时只有一份草稿。"
    permission = KEEP
    menu = MENU
    form_class = DraftForm
    submit_label = "建立草稿"
    success_message = "草稿已打开。"

    def perform(self, form: Any) -> RuleSet:
        return actions.draft_rules(acting(self.request), process=form.cleaned_data["process"])


class RuleTable(Table):
    number = NumberColumn(verbose_name="顺序")
    title = Column(verbose_name="规则名称")
    asks = WideColumn(verbose_name="条件")
    main = Column(verbose_name="主办单位")
    co = Column(verbose_name="协办单位")
    span = Column(verbose_name="有效期")
    state = StatusColumn(verbose_name="状态", tones=ON_OFF)


def _trial(request: HttpRequest, row: RuleSet) -> Mapping[str, Any]:
    return {"trial": row.trial, "tried_at": row.tried_at, "is_tried": row.is_tried, "is_draft": row.is_draft}


class RuleSetDetail(DetailPage):
    title = "派遣规则"
    permission = KEEP
    menu = MENU
    queryset = RuleSet.objects.all()
    buttons = (
        Button("添加规则", "cases:rule_new", KEEP, icon="plus", when=_is_draft),
        Button("试运行", "cases:rule_trial", KEEP, dialog=True, when=_is_draft),
        Button("施行", "cases:rule_publish", KEEP, tone="primary", dialog=True, when=_is_draft),
        Button("放弃草稿", "cases:rule_abandon", KEEP, tone="danger", dialog=True, when=_is_draft),
        Button("修改", "cases:rule_draft", KEEP, when=lambda row: not row.is_draft, arguments=lambda _row: {}),
    )
    panels = (
        TablePanel(
            title="规则",
            order=10,
            table_class=RuleTable,
            rows=lambda request, row: rule_lines(row),
            limit=1_000,
            empty_text="还没有规则",
        ),
        TemplatePanel(title="试运行", order=20, template_name="cases/rule_trial.html", look=_trial),
        FactsPanel(
            title="说明",
            side="side",
            facts=(
                Fact("流程", lambda row: process_of(row.process).name),
                Fact("修改时间", "changed_at", instant),
                Fact("试运行时间", "tried_at", instant),
                Fact("施行时间", "live_at", instant),
                Fact("发布人", "live_by"),
                Fact("说明", "note", wide=True),
            ),
        ),
    )

    def badge(self) -> Badge:
        return Badge(self.object.get_state_display(), TONES[self.object.state])


class RuleForm(forms.Form):
    """The choices are those of the process that the rule is for."""

    title = forms.CharField(label="规则名称", max_length=100, help_text="一句话写明何事派给谁")
    number = forms.IntegerField(
        label="顺序", required=False, min_value=1, max_value=9_999, help_text="靠前的先套用；不写则排在最后"
    )
    is_on = forms.BooleanField(label="启用", required=False, initial=True)
    category = forms.ModelChoiceField(
        label="类别", queryset=Category.objects.none(), required=False, empty_label="不限", widget=forms.Select(CHOOSE)
    )
    area = forms.ModelChoiceField(
        label="区域", queryset=Area.objects.none(), required=False, empty_label="不限", widget=forms.Select(CHOOSE)
    )
    any_words = forms.CharField(
        label="含任一关键词",
        max_length=500,
        required=False,
        help_text="标题、内容或地点中有一个即可；用顿号隔开",
    )
    all_words = forms.CharField(label="须全含关键词", max_length=500, required=False, help_text="每一个都要有")
    channel = forms.ChoiceField(label="来源渠道", required=False)
    nature = forms.ChoiceField(label="性质", required=False)
    weekdays = forms.MultipleChoiceField(
        label="星期",
        required=False,
        choices=[(str(day), f"周{name}") for day, name in enumerate(WEEKDAYS, 1)],
        widget=forms.CheckboxSelectMultiple,
        help_text="都不选为不限",
    )
    starts = forms.TimeField(label="时段起", required=False, widget=TIME)
    ends = forms.TimeField(label="时段止", required=False, widget=TIME, help_text="不晚于起始时刻的，算到次日")
    main = forms.ModelChoiceField(
        label="主办单位", queryset=Organisation.objects.none(), empty_label="请选择", widget=forms.Select(CHOOSE)
    )
    co = forms.ModelMultipleChoiceField(
        label="协办单位", queryset=Organisation.objects.none(), required=False, widget=forms.SelectMultiple(CHOOSE)
    )
    valid_from = forms.DateField(label="生效日期", required=False, widget=DAY)
    valid_to = forms.DateField(label="失效日期", required=False, widget=DAY, help_text="含当日")
    source = forms.CharField(label="依据", max_length=200, required=False, help_text="三定规定、责任清单或会议纪要")
    note = forms.CharField(label="说明", max_length=500, required=False)

    def __init__(self, *args: Any, process: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        declared, today = process_of(process), clock.today()
        offered: dict[str, Any] = {
            "category": categories(process, today),
            "area": areas(today),
            "main": organisations(today),
            "co": organisations(today),
        }
        for name, rows in offered.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        for name, field in (("channel", Field.CHANNEL), ("nature", Field.NATURE)):
            self.fields[name].choices = [("", "不限"), *field_choices(declared, field)]  # type: ignore[attr-defined]

    def text(self) -> actions.RuleText:
        given = {name: value for name, value in self.cleaned_data.items() if name != "number"}
        return actions.RuleText(**{**given, "weekdays": "".join(given["weekdays"]), "co": list(given["co"])})

    @property
    def place(self) -> int:
        return self.cleaned_data["number"] or 0


FIELDSETS = (
    Fieldset("规则", ("title", "number", "is_on")),
    Fieldset("条件（都满足才套用）", ("category", "area", "any_words", "all_words", "channel", "nature")),
    Fieldset("时段", ("weekdays", "starts", "ends")),
    Fieldset("派给", ("main", "co")),
    Fieldset("有效期与依据", ("valid_from", "valid_to", "source", "note")),
)


class RuleNew(EditPage):
    title = "添加派遣规则"
    permission = KEEP
    menu = MENU
    queryset = RuleSet.objects.filter(state=SetState.DRAFT)
    form_class = RuleForm
    fieldsets = FIELDSETS

    def form_kwargs(self) -> dict[str, Any]:
        return {"process": self.object.process}

    def initial(self) -> dict[str, Any]:
        return {"is_on": True}

    def perform(self, form: Any) -> RuleSet:
        made = actions.add_rule(acting(self.request), ruleset=self.object, rule=form.text(), number=form.place)
        return made.ruleset

    def version(self) -> str:
        """Another's rule does not stand in the way of one's own."""
        return ""


class RuleEdit(EditPage):
    title = "修改派遣规则"
    permission = KEEP
    menu = MENU
    queryset = DispatchRule.objects.filter(ruleset__state=SetState.DRAFT).select_related("ruleset")
    form_class = RuleForm
    fieldsets = FIELDSETS
    buttons = (Button("删除", "cases:rule_drop", KEEP, tone="danger", dialog=True),)

    def form_kwargs(self) -> dict[str, Any]:
        return {"process": self.object.ruleset.process}

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "weekdays": list(self.object.weekdays)}

    def subject(self) -> Any:
        return self.object

    def version(self) -> str:
        return str(self.object.ruleset.version)

    def perform(self, form: Any) -> RuleSet:
        changed = actions.change_rule(acting(self.request), rule=self.object, text=form.text(), number=form.place)
        return changed.ruleset


class RuleDrop(ActionPage):
    title = "删除派遣规则"
    permission = KEEP
    menu = MENU
    queryset = DispatchRule.objects.filter(ruleset__state=SetState.DRAFT).select_related("ruleset")
    danger = True
    success_message = "已删除。"

    def perform(self, form: Any) -> RuleSet:
        return actions.drop_rule(acting(self.request), rule=self.object, reason=form.cleaned_data["reason"])


class DraftAction(ActionPage):
    """A verb on a draft."""

    abstract = True
    permission = KEEP
    menu = MENU
    queryset = RuleSet.objects.filter(state=SetState.DRAFT)

    def version(self) -> str:
        """The action itself asks whether the draft is still one; forms of a verb carry no version."""
        return ""


class RuleTrial(DraftAction):
    title = "试运行"
    warning = "用已办结的工单逐件套用草稿和施行中的规则，与实际承办单位比较；不改变任何工单。"
    form_class = NoInputForm  # type: ignore[assignment]  # ActionPage asks for a reason unless told otherwise

    def perform(self, form: NoInputForm) -> RuleSet:
        actor = acting(self.request)
        if many_tried(self.object.process, AT_ONCE):
            enqueue(actor, job="cases.try_rules", arguments={"ruleset": self.object.pk})
            messages.info(self.request, "工单较多，已转入后台试运行，完成后在本页查看结果。")
            return self.object  # type: ignore[no-any-return]
        return actions.keep_trial(actor, ruleset=self.object, trial=trial_of(self.object))


class RulePublish(DraftAction):
    title = "施行"
    warning = "施行后立即按这一版规则给出建议，原规则转为“已被替换”。"
    success_message = "已施行。"

    def perform(self, form: Any) -> RuleSet:
        return actions.publish_rules(acting(self.request), ruleset=self.object, note=form.cleaned_data["reason"])


class RuleAbandon(DraftAction):
    title = "放弃草稿"
    warning = "草稿中的修改全部作废，施行中的规则不受影响。"
    danger = True
    success_message = "已放弃草稿。"

    def perform(self, form: Any) -> None:
        actions.drop_draft(acting(self.request), ruleset=self.object, reason=form.cleaned_data["reason"])

    def success_url(self, result: Any) -> str:
        return reverse(MENU)
