"""What of a budget is reviewed and published: its facts, sheets and answers as one canonical text, and its changes."""

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.naming import in_words
from shizheng.kit.digest import sm3
from shizheng.systems.disclosure.domain.budgeting.grid import shown
from shizheng.systems.disclosure.domain.budgeting.parts import part_of


class Goal(NamedTuple):
    """One promise of a target sheet; in a final account with what was achieved, its points and the reason."""

    column: str
    level2: str
    name: str
    text: str
    weight: str = ""
    actual: str = ""
    score: str = ""
    reason: str = ""


class SheetContent(NamedTuple):
    """A target sheet; ``project`` is empty for the unit's own, ``nature`` and ``term`` are 项目属性 and 项目期.

    The amounts are those of a self-evaluation in 元: 年初预算数, 全年预算数, 全年执行数; empty in a budget.
    """

    project: str
    period_goal: str
    annual_goal: str
    goals: tuple[Goal, ...]
    nature: str = ""
    term: str = ""
    budget: str = ""
    adjusted: str = ""
    executed: str = ""

    @property
    def is_evaluated(self) -> bool:
        return bool(self.executed) or any(goal.actual for goal in self.goals)


class Content(NamedTuple):
    """``prior`` are the facts of the year before at the same stage, which the document compares with."""

    unit: str
    year: int
    stage: str
    form: str
    facts: Mapping[Coord, Decimal]
    sheets: Sequence[SheetContent] = ()
    answers: Mapping[str, str] = {}
    prior: Mapping[Coord, Decimal] = {}

    def canonical(self) -> bytes:
        """The same bytes for the same content, whatever the order in which it was entered."""
        whole = {
            "unit": self.unit,
            "year": self.year,
            "stage": self.stage,
            "form": self.form,
            "facts": _listed(self.facts),
            "prior": _listed(self.prior),
            "sheets": [
                _trimmed((*each[:3], [_trimmed(goal, 5) for goal in each[3]], *each[4:]), 6)
                for each in sorted(self.sheets)
            ],
            "answers": dict(sorted(self.answers.items())),
        }
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()

    @property
    def digest(self) -> str:
        return sm3(self.canonical())


def _trimmed(values: Iterable[Any], least: int) -> list[Any]:
    """Without the empty values at the end: what came later to a content does not change what had none of it."""
    kept = list(values)
    while len(kept) > least and kept[-1] == "":
        kept.pop()
    return kept


def _listed(facts: Mapping[Coord, Decimal]) -> list[list[str]]:
    return sorted([*map(str, coord), f"{amount:.2f}"] for coord, amount in facts.items())


def _facts(rows: Iterable[Sequence[str]]) -> dict[Coord, Decimal]:
    return {_coord(row[:-1]): Decimal(row[-1]) for row in rows}


def content_of(canonical: bytes) -> Content:
    """Back from the canonical text."""
    data = json.loads(canonical)
    sheets = [
        SheetContent(row[0], row[1], row[2], tuple(Goal(*goal) for goal in row[3]), *row[4:]) for row in data["sheets"]
    ]
    return Content(
        data["unit"],
        data["year"],
        data["stage"],
        data["form"],
        _facts(data["facts"]),
        sheets,
        data["answers"],
        _facts(data["prior"]),
    )


def _coord(texts: Sequence[str]) -> Coord:
    values = dict(zip(Coord._fields, texts, strict=True))
    return Coord(**{**values, "year": int(values["year"])})  # type: ignore[arg-type]


class Change(NamedTuple):
    """``before`` and ``after`` as printed, empty where there was or is nothing."""

    place: str
    what: str
    before: str
    after: str


def changes(old: Content, new: Content) -> list[Change]:
    """Everything that differs, facts first."""
    found = [*_fact_changes(old.facts, new.facts), *_sheet_changes(old.sheets, new.sheets), *_answer_changes(old, new)]
    found += [each._replace(place="上年数据") for each in _fact_changes(old.prior, new.prior)]
    if old.form != new.form:
        found.append(Change("公开格式", "", old.form, new.form))
    return found


def _fact_changes(old: Mapping[Coord, Decimal], new: Mapping[Coord, Decimal]) -> Iterable[Change]:
    for coord in sorted(old.keys() | new.keys()):
        before, after = old.get(coord), new.get(coord)
        if before != after:
            part = part_of(coord)
            yield Change(part.title if part else "其他账目", in_words(coord), _told(coord, before), _told(coord, after))


def _told(coord: Coord, value: Decimal | None) -> str:
    if value is None:
        return ""
    return shown(coord, value) + ("元" if coord.measure == "amount" else "")


def _sheet_changes(old: Sequence[SheetContent], new: Sequence[SheetContent]) -> Iterable[Change]:
    before, after = (dict(_lines(sheets)) for sheets in (old, new))
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) != after.get(key):
            yield Change(f"绩效目标表·{key[0] or '整体'}", key[1], before.get(key, ""), after.get(key, ""))


def _lines(sheets: Sequence[SheetContent]) -> Iterable[tuple[tuple[str, str], str]]:
    for sheet in sheets:
        yield (sheet.project, "实施期目标"), sheet.period_goal
        yield (sheet.project, "年度目标"), sheet.annual_goal
        for goal in sheet.goals:
            prefix = "实施期·" if goal.column == "period" else ""
            yield (sheet.project, f"{prefix}{goal.name}"), goal.text
            if goal.actual:
                yield (sheet.project, f"{goal.name}·自评"), f"{goal.actual}，{goal.score}分"


def _answer_changes(old: Content, new: Content) -> Iterable[Change]:
    for key in sorted(old.answers.keys() | new.answers.keys()):
        before, after = old.answers.get(key, ""), new.answers.get(key, "")
        if before != after:
            yield Change("文字说明", key, before, after)
