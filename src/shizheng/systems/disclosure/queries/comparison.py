"""Several documents side by side: what each states at the same coordinates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from shizheng.engines.fiscal.domain.claim import FEN
from shizheng.engines.fiscal.domain.codes import books
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.disclosure.models import Document, DocumentClaim

MOST = 12
WAN = Decimal(1_000_000)
"""Fen in 万元."""


class Key(NamedTuple):
    """The dimensions that comparisons use; a claim with any other dimension set is not compared."""

    side: str = ""
    fund: str = ""
    func: str = ""
    dept: str = ""
    nature: str = ""
    item: str = ""


class Stated(NamedTuple):
    """What one document says: 分, where, and whether it says something else elsewhere."""

    fen: int
    ulp: int
    line: int
    document: int
    disputed: bool = False

    @property
    def wan(self) -> Decimal:
        return self.fen / WAN


@dataclass(frozen=True, slots=True)
class Row:
    """`cells` in the order of the documents, None where a document does not say."""

    label: str
    cells: Sequence[Stated | None]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    rows: Sequence[Row]


Facts = dict[int, dict[Key, Stated]]
FUNDS = ("", "fiscal", "general")
"""The whole of a unit's money, else what the treasury gives, else the general budget alone."""


def _over_funds(**at: str) -> tuple[Key, ...]:
    return tuple(Key(side="expense", fund=fund, **at) for fund in FUNDS)


class Line(NamedTuple):
    """A row to compare; the first of `keys` that a document states counts."""

    label: str
    keys: tuple[Key, ...]
    depth: int = 0


TOTALS = (
    Line("收入总计", (Key("inflow"), Key("income"))),
    Line("支出总计", (Key("outflow"), Key("expense"))),
    Line("本年支出", (Key("expense"),)),
)
BY_FUND = (
    Line("一般公共预算", (Key("income", "general"),)),
    Line("政府性基金预算", (Key("income", "government"),)),
    Line("国有资本经营预算", (Key("income", "capital"),)),
    Line("单位资金", (Key("income", "unit"),)),
)
BY_NATURE = (
    Line("基本支出", _over_funds(nature="basic")),
    Line("人员经费", _over_funds(nature="basic.staff"), 1),
    Line("公用经费", _over_funds(nature="basic.public"), 1),
    Line("项目支出", _over_funds(nature="project")),
)
THREE_PUBLIC = (
    Line("“三公”经费合计", _over_funds(item="three_public")),
    Line("因公出国（境）费", _over_funds(item="three_public.abroad"), 1),
    Line("公务接待费", _over_funds(item="three_public.reception"), 1),
    Line("公务用车购置及运行费", _over_funds(item="three_public.vehicles"), 1),
    Line("机关运行经费", _over_funds(item="operating")),
)
DEPT_KEYS = (("", ""), ("general", ""), ("general", "basic"), ("fiscal", "basic"))
"""Fund and nature under which forms print departmental economic classes, the widest first."""


def facts(actor: Actor, documents: Iterable[Document]) -> Facts:
    """Amounts of the documents' own year and stage, by document and coordinate; one query."""
    stages = {document.pk: document.stage for document in documents}
    claims = DocumentClaim.objects.visible_to(actor).filter(
        document_id__in=stages, unit=FEN, kind="cell", measure="amount", year=0, org="", project="", gov=""
    )
    found: Facts = {pk: {} for pk in stages}
    names = ("document_id", "stage", "value", "ulp", "line", *Key._fields)
    for pk, stage, value, ulp, line, *dimensions in claims.order_by("document_id", "line", "cell").values_list(*names):
        if stage in ("", stages[pk]):
            _note(found[pk], Key(*dimensions), Stated(value, ulp, line, pk))
    return found


def _note(known: dict[Key, Stated], key: Key, stated: Stated) -> None:
    """The most precise statement stands for all; contradicting ones are marked."""
    first = known.get(key)
    if first is None:
        known[key] = stated
        return
    disputed = first.disputed or 2 * abs(first.fen - stated.fen) > first.ulp + stated.ulp
    finer = stated if stated.ulp < first.ulp else first
    known[key] = finer._replace(disputed=disputed)


def compare(documents: Sequence[Document], found: Facts) -> list[Part]:
    """Every part in which at least one document says something."""
    parts = [
        Part("总量（万元）", rows_of(TOTALS, documents, found)),
        Part("收入来源（万元）", rows_of(BY_FUND, documents, found)),
        Part("支出性质（万元）", rows_of(BY_NATURE, documents, found)),
        Part("功能分类（万元）", rows_of(functions(found), documents, found)),
        Part("部门经济分类（万元）", rows_of(economic_classes(found), documents, found)),
        Part("“三公”经费与机关运行经费（万元）", rows_of(THREE_PUBLIC, documents, found)),
    ]
    return [part for part in parts if part.rows]


def rows_of(lines: Iterable[Line], documents: Sequence[Document], found: Facts) -> list[Row]:
    rows = (
        Row(line.label, [_first(found[document.pk], line.keys) for document in documents], line.depth) for line in lines
    )
    return [row for row in rows if any(cell is not None for cell in row.cells)]


def _first(known: dict[Key, Stated], keys: Iterable[Key]) -> Stated | None:
    return next((known[key] for key in keys if key in known), None)


def functions(found: Facts) -> list[Line]:
    """Functional classes (类) in which anybody spends."""
    codes = {key.func for known in found.values() for key, stated in known.items() if len(key.func) == 3 and stated.fen}
    return [Line(_named("functional", code), _over_funds(func=code)) for code in sorted(codes)]


def economic_classes(found: Facts) -> list[Line]:
    """Departmental economic classes (类) in which anybody spends."""
    codes = {key.dept for known in found.values() for key, stated in known.items() if len(key.dept) == 3 and stated.fen}
    keys = {code: tuple(Key("expense", fund, "", code, nature) for fund, nature in DEPT_KEYS) for code in codes}
    return [Line(_named("departmental", code), keys[code]) for code in sorted(codes)]


def _named(book: str, code: str) -> str:
    row = books(book).find(code)
    return f"{code} {row.name}" if row else code


@dataclass(frozen=True, slots=True)
class HeadRow:
    """万元 a person; None where the amount or the number of people is not known."""

    label: str
    cells: Sequence[tuple[Decimal, Stated] | None]


def per_head(documents: Sequence[Document], found: Facts) -> list[HeadRow]:
    """Spending a person in post, for documents that tell how many there are."""
    lines = (BY_NATURE[1], BY_NATURE[2], BY_NATURE[0], TOTALS[2])
    rows = []
    for line in lines:
        cells = [_each(_first(found[document.pk], line.keys), document.staff) for document in documents]
        if any(cell is not None for cell in cells):
            rows.append(HeadRow(f"人均{line.label}", cells))
    return rows


def _each(stated: Stated | None, staff: int | None) -> tuple[Decimal, Stated] | None:
    return (stated.wan / staff, stated) if stated is not None and staff else None
