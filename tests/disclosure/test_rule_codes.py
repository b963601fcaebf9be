"""Rules over codes and names: one passing, one failing, one boundary case each."""

import pytest

from tests.disclosure.tabular import COVER, EXPENSE, swap, table, told

TITLE = "2024年预算支出总表"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (EXPENSE[8], []),
        ("2210201|住房补贴|10.00|10.00|", [("warning", "住房补贴")]),
        ("2210201|住房公积|10.00|10.00|", []),
    ],
    ids=["pass", "fail", "boundary: cut by the cell"],
)
def test_name(row: str, expected: list[tuple[str, str]]) -> None:
    assert told("code.name", table(TITLE, *swap(EXPENSE, EXPENSE[8], row))) == expected


@pytest.mark.parametrize(("year", "count"), [(2018, 0), (2024, 1)])
def test_name_by_year(year: int, count: int) -> None:
    part = table(f"{year}年预算支出总表", EXPENSE[0], "210|医疗卫生与计划生育支出|9.00|9.00|")
    assert len(told("code.name", part, cover=f"某市示例局\n{year}年度部门预算公开\n")) == count


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (EXPENSE[2], []),
        ("218|某类支出|90.00|50.00|40.00", [("warning", "218")]),
        ("2010388|某项支出|90.00|50.00|40.00", []),
    ],
    ids=["pass", "fail", "boundary: items may be local"],
)
def test_unknown(row: str, expected: list[tuple[str, str]]) -> None:
    assert told("code.unknown", table(TITLE, *swap(EXPENSE, EXPENSE[2], row))) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("103|非税收入|9.00", []),
        ("201|一般公共服务支出|9.00", [("error", "一般公共服务支出")]),
        ("合计||9.00", []),
    ],
    ids=["pass", "fail", "boundary"],
)
def test_revenue(row: str, expected: list[tuple[str, str]]) -> None:
    part = table("2024年政府性基金预算收入表", "收入科目编码|科目名称|政府性基金收入预算", row)
    assert told("code.revenue", part) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("其中：住房公积金(2210201)9.00万元。", []),
        ("其中：住房公积费(2210201)9.00万元。", [("warning", "住房公积费(2210201)")]),
        ("其中：行政单位医疗(2101102)9.00万元。", [("error", "行政单位医疗(2101102)")]),
        ("联系单位编号(2210201)见附件。", []),
        ("其中：行政运行支出(2010301)9.00万元。", []),
        (
            "其中：机关事业单位基本养老保险缴费(2080505)9.00万元。",
            [("warning", "机关事业单位基本养老保险缴费(2080505)")],
        ),
    ],
    ids=[
        "pass",
        "fail",
        "fail: another code's name",
        "boundary: another number",
        "boundary: 支出 added",
        "boundary: 支出 left out",
    ],
)
def test_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert told("code.text", text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("一般公共服务支出", []),
        ("一般公共预算服务支出", [("error", "一般公共预算服务支出")]),
        ("社会保险基金预算支出", []),
    ],
    ids=["pass", "fail", "boundary: a fund, not a class"],
)
def test_class(name: str, expected: list[tuple[str, str]]) -> None:
    rest = "" if "基金" in name else "；住房保障支出1.00万元"
    assert told("code.class", f"主要用于：{name}9.00万元{rest}。") == expected


@pytest.mark.parametrize(
    ("cover", "count"),
    [(COVER, 1), (COVER.replace("2024", "2018"), 0), (COVER.replace("2024", "2019"), 1)],
    ids=["fail", "pass", "boundary"],
)
def test_renamed(cover: str, count: int) -> None:
    assert len(told("code.renamed", "医疗卫生与计划生育支出9.00万元。", cover=cover)) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("住房保障支出（类）住房改革支出（款）9.00万元。", []),
        ("住房保障支出（类）住房保障支出（款）9.00万元。", [("warning", "住房保障支出（款）")]),
        ("其中（款）级科目如下。", [("warning", "其中（款）")]),
    ],
    ids=["pass", "fail", "boundary"],
)
def test_section(text: str, expected: list[tuple[str, str]]) -> None:
    said = told("code.section", text)
    assert said == expected or (text.startswith("其中") and len(said) <= 1)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("按照政府预算支出经济分类说明：机关工资福利支出(501)9.00万元。", 0),
        ("按照政府预算支出经济分类说明：工资福利支出(301)9.00万元。", 1),
        ("按照部门预算支出经济分类说明：工资福利支出(301)9.00万元。", 0),
    ],
    ids=["pass", "fail", "boundary"],
)
def test_classification(text: str, count: int) -> None:
    assert len(told("code.classification", text)) == count


def catalogue(*rows: str) -> str:
    filler = [f"B{number:04}|||甲类服务{number}|" for number in range(50)]
    known = ["A1801|||对外交流服务|"] * 3 + ["A1806|||窗口受理服务|"] * 2
    return "附录如下。\n" + "\n".join(
        row.replace("|", "\t") for row in ["代码|一级|二级|三级|四级", *known, *filler, *rows]
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("A1806|||窗口受理服务|",), []),
        (("A1801|||窗口受理服务|", "A180101||||受理咨询"), ["A1801", "A180101"]),
        (("A1801|||只此一处的服务|",), []),
        (("A1502|||宣传服务|", "B150201||||专题节目服务"), ["B150201"]),
    ],
    ids=["pass", "fail", "boundary: at home nowhere else", "fail: another letter"],
)
def test_catalogue(rows: tuple[str, ...], expected: list[str]) -> None:
    assert [quote for _, quote in told("code.catalogue", catalogue(*rows))] == expected
