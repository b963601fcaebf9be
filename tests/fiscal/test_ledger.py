"""The ledger in pure terms: totals, prefixes, leaves, faults by row."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.ledger import FactRow, covers, group, overlaps, row_faults, select, total

D = Decimal
BASE = Coord(side="expense", fund="general")
LEDGER = {
    BASE.over(func="2010301", dept="30101", nature="basic.staff"): D("100.10"),
    BASE.over(func="2010301", dept="30201", nature="basic.public"): D("20.00"),
    BASE.over(func="2010350", dept="30227", nature="project", project="热线"): D("5.35"),
    BASE.over(func="2080505", dept="30108", nature="basic.staff"): D("9.00"),
    Coord(side="income", fund="general", func="10101"): D("134.45"),
    BASE.over(item="three_public.reception"): D("1.00"),
    Coord(measure="count", item="three_public.vehicles"): D("3"),
}


def test_totals_follow_codes_and_dotted_paths():
    assert total(LEDGER, side="expense") == D("134.45") == total(LEDGER, side="income")
    assert total(LEDGER, side="expense", func="201") == D("125.45")
    assert total(LEDGER, side="expense", func="20103", nature="basic") == D("120.10")
    assert total(LEDGER, side="expense", dept="301") == D("109.10")
    assert total(LEDGER, project="热线") == D("5.35")
    assert total(LEDGER, side="expense", func="299") == 0


def test_memoranda_add_to_nothing_that_does_not_name_them():
    assert total(LEDGER, item="three_public") == D("1.00")
    assert list(select(LEDGER, measure="count", item="three_public.vehicles").values()) == [D("3")]


def test_groups_cut_codes_and_add_up():
    assert group(LEDGER, "func", 3, side="expense") == {"201": D("125.45"), "208": D("9.00")}
    assert group(LEDGER, "nature", 1, side="expense") == {"basic": D("129.10"), "project": D("5.35")}
    assert sum(group(LEDGER, "dept", side="expense").values()) == total(LEDGER, side="expense")


@pytest.mark.parametrize(
    ("dimension", "wide", "narrow", "expected"),
    [
        ("func", "201", "20103", True),
        ("func", "20103", "201", False),
        ("func", "", "201", True),
        ("nature", "basic", "basic.staff", True),
        ("nature", "basic", "basically", False),
        ("project", "热线", "热线二期", False),
        ("year", 2026, 2026, True),
    ],
)
def test_what_contains_what(dimension, wide, narrow, expected):
    assert covers(dimension, wide, narrow) is expected


def faults(*rows: FactRow, kept=()) -> list[str]:
    return [str(fault) for fault in row_faults(rows, kept)]


def test_a_sum_beside_its_parts_is_refused_wherever_it_stands():
    whole, part = BASE.over(func="201"), BASE.over(func="20103")
    where = "第2行：支出 政府办公厅（室）及相关机构事务（20103） 一般公共预算"
    message = f"与更细的数重复计算（{where}）（只保留最细的一级，合计由系统计算）"
    assert faults(FactRow(whole, D(1)), FactRow(part, D(1))) == [
        f"第1行 支出 一般公共服务支出（201） 一般公共预算：{message}"
    ]
    assert len(faults(FactRow(whole, D(1)), kept=[part])) == 1
    assert faults(FactRow(whole, D(1)), FactRow(part, None), kept=[part]) == []
    assert faults(FactRow(BASE.over(func="201"), D(1)), FactRow(BASE.over(func="202"), D(1))) == []


def test_a_memorandum_is_no_part_of_the_total_it_belongs_to():
    assert faults(FactRow(BASE, D(1)), FactRow(BASE.over(item="operating"), D(1))) == []
    assert len(faults(FactRow(BASE.over(item="a"), D(1)), FactRow(BASE.over(item="a.b"), D(1)))) == 1


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (FactRow(Coord(side="up"), D(1)), "第1行 收支：收支方向“up”无法识别"),
        (FactRow(Coord(), D(1)), "第1行 收支：没有说明是收入还是支出"),
        (FactRow(BASE.over(fund="gold"), D(1)), "第1行 资金性质：资金性质“gold”无法识别"),
        (FactRow(BASE.over(func="2010"), D(1)), "第1行 科目编码：编码“2010”应为3、5、7位数字"),
        (FactRow(BASE.over(gov="5０1"), D(1)), "第1行 科目编码：编码“5０1”应为3、5位数字"),
        (FactRow(BASE, D("1.001"), place="表2 第9行"), "表2 第9行 金额：金额“1.001”应精确到分且不超过一亿亿元"),
        (FactRow(BASE, D("NaN")), "第1行 金额：金额不是数"),
        (FactRow(BASE, D("1E16")), "第1行 金额：金额“1E+16”应精确到分且不超过一亿亿元"),
    ],
)
def test_each_row_says_what_is_wrong_with_it(row, message):
    assert faults(row) == [message]
    assert faults(FactRow(BASE, D("-1.10"))) == []


def test_the_same_number_twice_is_refused():
    assert faults(FactRow(BASE, D(1)), FactRow(BASE, D(1))) == [
        "第2行：与第1行是同一个数（支出 一般公共预算）（请合并）"
    ]


CODES = ("", "201", "20103", "2010301", "202")
NATURES = ("", "basic", "basic.staff", "project")
ITEMS = ("", "three_public", "three_public.abroad")
ALL = [BASE.over(func=func, nature=nature, item=item) for func, nature, item in product(CODES, NATURES, ITEMS)]


def generalises(wide: Coord, narrow: Coord) -> bool:
    """The definition, pair by pair."""
    inside = all(covers(name, getattr(wide, name), getattr(narrow, name)) for name in ("func", "nature", "item"))
    return wide != narrow and inside and bool(wide.item) == bool(narrow.item)


@given(st.sets(st.sampled_from(ALL), max_size=14))
def test_overlaps_are_found_as_by_comparing_every_pair(coords):
    expected = {(wide, narrow) for wide in coords for narrow in coords if generalises(wide, narrow)}
    assert set(overlaps(coords)) == expected


@given(st.dictionaries(st.sampled_from(ALL), st.decimals(-(10**9), 10**9, places=2), max_size=12))
def test_groups_of_any_dimension_add_up_to_the_total(ledger):
    for dimension, width in (("func", 3), ("func", None), ("nature", 1), ("project", None)):
        assert sum(group(ledger, dimension, width).values()) == total(ledger)
