"""Tables bound to coordinates."""

import pytest

from shizheng.engines.fiscal.domain.claim import Claim
from shizheng.engines.fiscal.domain.coord import Coord
from tests.disclosure.tabular import EXPENSE, OVERVIEW, reading, swap, table

WAN = 1_000_000


def cells(*parts: str) -> dict[Coord, int]:
    return {claim.coord: claim.value for claim in reading(*parts).claims if claim.kind == "cell"}


def test_an_expense_table_states_codes_and_natures() -> None:
    stated = cells(table("2024年预算支出总表", *EXPENSE))
    base = Coord(stage="budget", side="expense")
    assert stated[base] == 100 * WAN
    assert stated[base.over(func="2010302", nature="project")] == 40 * WAN
    assert stated[base.over(func="221", nature="basic")] == 10 * WAN


def test_an_overview_states_both_sides_and_their_totals() -> None:
    stated = cells(table("2024年收支总表", *OVERVIEW))
    assert stated[Coord(stage="budget", side="income", fund="general")] == 100 * WAN
    assert stated[Coord(stage="budget", side="expense", func="201")] == 90 * WAN
    assert stated[Coord(stage="budget", side="outflow")] == 100 * WAN


def test_rows_of_ordinals_make_a_tree_and_of_which_is_no_part() -> None:
    document = reading(
        table(
            "2024年收支总表",
            "收 入|",
            "项 目|预算数",
            "一、部门预算|9.00",
            "1、财政拨款|9.00",
            "(1)一般公共预算拨款|9.00",
            "其中：专项资金|4.00",
            "2、事业收入|",
            "本年收入合计|9.00",
        )
    )
    rows = document.tables[0].panels[0].rows
    assert [(row.parent, row.role) for row in rows] == [
        (-1, "row"),
        (0, "row"),
        (1, "row"),
        (2, "part"),
        (0, "row"),
        (-1, "total"),
    ]


def test_names_without_codes_are_found_in_the_class_above_them() -> None:
    document = reading(
        table(
            "2024年一般公共预算基本支出表",
            "部门预算支出经济科目名称|政府预算支出经济科目名称|合计|人员经费|公用经费",
            "合计||6.00|5.00|1.00",
            "工资福利支出||5.00|5.00|",
            "基本工资|工资奖金津补贴|5.00|5.00|",
            "商品和服务支出||1.00||1.00",
            "办公费|办公经费|1.00||1.00",
        )
    )
    coords = {claim.coord.dept: claim.coord for claim in document.claims}
    assert coords["30101"].gov == "50101" and coords["30201"].gov == "50201"


def test_panels_that_only_save_paper_are_one_list() -> None:
    document = reading(
        table(
            "一般公共预算财政拨款基本支出决算表",
            "科目编码|科目名称|决算数|科目编码|科目名称|决算数",
            "301|工资福利支出|5.00|302|商品和服务支出|2.00",
            "30101|基本工资|5.00|30201|办公费|2.00",
            "人员经费合计||5.00|公用经费合计||2.00",
        ),
        cover="某市示例局\n2024年度部门决算\n",
    )
    assert [len(table.panels) for table in document.tables] == [1]
    assert len(document.tables[0].panels[0].rows) == 6


def test_units_and_project_kinds_above_the_projects_are_subtotals() -> None:
    document = reading(
        table(
            "2024年项目支出表",
            "单位编码|项目名称|合计",
            "|合计|40.00",
            "301|某市示例局|40.00",
            "301001|某市示例局本级|40.00",
            "|甲系统运维|15.00",
            "|乙平台建设|25.00",
        )
    )
    assert {claim.coord.project for claim in document.claims if claim.coord.project} == {"甲系统运维", "乙平台建设"}


@pytest.mark.parametrize(
    ("unit", "text", "fen", "ulp"),
    [
        ("万元", "12.34", 12_340_000, 10_000),
        ("元", "12.34", 1234, 1),
        ("万元", "4, 333. 10", 4_333_100_000, 10_000),
        ("万元", "（1.20）", -1_200_000, 10_000),
    ],
)
def test_amounts_carry_their_unit_and_precision(unit: str, text: str, fen: int, ulp: int) -> None:
    claim = only(table("2024年支出总表", "科目编码|科目名称|合计", f"201|一般公共服务支出|{text}", unit=unit))
    assert (claim.value, claim.ulp, claim.quote) == (fen, ulp, text)


def only(part: str) -> Claim:
    (claim,) = reading(part).claims
    return claim


def test_a_number_that_lost_its_noughts_has_the_precision_of_its_table() -> None:
    rows = swap(EXPENSE, "221|住房保障支出|10.00|10.00|", "221|住房保障支出|10|10|")
    document = reading(table("2024年支出总表", *rows))
    assert {claim.ulp for claim in document.claims} == {10_000}


def test_text_in_an_amount_column_is_listed_as_unread() -> None:
    document = reading(table("2024年支出总表", *swap(EXPENSE, EXPENSE[4], "2010301|行政运行|五十|50.00|")))
    assert [(unread.quote, unread.why) for unread in document.unread] == [("五十", "不是数字")]


def test_a_unit_line_switches_from_table_to_table() -> None:
    document = reading(table("2024年支出总表", *EXPENSE), table("2024年一般公共预算支出表", *EXPENSE, unit="元"))
    assert [bound.unit for bound in document.tables] == [4, 0]


def test_an_unknown_form_is_improvised_from_its_words() -> None:
    document = reading(
        table(
            "2024年部门支出预算总表",
            "功能科目编码|功能科目名称|总计|基本支出|||项目支出",
            "|||小计|人员经费|日常公用经费|",
            "205|教育支出|9.00|6.00|5.00|1.00|3.00",
        )
    )
    assert document.form == ""
    natures = {claim.coord.nature: claim.value for claim in document.claims}
    assert natures == {"": 9 * WAN, "basic": 6 * WAN, "basic.staff": 5 * WAN, "basic.public": WAN, "project": 3 * WAN}


def test_codes_spread_over_three_columns_are_joined() -> None:
    document = reading(
        table(
            "2024年支出总表",
            "科目编码|||科目名称|合计",
            "类|款|项||",
            "201|||一般公共服务支出|9.00",
            "201|03||政府办公厅（室）及相关机构事务|9.00",
            "|03|01|行政运行|9.00",
        )
    )
    assert [claim.coord.func for claim in document.claims] == ["201", "20103", "2010301"]


def test_a_code_in_one_cell_with_its_name_is_taken_apart() -> None:
    document = reading(table("2024年支出总表", "科目名称|合计", "[2010301]行政运行|9.00", "221住房保障支出|1.00"))
    assert [claim.coord.func for claim in document.claims] == ["2010301", "221"]


def test_columns_of_other_years_are_of_other_years() -> None:
    document = reading(
        table(
            "2024年一般公共预算支出表",
            "科目编码|科目名称|2023年执行数|2024年预算数|||2024年预算数比2023年执行数|",
            "|||小计|基本支出|项目支出|增减额|增减%",
            "201|一般公共服务支出|8.00|9.00|6.00|3.00|1.00|12.50",
        )
    )
    assert [(claim.coord.year, claim.coord.nature, claim.value // WAN) for claim in document.claims] == [
        (2023, "", 8),
        (0, "", 9),
        (0, "basic", 6),
        (0, "project", 3),
    ]


def test_budget_beside_account_says_so() -> None:
    document = reading(
        table("收入支出决算总表", "项目|年初预算数|全年预算数|决算数", "一、一般公共预算财政拨款收入|8.00|9.00|7.00"),
        cover="某市示例局\n2024年度部门决算\n",
    )
    assert [claim.coord.stage for claim in document.claims] == ["budget", "adjusted", "final"]


def test_tables_of_another_unit_speak_of_that_unit() -> None:
    other = table("2024年支出总表", *EXPENSE).replace("部门名称：某市示例局", "单位名称：某市服务中心")
    document = reading(table("2024年支出总表", *EXPENSE), other)
    assert {claim.coord.org for claim in document.claims} == {"", "某市服务中心"}


def test_a_heading_above_serves_as_title() -> None:
    part = table("", *EXPENSE).replace("部门名称：某市示例局\n", "")
    document = reading("第二部分 报表\n\n三、支出总表\n" + part)
    assert [bound.title for bound in document.tables] == ["支出总表"]


def test_what_follows_of_which_is_of_which_too() -> None:
    document = reading(
        table(
            "2024年“三公”经费支出表",
            "项目|预算数",
            "1、公务接待费|1.00",
            "2、公务用车费|5.00",
            "其中：（1）公务用车运行维护费|2.00",
            "（2）公务用车购置费|3.00",
            "合计|6.00",
        )
    )
    assert [row.parent for row in document.tables[0].panels[0].rows] == [-1, -1, 1, 1, -1]
    assert document.breaks == []
