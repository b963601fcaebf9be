"""The facts of a year before, taken from the disclosure that was published then."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from shizheng.engines.fiscal.domain.amounts import yuan
from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.forms.projection import View
from shizheng.engines.fiscal.domain.ledger import FactRow, row_faults
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.writing.harvest import facts_of

FUNDS = ("general", "government", "capital")
MEMORANDA = ("three_public", "operating", "procurement")
NEAR = 2_000_000
"""分: tables in 万元 may differ by their last places."""


def prior_rows(reading: Reading) -> list[FactRow]:
    """One breakdown of each thing, so that nothing is counted twice: income by fund, spending by function and nature,
    by fund too where that covers all of it, and the memoranda. Empty where the tables do not tell.

    Amounts printed in 万元 come with the digits that make their sums exact, within what was printed."""
    views = facts_of(reading).views
    rows = [*_spending(views), *_income(views), *_memoranda(views)]
    return rows if rows and not row_faults(rows) else []


def _spending(views: Sequence[View]) -> Iterator[FactRow]:
    whole = _finest(views, "expense", "")
    by_fund = [found for fund in FUNDS if (found := _finest(views, "expense", fund))]
    is_all = whole and abs(_sum(by_fund) - _sum([whole])) <= NEAR
    chosen = by_fund if by_fund and (is_all or not whole) else [whole] if whole else []
    return (row for view in chosen for row in _rows(view))


def _finest(views: Iterable[View], side: str, fund: str) -> View | None:
    """The breakdown of spending by function and nature with most rows."""
    found = [
        view
        for view in views
        if (view.scope.side, view.scope.fund, view.scope.nature, view.scope.item) == (side, fund, "", "")
        and view.facts
        and all(coord.func and not coord.dept for coord in view.facts)
    ]
    return max(found, key=lambda view: (any(coord.nature for coord in view.facts), len(view.facts)), default=None)


def _sum(views: Iterable[View]) -> int:
    return sum(sum(view.facts.values()) for view in views)


def _income(views: Sequence[View]) -> Iterator[FactRow]:
    for side in ("income", "opening"):
        found = [
            view
            for view in views
            if (view.scope.side, view.scope.fund, view.scope.item) == (side, "", "")
            and view.facts
            and not any(coord.func for coord in view.facts)
        ]
        if found:
            yield from _rows(max(found, key=lambda view: len(view.facts)))


def _memoranda(views: Sequence[View]) -> Iterator[FactRow]:
    for item in MEMORANDA:
        found = next((view for view in views if view.scope.item == item and view.facts), None)
        if found:
            yield from _rows(found)


def _rows(view: View) -> Iterator[FactRow]:
    """Units that a table lists apart are one unit here."""
    sums: Counter[Coord] = Counter()
    for coord, fen in view.facts.items():
        fund = "" if coord.fund == "fiscal" else coord.fund
        sums[coord._replace(year=0, stage="", org="", fund=fund)] += fen
    return (FactRow(coord, yuan(fen), source="上年公开文件") for coord, fen in sums.items() if fen)
