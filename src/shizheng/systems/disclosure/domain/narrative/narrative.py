"""All that the running text of a document says, in order."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from shizheng.systems.disclosure.domain.narrative.assembly import assemble
from shizheng.systems.disclosure.domain.narrative.figures import Figure
from shizheng.systems.disclosure.domain.narrative.passage import Passage, passages
from shizheng.systems.disclosure.domain.narrative.precision import finest
from shizheng.systems.disclosure.domain.narrative.prose import Prose, prose
from shizheng.systems.disclosure.domain.narrative.statement import Group, Statement
from shizheng.systems.disclosure.domain.narrative.titles import Title, printed, promised
from shizheng.systems.disclosure.domain.segments import Block


@dataclass(slots=True)
class Narrative:
    """``passages`` are all paragraphs; ``others`` the counts and the numbers that lost their unit."""

    passages: list[Passage] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    others: list[tuple[Passage, Figure]] = field(default_factory=list)
    bound: bool = False  # whether the statements have been given their coordinates
    promised: list[Title] = field(default_factory=list)  # by the table of contents
    printed: list[Title] = field(default_factory=list)  # as headings
    prose: Prose = field(default_factory=Prose)
    places: dict[tuple[int, str], int] = field(default_factory=dict)  # see precision.finest


def narrate(blocks: Sequence[Block], unit: str = "") -> Narrative:
    """The narrative of a document's blocks; ``unit`` is the name of the publishing unit."""
    narrative = Narrative(list(passages(blocks)), prose=prose(blocks))
    narrative.promised, narrative.printed = promised(blocks), printed(blocks)
    for assembler in assemble(narrative.passages, unit):
        narrative.statements.extend(assembler.statements)
        narrative.groups.extend(group for group in assembler.groups if group.parts)
        narrative.others.extend(assembler.others)
    narrative.places = finest(narrative.statements)
    return narrative
