"""Write a disclosure from files: facts as a table of coordinates and amounts, or a document whose facts are taken over.

A table has one fact a row; its columns are dimensions of a coordinate (side, fund, func, dept, gov, nature, project,
item, org …) and ``amount`` in 元, by these names or by the Chinese ones. JSON holds a list of such rows.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.forms import Form, forms
from shizheng.engines.fiscal.domain.forms.projection import Facts, Project, Register, Unit
from shizheng.engines.fiscal.domain.sheet import TargetSheet
from shizheng.kit.clock import today
from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError
from shizheng.kit.money import to_fen
from shizheng.kit.printed import Printed, read_number
from shizheng.kit.tabular.cells import Row
from shizheng.kit.tabular.csvfile import read_csv
from shizheng.kit.tabular.excel import open_excel
from shizheng.systems.disclosure.domain.formats.intake import open_document
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.rendering.excel import render_excel
from shizheng.systems.disclosure.domain.rendering.pdf import render_pdf
from shizheng.systems.disclosure.domain.rendering.webpage import render_webpage
from shizheng.systems.disclosure.domain.rendering.word import render_word
from shizheng.systems.disclosure.domain.writing.compose import compose
from shizheng.systems.disclosure.domain.writing.draft import Draft, Question
from shizheng.systems.disclosure.domain.writing.harvest import facts_of, register_of

RENDERERS = {"docx": render_word, "xlsx": render_excel, "pdf": render_pdf, "html": render_webpage}
NAMES = {
    "单位": "org", "阶段": "stage", "收支": "side", "资金性质": "fund", "功能科目": "func", "部门经济科目": "dept",
    "政府经济科目": "gov", "支出性质": "nature", "项目": "project", "事项": "item", "度量": "measure", "金额": "amount",
}  # fmt: skip


class Source(NamedTuple):
    """What a file of facts tells, and what a document says of itself."""

    facts: Facts
    register: Register
    unit: str = ""
    year: int = 0
    form: str = ""
    sheets: tuple[TargetSheet, ...] = ()


class Order(NamedTuple):
    """What is to be written from what; ``form``, ``unit`` and ``year`` may be left to a document that is read."""

    facts: Path
    folder: Path
    form: str = ""
    unit: str = ""
    year: int = 0
    formats: tuple[str, ...] = ("docx",)
    prior: Path | None = None
    answers: Path | None = None


def load(path: Path, form: str = "") -> Source:
    """Facts of a table (csv, json, or xlsx with an amount column), else of a document that is read."""
    rows = _rows(path)
    return _read(path) if rows is None else _ledger(path.name, rows, form_named(form).stage)


def form_named(identifier: str) -> Form:
    for form in forms():
        if form.id == identifier:
            return form
    raise ShizhengError(f"没有名为“{identifier}”的表样", "", f"可用的表样：{'、'.join(form.id for form in forms())}")


def answers_in(path: Path | None) -> dict[str, str]:
    """The officer's words by the keys of the questions, from a YAML or JSON mapping."""
    if path is None:
        return {}
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(told, dict):
        raise ShizhengError("回答应为“问题: 文字”的对照表", path.name)
    return {str(key): str(value) for key, value in told.items()}


def write(order: Order) -> tuple[list[Path], tuple[Question, ...]]:
    """Write the document in every format asked for; the questions that are still open come back."""
    for kind in order.formats:
        if kind not in RENDERERS:
            raise ShizhengError(f"不能写成“{kind}”", "", f"可用的格式：{'、'.join(RENDERERS)}")
    source = load(order.facts, order.form)
    form = form_named(order.form or source.form)
    unit, year = order.unit or source.unit, order.year or source.year
    if not unit or not year:
        raise ShizhengError("没有说明单位和年度", order.facts.name, "请用 --unit 和 --year 指定")
    prior = load(order.prior, form.id).facts if order.prior else None
    answers = answers_in(order.answers)
    draft = Draft(form, unit, year, today(), source.facts, source.register, prior, answers, source.sheets)
    written = compose(draft)
    order.folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for kind in order.formats:
        path = order.folder / f"{unit}{year}年{'预算' if form.stage == 'budget' else '决算'}公开.{kind}"
        path.write_bytes(RENDERERS[kind](written.manuscript))
        paths.append(path)
    return paths, written.questions


def _read(path: Path) -> Source:
    reading = read(open_document(path.name, path.read_bytes()))
    if not reading.tables:
        raise ShizhengError("没有读到任何报表", path.name, "请提供带报表的文件，或坐标与金额的清单")
    found = facts_of(reading), register_of(reading), reading.unit, reading.year, reading.form
    return Source(*found, tuple(reading.sheets))


def _rows(path: Path) -> list[dict[str, Any]] | None:
    """The rows of a table of facts; None for a document."""
    suffix = path.suffix.lower()
    if suffix == ".json":
        told = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(told, list):
            raise ShizhengError("JSON 应为事实的列表", path.name)
        return [{**row.pop("coord", {}), **row} for row in told]
    if suffix == ".csv":
        with path.open("rb") as stream:
            return list(_named(read_csv(stream, place=path.name), path.name))
    if suffix in (".xlsx", ".xls"):
        with path.open("rb") as stream, open_excel(stream, place=path.name) as sheets:
            rows = list(next(iter(sheets)).rows())
        is_table = bool(rows) and {"amount", "金额"} & {str(cell).strip() for cell in rows[0].cells}
        return list(_named(rows, path.name)) if is_table else None
    return None


def _named(rows: Iterable[Row], place: str) -> Iterator[dict[str, Any]]:
    """Rows as mappings by the names of the first row."""
    waiting = iter(rows)
    head = next(waiting, None)
    if head is None:
        raise ShizhengError("文件是空的", place)
    names = [NAMES.get(head.text(i), head.text(i)) for i in range(1, len(head.cells) + 1)]
    for row in waiting:
        if not row.blank:
            yield {name: row.text(number) for number, name in enumerate(names, 1) if name}


def _ledger(place: str, rows: list[dict[str, Any]], stage: str) -> Source:
    facts: dict[Coord, int] = {}
    faults = []
    for number, row in enumerate(rows, 1):
        try:
            coord, fen = _fact(row)
        except (ValueError, InvalidOperation) as error:
            faults.append(Fault(str(error), f"{place} 第{number}条"))
            continue
        facts[coord] = facts.get(coord, 0) + fen
    if faults:
        raise InvalidInputError(faults, f"{place} 中的数据没有全部读入，未写出任何文件")
    units = dict.fromkeys(coord.org for coord in facts if coord.org)
    projects = dict.fromkeys(coord.project for coord in facts if coord.project)
    register = Register(tuple(Unit(name) for name in units), tuple(Project(name) for name in projects))
    return Source(Facts.of_ledger(facts, stage), register)


def _fact(row: Mapping[str, Any]) -> tuple[Coord, int]:
    """ValueError in Chinese where a row is no fact."""
    told = {name: str(value).strip() for name, value in row.items() if name in Coord._fields and value}
    if unknown := set(row) - set(Coord._fields) - {"amount", "note", "source"}:
        raise ValueError(f"不认识的列：{'、'.join(sorted(unknown))}")
    number = read_number(str(row.get("amount", "")))
    if not isinstance(number, Printed):
        raise ValueError(f"金额“{row.get('amount', '')}”不是数")
    if not (told.get("side") or told.get("item")):
        raise ValueError("没有说明是收入还是支出（side）")
    told.pop("year", None)
    return Coord().over(**told), to_fen(Decimal(number.value))
