"""The first rows of a file as the cases they would become."""

from collections.abc import Iterator
from typing import Any

from shizheng.engines.cases.domain.mapping.mapping import choices_of
from shizheng.engines.cases.domain.mapping.reading import Path
from shizheng.engines.cases.domain.mapping.table import Table, read_table
from shizheng.engines.cases.queries.importing import Plan
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.platform.files.models import StoredFile

FIRST = 500
"""Rows that a preview reads; the import itself reads all."""
SHOWN, ROWS = 30, 12


def import_table(file: StoredFile, *, most: int = 0) -> Table:
    """InvalidInputError where the file holds no table."""
    with file.path.open("rb") as stream:
        return read_table(stream, file.name, most=most)


def shown_rows(plan: Plan) -> Iterator[dict[str, Any]]:
    words = {
        ask: {code: label for label, code in known.items()}
        for ask, known in choices_of(process_of(plan.mapping.process)).items()
    }
    fresh = {draft.text("number") for draft in plan.fresh}
    for draft in plan.drafts[:ROWS]:
        yield {
            "number": draft.number,
            "values": draft.values,
            "channel": words.get("channel", {}).get(draft.text("channel"), ""),
            "category": _words(draft.category),
            "area": _words(draft.area),
            "unit": draft.unit[0],
            "is_known": draft.text("number") not in fresh,
            "is_wrong": bool(draft.faults),
            "is_closed": draft.values.get("closed", "closed_at" in draft.values) is True,
        }


def _words(path: Path) -> str:
    return " › ".join(name for name, _ in path)
