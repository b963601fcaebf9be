"""Tables laid out: heads, bodies, merged cells, sections."""

from shizheng.systems.disclosure.domain.segments import Table, segment
from shizheng.systems.disclosure.domain.source import from_text
from shizheng.systems.disclosure.domain.tables.grid import Grid, lay_out, paths
from tests.disclosure.tabular import table


def grids(*rows: str) -> list[Grid]:
    blocks = segment(from_text("x", table("某表", *rows)))
    return lay_out(next(block for block in blocks if isinstance(block, Table)))


def test_merged_heads_qualify_the_columns_below_them() -> None:
    grid = grids("项目名称|合计|2024年财政拨款||单位资金", "||一般公共预算|政府性基金预算|", "甲项目|3.00|2.00|1.00|")[
        0
    ]
    assert paths(grid.heads, grid.width) == [
        ("项目名称",),
        ("合计",),
        ("2024年财政拨款", "一般公共预算"),
        ("2024年财政拨款", "政府性基金预算"),
        ("单位资金",),
    ]
    assert len(grid.body) == 1


def test_the_row_that_numbers_the_columns_is_no_body() -> None:
    grid = grids("项目|行次|决算数", "栏次||1", "一、一般公共预算财政拨款收入|1|9.00")[0]
    assert [record.cells[0] for record in grid.body] == ["一、一般公共预算财政拨款收入"]


def test_a_head_printed_again_after_a_page_break_is_dropped() -> None:
    grid = grids(
        "科目编码|科目名称|合计", "201|一般公共服务支出|9.00", "科目编码|科目名称|合计", "221|住房保障支出|1.00"
    )[0]
    assert [record.cells[0] for record in grid.body] == ["201", "221"]


def test_sections_with_heads_of_their_own_are_grids_of_their_own() -> None:
    found = grids(
        "一、政府采购情况||",
        "项目|行次|采购金额",
        "合计|1|9.00",
        "二、机关运行经费||",
        "项目||统计数",
        "（一）行政单位|5|2.00",
    )
    assert [(grid.title, len(grid.body)) for grid in found] == [("一、政府采购情况", 1), ("二、机关运行经费", 1)]


def test_marks_of_bold_type_are_no_text() -> None:
    assert grids("项目|金额", "<b>合计</b>|1.00")[0].body[0].cells == ["合计", "1.00"]
