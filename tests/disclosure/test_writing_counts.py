"""Vehicles, staff and assets are counted and told in words; an empty grid is explained, never silently nought."""

from datetime import date
from decimal import Decimal

import pytest

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.forms.projection.filling import counted
from shizheng.engines.fiscal.domain.ledger import FactRow, row_faults, total
from shizheng.systems.disclosure.domain.budgeting.content import Content, changes
from shizheng.systems.disclosure.domain.budgeting.grid import enter, typed
from shizheng.systems.disclosure.domain.budgeting.parts import BY_ID, PARTS, part_of
from shizheng.systems.disclosure.domain.budgeting.written import written
from shizheng.systems.disclosure.domain.manuscript import Paragraph, TableBlock
from shizheng.systems.disclosure.domain.writing.compose import Written

DAY = date(2026, 2, 3)
MONEY = {
    Coord(side="income", fund="general"): Decimal(1_000_000),
    Coord(side="expense", fund="general", func="2010301", dept="30101", gov="50101", nature="basic.staff"): Decimal(
        1_000_000
    ),
}
ASKED = ("three_public", "procurement", "operating")


def counts(part: str, *values: str) -> dict[Coord, Decimal]:
    rows = [{"a0": value} for value in values]
    entered = enter(BY_ID[part], rows, 2026)
    assert entered.faults == []
    return {fact.coord: fact.amount for fact in entered.facts if fact.amount is not None}


def document(facts: dict[Coord, Decimal], form: str = "shanxi-budget-2026", **answers: str) -> Written:
    stage = "final" if "final" in form else "budget"
    told = {f"text.empty.{key}": value for key, value in answers.items()}
    return written(Content("明州市数据局", 2026, stage, form, MONEY | facts, answers=told), DAY)


def prose(found: Written) -> str:
    return "\n".join(block.text for block in found.manuscript.blocks if isinstance(block, Paragraph))


def test_counts_are_no_money() -> None:
    facts = counts("vehicles", "", "", "2", "", "3")
    assert facts == {
        Coord(item="assets.vehicles.confidential", measure="count"): Decimal(2),
        Coord(item="assets.vehicles.enforcement", measure="count"): Decimal(3),
    }
    assert [part_of(coord) for coord in facts] == [BY_ID["vehicles"]] * 2
    assert typed(BY_ID["vehicles"], facts)[2] == {"a0": "2"}
    assert total(facts, side="expense") == 0
    change = changes(Content("", 2026, "budget", "", {}), Content("", 2026, "budget", "", facts))
    assert next((each.place, each.what, each.after) for each in change) == ("公务用车", "机要通信用车 数量", "2")


def test_counts_are_told_in_words() -> None:
    facts = counts("vehicles", "", "", "2", "", "3") | counts("assets", "1200.5", "", "", "2")
    facts |= counts("staff", "30", "12", "28", "11", "1", "16")
    found = prose(document(facts))
    assert "截至2026年初，共有车辆5辆，其中：机要通信用车2辆、执法执勤用车3辆。" in found
    assert "房屋面积1,200.5平方米，其中：办公用房1,200.5平方米。" in found
    assert "单价100万元（含）以上设备（不含车辆）2台（套）。" in found
    assert "本单位共有编制42名，其中：行政编制30名、事业编制12名。" in found
    assert "实有在职人员39人，其中：行政人员28人、事业人员11人。" in found
    assert "离退休人员17人，其中：离休1人、退休16人。" in found
    assert "text.assets" not in {question.key for question in document(facts).questions}


def test_where_nothing_is_counted_the_officer_is_asked() -> None:
    found = document({})
    assert "text.assets" in {question.key for question in found.questions}
    assert "车辆" not in prose(found)


def test_the_statistics_of_a_final_account_print_counts() -> None:
    found = document(counts("vehicles", "", "", "2", "", "3") | counts("assets", "", "", "", "1"), "shanxi-final-2022")
    table = next(
        block for block in found.manuscript.blocks if isinstance(block, TableBlock) and "统计表" in block.title
    )
    printed = {row.cells[0].text: row.cells[2].text for row in table.body}
    assert printed["(一) 车辆数合计(辆)"] == "5"
    assert printed["3. 机要通信用车"] == "2"
    assert printed["(二) 单价100万元(含)以上设备(不含车辆)"] == "1"


@pytest.mark.parametrize("part", ASKED)
def test_an_empty_grid_is_asked_about(part: str) -> None:
    questions = {question.key: question.ask for question in document({}).questions}
    assert questions[f"text.empty.{part}"] == BY_ID[part].nothing
    assert {each.id for each in PARTS if each.nothing} == set(ASKED)


@pytest.mark.parametrize("part", ASKED)
def test_an_explained_empty_grid_is_published_with_its_explanation(part: str) -> None:
    why = "本单位是事业单位，没有此项支出。"
    found = document({}, **{part: why})
    assert f"text.empty.{part}" not in {question.key for question in found.questions}
    assert prose(found).count(why) == 1
    notes = [note for block in found.manuscript.blocks if isinstance(block, TableBlock) for note in block.notes]
    kinds = {"three_public": 1, "operating": 1, "procurement": 0}  # the form has no table of procurement
    assert notes.count(f"注：本表无数据。{why}") == kinds[part]


def test_a_filled_grid_is_not_asked_about() -> None:
    facts = {Coord(side="expense", fund="general", item="three_public.reception"): Decimal(5_000)}
    assert "text.empty.three_public" not in {question.key for question in document(facts).questions}


def test_what_is_reserved_for_micro_firms_is_not_counted_twice() -> None:
    at = Coord(side="expense", fund="general", project="办公设备")
    items = {"procurement.goods": 100, "procurement.sme": 60, "procurement.sme.micro": 40}
    facts = {at.over(item=item): Decimal(amount) for item, amount in items.items()}
    assert row_faults([FactRow(coord, amount) for coord, amount in facts.items()]) == []
    assert total(facts, item="procurement") == 100
    assert total(facts, item="procurement.sme") == 60
    found = prose(document({coord: amount * 10_000 for coord, amount in facts.items()}))
    assert "占政府采购预算总额的60.00%，其中预留给小微企业40.00万元。" in found


@pytest.mark.parametrize(
    ("value", "printed"), [(20_000, "2"), (12_005_000, "1200.5"), (1, "0.0001")], ids=["whole", "half", "smallest"]
)
def test_a_count_has_the_decimals_it_needs(value: int, printed: str) -> None:
    assert str(counted(value)) == printed
