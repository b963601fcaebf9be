"""Words for what the table of limits names by code."""

from collections.abc import Iterator
from typing import Any

from shizheng.engines.cases.domain.mapping.mapping import choices_of
from shizheng.engines.cases.domain.process import Process
from shizheng.engines.cases.models import Area, Category, LimitEdition
from shizheng.engines.cases.queries.processes import processes


def names() -> dict[str, str]:
    """Processes by id."""
    return {each.id: each.name for each in processes()}


def limit_words(column: str) -> list[tuple[str, str]]:
    """Clocks of every process, or what their moves offer as `nature` or `urgency`."""
    if column == "clock":
        return list({clock.id: (clock.id, clock.label) for each in processes() for clock in each.clocks}.values())
    found: dict[str, str] = {}
    for each in processes():
        found |= {code: label for label, code in choices_of(each).get(column, {}).items() if label != code}
    return list(found.items())


def words_of(process: Process) -> dict[str, dict[str, str]]:
    """Labels of the process's own clocks, urgencies and natures, by column and code."""
    choices = choices_of(process)
    said = {
        column: {code: label for label, code in choices.get(column, {}).items() if label != code}
        for column in ("urgency", "nature")
    }
    return {**said, "clock": {clock.id: clock.label for clock in process.clocks}}


def codes(tree: str) -> dict[str, str]:
    """Names of the branches of `category` or `area` by code."""
    return dict(_branches(tree).objects.values_list("code", "name"))


def orders(tree: str) -> dict[str, int]:
    """Where each branch stands among its own, by code."""
    return dict(_branches(tree).objects.values_list("code", "order"))


def _branches(tree: str) -> type[Category] | type[Area]:
    return Category if tree == "category" else Area


def lines(edition: LimitEdition) -> Iterator[dict[str, Any]]:
    """The rows of an edition with their codes in words."""
    process = next((each for each in processes() if each.id == edition.process), None)
    words = words_of(process) if process else {}
    words |= {tree: codes(tree) for tree in ("category", "area")}
    for line in edition.rows:
        yield {**line, **{column: known.get(line[column], line[column]) for column, known in words.items()}}
