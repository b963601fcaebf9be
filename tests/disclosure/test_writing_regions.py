"""Each region words and orders its sections as its form declares; none lacks what the rules require."""

from pathlib import Path

import pytest

from shizheng.engines.fiscal.domain.sheet import TargetSheet
from shizheng.kit.errors import ShizhengError
from shizheng.systems.disclosure.domain.formats.intake import open_document
from shizheng.systems.disclosure.domain.manuscript import Heading, Paragraph, TableBlock
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.rendering.word import render_word
from shizheng.systems.disclosure.domain.writing import packs
from shizheng.systems.disclosure.domain.writing.compose import compose
from shizheng.systems.disclosure.rules.sections import REQUIRED, section
from tests.disclosure.full_books import full
from tests.disclosure.test_writing_back import FORMS

PARTS = {
    "shanxi-budget-2026": ["概况", "2026年部门预算报表", "2026年度部门预算情况说明", "名词解释"],
    "shanxi-final-2022": ["概况", "2026年度部门决算表", "情况说明", "名词解释"],
    "shaanxi-unit-budget-2023": ["单位概况", "收支情况", "其他情况", "公开报表"],
    "wuhan-district-budget-2023": [
        "明州市数据局概况",
        "明州市数据局2026年部门预算表",
        "明州市数据局2026年部门预算情况说明",
        "名词解释",
    ],
    "national-final-2024": [
        "明州市数据局概况",
        "明州市数据局2026年度部门决算表",
        "明州市数据局2026年度部门决算情况说明",
        "名词解释",
    ],
}


def headings(form: str, level: int) -> list[str]:
    blocks = compose(full(1, form)).manuscript.blocks
    return [block.printed for block in blocks if isinstance(block, Heading) and block.level == level]


@pytest.mark.parametrize("form", PARTS)
def test_parts_are_those_of_the_region(form: str) -> None:
    ordered = [title.partition(" ")[2] for title in headings(form, 1)]
    assert [title for title in ordered if title != "绩效目标表"] == PARTS[form]


@pytest.mark.parametrize("form", FORMS)
def test_no_required_section_is_missing(form: str) -> None:
    reading = read(open_document("a.docx", render_word(compose(full(1, form)).manuscript)))
    assert list(section(reading)) == []
    titles = "".join([*headings(form, 1), *headings(form, 2), *headings(form, 3)])
    assert [name for name, pattern in REQUIRED if not pattern.search(titles)] == []


def test_sections_may_be_counted_through_all_parts_and_tables_come_last() -> None:
    numbers = [title[0] for title in headings("shaanxi-unit-budget-2023", 2)]
    assert "".join(numbers) == "一二三四五六七八九十"
    assert headings("shaanxi-unit-budget-2023", 3)[:2] == ["（一）收支预算总体情况", "（二）收入预算情况"]
    blocks = compose(full(1, "shaanxi-unit-budget-2023")).manuscript.blocks
    first = next(at for at, block in enumerate(blocks) if isinstance(block, TableBlock))
    assert any(isinstance(block, Paragraph) and "、基本支出：" in block.text for block in blocks[:first])


def test_self_evaluations_are_told_with_their_grades() -> None:
    book = full(1, "shanxi-final-2022")
    blocks = compose(book._replace(sheets=(TargetSheet("evaluation", "", 0, 0, 2026),) * 2)).manuscript.blocks
    told = [block.text for block in blocks if isinstance(block, Paragraph) and "绩效自评的项目" in block.text]
    assert told == ["2026年度开展绩效自评的项目2个，自评等级为“差”2个。"]


def test_a_variant_of_an_unknown_section_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    base = packs.script("budget")
    part = packs.Part("某部分", (packs.Section("某节", like="nowhere"),))
    with pytest.raises(ShizhengError, match="没有名为“nowhere”的说明段落"):
        packs._varied(packs.Variant("x", "budget", (part,)), base)


def test_every_form_names_a_script_that_is_there() -> None:
    folder = Path(__file__).parents[2] / "packs" / "narratives"
    assert {packs.script_of(full(1, form).form).id for form in FORMS} <= {path.stem for path in folder.glob("*.yaml")}
