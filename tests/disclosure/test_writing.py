"""From facts to tables and sentences: sums, blanks, unknowns, rounding told and not hidden, words both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.forms.projection import Facts, Register, View, fill
from shizheng.engines.fiscal.domain.sheet import TargetSheet
from shizheng.kit.money import grouped
from shizheng.kit.printed import Printed
from shizheng.systems.disclosure.domain.formats.intake import open_document
from shizheng.systems.disclosure.domain.manuscript import ChartBlock, Paragraph, TableBlock
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.rendering.webpage import render_webpage
from shizheng.systems.disclosure.domain.writing.compose import compose
from shizheng.systems.disclosure.domain.writing.packs import glossary, script
from shizheng.systems.disclosure.domain.writing.settling import Sum, settled
from shizheng.systems.disclosure.domain.writing.tables import ROUNDING, block_of
from shizheng.systems.disclosure.domain.writing.templates import parse, write
from tests.disclosure.ledgers import draft, form_named, ledger
from tests.disclosure.sheet_samples import Sheet, reading_of

E = Coord(side="expense", fund="general")
STAFF = E.over(func="2010501", dept="30101", gov="50101", nature="basic.staff")
WORK = E.over(func="2010504", dept="30227", gov="50205", nature="project", project="运维")


def texts(form_id: str, table: str, facts: dict[Coord, int]) -> list[list[str]]:
    form = form_named(form_id)
    filled = fill(form, form.table(table), Facts.of_ledger(facts, form.stage), Register(), 2026)
    return [
        [cell.value if isinstance(cell.value, str) else grouped(cell.value) for cell in row.cells]
        for row in filled.rows
    ]


def test_a_tree_of_codes_sums_upwards_and_leaves_blanks_where_there_is_no_money() -> None:
    rows = texts("shanxi-budget-2026", "3", {STAFF: 10_000_000, WORK: 25_000_000})
    assert rows == [
        ["合计", "", "35.00", "10.00", "25.00"],
        ["201", "一般公共服务支出", "35.00", "10.00", "25.00"],
        ["20105", "统计信息事务", "35.00", "10.00", "25.00"],
        ["2010501", "行政运行", "10.00", "10.00", ""],
        ["2010504", "信息事务", "25.00", "", "25.00"],
    ]


def test_last_years_money_stands_in_its_own_column_and_is_an_opening_balance() -> None:
    facts = {WORK: 10_000_000, WORK.over(item="carried"): 3_000_000, Coord(side="opening", fund="general"): 3_000_000}
    facts[Coord(side="income", fund="general")] = 10_000_000
    rows = {row[2]: row for row in texts("shanxi-budget-2026", "1", facts)}
    assert rows["一、一般公共服务支出"][3:] == ["13.00", "10.00", "3.00"]
    last = texts("shanxi-budget-2026", "1", facts)[-1]
    assert last[:4] == ["收入总计", "13.00", "支出总计", "13.00"]
    assert texts("shanxi-budget-2026", "5", facts)[0][2] == "10.00"


def test_what_the_facts_are_not_fine_enough_for_stays_blank_and_is_named() -> None:
    form = form_named("shanxi-budget-2026")
    facts = Facts.of_ledger({E.over(func="201", nature="project"): 5_000_000}, "budget")
    filled = fill(form, form.table("12"), facts, Register(), 2026)
    assert [row.is_total for row in filled.rows] == [True]
    assert facts.value(E.over(func="2010501")) is None
    assert facts.value(E.over(func="201")) == 5_000_000
    assert facts.value(E.over(func="201", stage="final")) is None


def test_a_memorandum_adds_to_nothing_else() -> None:
    bought = Coord(side="expense", item="procurement.goods")
    of_which = Coord(side="expense", item="procurement.sme")
    facts = Facts.of_ledger({WORK: 100, bought: 40, of_which: 30}, "budget")
    assert facts.value(Coord(side="expense")) == 100
    assert facts.value(Coord(side="expense", item="procurement")) == 40
    assert facts.value(of_which) == 30


def test_three_public_comes_from_economic_classes_where_nobody_keeps_it() -> None:
    car = E.over(func="2010501", dept="30231", gov="50208", nature="basic.public")
    facts = Facts.of_ledger({car: 700, STAFF: 10}, "budget")
    assert facts.value(E.over(item="three_public.vehicles")) == 700
    assert facts.value(Coord(side="expense", fund="fiscal", item="three_public")) == 700
    assert facts.value(E.over(item="three_public.abroad")) == 0


@given(st.integers(0, 10**6))
def test_totals_are_exact_whatever_is_printed(seed: int) -> None:
    facts, _ = ledger(seed)
    known = Facts.of_ledger(facts, "budget")
    spent = {coord: fen for coord, fen in facts.items() if coord.side == "expense" and not coord.item}
    assert known.value(Coord(side="expense")) == sum(spent.values())
    for code in {coord.func[:3] for coord in spent}:
        assert known.value(Coord(side="expense", func=code)) == sum(
            fen for coord, fen in spent.items() if coord.func.startswith(code)
        )
    natures = [known.total(Coord(side="expense", nature=nature)) for nature in ("basic", "project")]
    assert sum(natures) == sum(spent.values())


def test_views_answer_only_what_lies_inside_them() -> None:
    view = View(Coord(side="expense", fund="general"), {STAFF: 5})
    assert view.value(STAFF) == 5
    assert view.value(Coord(side="expense")) is None
    assert view.value(E.over(project="运维")) is None
    assert view.value(E.over(func="1030148")) is None


def test_printed_parts_are_settled_so_that_the_printed_total_comes_out() -> None:
    parts = {E.over(func=code): fen for code, fen in (("201", 618_502 * 10_000), ("208", 7_506 * 10_000))}
    total = 626_009 * 10_000
    amounts = settled(parts, dict.fromkeys(parts, 5_000), [Sum(tuple(parts), total, 5_000)])
    assert all(abs(amounts[coord] - fen) < 5_000 for coord, fen in parts.items())
    assert abs(sum(amounts.values()) - total) < 5_000


def test_a_total_that_cannot_be_met_changes_nothing() -> None:
    parts = {STAFF: 100_000, WORK: 200_000}
    assert settled(parts, dict.fromkeys(parts, 5_000), [Sum(tuple(parts), 900_000, 5_000)]) == parts


def test_rounded_parts_are_told_and_not_adjusted() -> None:
    third = {E.over(func=code, nature="project"): 33_333_333 for code in ("2010504", "2060199", "2080501")}
    book = draft(1, "shanxi-budget-2026")._replace(facts=Facts.of_ledger(third, "budget"))
    form = book.form
    block = block_of(book, fill(form, form.table("3"), book.facts, book.register, 2026))
    column = [row.cells[2].value for row in block.body]
    assert column[0] == Printed(10_000, 2)
    assert column.count(Printed(3_333, 2)) == 9
    assert block.notes == (ROUNDING,)


def test_an_empty_table_says_so() -> None:
    book = draft(1, "shanxi-budget-2026")
    block = block_of(book, fill(book.form, book.form.table("9"), book.facts, book.register, 2026))
    assert block.notes == ("注：本表无数据",)


@pytest.mark.parametrize("stage", ["budget", "final"])
def test_every_template_reads_what_it_writes(stage: str) -> None:
    for part in script(stage).parts:
        for say in (say for section in part.sections for say in section.says):
            plain = say.say.replace("{change}", "")
            if say.lists:
                continue
            words = {
                name: word
                for name, word in {
                    "year": "2026", "number": "3", "path": "教育支出（类）", "count": "12", "share": "12.34%",
                    "completion": "98.00%", "fulfilled": "100.00%",
                }.items()
                if "{" + name + "}" in plain
            }  # fmt: skip
            money = {name: "1,234.56万元" for name in _holes(plain) if name not in words}
            assert parse(plain, write(plain, words | money)) == words | money


def _holes(template: str) -> list[str]:
    return [piece.split("}")[0] for piece in template.split("{")[1:]]


def test_an_option_without_its_word_is_left_out_and_read_as_absent() -> None:
    template = script("budget").changes["up"]
    words = {"delta": "3.00万元", "growth": "15.00%", "reason": None}
    assert write(template, words) == "，比上年增加3.00万元，增长15.00%"
    assert parse(template, "，比上年增加3.00万元，增长15.00%") == {"delta": "3.00万元", "growth": "15.00%"}
    with pytest.raises(KeyError):
        write(template, {"delta": "3.00万元", "growth": None, "reason": "x"})


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (30_000_000, "，比上年减少5.00万元，下降16.67%，主要原因是业务量变化"),
        (20_000_000, "，比上年增加5.00万元，增长25.00%，主要原因是业务量变化"),
        (25_000_000, "，与上年持平"),
        (0, "，比上年增加25.00万元，上年没有此项，不计算增幅，主要原因是业务量变化"),
    ],
)
def test_the_word_for_a_change_is_the_right_one(before: int, said: str) -> None:
    book = draft(1, "shanxi-budget-2026")
    now, prior = (Facts.of_ledger({WORK: fen, STAFF: 1_000_000}, "budget") for fen in (25_000_000, before))
    text = _text(book._replace(facts=now, prior=prior))
    assert f"信息事务（项）25.00万元{said}。" in text


def test_a_reason_nobody_gave_is_asked_and_never_invented() -> None:
    book = draft(1, "shanxi-budget-2026")._replace(answers={})
    document = compose(book)
    keys = {question.key for question in document.questions}
    assert {"text.duties", "reason.general", "reason.inflow"} <= keys
    assert "主要原因" not in _text(book)


def test_only_terms_that_occur_are_explained() -> None:
    text = _text(draft(1, "shanxi-budget-2026"))
    used = [term.term for term in glossary() if f"、{term.term}：" in text]
    assert "基本支出" in used and "财政拨款收入" not in used
    assert len(used) < len(glossary())


def test_the_charts_show_what_the_tables_hold() -> None:
    document = compose(draft(1, "shanxi-budget-2026")).manuscript
    charts = [block for block in document.blocks if isinstance(block, ChartBlock)]
    tables = {block.number: block for block in document.blocks if isinstance(block, TableBlock)}
    figures = {cell.value for row in tables["预算公开表4"].body for cell in row.cells}
    assert [chart.title for chart in charts] == ["2026年一般公共预算支出结构图", "2026年“三公”经费构成图"]
    assert set(charts[0].series[0].values) <= figures


def _text(book) -> str:
    return "\n".join(block.text for block in compose(book).manuscript.blocks if isinstance(block, Paragraph))


def test_sheets_are_written_as_they_were_read() -> None:
    sheets = reading_of(Sheet()).sheets
    book = draft(1, "shanxi-budget-2026")._replace(sheets=tuple(sheets))
    page = render_webpage(compose(book).manuscript)
    back = read(open_document("a.html", page)).sheets
    assert [_promises(sheet) for sheet in back] == [_promises(sheet) for sheet in sheets]
    assert [{(f.column, f.level): f.fen for f in sheet.funding} for sheet in back] == [
        {(f.column, f.level): f.fen for f in sheet.funding} for sheet in sheets
    ]


def _promises(sheet: TargetSheet) -> set[tuple[str, str, str, str]]:
    return {(item.column, item.level2, item.full_name, item.target.text) for item in sheet.indicators}
