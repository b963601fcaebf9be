"""Advice on a matter while it is being typed: whom to send it to, its category, and the limits it would have.

    advice(actor, process, matter, at=None) -> Advice

`process` is the id of a process, `matter` an `Intake` (all its fields may be empty). Nothing is written. A person
decides; rules that the office keeps come first, what was learned from past cases after them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from shizheng.engines.cases.domain.clocks import Term, reckon, whole
from shizheng.engines.cases.domain.dispatch_rules import Asked, Intake, Rule, caught_by
from shizheng.engines.cases.domain.effects import Assign, Start
from shizheng.engines.cases.domain.limits import LimitTable
from shizheng.engines.cases.domain.limits import Matter as LimitMatter
from shizheng.engines.cases.domain.process import ClockRule, Process
from shizheng.engines.cases.models import Area, Category, LimitRowModel
from shizheng.engines.cases.models.rules import DispatchRule, SetState
from shizheng.engines.cases.queries.calendars import working_calendar
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.kit import clock
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.queries import require

MOST = 3
BY_RULE = 1.0
"""A rule of the office is no guess."""


@dataclass(frozen=True, slots=True)
class UnitAdvice:
    """`confidence` is 0 to 1; `rule` is the number of the rule that says so, 0 where it was learned; `co` are the
    organisations that the rule adds as co-handlers."""

    organisation: int
    name: str
    confidence: float
    reason: str
    rule: int = 0
    co: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CategoryAdvice:
    """`name` is the whole way from the top of the tree."""

    code: str
    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class LimitAdvice:
    """What a dispatch now would start: the clock's words, the limit in words, when it would end, and its source."""

    clock: str
    label: str
    limit: str
    due_at: datetime
    source: str


@dataclass(frozen=True, slots=True)
class Advice:
    """At most three units and three categories, best first. `model` is the digest of what was learned, "" for none;
    `edition` that of the live rules, 0 for none."""

    units: tuple[UnitAdvice, ...] = ()
    categories: tuple[CategoryAdvice, ...] = ()
    limits: tuple[LimitAdvice, ...] = ()
    model: str = ""
    edition: int = 0


def advice(actor: Actor, process: str, matter: Intake, at: datetime | None = None) -> Advice:
    """DeniedError for whoever may not see cases of the process; UnknownProcessError where there is none."""
    declared = process_of(process)
    require(actor, declared.view)
    return advised(declared, asked_of(matter, at or clock.now()))


def asked_of(matter: Intake, at: datetime) -> Asked:
    """With where its category and area stand in their trees; codes that do not exist are as good as none."""
    return Asked(matter, at, _lineage(Category, matter.category), _lineage(Area, matter.area))


def _lineage(tree: type[Category] | type[Area], code: str) -> tuple[str, ...]:
    found = tree.objects.filter(code=code).first() if code and "\0" not in code else None
    return found.codes if found else ()


def advised(process: Process, asked: Asked) -> Advice:
    """The same for whoever has already asked for permission."""
    day = clock.aware(asked.at).date()
    edition, rules = live_rules(process.id)
    units = tuple(_by_rules(rules, asked, day))[:MOST]
    return Advice(units, (), tuple(_limits(process, asked, day)), "", edition)


def live_rules(process: str) -> tuple[int, list[Rule]]:
    """The edition in force and its rules that are switched on, in their order; one statement."""
    rows = DispatchRule.objects.filter(ruleset__process=process, ruleset__state=SetState.LIVE, is_on=True)
    found = list(rows.select_related("ruleset").order_by("number", "pk"))
    return (found[0].ruleset.edition if found else 0), [row.rule for row in found]


def _by_rules(rules: Sequence[Rule], asked: Asked, day: date) -> Iterable[UnitAdvice]:
    """One row a unit, by the first rule that names it; units that do not exist on the day are left out."""
    first: dict[int, Rule] = {}
    for rule in caught_by(rules, asked, day):
        first.setdefault(rule.main, rule)
    names = unit_names(first, day)
    words = asked.words
    for unit, rule in first.items():
        if unit in names:
            met = rule.met(words)
            said = f"规则{rule.number}：{rule.title}" + (f"（{'、'.join(met[:3])}）" if met else "")
            yield UnitAdvice(unit, names[unit], BY_RULE, said, rule.number, rule.co)


def unit_names(wanted: Iterable[int], day: date) -> dict[int, str]:
    """Names of those that may be given work on the day."""
    keys = list(wanted)
    if not keys:
        return {}
    return {unit.pk: unit.display_name for unit in Organisation.objects.at(day).filter(pk__in=keys)}


def _limits(process: Process, asked: Asked, day: date) -> Iterable[LimitAdvice]:
    clocks = _started(process)
    codes = {"", *asked.categories, *asked.areas}
    rows = LimitRowModel.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        process=process.id,
        clock__in=[each.id for each in clocks],
        category__in=codes,
        area__in=codes,
        valid_from__lte=day,
    )
    table = LimitTable([row.row for row in rows])
    matter = LimitMatter(asked.categories, asked.intake.nature, asked.intake.urgency, asked.areas)
    for each in clocks:
        limit = table.choose(process.id, each.id, matter, day) or each.usual
        if limit is not None:
            due = reckon(working_calendar(), whole(asked.at), (Term(limit.amount, limit.unit),))
            yield LimitAdvice(each.id, each.label, str(limit), due.at, limit.source or str(each.clause))


def _started(process: Process) -> list[ClockRule]:
    """The clocks that sending a matter to its main unit starts, in the order of the process."""
    sending = [move for move in process.moves if any(isinstance(effect, Assign) for effect in move.effects)]
    started = {effect.clock for move in sending for effect in move.effects if isinstance(effect, Start)}
    return [each for each in process.clocks if each.id in started]
