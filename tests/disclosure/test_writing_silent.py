"""A sound disclosure of our own is sound to the checker: no finding but those that its ledger deserves."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shizheng.systems.disclosure.domain.formats.intake import open_document
from shizheng.systems.disclosure.domain.manuscript import Manuscript
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.rendering.excel import render_excel
from shizheng.systems.disclosure.domain.rendering.webpage import render_webpage
from shizheng.systems.disclosure.domain.rendering.word import render_word
from shizheng.systems.disclosure.domain.writing.compose import compose
from shizheng.systems.disclosure.rules import check
from tests.disclosure.full_books import full
from tests.disclosure.test_writing_back import FORMS


def as_text(manuscript: Manuscript) -> bytes:
    """The text that a word processor exports."""
    lines = open_document("a.docx", render_word(manuscript)).lines
    return "\n".join(line.text for line in lines).encode()


RENDER: dict[str, Callable[[Manuscript], bytes]] = {
    "docx": render_word,
    "xlsx": render_excel,
    "html": render_webpage,
    "txt": as_text,
}
LOST = {"extraction.chart"}
"""What a text cannot carry."""


def findings(kind: str, manuscript: Manuscript) -> list[tuple[str, str]]:
    reading = read(open_document(f"a.{kind}", RENDER[kind](manuscript)))
    return [(found.rule, found.message) for found in check(reading) if kind != "txt" or found.rule not in LOST]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", RENDER)
@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6))
def test_nothing_is_found(kind: str, form: str, seed: int) -> None:
    assert findings(kind, compose(full(seed, form)).manuscript) == []


def test_what_the_ledger_deserves_is_found() -> None:
    """A sum that is wrong to the fen is no rounding, note or not."""
    written = compose(full(1, "shanxi-budget-2026"))
    wrong = as_text(written.manuscript).decode().replace("本年支出合计\t", "本年支出合计\t9", 1)
    assert "四舍五入" in wrong
    found = check(read(open_document("a.txt", wrong.encode())))
    assert [each.rule for each in found if each.severity == "error"] != []


ROWS = (
    "科目编码\t科目名称\t合计\t基本支出\t项目支出",
    "\t合计\t10.02\t4.00\t6.02",
    "201\t一般公共服务支出\t4.00\t4.00\t",
    "208\t社会保障和就业支出\t6.01\t\t6.01",
)
TITLES = ("某市数据局2026年部门预算公开", "", "第二部分 2026年部门预算报表", "", "2026年预算支出总表", "单位：万元")


@pytest.mark.parametrize(
    ("note", "rules"),
    [("", {"additivity.rows"}), ("注：表中数据四舍五入，合计与分项之和在末位上略有差异。", set())],
    ids=["not told", "told below the table"],
)
def test_a_rounding_that_is_told_needs_no_remark(note: str, rules: set[str]) -> None:
    text = "\n".join((*TITLES, *ROWS, note))
    found = check(read(open_document("a.txt", text.encode())))
    assert {each.rule for each in found if each.severity == "rounding"} == rules
