"""Documents side by side on the command line."""

from fractions import Fraction

import pytest
from openpyxl import load_workbook

from shizheng.systems.disclosure.domain.comparing import AXES, Portrait, compare, portray, staff_of
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.source import from_text
from shizheng.systems.disclosure.management.comparison import NAMES
from tests.disclosure.cli_samples import budget, folder_of
from tests.disclosure.test_cli import LAST_YEAR, OUT_OF_ORDER, RIGHT, objects, shizheng


def portrait(text: str, file: str = "a") -> Portrait:
    return portray(file, read(from_text(file, text)))


def test_amounts_shares_growth_and_amounts_a_head(tmp_path):
    folder = folder_of(tmp_path, old=LAST_YEAR, new=RIGHT)
    result = shizheng("compare", folder, "--format", "json")
    assert result.exit_code == 0
    rows = {(row["year"], row["key"]): row for row in objects(result)}
    assert all(tuple(row) == NAMES for row in rows.values())
    services = rows[2026, "201"]
    assert (services["name"], services["amount"], services["share"]) == ("一般公共服务支出", "80", "80.00")
    assert (services["growth"], services["since"]) == ("33.33", 2025)  # 60 → 80
    assert (services["staff"], services["head"]) == (20, "4.00")
    assert rows[2025, "201"]["growth"] == "" and rows[2025, "201"]["share"] == "75.00"
    assert services["quote"] == "80.00" and services["scope"] == "全部支出"


def test_growth_is_only_between_years_of_one_unit():
    other = LAST_YEAR.replace("明州市档案中心", "明州市体育中心")
    rows = list(compare(AXES["function"], [portrait(other), portrait(RIGHT)]))
    assert rows and all(row.growth is None for row in rows)


def test_natures_are_compared_at_the_scope_that_most_state():
    rows = {
        (row.key, row.portrait.year): row for row in compare(AXES["nature"], [portrait(LAST_YEAR), portrait(RIGHT)])
    }
    assert rows["project", 2026].amount.fen == 40_000_000
    assert rows["project", 2026].growth == Fraction(1)
    assert rows["basic", 2026].share == Fraction(60, 100)


@pytest.mark.parametrize("by", AXES)
def test_every_axis_answers_in_every_format(by, tmp_path):
    folder = folder_of(tmp_path, old=LAST_YEAR, new=RIGHT)
    for more in (["--format", "json"], [], ["--format", "xlsx", "-o", tmp_path / f"{by}.xlsx"]):
        assert shizheng("compare", folder, "--by", by, *more).exit_code == 0
    rows = list(load_workbook(tmp_path / f"{by}.xlsx").active.iter_rows(values_only=True))
    assert len(rows) == 1 + len(objects(shizheng("compare", folder, "--by", by, "--format", "json")))


def test_documents_stand_in_columns_where_they_fit_and_below_each_other_where_not(tmp_path):
    folder = folder_of(tmp_path, old=LAST_YEAR, new=RIGHT)
    wide = shizheng("compare", folder, columns=160).stdout
    narrow = shizheng("compare", folder, columns=60).stdout
    assert "功能分类 · 金额（万元）" in wide and "功能分类 · 增长（%）" in wide
    assert "33.33" in wide and "33.33" in narrow and "功能分类 · " not in narrow


def test_a_bad_file_does_not_spoil_the_comparison(tmp_path):
    result = shizheng("compare", folder_of(tmp_path, a=RIGHT, b=OUT_OF_ORDER), "--format", "json")
    assert result.exit_code == 2
    assert objects(result) and "b.txt" in result.stderr


PEOPLE = "第一部分 概况\n\n一、机构设置\n\n{}\n"


@pytest.mark.parametrize(
    ("sentences", "staff"),
    [
        ("明州市数据局现有内设机构4个，实有在编人员 12 人。", 12),
        ("明州市数据局为行政单位，在编11人。\n\n明州市数据中心为事业单位，在编25人。", 36),
        ("本部门在职人员36人。\n\n明州市数据局为行政单位，在编11人。\n\n明州市数据中心为事业单位，在编25人。", 36),
        ("明州市数据局，在编11人。\n\n明州市数据局，在职人员15人。", None),
        ("明州市数据局实有0人。", None),
        ("明州市数据局负责数据工作。", None),
    ],
)
def test_people_are_counted_only_where_the_text_is_clear(sentences, staff):
    assert staff_of(read(from_text("a", PEOPLE.format(sentences)))) == staff


def test_parts_of_a_unit_are_added_where_the_whole_is_not_stated():
    text = budget().replace("部门名称：明州市档案中心", "")
    assert portrait(text).amounts
