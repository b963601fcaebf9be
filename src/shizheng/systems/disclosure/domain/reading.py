"""What has been understood of one document, and what has not."""

from dataclasses import dataclass, field

from shizheng.engines.fiscal.domain.claim import Claim
from shizheng.engines.fiscal.domain.sheet import TargetSheet
from shizheng.systems.disclosure.domain.narrative.narrative import Narrative
from shizheng.systems.disclosure.domain.segments import Block
from shizheng.systems.disclosure.domain.source import Source, Unread
from shizheng.systems.disclosure.domain.tables.bound import BoundTable
from shizheng.systems.disclosure.domain.tables.breaks import Break
from shizheng.systems.disclosure.domain.tables.statements import Meeting


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
