"""Sentences to statements: numbers with their roles, the sums they belong to, and where they meet the tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.systems.disclosure.domain.narrative.binding import bind
from shizheng.systems.disclosure.domain.narrative.figures import figures
from shizheng.systems.disclosure.domain.narrative.passage import canonical
from shizheng.systems.disclosure.domain.narrative.prose import repeats
from tests.disclosure.prose_samples import document, narrative, statements
from tests.shared import SEEDS, needs_seeds


def roles(text: str) -> list[tuple[str, str]]:
    passage = narrative(text).passages[0]
    return [(figure.text, figure.role) for figure in figures(passage)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("基本支出12.50万元，占32.5%。", [("12.50", "amount"), ("32.5", "share")]),
        (
            "比上年增加3.00万元，增长24%，主要原因是人员增加。",
            [("3.00", "delta"), ("24", "growth")],
        ),
        ("较上年减少 0.6万元（33.33%）。", [("0.6", "delta"), ("33.33", "growth")]),
        (
            "年初预算为50.00万元，支出决算为48.00万元，完成年初预算的96.00%。",
            [("50.00", "budget"), ("48.00", "final"), ("96.00", "completion")],
        ),
        ("根据〔2020〕20号文件，2023年1月完成12个项目。", [("12", "count")]),
        ("单价100万元以上设备0台，车辆2辆。", [("0", "count"), ("2", "count")]),
        ("经费支出2.00万元，年初预算为3.00万元，差值为1.00万元。",
         [("2.00", "amount"), ("3.00", "budget"), ("1.00", "difference")]),
    ],
)  # fmt: skip
def test_figures_have_roles(text: str, expected: list[tuple[str, str]]) -> None:
    assert roles(text) == expected


def test_blanks_inside_numbers_and_half_width_marks_are_read() -> None:
    (statement,) = statements("支出预算 1321. 47 万元,比上年增加107.47万元,增长 8%。")
    assert statement.amount is not None and statement.amount.value == 1321_470_000
    assert statement.delta is not None and statement.delta.direction == 1
    assert statement.growth is not None and statement.growth.text == "8"


def test_quotes_are_literal_where_blanks_fell_out() -> None:
    found = narrative("支出预算 1321. 47 万元，占 32. 8%。")
    figure = found.statements[0].share
    assert figure is not None
    assert found.passages[0].quote(figure.start, figure.end) == (1, "32. 8%")


def test_a_list_of_parts_is_a_sum() -> None:
    found = narrative("本年支出合计100.00万元，其中：基本支出60.00万元，占60%；项目支出40.00万元，占40%。")
    (group,) = found.groups
    assert group.total.name == "本年支出合计"
    assert [part.name for part in group.parts] == ["基本支出", "项目支出"]


def test_sums_resume_after_a_stop_and_nest_in_brackets() -> None:
    found = narrative(
        "财政拨款收支总预算30.00万元。收入包括：一般公共预算20.00万元、政府性基金10.00万元；"
        "支出包括：教育支出25.00万元、其他支出5.00万元。",
        "三公经费5.00万元，其中：公务用车购置及运行费4.00万元（购置费1.00万元，运行费3.00万元）；公务接待费1.00万元。",
    )
    parts = [(group.total.name, [part.name for part in group.parts]) for group in found.groups]
    assert parts == [
        ("财政拨款收支总预算", ["一般公共预算", "政府性基金"]),
        ("财政拨款收支总预算", ["教育支出", "其他支出"]),
        ("三公经费", ["公务用车购置及运行费", "公务接待费"]),
        ("公务用车购置及运行费", ["（购置费", "运行费"]),
    ]


def test_paragraphs_carry_a_list_on_and_numbering_ends_it() -> None:
    found = narrative(
        "项目支出30.00万元。其中：", "（一）档案项目20.00万元，主要用于：", "数字化12.00万元。", "整理8.00万元。",
        "（二）库房项目10.00万元。",
    )  # fmt: skip
    parts = {group.total.name: [part.name for part in group.parts] for group in found.groups}
    assert parts["项目支出"] == ["档案项目", "库房项目"]
    assert parts["档案项目"] == ["数字化", "整理"]


def test_a_change_after_the_last_part_belongs_to_the_sum_its_rate_fits() -> None:
    text = "收入总计80.00万元，其中：本年收入80.00万元，上年结转0.00万元，比上年减少20.00万元，下降20.00%。"
    total, _, carried = statements(text)
    assert total.delta is not None and total.growth is not None
    assert carried.delta is None


def test_changes_told_as_reasons_are_of_other_amounts() -> None:
    total, *others = statements("支出80.00万元，比上年增加5.00万元，主要原因是维修费增加3.00万元，差旅费增加2.00万元。")
    assert total.delta is not None and total.delta.text == "5.00"
    assert [other.detached for other in others] == [True, True]


def test_lines_cut_in_a_sentence_are_joined() -> None:
    text = "一般公共服务支出年初预算为1115.48万元，支出决算为1092.80万元，完成年初预算的\n97.97%。与上年持平。"
    found = narrative(text)
    (statement,) = found.statements
    assert statement.completion is not None and statement.completion.text == "97.97"


def test_statements_meet_the_tables() -> None:
    reading = document(
        "第三部分 2026年度部门预算情况说明", "一、支出预算情况说明",
        "2026年度支出预算150.00万元，其中：基本支出60.00万元，占40.00%；项目支出90.00万元，占60.00%。",
        "二、一般公共预算基本支出情况说明",
        "一般公共预算基本支出60.00万元，其中：人员经费50.00万元，公用经费10.00万元。",
        tables=True,
    )  # fmt: skip
    claims = bind(reading.narrative, reading.stage, reading.claims)
    coords = {claim.quote: claim.coord for claim in claims if claim.kind == "sentence"}
    expense = Coord(stage="budget", side="expense")
    assert coords["150.00万元"] == expense
    assert coords["90.00万元"] == expense.over(nature="project")
    assert coords["50.00万元"] == expense.over(nature="basic.staff", fund="general")
    for statement in reading.narrative.statements:
        assert statement.coord is not None and reading.meeting.at(statement.coord)


def test_names_that_are_not_wholly_understood_are_left_alone() -> None:
    reading = document("一、支出预算情况说明", "2026年信息化升级专项支出30.00万元。", tables=True)
    bind(reading.narrative, reading.stage, reading.claims)
    assert reading.narrative.statements[0].coord is None


@given(st.text(alphabet="的建设中心，。1a\t", min_size=0, max_size=40), st.integers(1, 4))
def test_repeats_are_what_a_plain_search_finds(text: str, size: int) -> None:
    def plain(at: int) -> bool:
        word = text[at : at + size]
        chinese = all(char > "\u00ff" for char in word)
        return chinese and len(word) == size and text[at + size : at + 2 * size] == word

    found = [at for at, _ in repeats(text, [size])]
    assert all(plain(at) for at in found)
    covered = {other for at in found for other in range(at, at + size)}
    assert all(at in covered for at in range(len(text)) if plain(at))


@given(st.text(max_size=60))
def test_canonical_text_never_gains_characters(text: str) -> None:
    assert len(canonical(text)) == len("".join(text.split()))


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.sampled_from(["增加", "减少"]), st.sampled_from(["万元", "元"]))
def test_amount_and_change_are_read_back(amount: int, change: int, word: str, unit: str) -> None:
    text = f"支出预算{amount / 100:.2f}{unit}，比上年{word}{change / 100:.2f}{unit}，主要原因是人员变动。"
    (statement,) = statements(text)
    scale = 10_000 if unit == "万元" else 1
    assert statement.amount is not None and statement.amount.value == amount * scale
    assert statement.delta is not None and statement.delta.value == change * scale
    assert statement.delta.direction == (1 if word == "增加" else -1)
    assert statement.reasoned


@needs_seeds
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_the_published_documents_speak(path) -> None:
    from shizheng.systems.disclosure.domain.reader import read
    from shizheng.systems.disclosure.domain.source import from_text

    reading = read(from_text(path.name, path.read_text(encoding="utf-8")))
    bind(reading.narrative, reading.stage, reading.claims)
    stated = [statement for statement in reading.narrative.statements if statement.amount is not None]
    bound = [statement for statement in stated if statement.coord is not None]
    assert len(stated) >= 25
    assert len(bound) >= 0.6 * len(stated)
    lines = {line.number: line.text for line in reading.source.lines}
    for statement in stated:
        line, quote = statement.quote()
        assert quote in lines[line]
