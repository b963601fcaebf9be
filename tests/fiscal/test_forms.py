"""The declared forms."""

from pathlib import Path

import pytest

from shizheng.engines.fiscal.domain.codes import squeeze
from shizheng.engines.fiscal.domain.forms import Form, best_form, forms, read_form, table_named
from shizheng.kit.errors import ShizhengError

COUNTS = {
    "national-final-2024": 9,
    "shaanxi-unit-budget-2023": 15,
    "shanxi-budget-2023": 13,
    "shanxi-budget-2026": 13,
    "shanxi-final-2022": 10,
    "wuhan-district-budget-2023": 14,
}


def test_every_form_is_there_with_its_tables() -> None:
    assert {form.id: len(form.tables) for form in forms()} == COUNTS


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.id)
def test_a_table_knows_its_own_title_and_no_other(form: Form) -> None:
    for table in form.tables:
        title = squeeze(table.title.replace("{year}年", "").replace("{unit}", ""))
        assert table_named(form, title) is table, title


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.id)
def test_within_a_panel_no_two_amounts_mean_the_same(form: Form) -> None:
    for table in form.tables:
        for panel in table.panels:
            fragments = [tuple(sorted(column.at.items())) for column in panel.columns if column.role == "amount"]
            assert len(fragments) == len(set(fragments)), (form.id, table.id)


def test_the_form_that_knows_most_titles_is_chosen() -> None:
    titles = [("预算收支总表", 6), ("预算收入总表", 9), ("预算支出总表", 5)]
    chosen = best_form(forms(), titles, "budget", 2023)
    assert chosen is not None and chosen.id == "shanxi-budget-2023"
    assert best_form(forms(), [("某种没有见过的表", 3)], "budget", 2023) is None


HEAD = """
id: x
name: 某表样
region: 某省
stage: budget
tables:
  - id: "1"
    title: 某表
    match: 某表
    panels:
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + "      - rows: nowhere\n        columns: []\n", "没有名为“nowhere”的行组"),
        (HEAD + "      - columns:\n          - {head: [合计], at: {colour: red}}\n", "没有名为“colour”的维度"),
        (HEAD + "      - columns:\n          - {head: [合计], role: sum}\n", "表样声明有误"),
        ("id: [", "不是合法的 YAML"),
    ],
)
def test_a_bad_form_says_why(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ShizhengError, match=words) as error:
        read_form(path)
    assert error.value.fault.place.startswith("bad.yaml")
