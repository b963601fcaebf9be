"""The facts and the register behind a document that has been read: what no other number of it can be computed from.

Each panel of each table is one breakdown of what it adds up to. Sums are dropped, so that whoever writes the tables
anew computes them; what cannot be taken apart stays as it is printed.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.forms.projection import Facts, Project, Register, Unit, View
from shizheng.engines.fiscal.domain.forms.projection.views import inside
from shizheng.kit.chinese import close_gaps
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.tables.bound import BoundColumn, BoundPanel, BoundRow, BoundTable
from shizheng.systems.disclosure.domain.tables.statements import fragment
from shizheng.systems.disclosure.domain.writing.settling import Sum, settled

_LISTS = frozenset({"procurement", "services", "assets"})
_SCOPE = ("stage", "side", "fund", "nature", "item", "measure")
_TOTAL_SIDES = frozenset({"inflow", "outflow", "flow"})


class Amount(NamedTuple):
    """Money in fen as it is printed, with one unit of its last place."""

    fen: int
    ulp: int


def facts_of(reading: Reading) -> Facts:
    """Every breakdown that the tables print, the finest first."""
    views = [view for table in reading.tables if table.kind not in _LISTS for view in _views(table)]
    views.sort(key=_order)
    return Facts(views, reading.stage)


def _order(view: View) -> tuple[bool, bool, int]:
    """Spending is told best by function, income by its sources; of these a table of one fund and the finest first."""
    functional = any(coord.func for coord in view.facts)
    return functional == (view.scope.side == "income"), not view.scope.fund, -len(view.facts)


def register_of(reading: Reading) -> Register:
    """Units, projects and free lists as the tables name them."""
    units: dict[str, Unit] = {}
    projects: dict[str, Project] = {}
    lists = {}
    for table in reading.tables:
        for panel in table.panels:
            if panel.space == "units" and table.kind not in _LISTS:
                units.update((unit.name, unit) for unit in _units(panel))
            elif panel.space == "projects":
                projects.update((project.name, project) for project in _projects(panel))
        if table.kind in _LISTS and table.form:
            lists[table.form.id] = tuple(_list_rows(table))
    return Register(tuple(units.values()), tuple(projects.values()), lists)


def _views(table: BoundTable) -> Iterator[View]:
    for panel in table.panels:
        cells = _facts(table, panel)
        whole = {**table.at, **panel.at}
        sides = dict.fromkeys(coord.side for coord in cells) or {whole.get("side", ""): None}
        for side in filter(None, sides):
            facts = {coord: cell for coord, cell in cells.items() if coord.side == side}
            at = {name: whole[name] for name in _SCOPE if whole.get(name)}
            if side in ("opening", "closing"):
                at.pop("item", "")
            yield View(Coord().over(**{**at, "side": side}), _settled(table, panel, facts))


def _facts(table: BoundTable, panel: BoundPanel) -> dict[Coord, Amount]:
    """The cells that no others of the panel take apart; the first one where a coordinate is printed twice."""
    found: dict[Coord, Amount] = {}
    columns = _leaf_columns(table, panel)
    for row in _leaf_rows(panel):
        for coord, amount in _amounts(table, panel, row, columns):
            found.setdefault(coord, amount)
    return found


def _settled(table: BoundTable, panel: BoundPanel, facts: dict[Coord, Amount]) -> dict[Coord, int]:
    """The facts to the fen, so that the printed sums of the panel come out."""
    printed = {coord: amount.fen for coord, amount in facts.items()}
    halves = {coord: amount.ulp // 2 for coord, amount in facts.items()}
    if not any(halves.values()):
        return printed
    sums = []
    for row in panel.rows:
        for column in panel.columns:
            cell = row.cells.get(column.index)
            if cell is None or not cell.value or not column.known or not (row.at or row.is_total):
                continue
            whole = Coord().over(**fragment(table, panel, column, row))
            members = tuple(coord for coord in facts if _within(whole, coord))
            if members and members != (whole,):
                sums.append(Sum(members, cell.value, cell.ulp // 2))
    return settled(printed, halves, sums)


def _within(whole: Coord, part: Coord) -> bool:
    codes = all(getattr(part, name).startswith(getattr(whole, name)) for name in ("func", "dept", "gov"))
    names = ("org", "side", "fund", "nature", "project", "item")
    return codes and all(inside(name, getattr(whole, name), getattr(part, name)) for name in names)


def _leaf_rows(panel: BoundPanel) -> list[BoundRow]:
    """Rows that no other row of the panel takes apart; the only row of a table across is its own leaf."""
    above = {row.parent for row in panel.rows if row.role != "part" and row.filled}
    rows = [row for index, row in enumerate(panel.rows) if index not in above and row.role == "row" and row.at]
    only = [row for row in panel.rows if row.is_total and not row.at]
    return rows if rows or len(panel.rows) != len(only) else only


class _Leaf:
    """A column to take facts from, less the columns that only tell a part of it."""

    def __init__(self, column: BoundColumn, less: Sequence[BoundColumn] = (), nature: str = "") -> None:
        self.column, self.less, self.nature = column, less, nature


def _leaf_columns(table: BoundTable, panel: BoundPanel) -> list[_Leaf]:
    leaves = []
    columns = [column for column in panel.columns if column.known]
    for column in columns:
        finer = [other for other in columns if _refines(table, panel, column, other)]
        if not finer:
            leaves.append(_Leaf(column))
        elif [other.at.get("nature") for other in finer] == ["basic"] and not column.at.get("nature"):
            leaves.append(_Leaf(column, finer, "project"))  # 其中：基本支出 leaves the projects untold
    return leaves


def _refines(table: BoundTable, panel: BoundPanel, column: BoundColumn, other: BoundColumn) -> bool:
    wide, narrow = ({**table.at, **panel.at, **found.at} for found in (column, other))
    sides = {wide.get("side"), narrow.get("side")}
    if "opening" in sides and len(sides) > 1:
        return wide.get("side") == "inflow"
    if wide.get("side") == "inflow":
        wide = {**wide, "side": narrow.get("side", "")}
        return other is not column
    if narrow.get("item") == "carried" and wide.get("item") != "carried" and not column.total:
        return False  # beside last year's money a plain column is this year's
    names = wide.keys() | narrow.keys()
    return wide != narrow and all(inside(name, wide.get(name, ""), narrow.get(name, "")) for name in names)


def _amounts(
    table: BoundTable, panel: BoundPanel, row: BoundRow, leaves: Sequence[_Leaf]
) -> Iterator[tuple[Coord, Amount]]:
    for leaf in leaves:
        cell = row.cells.get(leaf.column.index)
        if cell is None:
            continue
        at = fragment(table, panel, leaf.column, row)
        if at.get("side") in _TOTAL_SIDES:
            continue
        told = sum(found.value for other in leaf.less if (found := row.cells.get(other.index)))
        coord = Coord().over(**at, **({"nature": leaf.nature} if leaf.nature else {}))
        yield coord, Amount(cell.value - told, cell.ulp)


def _path(panel: BoundPanel, row: BoundRow) -> Iterator[tuple[str, str]]:
    """Headings above a row, outermost first; a total is none."""
    if row.parent >= 0:
        above = panel.rows[row.parent]
        yield from _path(panel, above)
        if above.name and above.name not in ("合计", "部门合计"):
            yield _code(above), close_gaps(above.name)


def _code(row: BoundRow) -> str:
    return row.codes.get("project_code") or row.codes.get("unit_code") or row.code


def _is_heading(panel: BoundPanel, index: int) -> bool:
    return any(row.parent == index for row in panel.rows)


def _units(panel: BoundPanel) -> Iterator[Unit]:
    for index, row in enumerate(panel.rows):
        if row.name and not row.is_total and not _is_heading(panel, index):
            yield Unit(close_gaps(row.name), _code(row), tuple(_path(panel, row)))


def _projects(panel: BoundPanel) -> Iterator[Project]:
    for index, row in enumerate(panel.rows):
        if row.name and not row.is_total and not _is_heading(panel, index):
            yield Project(close_gaps(row.name), _code(row), *_remarks(row, panel), tuple(_path(panel, row)))


def _remarks(row: BoundRow, panel: BoundPanel) -> tuple[str, str]:
    """What stands beside a project without being money: before the amounts its unit, behind them a note."""
    amounts = [column.index for column in panel.columns]
    taken = {*amounts, *panel.keys.values()}
    cells = [(index, text) for index, text in enumerate(row.line.cells) if text and index not in taken]
    before = next((text for index, text in cells if panel.keys.get("project_name", 0) < index < amounts[0]), "")
    return close_gaps(before), next((text for index, text in cells if index > amounts[-1]), "")


def _list_rows(table: BoundTable) -> Iterator[dict[int, str | int]]:
    """Rows of a free list: what they print, amounts in fen; headings among them as they stand."""
    for panel in table.panels:
        for index, row in enumerate(panel.rows):
            cells: dict[int, str | int] = dict(enumerate(row.line.cells))
            if not row.is_total and not _is_heading(panel, index):
                cells.update({index: cell.value for index, cell in row.cells.items()})
            if not row.is_total or row.name != "合计":
                yield cells
