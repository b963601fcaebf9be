"""A year's list taken into a book: new, renamed, ended; faults by row; the command writes all or nothing."""

import pytest
from typer.testing import CliRunner

from shizheng.engines.fiscal.domain.codes import Code, CodeBook, read_codes
from shizheng.engines.fiscal.domain.codes.merging import Change, merge
from shizheng.engines.fiscal.management.cli import app
from shizheng.kit.packfiles import SHIPPED, pack_file, pack_files
from shizheng.kit.tabular.cells import Row, TableError

BOOK = CodeBook(
    [
        Code("208", "社会保障和就业支出"),
        Code("20805", "行政事业单位养老支出", "208"),
        Code("2080505", "机关事业单位基本养老保险缴费支出", "20805", aliases=("养老保险缴费",)),
        Code("210", "医疗卫生与计划生育支出"),
    ]
)


def listed(*pairs, head=("科目编码", "科目名称")):
    return [Row(number, cells) for number, cells in enumerate([("2027年科目", None), head, *pairs], 1)]


def test_new_renamed_and_known_codes():
    rows = listed(
        ("210", "卫生健康支出"),
        (
            "20806",
            "企业改革补助",
        ),
        ("2080505", "养老保险缴费"),
        (None, None),
    )
    after, changes = merge(BOOK, rows, 2027)
    assert [(each.change, each.code, each.before) for each in changes] == [
        (Change.RENAMED, "210", "医疗卫生与计划生育支出"),
        (Change.NEW, "20806", ""),
    ]
    assert after.find("210", 2026).name == "医疗卫生与计划生育支出"
    assert after.find("210", 2027).name == "卫生健康支出"
    assert after.find("20806", 2020) == Code("20806", "企业改革补助", "208")


def test_the_same_list_again_changes_nothing():
    rows = listed(("210", "卫生健康支出"), ("20806", "企业改革补助"))
    after, _ = merge(BOOK, rows, 2027)
    again, changes = merge(after, rows, 2027)
    assert changes == ()
    assert again.rows == after.rows


def test_a_second_name_for_the_same_year_replaces_the_first():
    once, _ = merge(BOOK, listed(("210", "卫生支出")), 2027)
    after, _ = merge(once, listed(("210", "卫生健康支出")), 2027)
    assert [(row.name, row.valid_from, row.valid_to) for row in after.versions("210")] == [
        ("医疗卫生与计划生育支出", 0, 2026),
        ("卫生健康支出", 2027, 0),
    ]


def test_a_complete_list_ends_what_it_lacks():
    rows = listed(("208", "社会保障和就业支出"), ("20805", "行政事业单位养老支出"), ("210", "医疗卫生与计划生育支出"))
    after, changes = merge(BOOK, rows, 2027, complete=True)
    assert [(each.change, each.code, each.year) for each in changes] == [(Change.ENDED, "2080505", 2026)]
    assert not after.find("2080505", 2027).holds(2027)
    back, changes = merge(after, listed(("2080505", "养老保险缴费")), 2028)
    assert [each.change for each in changes] == [Change.REVIVED]
    assert back.find("2080505", 2028).holds(2028)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (listed(("2O8", "社会保障")), "第3行：编码“2O8”不对（应为3、5、7位数字）"),
        (listed(("2081", "错")), "第3行：编码“2081”不对（应为3、5、7位数字）"),
        (listed(("208", "")), "第3行：编码208没有名称（补上科目名称）"),
        (listed(("211", "节能环保支出"), ("211", "节能环保支出")), "第4行：编码211与第3行重复（保留一行）"),
        (listed(("21201", "管理事务")), "第3行：编码21201的上级212不存在（把上级科目一并列入，或更正编码）"),
        (listed(("208", "甲"), head=("类", "款")), "没有找到“编码”和“名称”两列"),
    ],
)
def test_faults_name_the_row_and_take_nothing(rows, told):
    with pytest.raises(TableError) as caught:
        merge(BOOK, rows, 2027)
    assert told in str(caught.value)


def test_the_command_writes_into_the_citys_pack_and_refuses_as_a_whole(tmp_path, monkeypatch):
    monkeypatch.setenv("SHIZHENG_PACKS", str(tmp_path / "city"))
    given = tmp_path / "2027.csv"
    given.write_text("科目编码,科目名称\n229,其他支出\n2299902,应急支出\n", encoding="gb18030")
    arguments = ["import", str(given), "--book", "functional", "--year", "2027"]
    own = tmp_path / "city" / "codes" / "functional.csv"
    looked = CliRunner().invoke(app, [*arguments, "--dry-run"])
    assert (looked.exit_code, own.exists()) == (0, False)
    done = CliRunner().invoke(app, arguments)
    assert done.output == "新增\t2299902\t应急支出\n支出功能分类：1处变化\n"
    assert pack_file("codes", "functional.csv") == own
    assert read_codes(own).find("2299902").parent == "22999"
    before = own.read_text(encoding="utf-8")
    given.write_text("科目编码,科目名称\n2299903,甲\n22999030,乙\n", encoding="utf-8")
    refused = CliRunner().invoke(app, arguments)
    assert refused.exit_code == 2
    assert "第3行" in refused.output
    assert own.read_text(encoding="utf-8") == before


def test_a_citys_files_stand_before_the_shipped_ones(tmp_path, monkeypatch):
    shipped = pack_files("forms", "*.yaml")
    (tmp_path / "forms").mkdir()
    own = tmp_path / "forms" / shipped[0].name
    own.write_text("id: own\n", encoding="utf-8")
    monkeypatch.setenv("SHIZHENG_PACKS", str(tmp_path))
    assert pack_files("forms", "*.yaml") == [own, *shipped[1:]]
    monkeypatch.setenv("SHIZHENG_PACKS", str(SHIPPED))
    assert pack_files("forms", "*.yaml") == shipped
