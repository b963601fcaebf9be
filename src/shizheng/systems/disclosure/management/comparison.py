"""What `compare` prints of documents side by side: one record a key and document, or tables of documents in columns."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from rich.table import Table

from shizheng.kit.money import grouped
from shizheng.kit.printed import Printed
from shizheng.systems.disclosure.domain.comparing import Axis, Compared, Portrait, scope_name
from shizheng.systems.disclosure.management.tables import STAGE_NAMES, grid
from shizheng.systems.disclosure.management.works import Record

FEN_OF_WAN = 1_000_000
NAMES = (
    "file", "unit", "year", "stage", "by", "key", "name", "scope", "amount", "share", "growth", "since", "staff",
    "head", "line", "quote",
)  # fmt: skip
NOTHING = "—"
LABEL, COLUMN = 20, 24  # half-width characters that names and a column of figures want


def record_of(by: str, compared: Compared) -> Record:
    """Amounts in 万元, exact; ratios in % and amounts a head in 万元 to two decimals, empty where unknown."""
    portrait = compared.portrait
    return {
        "file": portrait.file,
        "unit": portrait.unit,
        "year": portrait.year,
        "stage": portrait.stage,
        "by": by,
        "key": compared.key,
        "name": compared.name,
        "scope": scope_name(compared.scope),
        "amount": f"{(Decimal(compared.amount.fen) / FEN_OF_WAN).normalize():f}",
        "share": _percent(compared.share),
        "growth": _percent(compared.growth),
        "since": compared.since or None,
        "staff": portrait.staff,
        "head": _rounded(compared.head and compared.head / FEN_OF_WAN),
        "line": compared.amount.line,
        "quote": compared.amount.quote,
    }


def _percent(ratio: Fraction | None) -> str:
    return _rounded(ratio if ratio is None else ratio * 100)


def _rounded(value: Fraction | None) -> str:
    """To two decimals, halves away from zero; with thousands separators only on the terminal."""
    return grouped(_printed(value)).replace(",", "") if value is not None else ""


def _printed(value: Fraction) -> Printed:
    size = (200 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return Printed(-size if value < 0 else size, 2)


def tables_of(axis: Axis, portraits: Sequence[Portrait], rows: Sequence[Compared], width: int) -> Iterator[Table]:
    """One document a column, a table a measure; where so many columns do not fit, one document a line."""
    usual = _usual_scopes(rows)
    labels = {
        key: f"{name}（{scope}）" if axis.dimension != "project" else name for key, (name, scope) in usual.items()
    }
    odd = [row for row in rows if scope_name(row.scope) != usual[row.key][1]]
    measures = _measures(rows)
    places = {_at(row) for row in odd}
    if len(portraits) * COLUMN + LABEL <= width:
        for title, values in measures.items():
            lines = _across(labels, portraits, values, places)
            yield _noted(grid(f"{axis.title} · {title}", ["", *map(_head, portraits)], lines), odd)
    else:
        lines = _down(labels, portraits, measures, places)
        yield _noted(grid(axis.title, ["", *measures], lines), odd)


def _measures(rows: Sequence[Compared]) -> dict[str, "Values"]:
    """Amounts, then shares, growth and amounts a head where at least one is known."""
    measures: dict[str, Values] = {
        "金额（万元）": {_at(row): Fraction(row.amount.fen, FEN_OF_WAN) for row in rows},
        "占比（%）": {_at(row): row.share * 100 for row in rows if row.share is not None},
        "增长（%）": {_at(row): row.growth * 100 for row in rows if row.growth is not None},
        "人均（万元）": {_at(row): row.head / FEN_OF_WAN for row in rows if row.head is not None},
    }
    return {title: values for title, values in measures.items() if values}


def _noted(table: Table, odd: Sequence[Compared]) -> Table:
    if odd:
        table.caption = f"* 该文件没有同口径的数，所列为其{'、'.join(sorted({scope_name(row.scope) for row in odd}))}"
    return table


Place = tuple[str, int]
"""A key, and which document (its identity: one file may be named twice)."""
Values = dict[Place, Fraction]


def _at(row: Compared) -> Place:
    return row.key, id(row.portrait)


def _usual_scopes(rows: Iterable[Compared]) -> dict[str, tuple[str, str]]:
    """Name and commonest scope of every key, in order."""
    scopes: dict[str, Counter[str]] = {}
    names: dict[str, str] = {}
    for row in rows:
        names[row.key] = row.name
        scopes.setdefault(row.key, Counter())[scope_name(row.scope)] += 1
    return {key: (name, scopes[key].most_common(1)[0][0]) for key, name in names.items()}


def _across(
    labels: dict[str, str], portraits: Sequence[Portrait], values: Values, odd: set[Place]
) -> Iterator[list[str]]:
    for key, label in labels.items():
        places = [(key, id(portrait)) for portrait in portraits]
        if any(place in values for place in places):
            yield [label, *(_shown(values.get(place), place in odd) for place in places)]


def _down(
    labels: dict[str, str], portraits: Sequence[Portrait], measures: dict[str, Values], odd: set[Place]
) -> Iterator[list[str]]:
    for key, label in labels.items():
        yield [label, *("" for _ in measures)]
        for portrait in portraits:
            place = key, id(portrait)
            if any(place in values for values in measures.values()):
                shown = (_shown(values.get(place), place in odd) for values in measures.values())
                yield ["  " + _head(portrait).replace("\n", " "), *shown]


def _shown(value: Fraction | None, is_odd: bool) -> str:
    return NOTHING if value is None else grouped(_printed(value)) + ("*" if is_odd else "")


def _head(portrait: Portrait) -> str:
    year = f"{portrait.year}年" if portrait.year else ""
    return f"{portrait.unit or portrait.file}\n{year}{STAGE_NAMES.get(portrait.stage, '')}"
