"""The rows of a panel: fixed ones, trees of codes with 类/款/项 above the items, units, projects, free lists."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from shizheng.engines.fiscal.domain.codes import books
from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.forms.form import Form, Panel, TableForm
from shizheng.engines.fiscal.domain.forms.projection.facts import Facts
from shizheng.engines.fiscal.domain.forms.projection.register import Register
from shizheng.engines.fiscal.domain.forms.projection.register import Row as Listed

Fragment = dict[str, str]
_CUTS = {"func": (3, 5, 7), "dept": (3, 5), "gov": (3, 5)}
_SIDES = ("opening", "income", "expense", "closing")
_BOOKS = {"dept": "departmental", "gov": "government", "func": "functional"}


class Line(NamedTuple):
    """``texts`` by role of the column; ``at`` None prints no money; ``listed`` is a row that brings its own cells."""

    texts: dict[str, str]
    at: Fragment | None
    depth: int = 0
    is_total: bool = False
    is_leaf: bool = True
    listed: Listed | None = None
    instead: str = ""  # printed where the money would stand
    serial: str | None = None  # printed for the number of the line


class Asked(NamedTuple):
    """What rows are made from."""

    form: Form
    table: TableForm
    panel: Panel
    facts: Facts
    register: Register
    year: int


def lines_of(asked: Asked) -> list[Line]:
    """Every row of a panel in printed order, its total included."""
    fixed = asked.form.rows_of(asked.panel)
    if fixed:
        return [
            Line(
                {
                    "label": row.label,
                    "name": row.label,
                    "dept_name": row.label,
                    "gov_name": row.label,
                    "code": row.code,
                },
                None if row.silent else dict(row.at),
                row.depth,
                row.total,
                instead=row.text,
                serial=row.serial,
            )
            for row in fixed
        ]
    return _with_total(asked, list(_MAKERS[asked.panel.rows](asked)))


def _with_total(asked: Asked, lines: list[Line]) -> list[Line]:
    total = Line(dict.fromkeys(("total",), asked.panel.total_label), {}, 0, True, False)
    if asked.panel.total == "first":
        return [total, *lines]
    return [*lines, total] if asked.panel.total == "last" else lines


def _single(asked: Asked) -> Iterator[Line]:
    """A table of one row without a label, such as 三公 across the columns; none where all is nought and blank."""
    yield Line({}, {})


def _scope(asked: Asked) -> Coord:
    """What the panel as a whole speaks about."""
    at = {**asked.table.at, **asked.panel.at}
    columns = [column.at for column in asked.panel.columns if column.role == "amount"]
    shared = set.intersection(*(set(at.items()) for at in columns)) if columns else set()
    return Coord().over(**at, **{key: value for key, value in shared if key not in at})


def _functional(asked: Asked) -> Iterator[Line]:
    scope = _scope(asked)
    if asked.panel.of_all:
        scope = Coord(side=scope.side, fund=scope.fund)
    found = asked.facts.codes(("func",), scope, "2")
    if not scope.side:
        sides = [asked.facts.codes(("func",), scope._replace(side=side), "2") for side in _SIDES]
        found = set().union(*(codes for codes in sides if codes))
    if found is None and scope.side == "income":
        found = asked.facts.codes(("func",), scope._replace(side="expense"), "2")
    yield from _tree("func", (codes[0] for codes in found or ()), asked.year)


def _tree(dimension: str, codes: Iterable[str], year: int, book: str = "") -> Iterator[Line]:
    """Codes with all that stand above them, in order."""
    leaves = set(codes)
    whole = sorted({code[:cut] for code in leaves for cut in _CUTS[dimension] if cut <= len(code)})
    for code in whole:
        texts = {"code": code, "name": name_of(book or _BOOKS[dimension], code, year)}
        yield Line(texts, {dimension: code}, (len(code) - 3) // 2, is_leaf=code in leaves)


def name_of(book: str, code: str, year: int) -> str:
    """What the book of the year calls a code; the code itself where it is unknown."""
    found = books(book).find(code, year)
    return found.name if found else code


def _revenue(asked: Asked) -> Iterator[Line]:
    codes = {found[0] for found in asked.facts.codes(("func",), _scope(asked), "1") or ()}
    whole = sorted({above for code in codes for above in _above("revenue", code)})
    for code in whole:
        depth = sum(other != code and code.startswith(other) for other in whole)
        texts = {"income_code": code, "code": code, "name": name_of("revenue", code, asked.year)}
        yield Line(texts, {"func": code}, depth, is_leaf=code in codes)


def _above(book: str, code: str) -> Iterator[str]:
    while code:
        yield code
        row = books(book).find(code)
        code = row.parent if row else ""


def _departmental(asked: Asked) -> Iterator[Line]:
    roles = {column.role for column in asked.panel.columns}
    pairs = asked.facts.codes(("dept", "gov"), _scope(asked)) if roles & {"gov_name", "gov_code"} else None
    if pairs is None:
        pairs = {(codes[0], "") for codes in asked.facts.codes(("dept",), _scope(asked)) or ()}
    yield from _economic_lines(pairs, asked.year)


def _economic_lines(pairs: Iterable[tuple[str, ...]], year: int) -> Iterator[Line]:
    """Departmental classes, below each its items with the government item that they are booked under."""
    head = ""
    for dept, gov in sorted((pair[0], pair[1]) for pair in pairs):
        if dept[:3] != head:
            head = dept[:3]
            name = name_of("departmental", head, year)
            yield Line(
                {"dept_code": head, "code": head, "dept_name": name, "name": name}, {"dept": head}, 0, is_leaf=False
            )
        if len(dept) == 3 and not gov:
            continue
        name = name_of("departmental", dept, year)
        texts = {"dept_code": dept, "code": dept, "dept_name": name, "name": name}
        if gov:
            texts |= {"gov_code": gov, "gov_name": name_of("government", gov, year)}
        yield Line(texts, {"dept": dept, **({"gov": gov} if gov else {})}, 1)


def _units(asked: Asked) -> Iterator[Line]:
    units = asked.register.units
    seen: list[tuple[str, str]] = []
    for unit in units:
        for depth, head in enumerate(unit.above):
            if head not in seen:
                seen.append(head)
                below = [other.name for other in units if head in other.above]
                yield _unit_line(head[1], head[0], depth, below, len(units), is_leaf=False)
        yield _unit_line(unit.name, unit.code, len(unit.above), [unit.name], len(units))


def _unit_line(name: str, code: str, depth: int, members: Sequence[str], count: int, is_leaf: bool = True) -> Line:
    """A heading over all units is the whole; one over a single unit is that unit."""
    at = {} if len(members) == count else {"org": members[0] if len(members) == 1 else name}
    return Line({"unit_name": name, "unit_code": code, "label": name, "name": name}, at, depth, is_leaf=is_leaf)


def _projects(asked: Asked) -> Iterator[Line]:
    """Projects with money in this table, below the headings that they stand under."""
    amounts = [column.at for column in asked.panel.columns if column.role == "amount"]
    scope = {**asked.table.at, **asked.panel.at}
    seen: set[tuple[tuple[str, str], ...]] = set()
    with_money = [
        project
        for project in asked.register.projects
        if any(asked.facts.value(Coord().over(**{**scope, **at, "project": project.name})) for at in amounts)
    ]
    for project in with_money:
        for depth in range(1, len(project.groups) + 1):
            path = project.groups[:depth]
            if path not in seen:
                seen.add(path)
                members = [other.name for other in with_money if other.groups[:depth] == path]
                code, name = path[-1]
                yield Line(_project_texts(name, code), {"projects": "\n".join(members)}, depth - 1, is_leaf=False)
        texts = _project_texts(project.name, project.code) | {"项目单位": project.unit, "项目简介": project.note}
        yield Line(texts, {"project": project.name}, len(project.groups))


def _project_texts(name: str, code: str) -> dict[str, str]:
    return {"project_name": name, "project_code": code, "unit_code": code, "label": name, "name": name}


def _listed(asked: Asked) -> Iterator[Line]:
    for row in asked.register.lists.get(asked.table.id, ()):
        yield Line({}, None, listed=row)


def _nothing(asked: Asked) -> Iterator[Line]:
    yield from ()


_MAKERS: dict[str, Callable[[Asked], Iterator[Line]]] = {
    "functional": _functional,
    "revenue": _revenue,
    "departmental": _departmental,
    "economic": _departmental,
    "units": _units,
    "projects": _projects,
    "procurement": _listed,
    "free": _listed,
    "none": _single,
}
