"""Dispatch rules in words, as their page lists them."""

from collections.abc import Iterable
from dataclasses import dataclass

from shizheng.engines.cases.domain.dispatch_rules import said
from shizheng.engines.cases.domain.process import Process
from shizheng.engines.cases.domain.words import Field
from shizheng.engines.cases.models.rules import DispatchRule, RuleSet
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.platform.orgs.models import Organisation


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One row of the list; it opens only where the rule may be changed."""

    number: int
    title: str
    asks: str
    main: str
    co: str
    span: str
    state: str
    url: str | None

    def get_absolute_url(self) -> str | None:
        return self.url


def rule_lines(ruleset: RuleSet) -> list[RuleLine]:
    """In their order; two statements however many there are."""
    rows = list(ruleset.rules.select_related("category", "area", "main").order_by("number", "pk"))
    wanted = {key for row in rows for key in row.co}
    names = dict(Organisation.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}
    channels, natures = (
        dict(field_choices(process_of(ruleset.process), each)) for each in (Field.CHANNEL, Field.NATURE)
    )
    return [_line(row, ruleset, names, channels, natures) for row in rows]


def _line(
    row: DispatchRule, ruleset: RuleSet, names: dict[int, str], channels: dict[str, str], natures: dict[str, str]
) -> RuleLine:
    codes = {branch.code: branch.name for branch in (row.category, row.area) if branch is not None}
    return RuleLine(
        row.number,
        row.title,
        said(row.rule, codes, channels, natures),
        row.main.name,
        "、".join(names.get(key, "") for key in row.co),
        _span(row),
        "启用" if row.is_on else "停用",
        row.get_absolute_url() if ruleset.is_draft else None,
    )


def _span(row: DispatchRule) -> str:
    if row.valid_from is None and row.valid_to is None:
        return "长期"
    return f"{row.valid_from or ''}至{row.valid_to or ''}"


def field_choices(process: Process, field: Field) -> tuple[tuple[str, str], ...]:
    """What an opening of the process lets one choose for a field of the case; none where it is not asked."""
    for move in process.openings():
        for ask in move.asks:
            if ask.field is field and ask.choices:
                return ask.choices
    return ()


def known_choices(processes: Iterable[Process], field: Field) -> list[tuple[str, str]]:
    """The same over several processes, each value once."""
    return list(dict.fromkeys(choice for each in processes for choice in field_choices(each, field)))
