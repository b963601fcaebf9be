"""What has been understood of one document, and what has not."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from shizheng.engines.fiscal.domain.claim import Claim
from shizheng.engines.fiscal.domain.sheet import TargetSheet
from shizheng.systems.disclosure.domain.narrative.narrative import Narrative
from shizheng.systems.disclosure.domain.segments import Block, Paragraph, Table
from shizheng.systems.disclosure.domain.source import Source, Unread
from shizheng.systems.disclosure.domain.tables.bound import BoundTable
from shizheng.systems.disclosure.domain.tables.breaks import Break
from shizheng.systems.disclosure.domain.tables.statements import Meeting

Derived = TypeVar("Derived")


@dataclass(slots=True)
class Reading:
    """Filled in order: blocks, tables, sheets, statements; ``year`` and ``stage`` are the document's own."""

    source: Source
    unit: str = ""
    year: int = 0
    stage: str = ""
    form: str = ""
    blocks: list[Block] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    tables: list[BoundTable] = field(default_factory=list)
    meeting: Meeting = field(default_factory=lambda: Meeting(()))
    breaks: list[Break] = field(default_factory=list)
    sheets: list[TargetSheet] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    narrative: Narrative = field(default_factory=Narrative)
    kept: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)  # see `once`


def once(derive: Callable[[Reading], Derived]) -> Callable[[Reading], Derived]:
    """What several rules ask of one reading is worked out for the first of them; nobody may change the result."""

    @wraps(derive)
    def kept(reading: Reading) -> Derived:
        if derive not in reading.kept:
            reading.kept[derive] = derive(reading)
        value: Derived = reading.kept[derive]
        return value

    return kept


@once
def paragraphs(reading: Reading) -> tuple[Paragraph, ...]:
    """The running text."""
    return tuple(block for block in reading.blocks if isinstance(block, Paragraph))


@once
def tables_of_figures(reading: Reading) -> tuple[Table, ...]:
    """The tables as printed, sheets of targets left aside."""
    return tuple(block for block in reading.blocks if isinstance(block, Table) and not block.is_sheet)
