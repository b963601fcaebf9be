"""How precisely a text prints its amounts: where decimals are mixed, trailing zeros were dropped, not precision."""

from collections.abc import Iterable

from shizheng.systems.disclosure.domain.narrative.figures import MONEY, Figure
from shizheng.systems.disclosure.domain.narrative.statement import Statement


def finest(statements: Iterable[Statement]) -> dict[tuple[int, str], int]:
    """The smallest printed place, in fen, of each section and unit, down to a fen."""
    places: dict[tuple[int, str], int] = {}
    for statement in statements:
        for figure in (statement.amount, statement.budget, statement.delta):
            if figure is not None and figure.unit in MONEY:
                key = statement.passage.section, figure.unit
                places[key] = min(places.get(key, figure.ulp), figure.ulp)
    return {key: 1 if key[1] == "元" else ulp for key, ulp in places.items()}


def place_of(statement: Statement, places: dict[tuple[int, str], int], figure: Figure | None = None) -> int:
    """The place to which a statement's amounts are known in its section; 0 to take each as it is printed."""
    figure = figure or statement.amount or statement.delta
    if figure is None or figure.gap.endswith(("约", "近", "超", "超过", "逾", "余", "左右")):
        return 0
    return places.get((statement.passage.section, figure.unit), 0)
