"""Self-evaluation sheets as forms declare them: written, read back to the same facts, their points shown and sound."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shizheng.engines.fiscal.domain.evaluation import evaluate
from shizheng.engines.fiscal.domain.sheet import TargetSheet
from shizheng.systems.disclosure.domain.formats.intake import open_document
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.writing.compose import compose
from shizheng.systems.disclosure.rules import check
from tests.disclosure.evaluation_samples import evaluations
from tests.disclosure.ledgers import draft
from tests.disclosure.test_writing_back import RENDER

FORMS = ("shanxi-final-2022", "national-final-2024")
TEXTS = ("department", "unit", "name", "goal", "result", "problems")
Facts = dict[str, Any]


def facts(sheet: TargetSheet, scores: list[int | None], total: int) -> Facts:
    return {
        "texts": {key: sheet.text(key) for key in TEXTS},
        "money": {(each.level, each.stage): each.fen for each in sheet.funding if each.fen},
        "rows": [
            (
                item.level2,
                item.level2 == "cost" or item.level1,
                item.full_name,
                item.target.text,
                item.actual,
                item.weight,
                score,
                item.reason,
            )
            for item, score in zip(sheet.indicators, scores, strict=True)
        ],
        "total": total,
    }


def written(sheet: TargetSheet) -> Facts:
    found = evaluate(sheet)
    return facts(sheet, [mark.points if mark else None for mark in found.marks], found.total)


def back(kind: str, form: str, *sheets: TargetSheet) -> Reading:
    book = draft(3, form)._replace(sheets=sheets)
    return read(open_document(f"a.{kind}", RENDER[kind](compose(book).manuscript)))


def hold(kind: str, form: str, sheet: TargetSheet) -> None:
    reading = back(kind, form, sheet)
    assert [each.kind for each in reading.sheets] == ["evaluation"]
    found = reading.sheets[0]
    total = next(score.points for score in found.scores if score.part == "total")
    assert facts(found, [item.score for item in found.indicators], total) == written(sheet)
    wrong = [each for each in check(reading) if each.rule.startswith(("evaluation", "additivity.sheet"))]
    assert [each.message for each in wrong] == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_format_reads_back(kind: str, form: str, data: st.DataObject) -> None:
    hold(kind, form, data.draw(evaluations(is_whole=data.draw(st.booleans()))))


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(sheet=evaluations())
def test_pdf_reads_back(sheet: TargetSheet) -> None:
    hold("pdf", "national-final-2024", sheet)
