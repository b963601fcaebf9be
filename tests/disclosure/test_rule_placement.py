"""Rules over where money stands: one passing, one failing, one boundary case each."""

import pytest

from tests.disclosure.tabular import EXPENSE, swap, table, told

GENERAL = "2024年一般公共预算支出表"
FINAL = "某市示例局\n2024年度部门决算\n"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (EXPENSE[4], []),
        ("2010301|行政运行|50.00|45.00|5.00", [("warning", "5.00")]),
        ("2010301|行政运行|50.00|50.00|0.00", []),
    ],
    ids=["pass", "fail", "boundary"],
)
def test_running(row: str, expected: list[tuple[str, str]]) -> None:
    assert told("placement.running", table(GENERAL, *swap(EXPENSE, EXPENSE[4], row))) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((), []),
        (("21208|国有土地使用权出让收入安排的支出|7.00||7.00",), [("error", "国有土地使用权出让收入安排的支出")]),
        (("21208|国有土地使用权出让收入安排的支出|||",), [("warning", "国有土地使用权出让收入安排的支出")]),
    ],
    ids=["pass", "fail", "boundary"],
)
def test_fund(rows: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    assert told("placement.fund", table(GENERAL, *EXPENSE, *rows)) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("合计||30.00|30.00|", []),
        ("合计||30.00|20.00|10.00", [("error", "10.00")]),
        ("合计||29.00|20.00|9.00", []),
    ],
    ids=["pass", "fail", "boundary"],
)
def test_column(row: str, expected: list[tuple[str, str]]) -> None:
    fiscal = table(
        "财政拨款收入支出决算总表",
        "收入|",
        "项目|金额",
        "一、一般公共预算财政拨款|20.00",
        "二、政府性基金预算财政拨款|10.00",
        "本年收入合计|30.00",
        "收入总计|30.00",
    )
    income = table("收入决算表", "功能分类科目编码|科目名称|本年收入合计|财政拨款收入|上级补助收入", row)
    assert told("placement.column", fiscal, income, cover=FINAL) == expected


def classes(office: str, total: str, posts: str) -> list[tuple[str, str]]:
    part = table(
        "2024年财政拨款收支总表",
        "支 出|",
        "政府预算支出经济分类科目（按大类）|预算数",
        "一、财政拨款|" + total,
        f"1、机关工资福利支出|{office}",
        "2、对事业单位经常性补助|30.00",
        "本年支出合计|" + total,
    )
    return told("placement.classes", f"本单位编制30人，其中事业编制{posts}人。\n", part)


@pytest.mark.parametrize(
    ("office", "total", "posts", "expected"),
    [
        ("", "30.00", "30", []),
        ("20.00", "30.00", "30", [("error", "20.00")]),
        ("20.00", "50.00", "30", [("warning", "20.00")]),
        ("20.00", "50.00", "10", []),
    ],
    ids=["pass", "fail", "boundary", "mixed unit"],
)
def test_classes(office: str, total: str, posts: str, expected: list[tuple[str, str]]) -> None:
    assert classes(office, total, posts) == expected


@pytest.mark.parametrize(
    ("posts", "row", "expected"),
    [
        ("事业编制30人", "2101102|事业单位医疗|3.00|3.00|", []),
        ("事业编制30人", "2101101|行政单位医疗|3.00|3.00|", [("warning", "行政单位医疗")]),
        ("行政编制30人", "2101101|行政单位医疗|3.00|3.00|", []),
    ],
    ids=["pass", "fail", "boundary"],
)
def test_medical(posts: str, row: str, expected: list[tuple[str, str]]) -> None:
    rows = "科目编码|科目名称|合计|基本支出|项目支出", row
    assert told("placement.medical", f"本单位编制30人，其中{posts}。\n", table(GENERAL, *rows)) == expected


@pytest.mark.parametrize(
    ("functions", "paid", "expected"),
    [
        ("2080501|行政单位离退休|3.00|3.00|", "3.00", []),
        ("2080505|机关事业单位基本养老保险缴费支出|3.00|3.00|", "3.00", [("warning", "退休费")]),
        ("2080505|机关事业单位基本养老保险缴费支出|3.00|3.00|", "0.00", []),
    ],
    ids=["pass", "fail", "boundary"],
)
def test_absent(functions: str, paid: str, expected: list[tuple[str, str]]) -> None:
    general = table(GENERAL, "科目编码|科目名称|合计|基本支出|项目支出", functions)
    basic = table(
        "2024年一般公共预算基本支出表",
        "科目编码|科目名称|合计|人员经费|公用经费",
        f"30302|退休费|{paid}|{paid}|",
        "30201|办公费|1.00||1.00",
    )
    assert told("placement.absent", general, basic) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("某市服务中心是某市示例局管理的参照公务员法管理的事业单位。", []),
        ("某市服务中心是某市示例局管理的全额事业单位。", [("warning", "某市服务中心")]),
        ("某市服务中心负责热线受理。", []),
    ],
    ids=["pass", "fail", "boundary"],
)
def test_operating(text: str, expected: list[tuple[str, str]]) -> None:
    part = table(
        "2024年机关运行经费预算表", "单位名称|合计|一般公共预算", "部门合计|9.00|9.00", "某市服务中心|9.00|9.00"
    )
    assert told("placement.operating", text + "\n", part) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("甲项目|90.00|50.00|50.00", []),
        ("甲项目|90.00|40.00|50.00", [("warning", "50.00")]),
        ("甲项目|90.00|0.00|0.00", []),
    ],
    ids=["pass", "fail", "boundary"],
)
def test_micro(row: str, expected: list[tuple[str, str]]) -> None:
    part = table("2024年政府采购预算表", "项目名称|采购金额|其中面向中小企业|其中面向小微企业", row)
    assert told("placement.micro", part) == expected
