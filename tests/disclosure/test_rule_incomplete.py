"""What could not be understood is told with place and remedy: an unknown form, a column that is not there, cells."""

from random import Random

import pytest

from shizheng.systems.disclosure.domain.finding import Finding
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.source import from_text
from shizheng.systems.disclosure.domain.writing.compose import compose
from shizheng.systems.disclosure.rules import check
from tests.disclosure.full_books import full
from tests.disclosure.tabular import EXPENSE, findings, table
from tests.disclosure.test_writing_silent import as_text
from tests.disclosure.unseen.layouts import LAYOUTS

FORM = "wuhan-district-budget-2023"


def said(text: str, rule: str, origin: str = "txt") -> list[Finding]:
    return [found for found in check(read(from_text("a.txt", text, origin))) if found.rule == rule]


def written() -> str:
    return as_text(compose(full(1, FORM)).manuscript).decode()


def without_column(text: str, title: str, head: str) -> str:
    """One column of one table taken out, all the way down."""
    lines = text.split("\n")
    bound = next(each for each in read(from_text("a.txt", text)).tables if each.title == title)
    rows = [lines[number - 1].split("\t") for number in range(bound.first, bound.last + 1)]
    at = next(row.index(head) for row in rows if head in row)
    for number, row in zip(range(bound.first, bound.last + 1), rows, strict=True):
        lines[number - 1] = "\t".join(cell for index, cell in enumerate(row) if index != at or len(row) == 1)
    return "\n".join(lines)


def test_a_form_that_nobody_declared_is_told_once() -> None:
    (found,) = said(LAYOUTS["guangdong"](Random(1)).text, "extraction.unknown_form")
    assert found.severity == "extraction"
    assert "10张报表" in found.message
    assert "登记表式后重新检查" in found.message
    assert "总表" in found.quote or "总体" in found.quote


def test_a_known_form_is_no_matter() -> None:
    assert said(written(), "extraction.unknown_form") == []


def test_two_tables_need_no_form() -> None:
    parts = [table(title, *EXPENSE) for title in ("甲类支出明细", "乙类支出明细")]
    assert findings("extraction.unknown_form", *parts) == []


@pytest.mark.parametrize("head", ["项目支出", "合计", "对附属单位补助支出"])
@pytest.mark.parametrize(("origin", "severity"), [("txt", "extraction"), ("docx", "warning")])
def test_a_missing_column_is_named_and_raises_no_error(head: str, origin: str, severity: str) -> None:
    document = read(from_text("a.txt", without_column(written(), "支出总表", head), origin))
    found = check(document)
    (lacking,) = [each for each in found if each.rule == "missing.column"]
    assert (lacking.severity, lacking.expected) == (severity, head)
    assert f"缺少“{head}”栏" in lacking.message
    assert "请对照原件补齐" in lacking.message
    assert lacking.quote in document.source.lines[lacking.line - 1].text
    assert [each.message for each in found if each.severity == "error"] == []


def test_a_whole_table_lacks_nothing_and_its_errors_stand() -> None:
    text = written()
    assert said(text, "missing.column") == []
    total = next(line for line in text.split("\n") if line.startswith(("合计\t", "\t合计\t")))
    wrong = check(read(from_text("a.txt", text.replace(total, total.replace("\t6", "\t9", 1), 1))))
    assert any(each.severity == "error" for each in wrong)


def test_a_table_of_fewer_columns_is_a_form_of_its_own() -> None:
    """A region that prints three columns less has left them out on purpose."""
    assert said(LAYOUTS["hubei"](Random(1)).text, "missing.column") == []


@pytest.mark.parametrize(
    ("cell", "quotes"),
    [("10.00", []), ("一〇点五", ["一〇点五"]), ("—", []), ("/", [])],
    ids=["pass", "fail", "boundary: a dash is nothing", "boundary: a stroke is nothing"],
)
def test_a_cell_that_is_not_understood_is_told(cell: str, quotes: list[str]) -> None:
    rows = (*EXPENSE[:-1], f"2210201|住房公积金|{cell}|10.00|")
    assert [each.quote for each in findings("extraction.unread", table("支出总表", *rows))] == quotes
