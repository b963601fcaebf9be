"""Export faults and empty tables: one passing, one failing, one boundary case each."""

import pytest

from tests.disclosure.tabular import COVER, EXPENSE, swap, table, told

TITLE = "2024年预算支出总表"
NAME = "201|一般公共服务支出|90.00|50.00|40.00"


@pytest.mark.parametrize(
    ("text", "origin", "count"),
    [("90.00", "txt", 0), ("90. 00", "txt", 1), ("90. 00", "xlsx", 0)],
    ids=["pass", "fail", "boundary: no export"],
)
def test_numbers(text: str, origin: str, count: int) -> None:
    rows = swap(EXPENSE, NAME, NAME.replace("90.00", text))
    assert [s for s, _ in told("export.numbers", table(TITLE, *rows), origin=origin)] == ["extraction"] * count


@pytest.mark.parametrize(
    ("name", "count"),
    [("一般公共服务支出", 0), ("一般公共 服务支出", 1), ("合 计", 0)],
    ids=["pass", "fail", "boundary: letter-spaced"],
)
def test_names(name: str, count: int) -> None:
    rows = swap(EXPENSE, NAME, NAME.replace("一般公共服务支出", name))
    assert len(told("export.names", table(TITLE, *rows))) == count


@pytest.mark.parametrize(
    ("head", "count"),
    [("项目支出", 0), ("項目の出", 1), ("2024年", 0), ("3214710.41", 1)],
    ids=["pass", "fail", "boundary: a year", "fail: a number"],
)
def test_heads(head: str, count: int) -> None:
    rows = swap(EXPENSE, EXPENSE[0], EXPENSE[0].replace("项目支出", head))
    assert len(told("export.heads", table(TITLE, *rows))) == count


@pytest.mark.parametrize(
    ("row", "count"),
    [(NAME, 0), ("201|一般公共服务支出|90.00", 1), ("201|一般公共服务支出|90.00||", 0)],
    ids=["pass", "fail", "boundary: blank cells"],
)
def test_rows(row: str, count: int) -> None:
    assert len(told("export.rows", table(TITLE, *swap(EXPENSE, NAME, row)))) == count


@pytest.mark.parametrize(
    ("title", "count"),
    [("2024年支出总表", 0), ("某局支出总表 支出总表", 1), ("支出总表 项目支出表", 0)],
    ids=["pass", "fail", "boundary"],
)
def test_titles(title: str, count: int) -> None:
    assert len(told("export.titles", table(title, *EXPENSE))) == count


@pytest.mark.parametrize(
    ("name", "count"),
    [("4、公共安全支出", 0), ("4、公共安全", 1), ("4、某某", 0)],
    ids=["pass", "fail", "boundary: nobody's beginning"],
)
def test_cut(name: str, count: int) -> None:
    part = table("2024年收支总表", "收入||支出|", "项目|预算数|项目|预算数", f"一、一般公共预算|9.00|{name}|9.00")
    assert len(told("export.cut", part)) == count


@pytest.mark.parametrize(
    ("flag", "title", "count"),
    [("否", "单位支出总表", 0), ("否", "单位收入总表", 1), ("是", "单位收入总表", 0)],
    ids=["pass", "fail", "boundary: announced as empty"],
)
def test_missing(flag: str, title: str, count: int) -> None:
    directory = f"目录\n\n报表\t报表名称\t是否空表\t理由\n表1\t{title}\t{flag}\t\n"
    assert len(told("export.missing", directory, table("单位支出总表", *EXPENSE))) == count


EMPTY = "科目编码|科目名称|合计|基本支出|项目支出", "合计||||"


@pytest.mark.parametrize(
    ("notes", "count"),
    [("注：本表无数据", 0), ("", 1), ("注：本表反映支出情况", 1)],
    ids=["pass", "fail", "boundary"],
)
def test_note(notes: str, count: int) -> None:
    assert len(told("missing.note", table("2024年政府性基金预算支出表", *EMPTY, notes=notes))) == count


@pytest.mark.parametrize(
    ("rows", "count"),
    [(EMPTY, 0), (EXPENSE, 1), ((EMPTY[0], "合计||0.00||"), 0)],
    ids=["pass", "fail", "boundary: noughts"],
)
def test_count_note(rows: tuple[str, ...], count: int) -> None:
    assert len(told("count.note", table(TITLE, *rows, notes="注：本表无数据"))) == count


PROJECTS = "项目名称|合计|一般公共预算", "甲系统运维|15.00|15.00", "乙平台建设|25.00|25.00"


@pytest.mark.parametrize(
    ("rows", "count"),
    [((PROJECTS[0], "合计|40.00|40.00", *PROJECTS[1:]), 0), (PROJECTS, 1), (PROJECTS[:2], 0)],
    ids=["pass", "fail", "boundary: a single project"],
)
def test_total(rows: tuple[str, ...], count: int) -> None:
    assert len(told("missing.total", table("2024年项目支出预算表", *rows), cover=COVER)) == count
