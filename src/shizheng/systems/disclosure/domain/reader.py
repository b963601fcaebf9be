"""Read one document: from its lines to all that could be understood of it."""

from shizheng.systems.disclosure.domain.narrative.binding import bind
from shizheng.systems.disclosure.domain.narrative.narrative import narrate
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.segments import segment
from shizheng.systems.disclosure.domain.sheets import read_sheets
from shizheng.systems.disclosure.domain.source import Source
from shizheng.systems.disclosure.domain.tables.binding import bind_tables
from shizheng.systems.disclosure.domain.tables.identity import identify


def read(source: Source) -> Reading:
    """Tables before sheets before sentences: each later part is bound with the help of the earlier ones."""
    blocks = segment(source)
    unit, year, stage = identity = identify(source.lines)
    bound = bind_tables(blocks, identity)
    narrative = narrate(blocks, unit)
    claims = [statement.claim() for statement in bound.meeting.statements]
    return Reading(
        source,
        unit,
        year,
        stage,
        bound.form,
        blocks,
        claims + bind(narrative, stage, claims),
        bound.tables,
        bound.meeting,
        bound.breaks,
        read_sheets(blocks, year),
        bound.unread,
        narrative,
    )
