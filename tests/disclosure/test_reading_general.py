"""General causes of misreading met on documents nobody had tuned for: contents, codes, heads, announcements, years."""

import pytest

from shizheng.systems.disclosure.domain.chapters import end_of_contents
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.segments import Contents, Heading
from shizheng.systems.disclosure.domain.source import from_text
from shizheng.systems.disclosure.domain.tables.identity import identify
from tests.disclosure.tabular import findings, reading, table, told

LIST = ("目 录", "一、部门主要职能 ……………", "二、名词解释 ……………", "三、部门预算编制说明 …… 6", "1. 收支总表", "")
BODY = (
    "某市示例局主要职能",
    "负责示例工作。",
    "名词解释",
    "（一）基本支出：略。",
    "2024年部门预算编制说明",
    "甲乙丙。",
)


def test_contents_without_parts_end_where_the_body_begins() -> None:
    blocks = reading(*LIST, *BODY).blocks
    contents = next(block for block in blocks if isinstance(block, Contents))
    assert [line.text for line in contents.lines] == list(LIST[:-1])
    titles = [(block.text, block.depth) for block in blocks if isinstance(block, Heading) and block.depth == 1]
    assert titles == [("某市示例局主要职能", 1), ("名词解释", 1), ("2024年部门预算编制说明", 1)]


@pytest.mark.parametrize(
    ("lines", "end"),
    [
        (("目录", "一、甲乙丙丁", "二、戊己庚辛", "三、子丑寅卯", "一、甲乙丙丁", "正文。"), 4),
        (("目录", "一、甲乙丙丁", "正文从这里开始，没有更多条目。"), 0),
        (("目录", "（略）", "一、甲乙丙丁"), 0),
    ],
)
def test_end_of_contents(lines: tuple[str, ...], end: int) -> None:
    assert end_of_contents(from_text("a.txt", "\n".join(lines)).lines, 0) == end


SPREAD_HEAD = ("项目||||支出预算||", "功能分类科目编码|||科目名称|合计|基本支出|项目支出", "类|款|项||||")
SPREAD = (
    "205|||教育支出|100.00|60.00|40.00",
    "205|03||职业教育|100.00|60.00|40.00",
    "205|03|02|中等职业教育|70.00|30.00|40.00",
    "205|03|05|高等职业教育|30.00|30.00|",
    "221|||住房保障支出|10.00|10.00|",
    "221|02||住房改革支出|10.00|10.00|",
    "221|02|01|住房公积金|10.00|10.00|",
    "合计||||110.00|70.00|40.00",
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("221|02|01", "221|2|1"),  # a spreadsheet that takes codes for numbers
        ("221|02||", "221|2||"),
        ("221|02|01", "5|02|01"),  # no class at all
    ],
)
def test_a_code_spread_over_columns_is_mended_by_its_neighbours(old: str, new: str) -> None:
    rows = [row.replace(old, new, 1) for row in SPREAD]
    document = reading(table("2024年部门支出预算总表", *SPREAD_HEAD, *rows))
    codes = [row.code for row in document.tables[0].panels[0].rows if row.code]
    assert codes == ["205", "20503", "2050302", "2050305", "221", "22102", "2210201"]
    assert document.breaks == []


def test_a_total_at_the_head_is_not_counted_into_the_one_at_the_end() -> None:
    rows = (
        "收入||支出|",
        "项目|预算数|项目|预算数",
        "|100.00||100.00",
        "一、一般公共预算资金|100.00|一、一般公共服务支出|90.00",
        "二、政府性基金||二、住房保障支出|10.00",
        "收入总计|100.00|支出总计|100.00",
    )
    assert reading(table("2024年部门财政拨款收支预算总表", *rows)).breaks == []


@pytest.mark.parametrize(
    ("lines", "unit"),
    [
        (("某市2024年区级部门预算", "预算主管部门：某市示例局"), "某市示例局"),
        (("某市示例和自然", "资源局", "2024年度部门决算"), "某市示例和自然资源局"),
        (("某市示例局2024年部门预算",), "某市示例局"),
        (("某市示例局", "", "第一部分"), "某市示例局"),
        (("监督索引号53032200" + "536101201", "某县示例局2023年度部门决算"), "某县示例局"),
        (("2024年度某市示例局部门预算", "目录"), "某市示例局"),
        (("公开时间：2024年8月", "某县示例局2023年度部门决算"), "某县示例局"),
    ],
)
def test_whose_document_it_is(lines: tuple[str, ...], unit: str) -> None:
    assert identify(from_text("a.txt", "\n".join(lines)).lines).unit == unit


OVERVIEW = (
    "本年收入||本年支出|",
    "项目|预算数|项目|预算数",
    "一、财政拨款收入|100.00|一、教育支出|110.00",
    "1. 一般公共预算资金|100.00|二、住房保障支出|10.00",
    "二、事业收入|20.00||",
    "收入总计|120.00|支出总计|120.00",
)
ALL = ("205|||教育支出|110.00|70.00|40.00", "205|03||职业教育|110.00|70.00|40.00", *SPREAD[4:7])
ALL = (*ALL[:2], "205|03|02|中等职业教育|110.00|70.00|40.00", *ALL[2:], "合计||||120.00|80.00|40.00")
GENERAL = tuple(row.replace("110.00|70.00", "90.00|50.00").replace("120.00|80.00", "100.00|60.00") for row in ALL)
SAID = "“教育支出（类）职业教育（款）中等职业教育（项）”"


def of_appropriations(*sentences: str) -> list[tuple[str, str]]:
    tables = (
        table("2024年部门财务收支预算总表", *OVERVIEW),
        table("2024年部门支出预算总表", *SPREAD_HEAD, *ALL),
        table("2024年部门一般公共预算支出功能分类预算表", *SPREAD_HEAD, *GENERAL),
    )
    return told("narrative.amount", "2024年部门预算编制说明", *sentences, *tables)


def test_a_list_announced_as_appropriations_is_held_against_them() -> None:
    announced = ("财政拨款支出主要内容如下：",)
    assert of_appropriations(*announced, f"1. {SAID}90.00万元，主要用于教学。") == []
    (found,) = of_appropriations(*announced, f"1. {SAID}95.00万元，主要用于教学。")
    assert found[0] == "error"


def test_an_amount_of_last_year_is_no_amount_of_this_year() -> None:
    assert of_appropriations("财政拨款支出主要内容如下：", f"1. {SAID}90.00万元，上年：77.00万元，主要用于教学。") == []


RESTATED = "2023年当年预算执行数为80.00万元，2024年预算安排{again}万元，比2023年预算执行数{change}。"


@pytest.mark.parametrize(
    ("again", "change", "rule", "expected"),
    [
        ("90.00", "增加12.50%", "narrative.amount", []),
        ("90.00", "增加12.50%", "derived.stated_prior", []),
        ("95.00", "增加12.50%", "narrative.amount", ["error"]),
        ("95.00", "增加12.50%", "derived.stated_prior", []),  # it fits what was said first
        ("90.00", "增加22.50%", "derived.stated_prior", ["error"]),
        ("90.00", "减少12.50%", "derived.stated_prior", ["error"]),
    ],
)
def test_an_amount_stated_again_beside_last_years(again: str, change: str, rule: str, expected: list[str]) -> None:
    tables = table("2024年部门支出预算总表", *SPREAD_HEAD, *GENERAL)
    text = f"1. {SAID}90.00万元，主要用于教学。{RESTATED.format(again=again, change=change)}"
    assert [severity for severity, _ in told(rule, "2024年部门预算编制说明", text, tables)] == expected


def test_a_rate_on_nothing() -> None:
    text = (
        f"1. {SAID}90.00万元。2023年当年预算执行数为0.00万元，2024年预算安排90.00万元，比2023年预算执行数增加100.00%。"
    )
    (found,) = findings("derived.stated_prior", "2024年部门预算编制说明", text)
    assert (found.severity, found.quote) == ("error", "增加100.00%")


@pytest.mark.parametrize(
    ("said", "severities"),
    [("9.01", []), ("9.00", ["rounding"]), ("9.02", ["error"]), ("9.10", ["error"])],
)
def test_a_cut_last_place_is_rounding(said: str, severities: list[str]) -> None:
    """The table prints yuan: 90,096 is 9.01 rounded, 9.00 cut off."""
    rows = [row.replace("10.00", "90,096") for row in SPREAD[4:7]]
    tables = table("2024年部门支出预算总表", *SPREAD_HEAD, *rows, "合计||||90,096|90,096|", unit="元")
    text = f"1. “住房保障支出（类）住房改革支出（款）住房公积金（项）”{said}万元。"
    assert [s for s, _ in told("narrative.amount", "部门预算编制说明", text, tables)] == severities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("政府性基金支出预算0万元，比2023年预算增加52.00万元。", ["error"]),
        ("政府性基金支出预算60.00万元，比2023年预算增加52.00万元。", []),
        ("政府性基金支出预算0万元，比2023年预算减少52.00万元。", []),
    ],
)
def test_no_rise_above_the_amount(text: str, expected: list[str]) -> None:
    assert [severity for severity, _ in told("derived.growth", "部门预算编制说明", text)] == expected


def test_the_reader_keeps_the_year_of_a_list_apart() -> None:
    """去年执行数 of a numbered item never becomes a claim about this year."""
    document = read(
        from_text(
            "a.txt", f"某局2024年部门预算\n\n{SAID}90.00万元。{RESTATED.format(again='90.00', change='增加12.50%')}"
        )
    )
    assert {claim.value for claim in document.claims if claim.kind == "sentence"} <= {90_000_000}


STACKED = (
    "项目||||本年支出合计|基本支出|项目支出",
    "支出功能分类||||||",
    "科目编码||||||",
)


@pytest.mark.parametrize(
    "levels",
    [
        ("类|款|项||||", "合计||||110.00|70.00|40.00"),
        ("类|款|项|合计|110.00|70.00|40.00",),  # a merged head leaves its last row beside the first amounts
        ("类|款|项|栏次|1|2|3", "合计||||110.00|70.00|40.00"),
    ],
)
def test_a_head_stacked_over_the_levels_of_a_code(levels: tuple[str, ...]) -> None:
    head = STACKED[0].replace("项目||||", "项目|||科目名称|")
    document = reading(table("支出决算表", head, *STACKED[1:], *levels, *SPREAD[:-1]))
    rows = document.tables[0].panels[0].rows
    assert [row.code for row in rows][:3] == ["", "205", "20503"]
    assert rows[0].is_total and [cell.value for cell in rows[0].cells.values()] == [110_000_000, 70_000_000, 40_000_000]
    assert document.breaks == []


SHEET = (
    "项目名称|{name}|项目类别|特定目标类",
    "项目资金（元）|项目资金总额|100,000.00|年度资金申请总额|100,000.00",
    "一级指标|二级指标|三级指标|年度指标值",
    "产出指标|数量指标|开展培训次数|≥12.00(次)",
    "|质量指标|培训合格率|≥95.00(%)",
    "满意度指标|服务对象满意度指标|学员满意度|≥90.00(%)",
)


def test_sheets_without_titles_between_them_are_several() -> None:
    rows = [row.format(name=name) for name in ("职工培训经费", "设备维护经费", "宣传经费") for row in SHEET]
    body = "\n".join(row.replace("|", "\t") for row in rows)
    document = reading(f"项目支出绩效目标表\n（2024年度）\n\n{body}\n")
    assert [sheet.name for sheet in document.sheets] == ["职工培训经费", "设备维护经费", "宣传经费"]
    targets = [(item.target.kind, item.target.comparator, item.target.unit) for item in document.sheets[1].indicators]
    assert targets == [("number", "≥", "次"), ("rate", "≥", "%"), ("rate", "≥", "%")]


def test_the_year_is_the_titles_not_the_one_named_most() -> None:
    said = "2024年收入比2023年减少1.00万元。2023年、2023年、2023年。"
    assert identify(from_text("a.txt", f"某局2024年部门预算情况说明\n\n{said}").lines).year == 2024


@pytest.mark.parametrize("change", ["减少9.00万元，下降0.51%", "增加9.00万元，增长0.51%"])
def test_a_change_of_all_spending_behind_a_list_is_the_sums(change: str) -> None:
    total = "1739.02" if change.startswith("减少") else "1773.59"
    parts = "教育支出1688.00万元，住房保障支出51.02万元"
    text = f"（二）支出预算：2024年年初预算数{total}万元，其中：{parts}。支出比2023年{change}。"
    assert told("derived.growth", "三、收支情况", text) == []


def test_a_total_may_be_the_one_before_with_the_balance_between() -> None:
    rows = (
        "收入||支出|",
        "项目|预算数|项目|预算数",
        "一般公共预算拨款收入|90.00|教育支出|100.00",
        "本年收入总计|90.00|本年支出总计|100.00",
        "上年结转|10.00|结转下年|",
        "收入合计|100.00|支出合计|100.00",
    )
    assert reading(table("2024年部门收支总表", *rows)).breaks == []


def test_a_table_of_one_economic_class_is_named_behind_a_dash() -> None:
    rows = (
        "功能科目编码|功能科目名称|总计|基本工资|津贴补贴",
        "合计||30.00|20.00|10.00",
        "205|教育支出|30.00|20.00|10.00",
    )
    bound = reading(table("一般公共预算基本支出表—人员经费（工资福利支出）", *rows)).tables[0]
    assert bound.at["dept"] == "301"
    assert [column.at.get("dept", "") for column in bound.panels[0].columns] == ["", "30101", "30102"]


def test_the_one_row_of_three_public_may_name_the_unit() -> None:
    rows = (
        "单位编码|单位名称|“三公”经费合计|因公出国（境）费|公务用车购置及运行费|||公务接待费",
        "||||小计|公务用车购置费|公务用车运行费|",
        "415|某市示例局|{whole}|0.00|14.02|0.00|14.02|1.32",
    )
    sound, wrong = (
        reading(table("一般公共预算“三公”经费支出表", *(row.replace("{whole}", whole) for row in rows)))
        for whole in ("15.34", "55.34")
    )
    assert sound.breaks == []
    assert [broken.cell.text for broken in wrong.breaks] == ["55.34"]


def test_a_code_before_a_dash_names_the_amount() -> None:
    tables = table("2024年部门支出预算总表", *SPREAD_HEAD, *SPREAD)
    text = "（一）2050302-中等职业教育{said}万元。主要用于教学。"
    heading = ("第三部分 说明", "二、支出情况")
    assert told("narrative.amount", *heading, text.format(said="70.00"), tables) == []
    assert [severity for severity, _ in told("narrative.amount", *heading, text.format(said="7.00"), tables)] == [
        "error"
    ]


@pytest.mark.parametrize(("works", "expected"), [("30.00", []), ("3.00", ["error"])])
def test_a_list_may_follow_its_sum_behind_a_colon(works: str, expected: list[str]) -> None:
    parts = f"货物预算10.00万元、工程预算{works}万元、服务预算20.00万元"
    text = f"政府采购预算总额60.00万元：{parts}；其中面向中小企业预留30.00万元。"
    assert [severity for severity, _ in told("additivity.sentence", "六、政府采购情况", text)] == expected


def test_the_code_of_a_department_is_no_code_of_spending() -> None:
    rows = ("部门代码|部门名称|合计|一般公共预算拨款收入", "|合计|100.00|100.00", "308|某市示例局|100.00|100.00")
    assert told("code.unknown", table("2024年收入预算总表", *rows)) == []


def test_fund_tables_that_hold_all_spending_hold_what_was_carried_over() -> None:
    overview = (
        "收入||支出|",
        "项目|预算数|项目|预算数",
        "一、一般公共预算拨款收入|90.00|一、教育支出|100.00",
        "本年收入合计|90.00|本年支出合计|100.00",
        "上年结转结余|20.00|结转下年|10.00",
        "收入总计|110.00|支出总计|110.00",
    )
    head = "科目编码|科目名称|合计|基本支出|项目支出"
    body = ("合计||100.00|60.00|40.00", "205|教育支出|100.00|60.00|40.00")
    document = reading(
        table("一、收支预算总表", *overview),
        table("三、支出预算总表", head, *body),
        table("五、一般公共预算拨款支出预算表", head, *body),
    )
    assert document.tables[2].at.get("item", "") == ""
    assert document.breaks == []


def test_a_class_that_is_none_is_told_where_it_stands() -> None:
    rows = [row.replace("221|02|01", "5|02|01", 1) for row in SPREAD]
    (found,) = findings("code.unknown", table("2024年部门支出预算总表", *SPREAD_HEAD, *rows))
    assert (found.severity, found.printed, found.expected) == ("warning", "5", "221")
    assert told("code.unknown", table("2024年部门支出预算总表", *SPREAD_HEAD, *SPREAD)) == []


def test_classes_of_lists_side_by_side_are_their_own() -> None:
    rows = (
        "经济分类||科目名称|决算数|经济分类||科目名称|决算数",
        "科目编码||||科目编码|||",
        "类|款|||类|款||",
        "301||工资福利支出|30.00|302||商品和服务支出|10.00",
        "301|01|基本工资|30.00|302|01|办公费|10.00",
        "人员经费合计|||30.00|公用经费合计|||10.00",
    )
    assert told("code.unknown", table("一般公共预算财政拨款基本支出决算表", *rows)) == []
