"""Budgets being prepared: the list, a new one, and the page where one is worked on."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import content_disposition_header

from shizheng.console.actor import permitted
from shizheng.console.breadcrumbs import Crumb
from shizheng.console.buttons import Button
from shizheng.console.columns import Column, InstantColumn, StatusColumn
from shizheng.console.filters import ChoiceFilter, FilterSet, YesNoFilter
from shizheng.console.formats import instant
from shizheng.console.pages import Badge, DetailPage, EditPage, ListPage, SubjectPage
from shizheng.console.panels import Fact, FactsPanel, HistoryPanel, Moment, Panel
from shizheng.console.tables import Table
from shizheng.console.tones import Tone
from shizheng.engines.fiscal.domain.forms import forms as region_forms
from shizheng.engines.fiscal.domain.ledger import BookStage
from shizheng.engines.fiscal.models import Project
from shizheng.kit import clock
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.queries import acting
from shizheng.systems.disclosure.actions.preparing import PLAIN, open_budget
from shizheng.systems.disclosure.domain.budgeting.drawn import drawn
from shizheng.systems.disclosure.domain.budgeting.moves import Move, State
from shizheng.systems.disclosure.domain.budgeting.workbook import write_template
from shizheng.systems.disclosure.models import CheckFinding, Preparation, Severity
from shizheng.systems.disclosure.pages.documents import FindingsColumn, YearColumn, years_offered
from shizheng.systems.disclosure.queries.history import history_of
from shizheng.systems.disclosure.queries.preparing import composed, content_of, questions_of, sheets_of, unanswered
from shizheng.systems.disclosure.queries.totals import totals

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MENU = "disclosure:budgets"
TONES: dict[str, Tone] = {
    State.DRAFTING: "busy",
    State.SUBMITTED: "soon",
    State.RETURNED: "bad",
    State.APPROVED: "soon",
    State.PUBLISHED: "good",
    State.REVISING: "busy",
}
BOOKS = Preparation.objects.select_related("book__organisation")


class CheckColumn(FindingsColumn):
    """How many findings of a severity the last check left; the figure leads to them."""

    anchor = "#findings"


class BudgetTable(Table):
    unit = Column(accessor="book__organisation__name", verbose_name="单位")
    year = YearColumn(accessor="book__year", verbose_name="年度")
    stage = Column(accessor="book__get_stage_display", verbose_name="阶段", order_by="book__stage")
    state = StatusColumn(verbose_name="状态", tones=TONES)
    errors = CheckColumn(Severity.ERROR)
    warnings = CheckColumn(Severity.WARNING)
    checked_at = InstantColumn(verbose_name="检查时间")
    changed_at = InstantColumn(verbose_name="修改时间")


class BudgetFilters(FilterSet):
    year = ChoiceFilter(label="年度", field_name="book__year", choices=years_offered, empty_label="不限")
    stage = ChoiceFilter(label="阶段", field_name="book__stage", choices=BookStage.choices(), empty_label="不限")
    state = ChoiceFilter(label="状态", choices=State.choices(), empty_label="不限")
    mine = YesNoFilter(label="待我办理", method="with_mine")

    def with_mine(self, rows: Any, name: str, value: bool) -> Any:
        waiting = Preparation.objects.waiting_for(acting(self.request)).values("pk")
        return rows.filter(pk__in=waiting) if value else rows.exclude(pk__in=waiting)


class BudgetsPage(ListPage):
    permission = "disclosure.view"
    title = "预算编制"
    purpose = "本单位及下级单位各年度预决算的填报、检查、审核和发布"
    menu = MENU
    queryset = BOOKS
    table_class = BudgetTable
    filterset_class = BudgetFilters
    search_fields = ("book__organisation__name",)
    search_hint = "搜索单位"
    empty_text = "还没有建立预算编制"
    empty_hint = "新建一份后，可在线填报，也可下载 Excel 模板填好再导入"
    buttons: ClassVar[Sequence[Button]] = (
        Button("新建", "disclosure:budget_new", "disclosure.prepare", tone="primary", icon="plus"),
    )


def waiting(request: HttpRequest) -> int:
    """What waits for the visitor; shown in the menu."""
    return Preparation.objects.waiting_for(acting(request)).count()


def form_choices() -> list[tuple[str, str]]:
    return [(PLAIN, "通用格式"), *((form.id, form.name) for form in region_forms())]


class NewBudgetForm(forms.Form):
    organisation = forms.ModelChoiceField(label="单位", queryset=Organisation.objects.none(), empty_label=None)
    year = forms.TypedChoiceField(label="年度", choices=years_offered, coerce=int)
    stage = forms.ChoiceField(label="阶段", choices=BookStage.choices())
    form = forms.ChoiceField(
        label="公开格式", choices=form_choices, help_text="所在地区规定的公开表样；没有列出的选通用格式"
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = units  # type: ignore[attr-defined]  # a choice of rows


class NewBudgetPage(EditPage):
    permission = "disclosure.prepare"
    title = "新建预算编制"
    purpose = "选择单位、年度和阶段；每个单位每年每个阶段建立一份"
    menu = MENU
    form_class = NewBudgetForm
    submit_label = "建立"
    success_message = "已建立，请填报或导入数据。"

    def form_kwargs(self) -> dict[str, Any]:
        return {"units": Organisation.objects.visible_to(acting(self.request), "fiscal.budget")}

    def initial(self) -> dict[str, Any]:
        return {"organisation": acting(self.request).organisation_id, "year": clock.today().year + 1}

    def perform(self, form: Any) -> Preparation:
        data = form.cleaned_data
        return open_budget(
            acting(self.request),
            organisation=data["organisation"],
            year=data["year"],
            stage=BookStage(data["stage"]),
            form=data["form"],
        )


def _when(move: Move) -> Any:
    def allowed(preparation: Preparation) -> bool:
        return preparation.allows(move)

    return allowed


def _is_editable(preparation: Preparation) -> bool:
    return preparation.is_editable


def _who(preparation: Preparation) -> str:
    return f"{preparation.submitted_by} {instant(preparation.submitted_at)}" if preparation.submitted_by else ""


def _reviewer(preparation: Preparation) -> str:
    return f"{preparation.reviewed_by} {instant(preparation.reviewed_at)}" if preparation.reviewed_by else ""


def _moments(request: HttpRequest, preparation: Preparation) -> list[Moment]:
    return [
        Moment(entry.at, f"{entry.account_name} {entry.summary}", entry.reason) for entry in history_of(preparation)
    ]


FACTS = FactsPanel(
    title="基本情况",
    side="side",
    order=10,
    facts=(
        Fact("单位", "book.organisation.name"),
        Fact("年度", lambda preparation: f"{preparation.book.year}年"),
        Fact("阶段", "book.stage"),
        Fact("送审", _who),
        Fact("审核", _reviewer),
        Fact("检查", "checked_at", shape=instant),
    ),
)


class BudgetPage(DetailPage):
    permission = "disclosure.view"
    title = "预算编制"
    menu = MENU
    template_name = "disclosure/books/budget.html"
    queryset = BOOKS.select_related("submitted_by", "reviewed_by")
    panels: ClassVar[Sequence[Panel]] = (FACTS, HistoryPanel(moments=_moments, side="side"))
    buttons: ClassVar[Sequence[Button]] = (
        Button("检查", "disclosure:budget_check", "disclosure.view", icon="list-check", dialog=True),
        Button("导入 Excel", "disclosure:budget_import", "disclosure.prepare", icon="upload", when=_is_editable),
        Button(
            "送审", "disclosure:budget_submit", "disclosure.prepare", "primary", "send", True, when=_when(Move.SUBMIT)
        ),
        Button("撤回", "disclosure:budget_withdraw", "disclosure.prepare", dialog=True, when=_when(Move.WITHDRAW)),
        Button("退回", "disclosure:budget_return", "disclosure.review", dialog=True, when=_when(Move.RETURN)),
        Button(
            "审核通过",
            "disclosure:budget_approve",
            "disclosure.review",
            "primary",
            "check",
            True,
            when=_when(Move.APPROVE),
        ),
        Button(
            "发布",
            "disclosure:budget_publish",
            "disclosure.publish",
            "primary",
            "world",
            True,
            when=_when(Move.PUBLISH),
        ),
        Button("更正", "disclosure:budget_revise", "disclosure.publish", dialog=True, when=_when(Move.REVISE)),
    )

    def badge(self) -> Badge:
        return Badge(self.object.get_state_display(), TONES[self.object.state])

    def get_purpose(self) -> str:
        names = dict(form_choices())
        return f"公开格式：{names.get(self.object.form, self.object.form)}"

    def context(self) -> dict[str, Any]:
        preparation, actor = self.object, acting(self.request)
        book = preparation.book
        content = content_of(preparation)
        sheets = sheets_of(preparation)
        filled = {sheet.project_id for sheet in sheets}
        projects = Project.objects.visible_to(actor, "fiscal.view").filter(organisation_id=book.organisation_id)
        return {
            **super().context(),
            "totals": totals(content.facts),
            "sheets": sheets,
            "unfilled": [each for each in projects.running_in(book.year) if each.pk not in filled],
            "has_whole": None in filled,
            "is_final": book.stage == BookStage.FINAL,
            **self.found(),
            "asked": questions_of(content),
            "unanswered": len(unanswered(content)),
            "is_stale": bool(preparation.checked_digest) and preparation.checked_digest != content.digest,
            "may_prepare": preparation.is_editable and permitted(self.request, "disclosure.prepare"),
            "may_review": preparation.state == State.SUBMITTED and permitted(self.request, "disclosure.review"),
            "imports": list(preparation.imports.select_related("by", "file")[:5]),
            "publications": list(book.publications.defer("body", "content").order_by("-number")),
        }

    def found(self) -> dict[str, Any]:
        """The findings, or those of the severity asked for, with how many there are of each."""
        rows: list[CheckFinding] = list(self.object.findings.select_related("explained_by", "approved_by"))
        asked = self.request.GET.get("severity", "")
        counts = [(each.value, each.label, sum(row.severity == each for row in rows)) for each in Severity]
        return {
            "findings": [row for row in rows if row.severity == asked] if asked in Severity.values else rows,
            "severities": [each for each in counts if each[2]],
            "severity": asked if asked in Severity.values else "",
            "found": len(rows),
        }


class BudgetChild(SubjectPage):
    """A page below one budget."""

    abstract = True
    menu = MENU
    queryset = BOOKS

    def crumbs(self) -> list[Crumb]:
        return [*super().crumbs(), *self.above()]


class PreviewPage(BudgetChild):
    """The document as it would be published now, table by table."""

    permission = "disclosure.view"
    title = "公开文稿预览"
    purpose = "按现有数据生成；表格、合计由系统计算"
    template_name = "disclosure/books/preview.html"

    def context(self) -> dict[str, Any]:
        blocks = drawn(composed(content_of(self.object)))
        tables = [block for block in blocks if block["kind"] in ("table", "sheet")]
        chosen = self.request.GET.get("table", "")
        shown = [block for block in blocks if block["id"] == chosen] or blocks
        return {**super().context(), "tables": tables, "blocks": shown, "chosen": chosen, "object": self.object}


class TemplatePage(BudgetChild):
    """The workbook to fill in, holding what is there already."""

    permission = "disclosure.view"
    title = "填报模板"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        content = content_of(self.object)
        response = HttpResponse(write_template(content), content_type=EXCEL)
        name = f"{content.unit}{content.year}年{self.object.book.get_stage_display()}填报模板.xlsx"
        response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
        return response


def budget_address(preparation: Preparation) -> str:
    return reverse("disclosure:budget", kwargs={"pk": preparation.pk})
