"""Columns: what stands in each, by its head, by the form where one is known, and by the numbers themselves."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from shizheng.engines.fiscal.domain.forms import TableForm
from shizheng.engines.fiscal.domain.lexicon import AMOUNT, Fragment, path_of, stage_told, year_told
from shizheng.kit.printed import Printed, read_number
from shizheng.systems.disclosure.domain.tables.grid import Grid, Record, paths

KEYS = frozenset(
    {"label", "code", "name", "dept_code", "dept_name", "gov_code", "gov_name", "income_code", "income_name"}
    | {"unit_code", "unit_name", "project_code", "project_name"}
)
_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")


class Spec(NamedTuple):
    """One column of a grid as it is understood."""

    column: int
    head: str
    role: str
    at: Fragment
    total: bool
    known: bool


class Evidence(NamedTuple):
    """What the body shows of a column: how many cells are numbers, codes, words, and whether they just count rows."""

    numbers: int
    codes: int
    words: int
    counts: bool


def specs_of(grid: Grid, form: TableForm | None, year: int) -> list[Spec]:
    """The columns by their heads; where the form has as many columns and the heads fail, by the form.

    ``year`` is the document's own: where columns tell several years apart, the others are marked.
    """
    evidence = [_evidence(grid.body, index) for index in range(grid.width)]
    heads = paths(grid.heads, grid.width)
    printed = [_spec(index, path, evidence[index]) for index, path in enumerate(heads)]
    printed = _told_apart(printed, heads, year)
    printed = _doubt_repeats(_settle_inflow(_settle_subtotals(printed)))
    if form is None:
        return printed
    declared = _declared(form, printed)
    return declared if declared and _prefers_form(printed, declared, evidence) else printed


def _evidence(body: Sequence[Record], index: int) -> Evidence:
    numbers = codes = words = 0
    run: list[int] = []
    for record in body:
        text = record.cells[index]
        if not text:
            continue
        value = read_number(text)
        if isinstance(value, Printed):
            numbers += 1
            codes += bool(_CODE.fullmatch(text))
            if value.decimals == 0 or value.units % 10**value.decimals == 0:
                run.append(value.units // 10**value.decimals)
        elif not value.absent:
            words += 1
    counts = len(run) == numbers > 2 and all(0 < b - a <= 2 for a, b in pairwise(run))
    return Evidence(numbers, codes, words, counts)


def _spec(index: int, path: tuple[str, ...], seen: Evidence) -> Spec:
    head = path_of(path)
    role, at = head.role, head.at
    if role == AMOUNT and seen.words > seen.numbers:
        role = "text"
    elif role in {AMOUNT, ""} and seen.counts and not any(map(str.strip, path[-1:])):
        role = "serial"
    elif role == "" and seen.numbers > seen.words:
        return Spec(index, "/".join(path), AMOUNT, {}, False, False)
    return Spec(index, "/".join(path), role or "text", at, head.total, True)


def _told_apart(specs: list[Spec], heads: Sequence[tuple[str, ...]], year: int) -> list[Spec]:
    """Columns of other years, and of budget beside account, say so; a year or stage all columns share says nothing."""
    amounts = [spec.column for spec in specs if spec.role == AMOUNT]
    years = {index: year_told(heads[index]) for index in amounts}
    stages = {index: stage_told(heads[index]) for index in amounts}
    several, staged = len(set(years.values())) > 1, len(set(stages.values()) - {""}) > 1
    result = []
    for spec in specs:
        told = years.get(spec.column, 0)
        if several and told not in {0, year}:
            spec = spec._replace(at={**spec.at, "year": str(year - 1 if told < 0 else told)})
        if staged and stages.get(spec.column):
            spec = spec._replace(at={**spec.at, "stage": stages[spec.column]})
        result.append(spec)
    return result


def _settle_subtotals(specs: list[Spec]) -> list[Spec]:
    """A second 合计 beside an equal one is the subtotal of what follows: it takes their common ancestor."""
    seen: list[Fragment] = []
    settled: list[Spec] = []
    for position, spec in enumerate(specs):
        if spec.role in KEYS:
            seen = []
        if spec.role == AMOUNT and spec.total and spec.at in seen:
            spec = spec._replace(at=_common(spec, specs[position + 1 :]))
        if spec.role == AMOUNT:
            seen.append(spec.at)
        settled.append(spec)
    return settled


def _settle_inflow(specs: list[Spec]) -> list[Spec]:
    """A 合计 before both this year's income and last year's balance is what both come to."""
    amounts = [spec for spec in specs if spec.role == AMOUNT]
    if len(amounts) < 3 or not amounts[0].total or amounts[0].at:
        return specs
    if any(spec.at.get("side") == "expense" for spec in amounts):
        return specs
    this_year = any(spec.at.get("side") == "income" for spec in amounts[1:])
    last_year = any(spec.at.get("side") == "opening" or spec.at.get("item") == "carried" for spec in amounts[1:])
    if not (this_year and last_year):
        return specs
    return [spec._replace(at={"side": "inflow"}) if spec is amounts[0] else spec for spec in specs]


def _doubt_repeats(specs: list[Spec]) -> list[Spec]:
    """A head that comes again in one panel belongs to a group whose own head is lost: nobody knows which."""
    seen: list[Fragment] = []
    result = []
    for spec in specs:
        if spec.role in KEYS:
            seen = []
        if spec.role == AMOUNT and spec.known:
            spec = spec._replace(known=spec.at not in seen)
            seen.append(spec.at)
        result.append(spec)
    return result


def _common(spec: Spec, following: Sequence[Spec]) -> Fragment:
    nature = next((later.at.get("nature", "") for later in following if later.role == AMOUNT), "")
    if "." in nature:
        return {**spec.at, "nature": nature.partition(".")[0]}
    return spec.at


def _declared(form: TableForm, printed: list[Spec]) -> list[Spec]:
    """The form's columns laid over the printed ones; blank columns to the right of the form's width are ignored."""
    columns = [(panel, column) for panel in form.panels for column in panel.columns]
    extra = printed[len(columns) :]
    if len(columns) > len(printed) or any(spec.head for spec in extra):
        return []
    laid = [
        Spec(spec.column, spec.head, column.role, {**panel.at, **column.at}, column.total, True)
        for spec, (panel, column) in zip(printed, columns, strict=False)
    ]
    return laid + [spec._replace(role="text") for spec in extra]


def _prefers_form(printed: list[Spec], declared: list[Spec], evidence: list[Evidence]) -> bool:
    """The form is believed where a head is unknown or doubled, unless the body contradicts it."""
    if all(spec.known for spec in printed if spec.role == AMOUNT) and not _doubled(printed):
        return False
    pairs = zip(declared, evidence, strict=True)
    return not any(spec.role == AMOUNT and seen.words > seen.numbers for spec, seen in pairs)


def _doubled(specs: list[Spec]) -> bool:
    seen: list[Fragment] = []
    for spec in specs:
        if spec.role in KEYS:
            seen = []
        elif spec.role == AMOUNT:
            if spec.at in seen:
                return True
            seen.append(spec.at)
    return False
