"""Read one document: from its lines to all that could be understood of it."""

from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.segments import segment
from shizheng.systems.disclosure.domain.source import Source


def read(source: Source) -> Reading:
    """Tables before sheets before sentences: each later part is bound with the help of the earlier ones."""
    return Reading(source, blocks=segment(source))
