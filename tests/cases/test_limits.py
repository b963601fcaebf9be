"""Which limit applies, held against trying every row."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shizheng.engines.cases.domain.limits import ORDER, Limit, LimitRow, LimitTable, Matter, limit_table, row_faults
from shizheng.engines.cases.domain.words import Unit
from shizheng.kit.errors import InvalidInputError

DAY = date(2026, 3, 1)
KNOWN = [("p", "handle")]
TREES = {"water": ("water",), "leak": ("water", "leak"), "pipe": ("water", "leak", "pipe"), "road": ("road",)}
AREAS = {"east": ("east",), "bridge": ("east", "bridge"), "west": ("west",)}


def row(amount: int = 5, **values) -> LimitRow:
    usual = {"process": "p", "clock": "handle", "valid_from": DAY}
    return LimitRow(limit=Limit(amount, Unit.WORKING_DAYS, "办法"), **usual | values)


rows = st.lists(
    st.builds(
        row,
        amount=st.integers(1, 99),
        category=st.sampled_from(["", *TREES]),
        nature=st.sampled_from(["", "complaint", "help"]),
        urgency=st.sampled_from(["", "urgent"]),
        area=st.sampled_from(["", *AREAS]),
        valid_from=st.integers(-3, 3).map(lambda days: DAY + timedelta(days=days)),
        valid_to=st.sampled_from([None, DAY + timedelta(days=3), DAY + timedelta(days=5)]),
    ),
    max_size=30,
    unique_by=lambda each: (each.key, each.valid_from),
)
matters = st.builds(
    Matter,
    category=st.sampled_from([(), *TREES.values()]),
    nature=st.sampled_from(["", "complaint", "help"]),
    urgency=st.sampled_from(["", "urgent"]),
    area=st.sampled_from([(), *AREAS.values()]),
)


def applies(row: LimitRow, matter: Matter, day: date) -> bool:
    return (
        row.valid_from <= day <= (row.valid_to or day)
        and (not row.category or row.category in matter.category)
        and (not row.area or row.area in matter.area)
        and row.nature in ("", matter.nature)
        and row.urgency in ("", matter.urgency)
    )


def telling(row: LimitRow, matter: Matter) -> tuple[object, ...]:
    """How much a row says, in the order in which it counts; then the later one."""
    depth = {"category": matter.category, "area": matter.area}
    said = [
        (depth[name].index(getattr(row, name)) + 1 if name in depth else 1) if getattr(row, name) else 0
        for name in ORDER
    ]
    return (*said, row.valid_from)


@given(rows=rows, matter=matters, day=st.integers(-5, 8))
@settings(max_examples=200, deadline=None)
def test_the_most_telling_row_wins(rows, matter, day):
    on = DAY + timedelta(days=day)
    best = max(
        (each for each in rows if applies(each, matter, on)), key=lambda each: telling(each, matter), default=None
    )
    assert LimitTable(rows).choose("p", "handle", matter, on) == (best.limit if best else None)
    assert LimitTable(rows).choose("p", "sign", matter, on) is None


def test_a_tie_is_refused_with_both_rows():
    with pytest.raises(InvalidInputError) as refused:
        limit_table([row(5, urgency="urgent"), row(3), row(4, urgency="urgent")], KNOWN)
    assert [str(fault) for fault in refused.value.faults] == [
        "第1、3行：适用条件与生效日期完全相同（请只留一行，或写明不同的条件）"
    ]


def test_the_same_from_a_later_day_is_no_tie():
    later = DAY + timedelta(days=30)
    table = limit_table([row(5), row(7, valid_from=later)], KNOWN)
    assert table.choose("p", "handle", Matter(), DAY).amount == 5
    assert table.choose("p", "handle", Matter(), later - timedelta(days=1)).amount == 5
    assert table.choose("p", "handle", Matter(), later).amount == 7


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (row(0), "时限应为1至10000的整数"),
        (row(10_001), "时限应为1至10000的整数"),
        (row(clock="sleep"), "没有流程“p”的时限“sleep”"),
        (LimitRow("p", "handle", Limit(1, Unit.SECONDS, "办法"), DAY), "时限单位不可用"),
        (LimitRow("p", "handle", Limit(1, Unit.DAYS, " "), DAY), "没有写明依据"),
        (row(valid_to=DAY - timedelta(days=1)), "失效日期早于生效日期"),
    ],
)
def test_an_unsound_row_is_named(bad, words):
    assert [fault.message for fault in row_faults([row(amount=3, nature="help"), bad], KNOWN)] == [words]
    assert row_faults([bad], KNOWN)[0].place.startswith("第1行")


def test_the_bounds_themselves_are_sound():
    assert row_faults([row(1), row(10_000, nature="help", valid_to=DAY)], KNOWN) == []
