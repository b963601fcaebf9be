"""Advice on a matter while it is being typed: whom to send it to, its category, and the limits it would have.

    advice(actor, process, matter, at=None) -> Advice

`process` is the id of a process, `matter` an `Intake` (all its fields may be empty). Nothing is written. A person
decides; rules that the office keeps come first, what was learned from past cases after them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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
from shizheng.engines.cases.queries.guessing import Guess, guessed_categories, learned_units
from shizheng.engines.cases.queries.guessing import UnitAdvice as UnitAdvice
from shizheng.engines.cases.queries.learned import classifier_shelf, dispatch_shelf
from shizheng.engines.cases.queries.past import Tree, branches
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.kit import clock
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.queries import require

MOST = 3
WAY = " / "
BY_RULE = 1.0
"""A rule of the office is no guess."""


@dataclass(frozen=True, slots=True)
class CategoryAdvice:
    """`name` is the whole way from the top of the tree."""

    code: str
    name: str
    confidence: float

    @property
    def sure(self) -> str:
        """In whole percent: more digits would feign what nobody knows."""
        return f"{self.confidence:.0%}"


@dataclass(frozen=True, slots=True)
class LimitAdvice:
    """What a dispatch now would start: the clock's words, the limit in words, when it would end, and its source."""

    clock: str
    label: str
    limit: str
    due_at: datetime
    source: str


@dataclass(frozen=True, slots=True)
class Advised:
    """Units best first, the digest of the model and the edition of the rules that they come from."""

    units: tuple[UnitAdvice, ...]
    model: str
    edition: int


@dataclass(frozen=True, slots=True)
class Advice:
    """At most three units and three categories, best first. `model` is the digest of what was learned, "" for none;
    `edition` that of the live rules, 0 for none. `pending` while this process reads its first model: ask again in a
    second."""

    units: tuple[UnitAdvice, ...] = ()
    categories: tuple[CategoryAdvice, ...] = ()
    limits: tuple[LimitAdvice, ...] = ()
    model: str = ""
    edition: int = 0
    pending: bool = False


def advice(actor: Actor, process: str, matter: Intake, at: datetime | None = None) -> Advice:
    """DeniedError for whoever may not see cases of the process; UnknownProcessError where there is none."""
    declared = process_of(process)
    require(actor, declared.view)
    return advised(declared, matter, at or clock.now())


def advised(process: Process, matter: Intake, at: datetime) -> Advice:
    """The same for whoever has already asked for permission. Codes that do not exist are as good as none."""
    guesses = guessed_categories(process.id, matter)
    trees = _trees(matter, guesses)
    found = _units(process.id, matter, at, trees, guesses)
    known = trees.categories
    shown = tuple(
        CategoryAdvice(code, WAY.join(known[each].name for each in known[code].codes), share)
        for code, share in guesses
        if code in known
    )
    limits = tuple(_limits(process, trees.asked(matter, at), clock.aware(at).date()))
    return Advice(found.units, shown, limits, found.model, found.edition, is_pending(process.id))


def is_pending(process: str) -> bool:
    """Whether this process still reads the first models; asking for the first time starts that."""
    shelves = (dispatch_shelf(process), classifier_shelf(process))
    for shelf in shelves:
        shelf.get()
    return any(shelf.is_reading for shelf in shelves)


def advised_units(process: str, matter: Intake, at: datetime) -> Advised:
    """Units alone: without what is only shown. The words are read for a category only where none is stated."""
    guesses = [] if matter.category else guessed_categories(process, matter)
    return _units(process, matter, at, _trees(matter, guesses), guesses)


@dataclass(frozen=True, slots=True)
class _Trees:
    categories: Tree
    areas: Tree

    def asked(self, matter: Intake, at: datetime) -> Asked:
        return Asked(matter, at, _codes(self.categories, matter.category), _codes(self.areas, matter.area))


def _trees(matter: Intake, guesses: Sequence[Guess]) -> _Trees:
    return _Trees(branches(Category, {matter.category, *(code for code, _ in guesses)}), branches(Area, {matter.area}))


def _units(process: str, matter: Intake, at: datetime, trees: _Trees, guesses: Sequence[Guess]) -> Advised:
    day = clock.aware(at).date()
    edition, rules = live_rules(process)
    chosen = list(_by_rules(rules, trees.asked(matter, at), day))
    learned, model = learned_units(process, matter, at, trees.categories, trees.areas, guesses)
    return Advised(_joined(chosen, learned, day), model, edition)


def _codes(tree: Tree, code: str) -> tuple[str, ...]:
    return tree[code].codes if code in tree else ()


def _joined(chosen: Sequence[UnitAdvice], learned: Sequence[UnitAdvice], day: date) -> tuple[UnitAdvice, ...]:
    """Rules first, each unit once, none that may not be given work on the day."""
    first: dict[int, UnitAdvice] = {}
    for each in (*chosen, *learned):
        first.setdefault(each.organisation, each)
    names = unit_names(first, day)
    found = [replace(each, name=names[key]) for key, each in first.items() if key in names]
    return tuple(found[:MOST])


def live_rules(process: str) -> tuple[int, list[Rule]]:
    """The edition in force and its rules that are switched on, in their order; one statement."""
    rows = DispatchRule.objects.filter(ruleset__process=process, ruleset__state=SetState.LIVE, is_on=True)
    found = list(rows.select_related("ruleset").order_by("number", "pk"))
    return (found[0].ruleset.edition if found else 0), [row.rule for row in found]


def _by_rules(rules: Sequence[Rule], asked: Asked, day: date) -> Iterator[UnitAdvice]:
    """One row a unit, by the first rule that names it."""
    first: dict[int, Rule] = {}
    for rule in caught_by(rules, asked, day):
        first.setdefault(rule.main, rule)
    words = asked.words
    for unit, rule in first.items():
        met = rule.met(words)
        said = f"规则{rule.number}：{rule.title}" + (f"（{'、'.join(met[:3])}）" if met else "")
        yield UnitAdvice(unit, "", BY_RULE, said, rule.number, rule.co)


def unit_names(wanted: Iterable[int], day: date) -> dict[int, str]:
    """Names of those that may be given work on the day."""
    keys = list(wanted)
    if not keys:
        return {}
    return {unit.pk: unit.display_name for unit in Organisation.objects.at(day).filter(pk__in=keys)}


def _limits(process: Process, asked: Asked, day: date) -> Iterator[LimitAdvice]:
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
