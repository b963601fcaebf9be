"""Sections against each other, numbers of rows, names of tables, grades: what passes, what fails and what is near."""

import pytest

from tests.disclosure.sheet_samples import Evaluation, Sheet, found
from tests.disclosure.tabular import EXPENSE, OVERVIEW, table, told

NO_GOODS = "# 九、政府采购情况\n\n政府采购货物预算0万元、服务预算30万元。\n"


def lines(*cells: str) -> str:
    return "\n".join(cell.replace("|", "\t") for cell in cells) + "\n\n"


def in_document(rule: str, sheet: Sheet, text: str) -> list[str]:
    """Sheets and sentences together: the sentences need the whole reader."""
    return [quote for _, quote in told(rule, text, sheet.text())]


@pytest.mark.parametrize(
    ("overview", "quotes"),
    [
        ("通过政府采购购买2台水质监测仪。", ["政府采购货物预算0万元"]),
        ("购买2台水质监测仪。", []),  # not said to be public procurement
        ("通过政府采购购买两年保洁服务。", []),
    ],
)
def test_goods(overview: str, quotes: list[str]) -> None:
    assert in_document("consistency.goods", Sheet(overview=overview), NO_GOODS) == quotes


CASES = [
    ("narrative.equipment", "50万元以上的通用设备4台；100万元以上的通用设备1台。", ["100万元以上的通用设备"]),
    ("narrative.equipment", "50万元以上的通用设备4台；100万元以上的专用设备1台。", []),
    ("narrative.equipment", "50万元以上的通用设备4台；其中50万元以上的通用设备1台为新购。", []),
]


@pytest.mark.parametrize(("rule", "text", "quotes"), CASES)
def test_assets(rule: str, text: str, quotes: list[str]) -> None:
    assert told(rule, "一、资产情况\n\n" + text) == [("warning", quote) for quote in quotes]


@pytest.mark.parametrize(
    ("attached", "quotes"),
    [("某财综〔2021〕63号", ["某财综〔2023〕43号"]), ("某财综〔2023〕43号", []), ("另财综〔2021〕63号", [])],
)
def test_editions(attached: str, quotes: list[str]) -> None:
    text = (
        f"一、购买服务\n\n执行《政府购买服务指导性目录》（某财综〔2023〕43号）。\n\n{attached}\n\n关于印发目录的通知\n"
    )
    assert [quote for _, quote in told("basis.edition", text)] == quotes


def economic(others: str, office: str) -> str:
    rows = ("科目编码|科目名称|合计|人员经费|公用经费", "|合计|100.00||100.00", "302|商品和服务支出|100.00||100.00")
    return table(
        "一般公共预算基本支出表",
        *rows,
        f"30201|办公费|{office}||{office}",
        f"30299|其他商品和服务支出|{others}||{others}",
    )


def test_catch_all_items() -> None:
    assert told("placement.others", economic("65.00", "35.00")) == [("warning", "65.00")]
    assert told("placement.others", economic("50.00", "50.00")) == []
    assert told("placement.others", table("支出预算总表", *EXPENSE)) == []


NUMBERED = (
    "一、教育支出",
    "二、科学支出",
    "三、文化支出",
    "四、社会保障支出",
    "五、卫生支出",
    "六、住房支出",
    "七、其他支出",
)


@pytest.mark.parametrize(
    ("names", "quotes"),
    [
        (NUMBERED, []),
        ((*NUMBERED, "七、其他支出"), ["七、其他支出"]),
        ((*NUMBERED, "九、预备费"), ["九、预备费"]),
        (("一、教育支出", "四、社会保障支出", "七、其他支出", "九、预备费"), []),  # a form that keeps its numbers
    ],
)
def test_numbers_of_rows(names: tuple[str, ...], quotes: list[str]) -> None:
    text = table("收支预算总表", "项目|预算数", *(f"{name}|1.00" for name in names))
    assert [quote for _, quote in told("count.row_numbers", text)] == quotes
    assert told("count.row_numbers", table("收支预算总表", *OVERVIEW)) == []


@pytest.mark.parametrize(
    ("numbers", "quotes"),
    [((1, 2, 3, 4, 5, 6, 7), []), ((1, 2, 3, 4, 5, 6, 8), ["第8项"]), ((1, 2, 3, 6, 8, 10, 11), [])],
)
def test_numbers_of_lines(numbers: tuple[int, ...], quotes: list[str]) -> None:
    text = table("部门决算相关信息统计表", "项目|行次|统计数", *(f"第{number}项|{number}|1" for number in numbers))
    assert [quote for _, quote in told("count.line_numbers", text)] == quotes


def tables(*titles: str) -> str:
    return "\n".join(title + table("收支预算总表", *OVERVIEW) for title in titles)


@pytest.mark.parametrize(
    ("titles", "quotes"),
    [
        (("预算公开表1\n\n", "预算公开表2\n\n", "部门公开表3\n\n"), ["部门公开表3"]),
        (("预算公开表1\n\n", "预算公开表2\n\n", "预算公开表3\n\n"), []),
        (("预算公开表1\n\n", *("\n",) * 6), ["预算公开表1"]),
        (("\n",) * 7, []),
    ],
)
def test_numbers_of_tables(titles: tuple[str, ...], quotes: list[str]) -> None:
    assert [quote for _, quote in told("naming.table_numbers", tables(*titles))] == quotes


HEAD = "代码|一级目录|二级目录|三级目录"
ROWS = ("A03||就业服务|", "A0301|||培训", "A030101||||技能培训服务")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (ROWS, []),
        ((*ROWS, "A1604|||资格评价"), [("warning", "A1604")]),
        ((*ROWS, HEAD, "A1604|||资格评价"), [("extraction", "A1604")]),  # cut by the page
        ((*ROWS, "A030102|||"), [("extraction", "A030102")]),
    ],
)
def test_catalogues(rows: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    assert told("code.catalogue_parent", lines(HEAD, *rows)) == expected


def numbered(*groups: str) -> tuple[str, ...]:
    """A catalogue with three services in each group."""
    return tuple(
        row
        for group in groups
        for row in (f"{group[:3]}||服务|", f"{group}|||服务", *(f"{group}0{n}||||服务{n}" for n in (1, 2, 3)))
    )


def test_gaps_among_siblings() -> None:
    groups = [f"A{number:02}01" for number in range(1, 12)]
    rows = numbered(*groups)
    assert told("code.catalogue_parent", lines(HEAD, *rows)) == []
    gap = tuple(row for row in rows if not row.startswith("A050102"))
    assert told("code.catalogue_parent", lines(HEAD, *gap)) == [("warning", "A050103")]
    loose = tuple(row for row in rows if row[5:8] != "02|")  # a catalogue that leaves numbers out
    assert told("code.catalogue_parent", lines(HEAD, *loose)) == []


def test_one_code_under_two_names() -> None:
    catalogue = (HEAD, "A|公共服务||", "A14||灾害防治服务|", "A1401|||防灾服务")
    other = tuple(row.replace("灾害防治服务", "灾害防治") for row in catalogue[1:])
    text = lines(*catalogue, *catalogue[1:], *catalogue[1:])
    assert told("code.catalogue_parent", text) == []
    assert told("code.catalogue_parent", lines(*catalogue, *catalogue[1:], *catalogue[1:], *other)) == [
        ("warning", "灾害防治")
    ]


DIRECTORY = lines("报表|报表名称|是否空表|公开空表理由", "表1|单位收支预算总表|否|", "表2|单位收入预算总表|否|")


@pytest.mark.parametrize(
    ("title", "quotes"),
    [("单位收支预算总表", []), ("单位收支 预算总表", []), ("部门收支预算总表", ["部门收支预算总表"])],
)
def test_listed_tables(title: str, quotes: list[str]) -> None:
    text = f"{DIRECTORY}\n表1\n\n{title}\n\n单位：万元\n\n" + lines(*OVERVIEW)
    assert [quote for _, quote in told("naming.listed_table", text)] == quotes


SCALE = "等级划分为四档：90分以上分为优、80-90分为良、60-80分为中、60分以下为差"


@pytest.mark.parametrize(
    ("rule", "sheet", "quotes"),
    [
        ("evaluation.grade_word", Evaluation(conclusion="优秀，全部完成。", extra=(SCALE,)), ["优秀"]),
        ("evaluation.grade_word", Evaluation(conclusion="优，全部完成。", extra=(SCALE,)), []),
        ("evaluation.grade_word", Evaluation(conclusion="优秀，全部完成。"), []),  # the form does not say its grades
        ("evaluation.no_problem", Evaluation(conclusion="自评等级为优。\n存在问题与整改措施\t无"), ["无"]),
        ("evaluation.no_problem", Evaluation(conclusion="自评等级为优。\n存在问题与整改措施\t进度偏慢"), []),
        ("evaluation.no_problem", Evaluation(conclusion="自评等级为优。\n存在问题与整改措施\t无", total="100"), []),
    ],
)
def test_evaluations(rule: str, sheet: Evaluation, quotes: list[str]) -> None:
    assert [finding.quote for finding in found(rule, sheet)] == quotes


def test_points_left_out() -> None:
    rows = (
        "产出指标（50分）\t数量指标\t清理河段\t≥20段\t22段\t50\t",
        "效益指标（30分）\t社会效益指标\t居民获得感\t提升\t提升\t{0}\t",
        "满意度指标（10分）\t服务对象满意度指标\t居民满意度\t≥92%\t93%\t{1}\t",
    )
    said = {
        points: [finding.quote for finding in found("evaluation.unscored", scored(rows, *points))]
        for points in (("30", "10"), ("", ""))
    }
    assert said[("30", "10")] == []
    assert said[("", "")] == ["效益指标（30分）", "满意度指标（10分）"]


def scored(rows: tuple[str, ...], *points: str) -> str:
    head = "一级指标\t二级指标\t三级指标\t年度指标值\t全年完成值\t自评得分\t未完成原因和改进措施"
    body = [row.format(*points) for row in rows]
    return (
        "\n".join(("项目支出绩效自评表", "（2031年度）", "项目名称\t河道保洁", head, *body, "总 分\t\t\t\t\t99\t"))
        + "\n\n"
    )
