"""Which form a document follows, judged by its table titles."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from shizheng.engines.fiscal.domain.forms.form import Form, TableForm

MEMORY = 2048  # titles remembered for each form: a corpus repeats a few dozen
_TABLES: dict[str, dict[str, TableForm | None]] = {}
ENOUGH = 0.5  # share of a document's tables that a form must recognise before its columns are believed


@lru_cache(maxsize=1024)
def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


def table_named(form: Form, title: str) -> TableForm | None:
    """The table of a form that bears a squeezed title."""
    known = _TABLES.setdefault(form.id, {})
    if title not in known:
        if len(known) > MEMORY:
            known.clear()
        known[title] = next((table for table in form.tables if _pattern(table.match).search(title)), None)
    return known[title]


def best_form(candidates: Iterable[Form], titles: Sequence[tuple[str, int]], stage: str, year: int) -> Form | None:
    """The form that recognises most tables by title and width; None where no form recognises half of them."""
    best, best_score = None, ENOUGH * len(titles)
    for form in candidates:
        if stage and form.stage != stage:
            continue
        score = sum(_likeness(table_named(form, title), width) for title, width in titles)
        score += 0.1 * (form.years[0] <= year <= form.years[1])
        if score > best_score:
            best, best_score = form, score
    return best


def _likeness(table: TableForm | None, width: int) -> float:
    if table is None:
        return 0
    return 1 if table.width == width else 0.4
