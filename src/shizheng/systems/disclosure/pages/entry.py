"""Entering one grid of a budget: what is typed is kept on the server, and nobody's change is overwritten unseen."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse

from shizheng.console.actor import permitted
from shizheng.console.formats import instant, money
from shizheng.engines.fiscal.domain.codes import books
from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.naming import in_words
from shizheng.engines.fiscal.queries.ledger import ledger_of
from shizheng.kit import clock
from shizheng.kit.errors import ShizhengError
from shizheng.platform.policy.queries import acting, require
from shizheng.systems.disclosure.actions.preparing import GridError, StaleGridError, enter_part
from shizheng.systems.disclosure.domain.budgeting.grid import BadCell, amount_name, enter, is_blank, stamp, typed
from shizheng.systems.disclosure.domain.budgeting.merging import merge
from shizheng.systems.disclosure.domain.budgeting.parts import BY_ID, PARTS, Key, Part
from shizheng.systems.disclosure.models import Preparation, Typed
from shizheng.systems.disclosure.pages.books import BudgetChild
from shizheng.systems.disclosure.pages.conflicts import STALE, conflict, last_of_others, sealed, unsealed

FIELD = re.compile(r"r(\d{1,5})-([a-z]\w{0,9})")
BLANKS, MORE = 3, 10
MOST = 2000
INVALID = 422
Rows = list[dict[str, str]]


def posted(data: QueryDict, part: Part) -> Rows:
    """The rows of the form in their order; blank ones at the end are dropped."""
    found: dict[int, dict[str, str]] = {}
    for field, text in data.items():
        if match := FIELD.fullmatch(field):
            found.setdefault(int(match[1]), {})[match[2]] = str(text)[:300]
    if part.fixed:
        return [found.get(number, {}) for number in range(len(part.fixed))]
    return [found[number] for number in sorted(found) if not is_blank(part, found[number])][:MOST]


def cells(
    part: Part, rows: Sequence[Mapping[str, str]], year: int, bad: Sequence[BadCell] = ()
) -> list[dict[str, Any]]:
    """What the template draws: each row with its number and cells, faults beside them."""
    wrong: dict[tuple[int, str], str] = {}
    for fault in bad:
        words = f"{fault.message}（{fault.remedy}）" if fault.remedy else fault.message
        wrong.setdefault((fault.row, fault.name), words)
    return [
        {
            "number": number,
            "label": part.fixed[number].label if part.fixed else "",
            "fault": wrong.get((number, ""), ""),
            "keys": [_key_cell(key, row, number, year, wrong) for key in part.keys],
            "amounts": [
                _cell(amount_name(index), column.title, row, number, wrong) for index, column in enumerate(part.amounts)
            ],
        }
        for number, row in enumerate(rows)
    ]


def _cell(
    name: str, title: str, row: Mapping[str, str], number: int, wrong: Mapping[tuple[int, str], str]
) -> dict[str, Any]:
    return {
        "field": f"r{number}-{name}",
        "title": title,
        "value": row.get(name, ""),
        "fault": wrong.get((number, name), ""),
    }


def _key_cell(
    key: Key, row: Mapping[str, str], number: int, year: int, wrong: Mapping[tuple[int, str], str]
) -> dict[str, Any]:
    cell = _cell(key.name, key.title, row, number, wrong)
    value = cell["value"]
    known = books(key.book).find(value, year) if key.book and value.isdigit() else None
    return {
        **cell,
        "value": f"{value} {known.name}" if known else value,
        "choices": key.choices,
        "book": key.book,
    }


def code_lists(part: Part, year: int) -> dict[str, list[tuple[str, str]]]:
    """Codes to choose from, by book."""
    lists = {}
    for key in part.keys:
        if key.book:
            book = books(key.book)
            codes = dict.fromkeys(row.code for row in book.rows if len(row.code) in key.digits and row.holds(year))
            lists[key.book] = [(code, known.name) for code in codes if (known := book.find(code, year))]
    return lists


class EntryPage(BudgetChild):
    permission = "disclosure.view"
    title = "填报"
    template_name = "disclosure/books/entry.html"

    @property
    def part(self) -> Part:
        part = BY_ID.get(self.kwargs["part"])
        if part is None:
            raise Http404
        return part

    def get_title(self) -> str:
        return f"{self.title}：{self.part.title}"

    def get_purpose(self) -> str:
        return self.part.hint

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        preparation, part = self.object, self.part
        ledger = ledger_of(preparation.book)
        kept = Typed.objects.visible_to(acting(request)).filter(preparation=preparation, place=part.id).first()
        if kept is not None and self.may_edit:
            note = f"已恢复您 {instant(kept.at)} 尚未保存的内容。"
            return self.draw(kept.content["rows"], kept.opened, kept.content["base"], note=note)
        now = typed(part, ledger)
        return self.draw(now, stamp(part, ledger), now)

    @property
    def may_edit(self) -> bool:
        return bool(self.object.is_editable) and permitted(self.request, "disclosure.prepare")

    def draw(
        self, rows: Rows, opened: str, base: Rows, *, status: int = 200, blanks: int = BLANKS, **extra: Any
    ) -> HttpResponse:
        """`opened` and `base` are the stamp and the rows that the form was opened on."""
        part, year = self.part, self.object.book.year
        spare: Rows = [] if part.fixed or not self.may_edit else [{} for _ in range(blanks)]
        bad = extra.pop("bad", ())
        return self.respond(
            {
                "object": self.object,
                "part": part,
                "parts": PARTS,
                "rows": cells(part, [*rows, *spare], year, bad),
                "faults": len(bad),
                "lists": code_lists(part, year),
                "opened": opened,
                "base": sealed(base),
                "may_edit": self.may_edit,
                **extra,
            },
            status=status,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        preparation, part, actor = self.object, self.part, acting(request)
        require(actor, "disclosure.prepare", preparation)
        rows, opened, base = posted(request.POST, part), request.POST.get("opened", ""), opened_on(request)
        if "more" in request.POST:
            return self.draw(rows, opened, base, blanks=MORE)
        if "discard" in request.POST:
            Typed.objects.forget(actor, preparation, part.id)
            return HttpResponseRedirect(request.path)
        try:
            enter_part(actor, preparation=preparation, part=part, rows=rows, opened=opened)
        except GridError as error:
            return self.draw(rows, opened, base, status=INVALID, bad=error.cells)
        except StaleGridError:
            return self.show_both(rows, base)
        except ShizhengError as error:
            return self.draw(rows, opened, base, status=INVALID, problem=str(error))
        Typed.objects.forget(actor, preparation, part.id)
        messages.success(request, f"已保存{part.title}。")
        following = PARTS[(PARTS.index(part) + 1) % len(PARTS)]
        target = "disclosure:budget" if "next" not in request.POST else "disclosure:budget_entry"
        named = {"pk": preparation.pk} | ({"part": following.id} if "next" in request.POST else {})
        return HttpResponseRedirect(reverse(target, kwargs=named))

    def show_both(self, rows: Rows, base: Rows) -> HttpResponse:
        """Mine with what only the other changed; sending again on the new stamp makes it stand."""
        part, year, ledger = self.part, self.object.book.year, ledger_of(self.object.book)
        now = typed(part, ledger)
        merged = merge(*(facts_of(part, each, year) for each in (base, rows, now)))
        return self.draw(
            typed(part, merged.values) if merged.taken else rows,
            stamp(part, ledger),
            now,
            status=STALE,
            conflict=conflict(last_of_others(acting(self.request), self.object), merged, in_words, self.shape),
        )

    def shape(self, value: Decimal) -> str:
        """Money to the 分, counts as they are."""
        counted = any(column.at.get("measure") == "count" for column in self.part.amounts)
        return f"{value.normalize():f}" if counted else money(value)


def opened_on(request: HttpRequest) -> Rows:
    rows: Rows = unsealed(request.POST.get("base", ""), [])
    return rows


def facts_of(part: Part, rows: Rows, year: int) -> dict[Coord, Decimal]:
    return {fact.coord: fact.amount for fact in enter(part, rows, year).facts if fact.amount is not None}


class KeepTypedPage(BudgetChild):
    """Keeps what is being typed; asked every few seconds by the form itself."""

    permission = "disclosure.prepare"
    title = "自动保存"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        part = BY_ID.get(self.kwargs["part"])
        preparation: Preparation = self.object
        if part is None or not preparation.is_editable:
            raise Http404
        actor = acting(request)
        require(actor, "disclosure.prepare", preparation)
        content = {"rows": posted(request.POST, part), "base": opened_on(request)}
        Typed.objects.keep(actor, preparation, part.id, content, request.POST.get("opened", "")[:64])
        return HttpResponse(f"草稿已于 {clock.now():%H:%M:%S} 保存在服务器上")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Nothing to see: to the form."""
        part = kwargs["part"]
        return HttpResponseRedirect(reverse("disclosure:budget_entry", kwargs={"pk": self.object.pk, "part": part}))
