"""The charts that a section prescribes: what an amount consists of."""

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.systems.disclosure.domain.manuscript import ChartBlock, Series
from shizheng.systems.disclosure.domain.writing.narrative import Speaker
from shizheng.systems.disclosure.domain.writing.packs import Chart


def chart_of(speaker: Speaker, chart: Chart) -> ChartBlock | None:
    """None where there is nothing to divide."""
    members = speaker.members(chart.of, chart.named, Coord().over(**chart.at))
    if not members:
        return None
    title = speaker.titled(chart.title)
    values = tuple(speaker.printed(member.fen) for member in members)
    names = tuple(member.name for member in members)
    return ChartBlock(title, chart.kind, names, (Series("金额", values),), speaker.draft.money_unit)
