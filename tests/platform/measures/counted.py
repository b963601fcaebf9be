"""Counting everything that waits, as the timer does."""

from shizheng.platform.measures.actions.refreshing import read_changes, recount_days
from shizheng.platform.measures.queries.registry import measures
from shizheng.platform.measures.queries.upkeep import differences
from tests.platform.people import ROBOT


def refreshed() -> int:
    """How many cells were changed."""
    read_changes(ROBOT)
    cells, more = 0, True
    while more:
        done = recount_days(ROBOT)
        cells, more = cells + done.cells, done.more
    return cells


def wrong() -> list[str]:
    """Cells that a recount does not find."""
    return [str(each) for each in differences(measures())]
