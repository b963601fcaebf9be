"""Self-evaluation in a final account: what became of each target; points follow from numbers, and are shown."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase

from shizheng.console.formats import instant, money
from shizheng.engines.fiscal.domain.ledger import BookStage
from shizheng.engines.fiscal.domain.promises import Achievement, Column
from shizheng.engines.fiscal.models import Indicator, TargetSheet
from shizheng.engines.fiscal.queries.versions import ConflictError
from shizheng.kit.errors import InvalidInputError, ShizhengError
from shizheng.platform.policy.queries import acting, require
from shizheng.systems.disclosure.actions.preparing import enter_evaluation
from shizheng.systems.disclosure.domain.budgeting.content import Goal, SheetContent
from shizheng.systems.disclosure.domain.budgeting.grid import amount
from shizheng.systems.disclosure.domain.budgeting.merging import merge
from shizheng.systems.disclosure.models import Preparation, Typed
from shizheng.systems.disclosure.pages.conflicts import STALE, conflict, last_of_others, sealed, unsealed
from shizheng.systems.disclosure.pages.sheets import INVALID, SheetPage
from shizheng.systems.disclosure.queries.evaluating import Money, known_money, points_of, worked_out
from shizheng.systems.disclosure.queries.preparing import findings_in

FIELD = re.compile(r"e(\d{1,12})-(actual|score|reason)")
MONEY = {"budget": "年初预算数", "adjusted": "全年预算数", "executed": "全年执行数"}
NAMES = {"actual": "全年完成值", "score": "得分", "reason": "偏差原因及改进措施"}
Texts = dict[str, str]
"""Field → text: ``12-actual`` of an indicator, ``budget`` of the money."""


class Faulty(NamedTuple):
    achievements: Mapping[int, Achievement]
    amounts: Mapping[str, Decimal | None]
    problems: list[str]


def posted(data: QueryDict) -> Texts:
    typed = {name[1:]: str(text).strip()[:1000] for name, text in data.items() if FIELD.fullmatch(name)}
    return typed | {name: data.get(name, "").strip()[:40] for name in MONEY}


def stored(sheet: TargetSheet, rows: Iterable[Indicator]) -> Texts:
    texts = {name: money(getattr(sheet, name)) for name in MONEY if getattr(sheet, name) is not None}
    for row in rows:
        told = getattr(row, "evaluation", None)
        if told is not None:
            texts |= {
                f"{row.pk}-actual": told.actual,
                f"{row.pk}-score": f"{told.score.normalize():f}",
                f"{row.pk}-reason": told.reason,
            }
    return texts


class EvaluationPage(SheetPage):
    permission = "disclosure.view"
    title = "绩效自评表"
    template_name = "disclosure/books/evaluation.html"

    def get_purpose(self) -> str:
        return "填写完成值；能由目标值和完成值算出得分的自动算出，其余由人评定，得分低于分值的写明原因"

    @property
    def place(self) -> str:
        return f"evaluation-{self.kwargs['project']}"

    def stored(self) -> TargetSheet:
        """The year's sheet; an account alone is evaluated, and only against targets that were set."""
        sheet = super().stored()
        if sheet is None or self.object.book.stage != BookStage.FINAL:
            raise Http404
        return sheet

    def indicators(self, sheet: TargetSheet) -> list[Indicator]:
        rows = sheet.indicators.select_related("evaluation").filter(column=Column.ANNUAL)
        return list(rows.order_by("order"))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        sheet = self.stored()
        kept = Typed.objects.visible_to(acting(request)).filter(preparation=self.object, place=self.place).first()
        if kept is not None and self.may_edit:
            note = f"已恢复您 {instant(kept.at)} 尚未保存的内容。"
            return self.show(sheet, kept.content["typed"], int(kept.opened or 0), kept.content["base"], note=note)
        now = stored(sheet, self.indicators(sheet))
        return self.show(sheet, self.proposed() | now, sheet.version, now)

    def proposed(self) -> Texts:
        """The money as the books of the year have it."""
        known: Money = known_money(self.object, self.project)
        return {name: money(value) for name, value in known._asdict().items() if value is not None}

    def show(
        self, sheet: TargetSheet, typed: Texts, version: int, base: Texts, *, status: int = 200, **extra: Any
    ) -> HttpResponse:
        rows = self.indicators(sheet)
        return self.respond(
            {
                "object": self.object,
                "project_number": self.kwargs["project"],
                "money": [(name, label, typed.get(name, "")) for name, label in MONEY.items()],
                "rows": [_shown(row, typed) for row in rows],
                "sheet_version": version,
                "base": sealed(base),
                "may_edit": self.may_edit,
                **self.told(sheet, rows, typed),
                **extra,
            },
            status=status,
        )

    def told(self, sheet: TargetSheet, rows: list[Indicator], typed: Texts) -> dict[str, Any]:
        """The points that follow from what is typed, and what the rules say of it."""
        content = self.content(sheet, rows, typed)
        found = worked_out(self.object, content)
        return {
            "arithmetic": list(found.shown()) if found.parts else [],
            "unscored": found.unscored,
            "findings": findings_in(self.object, content) if content.is_evaluated else [],
        }

    def content(self, sheet: TargetSheet, rows: list[Indicator], typed: Texts) -> SheetContent:
        goals = tuple(
            Goal(
                row.column,
                row.level2,
                row.name,
                row.text,
                "" if row.weight is None else f"{row.weight:f}",
                typed.get(f"{row.pk}-actual", ""),
                _number(typed.get(f"{row.pk}-score", "")),
                typed.get(f"{row.pk}-reason", ""),
            )
            for row in rows
        )
        amounts = [_number(typed.get(name, "")) for name in MONEY]
        name = self.project.name if self.project else ""
        return SheetContent(name, sheet.period_goal, sheet.annual_goal, goals, "", "", *amounts)

    def understood(self, sheet: TargetSheet, rows: list[Indicator], typed: Texts) -> Faulty:
        """What is typed as values, with the points that follow where none were given."""
        problems = [f"{label}“{typed[name]}”不是金额" for name, label in MONEY.items() if _wrong(typed.get(name, ""))]
        points = points_of(worked_out(self.object, self.content(sheet, rows, typed)))
        achievements = {}
        for row in rows:
            actual, score = typed.get(f"{row.pk}-actual", ""), typed.get(f"{row.pk}-score", "")
            if not actual and not score:
                if hasattr(row, "evaluation"):
                    problems.append(f"“{row.name}”已经自评，不能清空，请填写完成值")
                continue
            if _wrong(score):
                problems.append(f"“{row.name}”的得分“{score}”不是数字")
            elif row.name not in points:
                problems.append(f"“{row.name}”不能由目标值和完成值算出得分，请评定得分")
            else:
                achievements[row.pk] = Achievement(actual, points[row.name], typed.get(f"{row.pk}-reason", ""))
        amounts = {name: _decimal(typed.get(name, "")) for name in MONEY}
        return Faulty(achievements, amounts, problems)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        preparation: Preparation = self.object
        actor, sheet = acting(request), self.stored()
        require(actor, "disclosure.prepare", preparation)
        typed, base, version = self.sent(request)
        if "discard" in request.POST:
            Typed.objects.forget(actor, preparation, self.place)
            return HttpResponseRedirect(request.path)
        if version != sheet.version:
            return self.show_theirs(typed, base)
        found = self.understood(sheet, self.indicators(sheet), typed)
        if found.problems:
            return self.show(sheet, typed, version, base, status=INVALID, problems=found.problems)
        try:
            enter_evaluation(
                actor,
                preparation=preparation,
                sheet=sheet,
                achievements=found.achievements,
                expected_version=version,
                budget=found.amounts["budget"],
                adjusted=found.amounts["adjusted"],
                executed=found.amounts["executed"],
            )
        except ConflictError:
            return self.show_theirs(typed, base)
        except InvalidInputError as error:
            return self.show(sheet, typed, version, base, status=INVALID, problems=list(map(str, error.faults)))
        except ShizhengError as error:
            return self.show(sheet, typed, version, base, status=INVALID, problems=[str(error)])
        Typed.objects.forget(actor, preparation, self.place)
        messages.success(request, "已保存绩效自评表。")
        return HttpResponseRedirect(preparation.get_absolute_url())

    def sent(self, request: HttpRequest) -> tuple[Texts, Texts, int]:
        version = request.POST.get("sheet_version", "")
        base: Texts = unsealed(request.POST.get("base", ""), {})
        return posted(request.POST), base, int(version) if version.isdecimal() else 0

    def show_theirs(self, typed: Texts, base: Texts) -> HttpResponse:
        """Mine with what only the other changed."""
        sheet = self.stored()
        rows = self.indicators(sheet)
        now, names = stored(sheet, rows), {str(row.pk): row.name for row in rows}
        merged = merge(*({name: text for name, text in each.items() if text} for each in (base, typed, now)))

        def what(name: str) -> str:
            ident, _, field = name.partition("-")
            return MONEY[name] if name in MONEY else f"{names.get(ident, '')} {NAMES[field]}"

        told = conflict(last_of_others(acting(self.request), self.object), merged, what, str)
        return self.show(sheet, dict(merged.values), sheet.version, now, status=STALE, conflict=told)


def _shown(row: Indicator, typed: Texts) -> dict[str, Any]:
    told = {name: typed.get(f"{row.pk}-{name}", "") for name in NAMES}
    return {"number": row.pk, "level2": row.get_level2_display(), "name": row.name, "text": row.text} | {
        "weight": "" if row.weight is None else f"{row.weight.normalize():f}",
        **told,
    }


def _wrong(text: str) -> bool:
    return bool(text) and isinstance(amount(text), str)


def _decimal(text: str) -> Decimal | None:
    value = amount(text) if text else None
    return value if isinstance(value, Decimal) else None


def _number(text: str) -> str:
    value = _decimal(text)
    return "" if value is None else f"{value:f}"


class CheckEvaluationPage(EvaluationPage):
    """The points and findings of what is being typed, which is kept as a draft of its author."""

    permission = "disclosure.view"
    title = "检查绩效自评表"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        raise Http404

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        sheet = self.stored()
        typed, base, version = self.sent(request)
        if self.may_edit and version:
            content = {"typed": typed, "base": base}
            Typed.objects.keep(acting(request), self.object, self.place, content, str(version))
        told = self.told(sheet, self.indicators(sheet), typed)
        return self.respond(told, template="disclosure/books/evaluation_told.html")
