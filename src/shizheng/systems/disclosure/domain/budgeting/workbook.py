"""Write the workbook that a budget is filled in, with what the ledger and the sheets already hold."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from shizheng.engines.fiscal.domain.codes import books
from shizheng.engines.fiscal.domain.promises import Column, Level2
from shizheng.systems.disclosure.domain.budgeting.achieved import (
    ACHIEVED,
    ACHIEVED_COLUMNS,
    GIVEN,
    MONEY,
    MONEY_COLUMNS,
    achieved_rows,
)
from shizheng.systems.disclosure.domain.budgeting.content import Content, SheetContent
from shizheng.systems.disclosure.domain.budgeting.grid import amount, amount_name, typed
from shizheng.systems.disclosure.domain.budgeting.parts import PARTS, Key, Part
from shizheng.systems.disclosure.domain.budgeting.template import TARGET_COLUMNS, TARGETS, titles

LAST_ROW = 500
"""How far down the drop-down lists reach."""
NOTES = "填表说明"
CODES = "代码"
_BOOKS = ("functional", "departmental", "government", "revenue")
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
INSTRUCTIONS = (
    "一、每张工作表第一行是表头，请不要改动表头和工作表名称；从第二行起填写。",
    "二、金额一律以元为单位，最多两位小数；没有的不填。合计由系统计算，不要填写合计行。",
    "三、科目请从下拉列表中选择，或直接填写编码：功能分类填到项（7位），经济分类填到款（5位）。",
    "四、“资金年度”不填即为本年预算；使用上年结转资金安排的支出请选“上年结转”。",
    "五、“三公经费”“政府采购”“机关运行经费”是支出的其中数，不再计入支出合计。",
    "六、“绩效目标”的项目名称应与“项目支出”一致；项目名称不填的，是单位整体绩效目标。",
    "七、导入时逐格检查；有一处错误就不导入任何数据，并列出全部错误所在的工作表、行和列。",
    "八、导入后，表中没有的数据视为删除；再次下载模板时会带出系统中现有的数据。",
)
ACCOUNT_INSTRUCTIONS = (
    "九、“自评资金”每个项目一行；“绩效自评”填全年完成值，能由指标值和完成值算出得分的，得分不填，由系统计算；定性指标须评定得分。",
    "十、得分低于分值的，写明偏差原因及改进措施。完成值和得分都不填的指标，保留系统中已有的自评。",
)


def write_template(content: Content) -> bytes:
    """An .xlsx without macros or formulas."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, _OPTIONS)
    writer = _Writer(book, content)
    writer.notes()
    for part in PARTS:
        writer.part(part)
    writer.targets()
    if content.stage == "final":
        writer.money()
        writer.achieved()
    writer.codes()
    book.close()
    return target.getvalue()


class _Writer:
    """The workbook being written."""

    def __init__(self, book: Any, content: Content) -> None:
        self._book = book
        self._content = content
        self._head = book.add_format({"bold": True, "bg_color": "#EAF0F8", "border": 1, "text_wrap": True})
        self._money = book.add_format({"num_format": "#,##0.00"})
        self._text = book.add_format({"num_format": "@"})
        self._given = book.add_format({"num_format": "@", "bg_color": "#F3F5F8"})
        self._wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self._codes = {name: _listed(name, content.year) for name in _BOOKS}

    def notes(self) -> None:
        sheet = self._book.add_worksheet(NOTES)
        sheet.set_column(0, 0, 90)
        is_final = self._content.stage == "final"
        title = f"{self._content.unit}{self._content.year}年{'决算' if is_final else '预算'}填报模板"
        sheet.write_string(0, 0, title, self._book.add_format({"bold": True, "font_size": 14}))
        lines = (*INSTRUCTIONS, *(ACCOUNT_INSTRUCTIONS if is_final else ()))
        for number, line in enumerate(lines, 2):
            sheet.write_string(number, 0, line, self._wrap)

    def part(self, part: Part) -> None:
        sheet = self._sheet(part.title, titles(part))
        rows = typed(part, self._content.facts)
        first = len(part.keys) or 1
        sheet.set_column(0, first - 1, 34, self._text)
        sheet.set_column(first, first + len(part.amounts) - 1, 20, self._money)
        for number, row in enumerate(rows, 1):
            if part.fixed:
                sheet.write_string(number, 0, part.fixed[number - 1].label)
            for column, key in enumerate(part.keys):
                sheet.write_string(number, column, self._shown(key, row.get(key.name, "")))
            self._amounts(sheet, number, first, row, len(part.amounts))
        for column, key in enumerate(part.keys):
            self._choose(sheet, column, key)
        self._guard(sheet, first, len(part.amounts))

    def _amounts(self, sheet: Any, number: int, first: int, row: Mapping[str, str], count: int) -> None:
        for index in range(count):
            value = amount(row.get(amount_name(index), ""))
            if isinstance(value, Decimal) and value:
                sheet.write_number(number, first + index, value, self._money)

    def _sheet(self, name: str, head: Sequence[str]) -> Any:
        sheet = self._book.add_worksheet(name)
        for column, title in enumerate(head):
            sheet.write_string(0, column, title, self._head)
        sheet.freeze_panes(1, 0)
        return sheet

    def _shown(self, key: Key, value: str) -> str:
        if key.choices:
            return dict(key.choices).get(value, value)
        if key.book and value:
            known = books(key.book).find(value, self._content.year)
            return f"{value} {known.name}" if known else value
        return value

    def _choose(self, sheet: Any, column: int, key: Key) -> None:
        """A drop-down list; an amount that only a person knows is typed freely and judged when it is imported."""
        if key.choices:
            source: Any = [label for _, label in key.choices]
        elif key.book:
            letter = "ABCD"[_BOOKS.index(key.book)]
            source = f"={CODES}!${letter}$2:${letter}${len(self._codes[key.book]) + 1}"
        else:
            return
        rule = {"validate": "list", "source": source, "show_error": not key.book, "error_title": "请从列表中选择"}
        sheet.data_validation(1, column, LAST_ROW, column, rule)

    def _guard(self, sheet: Any, first: int, count: int) -> None:
        rule = {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -(10**15),
            "maximum": 10**15,
            "error_title": "请填数字",
            "error_message": "请填以元为单位的数，最多两位小数",
        }
        sheet.data_validation(1, first, LAST_ROW, first + count - 1, rule)

    def targets(self) -> None:
        sheet = self._sheet(TARGETS, TARGET_COLUMNS)
        for column, width in enumerate((34, 10, 18, 34, 24, 10)):
            sheet.set_column(column, column, width, self._text)
        number = 0
        for held in self._content.sheets:
            for row in _target_rows(held):
                number += 1
                for column, text in enumerate(row):
                    sheet.write_string(number, column, text)
        lists = ((1, [each.label for each in Column]), (2, [each.label for each in Level2]))
        for column, source in lists:
            rule = {"validate": "list", "source": source, "error_title": "请从列表中选择"}
            sheet.data_validation(1, column, LAST_ROW, column, rule)

    def money(self) -> None:
        """A row a sheet of targets, with what is known of its money."""
        sheet = self._sheet(MONEY, MONEY_COLUMNS)
        sheet.set_column(0, 0, 34, self._text)
        sheet.set_column(1, len(MONEY_COLUMNS) - 1, 20, self._money)
        for number, held in enumerate(self._content.sheets, 1):
            sheet.write_string(number, 0, held.project)
            for column, text in enumerate((held.budget, held.adjusted, held.executed), 1):
                if text:
                    sheet.write_number(number, column, Decimal(text), self._money)
        self._guard(sheet, 1, len(MONEY_COLUMNS) - 1)

    def achieved(self) -> None:
        """A row a target of the year; points that follow are left to be worked out anew."""
        sheet = self._sheet(ACHIEVED, ACHIEVED_COLUMNS)
        for column, width in enumerate((34, 18, 34, 20, 8, 24, 10, 40)):
            given = column < len(GIVEN)
            sheet.set_column(column, column, width, self._given if given else self._text)
        rows = [row for held in self._content.sheets for row in achieved_rows(held, self._content.year)]
        for number, row in enumerate(rows, 1):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text, self._given if column < len(GIVEN) else self._text)

    def codes(self) -> None:
        sheet = self._sheet(CODES, ("功能分类科目", "部门经济科目", "政府经济科目", "收入科目"))
        sheet.set_column(0, len(_BOOKS) - 1, 44)
        for column, name in enumerate(_BOOKS):
            for number, text in enumerate(self._codes[name], 1):
                sheet.write_string(number, column, text)


def _target_rows(sheet: SheetContent) -> list[tuple[str, ...]]:
    columns, levels = dict(Column.choices()), dict(Level2.choices())
    return [
        (sheet.project, columns[goal.column], levels[goal.level2], goal.name, goal.text, goal.weight)
        for goal in sheet.goals
    ]


def _listed(name: str, year: int) -> list[str]:
    """Codes of the last level with their names, in the order of the book."""
    widths = {"functional": (7,), "revenue": (3, 5, 7)}.get(name, (5,))
    book = books(name)
    codes = dict.fromkeys(row.code for row in book.rows if len(row.code) in widths and row.holds(year))
    return [f"{code} {known.name}" for code in sorted(codes) if (known := book.find(code, year))]
