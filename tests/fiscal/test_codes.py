"""The books of codes."""

from pathlib import Path

import pytest

from shizheng.engines.fiscal.domain.codes import Code, CodeBook, books, read_codes, squeeze
from shizheng.kit.errors import ShizhengError

NAMES = ("functional", "departmental", "government", "revenue", "funds", "procurement", "three-public")


@pytest.mark.parametrize("name", NAMES)
def test_every_parent_is_in_the_book(name: str) -> None:
    book = books(name)
    assert book.rows
    assert [row.code for row in book.rows if row.parent and row.parent not in book] == []


@pytest.mark.parametrize("name", ("functional", "departmental", "government", "revenue"))
def test_codes_are_unique_in_any_year(name: str) -> None:
    book = books(name)
    for year in (2018, 2020, 2023, 2026):
        seen = [row.code for row in book.rows if row.holds(year)]
        assert len(seen) == len(set(seen))


def test_a_name_changes_with_the_year() -> None:
    book = books("functional")
    assert [book.find("210", year).name for year in (2016, 2018, 2019, 2026)] == [  # type: ignore[union-attr]
        "医疗卫生与计划生育支出",
        "医疗卫生与计划生育支出",
        "卫生健康支出",
        "卫生健康支出",
    ]
    assert len(book.versions("210")) == 3


def test_names_are_compared_without_blanks_and_brackets_of_either_width() -> None:
    assert squeeze("维修 (护) 费") == squeeze("维修（护）费")
    assert books("departmental").named("维修(护)费") == ("30213",)


def test_a_name_that_several_codes_bear_is_told_apart_by_its_class() -> None:
    book = books("departmental")
    assert set(book.named("公务用车购置")) == {"30913", "31013"}
    assert book.named("公务用车购置", "310") == ("31013",)


def test_children_come_in_the_order_of_the_book() -> None:
    assert books("functional").children("22102") == ("2210201", "2210202", "2210203")


def test_economic_classes_are_complete() -> None:
    classes = {row.code for row in books("departmental").rows if len(row.code) == 3}
    assert classes == {"301", "302", "303", "307", "309", "310", "311", "312", "313", "399"}
    classes = {row.code for row in books("government").rows if len(row.code) == 3}
    assert classes == {str(code) for code in (*range(501, 515), 599)}


def test_an_unknown_code_is_none_and_a_code_out_of_force_keeps_its_newest_name() -> None:
    book = CodeBook([Code("9", "旧", valid_from=2010, valid_to=2015), Code("9", "新", valid_from=2016, valid_to=2018)])
    assert book.find("8") is None
    assert book.find("9", 2024) == Code("9", "新", "", 2016, 2018)
    assert book.find("9", 2012) == Code("9", "旧", "", 2010, 2015)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("code,name\n1,甲\n", "bad.csv"),
        ("code,name,parent,valid_from,valid_to,aliases\n1,甲,,去年,,\n", "bad.csv 第2行"),
        ("code,name,parent,valid_from,valid_to,aliases\n,甲,,,,\n", "bad.csv 第2行"),
    ],
)
def test_a_bad_book_says_where(tmp_path: Path, text: str, place: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ShizhengError) as error:
        read_codes(path)
    assert error.value.fault.place == place
