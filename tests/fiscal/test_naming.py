"""Coordinates as officers name them: Chinese, whatever the coordinate."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.forms import forms
from shizheng.engines.fiscal.domain.naming import in_words, item_name


@pytest.mark.parametrize(
    ("coord", "words"),
    [
        (Coord(), "全部"),
        (
            Coord(year=2026, side="expense", nature="basic.staff", func="2010301", dept="30101", fund="general"),
            "支出 人员经费 行政运行（2010301） 基本工资（30101） 一般公共预算",
        ),
        (Coord(side="income", fund="unit.business"), "收入 事业收入"),
        (Coord(fund="general", item="three_public+meeting+training"), "一般公共预算 “三公”经费、会议费、培训费"),
        (Coord(item="assets.vehicles", measure="count"), "公务用车 数量"),
        (Coord(side="expense", project="热线运行", func="9999999"), "支出 热线运行 9999999"),
    ],
)
def test_a_coordinate_is_named(coord: Coord, words: str) -> None:
    assert in_words(coord) == words


NAMES = st.from_regex("[a-z]{2,8}([.+][a-z]{2,8})?", fullmatch=True)


@given(NAMES, NAMES, NAMES, NAMES)
def test_no_identifier_is_ever_shown(side: str, fund: str, nature: str, item: str) -> None:
    words = in_words(Coord(side=side, fund=fund, nature=nature, item=item))
    assert not re.search("[a-z]", words)


def test_what_the_forms_ask_for_has_a_name() -> None:
    items = {
        column.at["item"]
        for form in forms()
        for table in form.tables
        for panel in table.panels
        for column in panel.columns
        if column.at.get("item", "").startswith(("three_public", "procurement", "meeting", "training", "operating"))
    }
    assert items
    assert all("其他专项" not in "".join(item_name(each) for each in item.split("+")) for item in items)
