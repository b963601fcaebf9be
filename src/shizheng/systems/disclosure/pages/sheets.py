"""Target sheets: each target is read while it is typed, and the sheet checked beside it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from shizheng.console.actor import permitted
from shizheng.console.formats import instant
from shizheng.engines.fiscal.domain.promises import Column, Level2
from shizheng.engines.fiscal.models import Project, TargetSheet
from shizheng.engines.fiscal.queries.versions import ConflictError
from shizheng.kit.errors import InvalidInputError, ShizhengError
from shizheng.platform.policy.queries import acting, require
from shizheng.systems.disclosure.actions.preparing import enter_sheet
from shizheng.systems.disclosure.domain.budgeting.reading import told
from shizheng.systems.disclosure.models import Preparation, Typed
from shizheng.systems.disclosure.pages.books import BudgetChild
from shizheng.systems.disclosure.pages.conflicts import STALE, last_of_others, sealed
from shizheng.systems.disclosure.pages.sheet_form import FIELD, Filled, bad_weights, both, filled, posted, promise_of
from shizheng.systems.disclosure.queries.preparing import sheet_findings

BLANKS, MORE = 2, 5
INVALID = 422
WHOLE = 0
"""Stands for the whole unit where a project's number is asked."""


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
            typed, note = Filled.of(kept.content), f"已恢复您 {instant(kept.at)} 尚未保存的内容。"
            return self.draw(typed, int(kept.opened or 0), Filled.of(kept.content["base"]), note=note)
        sheet = self.stored()
        now = filled(sheet)
        return self.draw(now, sheet.version if sheet else 0, now)

    def draw(
        self,
        typed: Filled,
        version: int,
        base: Filled,
        *,
        status: int = 200,
        blanks: int = BLANKS,
        **extra: Any,
    ) -> HttpResponse:
        """`version` and `base` are those that the form was opened on."""
        rows, goals = typed
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
                "base": sealed(base),
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
        typed, base, opened = posted(request)
        if "more" in request.POST:
            return self.draw(typed, opened, base, blanks=MORE)
        if "discard" in request.POST:
            Typed.objects.forget(actor, preparation, self.place)
            return HttpResponseRedirect(request.path)
        if problems := bad_weights(typed.rows):
            return self.draw(typed, opened, base, status=INVALID, problems=problems)
        try:
            enter_sheet(
                actor,
                preparation=preparation,
                project=self.project,
                promises=[promise_of(row) for row in typed.rows],
                period_goal=typed.goals[0],
                annual_goal=typed.goals[1],
                expected_version=opened,
            )
        except InvalidInputError as error:
            return self.draw(typed, opened, base, status=INVALID, problems=[str(each) for each in error.faults])
        except ConflictError:
            return self.show_both(typed, base)
        except ShizhengError as error:
            return self.draw(typed, opened, base, status=INVALID, problems=[str(error)])
        Typed.objects.forget(actor, preparation, self.place)
        messages.success(request, "已保存绩效目标表。")
        return HttpResponseRedirect(preparation.get_absolute_url())

    def show_both(self, typed: Filled, base: Filled) -> HttpResponse:
        """Mine with what only the other changed; sending again on the version of now makes it stand."""
        sheet = self.stored()
        now = filled(sheet)
        merged, found = both(typed, base, now, last_of_others(acting(self.request), self.object))
        return self.draw(merged, sheet.version if sheet else 0, now, status=STALE, conflict=found)


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
        typed, base, opened = posted(request)
        promises = [promise_of(row) for row in typed.rows]
        found = sheet_findings(self.object, self.project, promises, typed.goals)
        if self.may_edit and request.POST.get("sheet_version", "").isdecimal():
            content = {**typed._asdict(), "base": base._asdict()}
            Typed.objects.keep(acting(request), self.object, self.place, content, str(opened)[:10])
        return self.respond({"findings": found}, template="disclosure/books/sheet_findings.html")
