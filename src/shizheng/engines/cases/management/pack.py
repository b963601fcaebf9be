"""The pack sections `case_categories`, `case_areas` and `case_limits`: what a city's cases refer to."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from msgspec import Meta, Struct

from shizheng.engines.cases.actions.reference import plant_areas, plant_categories, set_limits
from shizheng.engines.cases.domain.limits import Limit, LimitRow, row_faults
from shizheng.engines.cases.domain.sprouts import Sprout, sprout_faults
from shizheng.engines.cases.domain.words import Unit
from shizheng.engines.cases.models import Area, Category, LimitRowModel
from shizheng.engines.cases.queries.processes import processes
from shizheng.kit.errors import Fault
from shizheng.platform.modules.module import CREATED, UNCHANGED, UPDATED, Outcome, PackSection
from shizheng.platform.policy.domain.actor import Actor

LEVELS = ("district", "street", "community", "grid")
Code = Annotated[str, Meta(min_length=1, max_length=40)]
Name = Annotated[str, Meta(min_length=1, max_length=100)]
Faults = list[tuple[int, Fault]]


class BranchItem(Struct, forbid_unknown_fields=True, kw_only=True):
    """A branch with everything below it. `process` stands at the top of a tree of categories; the level of an area
    follows from its depth, or from `level` at the top."""

    code: Code
    name: Name
    process: str = ""
    level: str = LEVELS[0]
    valid_from: date | None = None
    valid_to: date | None = None
    children: list["BranchItem"] = []

    def sprouts(self, kinds: Sequence[str], parent: str = "", order: int = 0) -> Iterator[Sprout]:
        """Parents before children; `kinds` from this level down, the last one for all deeper."""
        yield Sprout(self.code, self.name, parent, kinds[0], order, self.valid_from, self.valid_to)
        for number, child in enumerate(self.children, 1):
            yield from child.sprouts(kinds[1:] or kinds, self.code, number)


class LimitItem(Struct, forbid_unknown_fields=True, kw_only=True):
    clock: str
    amount: int
    unit: Unit
    source: Annotated[str, Meta(min_length=1, max_length=200)]
    category: str = ""
    nature: str = ""
    urgency: str = ""
    area: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


class LimitTableItem(Struct, forbid_unknown_fields=True, kw_only=True):
    """The whole table of a process. `valid_from` holds for every row that says nothing else."""

    process: str
    valid_from: date
    rows: list[LimitItem]

    @property
    def limit_rows(self) -> list[LimitRow]:
        return [
            LimitRow(
                self.process,
                row.clock,
                Limit(row.amount, row.unit, row.source),
                row.valid_from or self.valid_from,
                category=row.category,
                nature=row.nature,
                urgency=row.urgency,
                area=row.area,
                valid_to=row.valid_to,
            )
            for row in self.rows
        ]


def category_sprouts(item: BranchItem) -> list[Sprout]:
    return list(item.sprouts((item.process,)))


def area_sprouts(item: BranchItem) -> list[Sprout]:
    start = LEVELS.index(item.level) if item.level in LEVELS else 0
    return list(item.sprouts(LEVELS[start:]))


def _review(items: Sequence[BranchItem], sprouts: Callable[[BranchItem], list[Sprout]]) -> Faults:
    faults: Faults = []
    seen: dict[str, int] = {}
    for index, item in enumerate(items):
        found = sprouts(item)
        faults += [(index, Fault(str(fault), "children")) for fault in sprout_faults(found, ())]
        for each in found:
            if seen.setdefault(each.code, index) != index:
                faults.append((index, Fault(f"编码“{each.code}”重复", "code", "每个编码只写一次")))
    return faults


def review_categories(items: Sequence[BranchItem], _pack: Mapping[str, Sequence[Any]]) -> Faults:
    """Codes stated once, and processes that a switched-on system contributes."""
    known = {"", *(process.id for process in processes())}
    strange = [
        (index, Fault(f"没有流程“{item.process}”", "process"))
        for index, item in enumerate(items)
        if item.process not in known
    ]
    return [*strange, *_review(items, category_sprouts)]


def review_areas(items: Sequence[BranchItem], _pack: Mapping[str, Sequence[Any]]) -> Faults:
    strange = [
        (index, Fault(f"没有层级“{item.level}”", "level", f"可用：{'、'.join(LEVELS)}"))
        for index, item in enumerate(items)
        if item.level not in LEVELS
    ]
    return [*strange, *_review(items, area_sprouts)]


def review_limits(items: Sequence[LimitTableItem], pack: Mapping[str, Sequence[Any]]) -> Faults:
    """Everything wrong with each table, categories and areas that nobody knows among it."""
    clocks = {(process.id, clock.id) for process in processes() for clock in process.clocks}
    categories = _codes(Category, pack.get("case_categories", ()), category_sprouts)
    areas = _codes(Area, pack.get("case_areas", ()), area_sprouts)
    faults: Faults = []
    for index, item in enumerate(items):
        faults += [(index, Fault(str(fault), "rows")) for fault in row_faults(item.limit_rows, clocks)]
        for number, row in enumerate(item.rows):
            for word, code, known in (("类别", row.category, categories), ("区域", row.area, areas)):
                if code and code not in known:
                    faults.append((index, Fault(f"没有{word}“{code}”", f"rows[{number}]")))
    return faults


def _codes(
    tree: type[Category] | type[Area], items: Sequence[BranchItem], sprouts: Callable[[BranchItem], list[Sprout]]
) -> set[str]:
    planned = {each.code for item in items for each in sprouts(item)}
    return planned | set(tree.objects.values_list("code", flat=True))


def apply_category(actor: Actor, item: BranchItem) -> Outcome:
    wanted = category_sprouts(item)
    return _planted(Category, wanted, "process", lambda: plant_categories(actor, sprouts=wanted))


def apply_area(actor: Actor, item: BranchItem) -> Outcome:
    wanted = area_sprouts(item)
    return _planted(Area, wanted, "level", lambda: plant_areas(actor, sprouts=wanted))


def _planted(
    tree: type[Category] | type[Area], wanted: Sequence[Sprout], kind: str, plant: Callable[[], int]
) -> Outcome:
    columns = ("code", "name", "parent__code", kind, "order", "valid_from", "valid_to")
    there = {
        (code, name, parent or "", *rest)
        for code, name, parent, *rest in tree.objects.filter(code__in=[each.code for each in wanted]).values_list(
            *columns
        )
    }
    named = {(s.code, s.name, s.parent, s.kind, s.order, s.valid_from, s.valid_to) for s in wanted}
    if named <= there:
        return UNCHANGED
    plant()
    return UPDATED if there else CREATED


def apply_limits(actor: Actor, item: LimitTableItem) -> Outcome:
    """A new edition only where the table says something new."""
    wanted = {(row.key, row.limit.amount, row.limit.unit, row.valid_from, row.valid_to) for row in item.limit_rows}
    table = [row.row for row in LimitRowModel.objects.filter(process=item.process)]
    if {(row.key, row.limit.amount, row.limit.unit, row.valid_from, row.valid_to) for row in table} == wanted:
        return UNCHANGED
    set_limits(actor, process=item.process, rows=item.limit_rows)
    return UPDATED if table else CREATED


CATEGORIES = PackSection("case_categories", "工单类别", BranchItem, apply_category, review_categories, rank=300)
AREAS = PackSection("case_areas", "工单区域", BranchItem, apply_area, review_areas, rank=300)
LIMITS = PackSection("case_limits", "工单时限表", LimitTableItem, apply_limits, review_limits, rank=310)
