"""Tables of any system are read, or refused with row and column."""

from pathlib import Path

import pytest

from shizheng.engines.cases.domain.learning.matter import NEEDED, read_past
from shizheng.engines.cases.domain.learning.records import read_records
from shizheng.kit.errors import InvalidInputError
from tests.cases.learning.tables import past_cases, write_past


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_is_read_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    cases = past_cases(5)
    assert [case.unit for case in read_past(read_records(write_past(tmp_path / "a.csv", cases, encoding), NEEDED))] == [
        case.unit for case in cases
    ]


@pytest.mark.parametrize("missing", ["-", "", " ", "—"])
def test_what_is_missing_reads_as_nothing(tmp_path: Path, missing: str) -> None:
    (tmp_path / "a.csv").write_text(f"x,y\n1,{missing}\n", encoding="utf-8")
    assert read_records(tmp_path / "a.csv", ["x"]).records[0]["y"] == ""


def test_a_row_cut_short_reads_as_missing(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1\n", encoding="utf-8")
    assert read_records(tmp_path / "a.csv", ["y"]).records[0]["y"] == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x,z\n1,2\n", "a.csv 第1行：缺少列：y（现有列：x、z）"),
        ("x,y\n1,2,3\n", "a.csv 第2行：有3格，表头只有2列"),
        ("x,y\n", "a.csv：没有数据行"),
        (" \n1\n", "a.csv 第1行：缺少列：x、y（现有列：无）"),
        ('x,y\n1,2\n"3,4\n', "a.csv 第3行：引号不成对，或单元格过长（请检查这一行的引号）"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_by_place(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError) as refusal:
        read_records(tmp_path / "a.csv", ["x", "y"])
    assert str(refusal.value) == told


def test_a_time_that_is_none_is_told_by_row_and_column(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "DISPOSE_UNIT_NAME,CREATE_TIME,STREET_NAME,SUB_TYPE_NAME\n一,昨天,二,三\n", encoding="utf-8"
    )
    with pytest.raises(InvalidInputError) as refusal:
        read_past(read_records(tmp_path / "a.csv", NEEDED))
    assert str(refusal.value).startswith("a.csv 第2行B列（CREATE_TIME）：“昨天”不是日期时间")


def test_a_case_without_time_is_taken_as_the_latest(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "DISPOSE_UNIT_NAME,CREATE_TIME,STREET_NAME,SUB_TYPE_NAME\n一,2026-01-02,二,三\n一,-,二,三\n", encoding="utf-8"
    )
    first, second = read_past(read_records(tmp_path / "a.csv", NEEDED))
    assert second.matter.day == first.matter.day
