"""Read one document: from its lines to all that could be understood of it."""

from shizheng.systems.disclosure.domain.narrative.binding import bind
from shizheng.systems.disclosure.domain.narrative.narrative import narrate
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.segments import segment
from shizheng.systems.disclosure.domain.sheets import read_sheets
from shizheng.systems.disclosure.domain.source import Source
from shizheng.systems.disclosure.domain.tables.binding import bind_tables


def read(source: Source) -> Reading:
    """Tables before sheets before sentences: each later part is bound with the help of the earlier ones."""
    reading = Reading(source, blocks=segment(source))
    bind_tables(reading)
    reading.sheets = read_sheets(reading.blocks, reading.year)
    reading.narrative = narrate(reading.blocks, reading.unit)
    reading.claims.extend(bind(reading.narrative, reading.stage, reading.claims))
    return reading
