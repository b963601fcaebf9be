"""Target sheets and projects: each target is read while it is typed, and the sheet checked beside it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from shizheng.console.actor import permitted
from shizheng.console.formats import instant
from shizheng.console.pages import EditPage
from shizheng.engines.fiscal.actions.projects import propose_project
from shizheng.engines.fiscal.domain.projects.kinds import Continuity, Kind
from shizheng.engines.fiscal.domain.promises import Column, Level2, Promise
from shizheng.engines.fiscal.models import Indicator, Project, TargetSheet
from shizheng.kit.errors import InvalidInputError, ShizhengError
from shizheng.platform.policy.queries import acting, require
from shizheng.systems.disclosure.actions.preparing import enter_sheet
from shizheng.systems.disclosure.domain.budgeting.grid import amount
from shizheng.systems.disclosure.domain.budgeting.reading import told
from shizheng.systems.disclosure.domain.budgeting.template import level1_of
from shizheng.systems.disclosure.models import Preparation, Typed
from shizheng.systems.disclosure.pages.books import BOOKS, MENU, BudgetChild
from shizheng.systems.disclosure.queries.preparing import sheet_findings

FIELD = re.compile(r"g(\d{1,4})-(column|level2|name|text|weight)")
BLANKS, MORE, MOST = 2, 5, 200
INVALID = 422
WHOLE = 0
"""Stands for the whole unit where a project's number is asked."""


def goal_rows(data: QueryDict) -> list[dict[str, str]]:
    """The indicator rows of the form in their order, without those that hold nothing."""
    found: dict[int, dict[str, str]] = {}
    for field, text in data.items():
        if match := FIELD.fullmatch(field):
            found.setdefault(int(match[1]), {})[match[2]] = str(text).strip()[:300]
    rows = [found[number] for number in sorted(found)]
    return [row for row in rows if row.get("name") or row.get("text")][:MOST]


def promise_of(row: Mapping[str, str]) -> Promise:
    """What a row promises; a level or weight that is none of ours becomes the first or none."""
    level2 = next((each for each in Level2 if each == row.get("level2")), Level2.QUANTITY)
    column = next((each for each in Column if each == row.get("column")), Column.ANNUAL)
    weight = amount(row.get("weight", ""))
    return Promise(
        level1_of(level2),
        level2,
        row.get("name", ""),
        row.get("text", ""),
        column,
        weight=weight if isinstance(weight, Decimal) and weight else None,
    )


def bad_weights(rows: Sequence[Mapping[str, str]]) -> list[str]:
    return [
        f"第{number}行 分值：“{row.get('weight', '')}”不是数字"
        for number, row in enumerate(rows, 1)
        if isinstance(amount(row.get("weight", "")), str)
    ]


class SheetPage(BudgetChild):
    permission = "disclosure.view"
    title = "绩效目标表"
    template_name = "disclosure/books/sheet.html"

    @property
    def project(self) -> Project | None:
        number = self.kwargs["project"]
        if number == WHOLE:
            return None
        rows = Project.objects.visible_to(acting(self.request), "fiscal.view")
        return get_object_or_404(rows, pk=number, organisation_id=self.object.book.organisation_id)

    def get_title(self) -> str:
        return f"{self.title}：{self.project or '单位整体'}"

    def get_purpose(self) -> str:
        return "指标值边填边识别：能计数的写明比较关系、数值和单位，不能计数的注明为判断类"

    def stored(self) -> TargetSheet | None:
        book = self.object.book
        rows = TargetSheet.objects.visible_to(acting(self.request), "fiscal.view").prefetch_related("indicators")
        return rows.filter(organisation_id=book.organisation_id, year=book.year, project=self.project).first()

    @property
    def may_edit(self) -> bool:
        return bool(self.object.is_editable) and permitted(self.request, "disclosure.prepare")

    @property
    def place(self) -> str:
        return f"sheet-{self.kwargs['project']}"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kept = Typed.objects.visible_to(acting(request)).filter(preparation=self.object, place=self.place).first()
        if kept is not None and self.may_edit:
            goals, note = kept.content["goals"], f"已恢复您 {instant(kept.at)} 尚未保存的内容。"
            return self.draw(kept.content["rows"], (goals[0], goals[1]), int(kept.opened or 0), note=note)
        sheet = self.stored()
        rows = [_row(each) for each in _ordered(sheet)] if sheet else []
        goals = (sheet.period_goal, sheet.annual_goal) if sheet else ("", "")
        return self.draw(rows, goals, sheet.version if sheet else 0)

    def draw(
        self,
        rows: list[dict[str, str]],
        goals: tuple[str, str],
        version: int,
        *,
        status: int = 200,
        blanks: int = BLANKS,
        **extra: Any,
    ) -> HttpResponse:
        spare: list[dict[str, str]] = [{} for _ in range(blanks)] if self.may_edit else []
        shown = [{"number": at, **row, "told": told(row.get("text", ""))} for at, row in enumerate([*rows, *spare])]
        promises = [promise_of(row) for row in rows]
        return self.respond(
            {
                "object": self.object,
                "rows": shown,
                "period_goal": goals[0],
                "annual_goal": goals[1],
                "sheet_version": version,
                "may_edit": self.may_edit,
                "columns": Column.choices(),
                "levels": Level2.choices(),
                "project_number": self.kwargs["project"],
                "findings": sheet_findings(self.object, self.project, promises, goals),
                **extra,
            },
            status=status,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        preparation: Preparation = self.object
        actor = acting(request)
        require(actor, "disclosure.prepare", preparation)
        rows = goal_rows(request.POST)
        goals = request.POST.get("period_goal", "")[:4000], request.POST.get("annual_goal", "")[:4000]
        version = request.POST.get("sheet_version", "")
        opened = int(version) if version.isdecimal() else 0
        if "more" in request.POST:
            return self.draw(rows, goals, opened, blanks=MORE)
        if "discard" in request.POST:
            Typed.objects.forget(actor, preparation, self.place)
            return HttpResponseRedirect(request.path)
        if problems := bad_weights(rows):
            return self.draw(rows, goals, opened, status=INVALID, problems=problems)
        try:
            enter_sheet(
                actor,
                preparation=preparation,
                project=self.project,
                promises=[promise_of(row) for row in rows],
                period_goal=goals[0],
                annual_goal=goals[1],
                expected_version=opened,
            )
        except InvalidInputError as error:
            return self.draw(rows, goals, opened, status=INVALID, problems=[str(each) for each in error.faults])
        except ShizhengError as error:
            theirs = [_row(each) for each in _ordered(self.stored())]
            return self.draw(rows, goals, opened, status=409, problems=[str(error)], theirs=theirs)
        Typed.objects.forget(actor, preparation, self.place)
        messages.success(request, "已保存绩效目标表。")
        return HttpResponseRedirect(preparation.get_absolute_url())


def _ordered(sheet: TargetSheet | None) -> Iterable[Indicator]:
    return sorted(sheet.indicators.all(), key=lambda row: (row.column, row.order)) if sheet else ()


def _row(indicator: Indicator) -> dict[str, str]:
    return {
        "column": indicator.column,
        "level2": indicator.level2,
        "name": indicator.name,
        "text": indicator.text,
        "weight": "" if indicator.weight is None else f"{indicator.weight:f}".rstrip("0").rstrip("."),
        "level2_label": indicator.get_level2_display(),
    }


class TellTargetPage(BudgetChild):
    """How one target is understood; asked while it is typed."""

    permission = "disclosure.view"
    title = "识别指标值"
    template_name = "disclosure/books/told.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        text = next((str(value) for name, value in request.GET.items() if FIELD.fullmatch(name)), "")
        return self.respond({"told": told(text[:300]), "text": text})


class CheckSheetPage(SheetPage):
    """The findings of the sheet as it is being typed, which is kept as a draft of its author."""

    permission = "disclosure.view"
    title = "检查绩效目标表"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        raise Http404

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = goal_rows(request.POST)
        goals = request.POST.get("period_goal", "")[:4000], request.POST.get("annual_goal", "")[:4000]
        found = sheet_findings(self.object, self.project, [promise_of(row) for row in rows], goals)
        version = request.POST.get("sheet_version", "")
        if self.may_edit and version.isdecimal():
            content = {"rows": rows, "goals": list(goals)}
            Typed.objects.keep(acting(request), self.object, self.place, content, version[:10])
        return self.respond({"findings": found}, template="disclosure/books/sheet_findings.html")


class ProjectForm(forms.Form):
    code = forms.CharField(label="项目编码", max_length=40)
    name = forms.CharField(label="项目名称", max_length=200, help_text="应与“项目支出”中填写的名称一致")
    kind = forms.ChoiceField(label="项目类别", choices=[each for each in Kind.choices() if Kind(each[0]).has_targets])
    continuity = forms.ChoiceField(label="项目属性", choices=Continuity.choices())
    first_year = forms.IntegerField(label="开始年度", min_value=1990, max_value=2100)
    last_year = forms.IntegerField(label="结束年度", min_value=1990, max_value=2100)
    overview = forms.CharField(label="项目概况", required=False, widget=forms.Textarea(attrs={"rows": 4}))


class NewProjectPage(EditPage):
    permission = "disclosure.prepare"
    title = "新建项目"
    menu = MENU
    queryset = BOOKS
    form_class = ProjectForm
    success_message = "已建立项目，请填写绩效目标表。"

    def version(self) -> str:
        """A new project stands in nobody's way, whatever happens to the budget meanwhile."""
        return ""

    def initial(self) -> dict[str, Any]:
        year = self.object.book.year
        return {"first_year": year, "last_year": year, "name": self.request.GET.get("name", "")[:200]}

    def perform(self, form: Any) -> Project:
        data = form.cleaned_data
        return propose_project(
            acting(self.request),
            organisation=self.object.book.organisation,
            **{**data, "kind": Kind(data["kind"]), "continuity": Continuity(data["continuity"])},
        )

    def success_url(self, result: Any) -> str:
        return reverse("disclosure:budget_sheet", kwargs={"pk": self.object.pk, "project": result.pk})
