"""Gathering what deciding a move needs to know: one statement a kind of thing, and none that the move cannot need."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from shizheng.engines.cases.domain.effects import Effect, Grant, Refuse, Start
from shizheng.engines.cases.domain.events import Maker
from shizheng.engines.cases.domain.facts import CaseFact, Facts, OrganisationFact, Wish
from shizheng.engines.cases.domain.limits import LimitTable
from shizheng.engines.cases.domain.process import Move, Process
from shizheng.engines.cases.domain.state import State
from shizheng.engines.cases.domain.words import Apart, AskKind, By, Field
from shizheng.engines.cases.models import Area, Case, Category, LimitRowModel
from shizheng.engines.cases.models.trees import Branch
from shizheng.engines.cases.queries.calendars import working_calendar
from shizheng.kit import clock
from shizheng.platform.files.models import StoredFile
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor


def maker_of(actor: Actor) -> Maker:
    """The actor as an event writes them down."""
    return Maker(
        actor.account_id,
        actor.display_name[:100],
        actor.post_name[:100],
        actor.organisation_id,
        actor.organisation_name[:200],
    )


def gather(actor: Actor, process: Process, move: Move, state: State, wish: Wish, at: datetime) -> Facts:
    """What deciding this wish needs. Answers that do not name what they should are simply not found."""
    day = clock.aware(at).date()
    named = _answered(move, wish, AskKind.ORGANISATION, AskKind.ORGANISATIONS)
    organisations = _organisations({*named, *_parties(move, state)})
    categories = _branches(Category, {state.text(Field.CATEGORY), *_codes(move, wish, AskKind.CATEGORY)})
    areas = _branches(Area, {state.text(Field.AREA), *_codes(move, wish, AskKind.AREA)})
    return Facts(
        at,
        maker_of(actor),
        working_calendar(),
        limits=_limits(process, move, [*categories, *areas], day),
        acts_for=_acts_for(actor, state, organisations),
        organisations={each.pk: _fact(each, day) for each in organisations},
        categories=_lineages(categories, {"", process.id}),
        areas=_lineages(areas, None),
        retired=frozenset(each.code for each in [*categories, *areas] if not each.is_valid(day)),
        cases=_cases(actor, process, _answered(move, wish, AskKind.CASE)),
        files=_files(actor, _answered(move, wish, AskKind.FILES)),
    )


def everything(actor: Actor, process: Process, at: datetime) -> Facts:
    """Whatever any case may name: for many cases at once."""
    categories, areas = list(Category.objects.all()), list(Area.objects.all())
    rows = LimitRowModel.objects.filter(process=process.id)
    return Facts(
        at,
        maker_of(actor),
        working_calendar(),
        limits=LimitTable([row.row for row in rows]),
        organisations={each.pk: OrganisationFact(each.pk, each.name) for each in Organisation.objects.all()},
        categories=_lineages(categories, {"", process.id}),
        areas=_lineages(areas, None),
    )


def presence(actor: Actor, state: State, at: datetime) -> Facts:
    """As much as offering moves needs: who acts, for whom, and when."""
    organisations = _organisations({party.organisation for party in state.active()})
    return Facts(at, maker_of(actor), working_calendar(), acts_for=_acts_for(actor, state, organisations))


def _answered(move: Move, wish: Wish, *kinds: AskKind) -> set[int]:
    found: set[int] = set()
    for ask in move.asks:
        value = wish.answers.get(ask.id) if ask.kind in kinds else None
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, int) and not isinstance(each, bool) and 0 < each < 1 << 63:
                found.add(each)
    return found


def _codes(move: Move, wish: Wish, kind: AskKind) -> set[str]:
    answers = (wish.answers.get(ask.id) for ask in move.asks if ask.kind is kind)
    return {answer for answer in answers if isinstance(answer, str) and "\0" not in answer}


def _parties(move: Move, state: State) -> set[int]:
    if move.by is By.OFFICE and move.apart is not Apart.ORGANISATION:
        return set()
    return {party.organisation for party in state.parties}


def _organisations(wanted: set[int]) -> list[Organisation]:
    return list(Organisation.objects.filter(pk__in=wanted)) if wanted else []


def _fact(organisation: Organisation, day: date) -> OrganisationFact:
    exists = organisation.valid_to is None or organisation.valid_to >= day
    return OrganisationFact(organisation.pk, organisation.name, exists)


def _acts_for(actor: Actor, state: State, organisations: Iterable[Organisation]) -> frozenset[int]:
    """The parties that the actor's own organisation is or lies below; the platform itself acts for all."""
    parties = {party.organisation for party in state.parties}
    mine = actor.organisation_path
    return frozenset(
        each.pk
        for each in organisations
        if each.pk in parties and (actor.everything or (mine and each.path and mine.startswith(each.path)))
    )


def _branches(tree: type[Category] | type[Area], codes: set[str]) -> "list[Branch]":
    wanted = codes - {""}
    return list(tree.objects.filter(code__in=wanted)) if wanted else []


def _lineages(branches: "Iterable[Branch]", owners: set[str] | None) -> dict[str, tuple[str, ...]]:
    return {each.code: each.codes for each in branches if owners is None or getattr(each, "process", "") in owners}


def _effects(process: Process, move: Move) -> Iterable[Effect]:
    for effect in move.effects:
        yield effect
        rule = process.request(effect.request) if isinstance(effect, Grant | Refuse) else None
        if rule is not None:
            yield from (*rule.granted, *rule.refused)


def _limits(process: Process, move: Move, branches: "Iterable[Branch]", day: date) -> LimitTable:
    """The rows that may apply: those of the clocks that the move may start, for the case's categories and areas."""
    started = {effect.clock for effect in _effects(process, move) if isinstance(effect, Start)}
    if not started:
        return LimitTable(())
    codes = {"", *(code for branch in branches for code in branch.codes)}
    rows = LimitRowModel.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        process=process.id,
        clock__in=started,
        category__in=codes,
        area__in=codes,
        valid_from__lte=day,
    )
    return LimitTable([row.row for row in rows])


def _cases(actor: Actor, process: Process, wanted: set[int]) -> dict[int, CaseFact]:
    found = Case.objects.visible_to(actor, process.view).filter(pk__in=wanted) if wanted else ()
    return {
        case.pk: CaseFact(case.pk, case.process, case.number, case.parent_id is None and case.ended_at is None)
        for case in found
    }


def _files(actor: Actor, wanted: set[int]) -> frozenset[int]:
    """Whoever answers with a file has handed it in themselves."""
    if not wanted:
        return frozenset()
    rows = StoredFile.objects.filter(pk__in=wanted)
    own = rows if actor.everything else rows.filter(owner_id=actor.account_id)
    return frozenset(own.values_list("pk", flat=True))
