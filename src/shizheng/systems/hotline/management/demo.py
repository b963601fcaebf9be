"""The pack section `hotline_cases`: work orders of the last months, so that a demonstration lives."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Annotated, Any

from msgspec import Meta, Struct

from shizheng.engines.cases.actions.loading import load_cases
from shizheng.engines.cases.actions.moves import make_move
from shizheng.engines.cases.actions.sweeping import sweep_clocks
from shizheng.engines.cases.domain.events import Maker
from shizheng.engines.cases.domain.facts import Facts
from shizheng.engines.cases.domain.importing import PastMove
from shizheng.engines.cases.models import Area, Case
from shizheng.engines.cases.queries.knowledge import everything, maker_of
from shizheng.kit import clock
from shizheng.kit.errors import Fault, ShizhengError
from shizheng.platform.accounts.queries import actor_for, named
from shizheng.platform.modules.module import UNCHANGED, Outcome, PackSection
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.domain.process.process import WORK_ORDER
from shizheng.systems.hotline.management.demo_stories import DESK, People, Seed, Story, caller, filled, openings

WAITING, SUBMITTED, MERGED = 9, 5, 6
Word = Annotated[str, Meta(min_length=1)]


class MatterItem(Struct, forbid_unknown_fields=True, kw_only=True):
    """`unit` is the code of the unit that usually handles it. `direct` matters are answered at once, `hard` ones take
    longer and are not always solved."""

    category: Word
    unit: Word
    weight: int
    title: Word
    text: Word
    result: Word
    reply: Word
    nature: str = "complaint"
    urgency: str = "ordinary"
    direct: bool = False
    hard: bool = False


class HotlineCasesItem(Struct, forbid_unknown_fields=True, kw_only=True):
    """`agent`, `dispatcher`, `supervisor` and those of `handlers` (by unit) are user names; units without one are
    handled by nobody in particular."""

    count: int
    days: int
    seed: int
    keeper: Word
    agent: Word
    dispatcher: Word
    supervisor: Word
    roads: list[str]
    spots: list[str]
    matters: list[MatterItem]
    handlers: dict[str, str] = {}


def review(items: Sequence[HotlineCasesItem], pack: Mapping[str, Sequence[Any]]) -> list[tuple[int, Fault]]:
    """Units and accounts that are here or in the same pack."""
    units = {each.code for each in pack.get("organisations", ())} | set(
        Organisation.objects.values_list("code", flat=True)
    )
    accounts = {each.username for each in pack.get("accounts", ())}
    faults: list[tuple[int, Fault]] = []
    for index, item in enumerate(items):
        wanted = {item.keeper, *item.handlers, *(matter.unit for matter in item.matters)}
        faults += [(index, Fault(f"没有单位“{code}”", "matters")) for code in sorted(wanted - units)]
        people = {item.agent, item.dispatcher, item.supervisor, *item.handlers.values()} - accounts
        faults += [(index, Fault(f"没有用户“{name}”", "handlers")) for name in sorted(people) if named(name) is None]
    return faults


def apply(actor: Actor, item: HotlineCasesItem) -> Outcome:
    """Once: a hotline that has cases is left alone."""
    if Case.objects.of(WORK_ORDER.id).exists():
        return UNCHANGED
    known = everything(actor, WORK_ORDER, clock.now())
    units = dict(Organisation.objects.values_list("code", "pk"))
    areas = list(Area.objects.filter(level="community").order_by("code").values_list("code", flat=True))
    teller = _Teller(item, Random(item.seed), known, units, areas)
    histories = teller.histories()
    contacts = [caller(teller.rng) for _ in histories]
    loaded = load_cases(actor, process=WORK_ORDER.id, histories=histories, contacts=contacts)
    _merge(item, loaded.cases)
    while sweep_clocks(actor).more:
        pass
    return Outcome(created=len(histories))


@dataclass(slots=True)
class _Teller:
    """Everything that stories draw from."""

    item: HotlineCasesItem
    rng: Random
    known: Facts
    units: dict[str, int]
    areas: list[str]

    def histories(self) -> list[list[PastMove]]:
        people, now = self._people(), clock.now()
        desks = [moves for code in self.item.handlers for moves in self._desk(people, code, now)]
        stories = [
            Story(self.rng, people, self.known, self._seed(), at).told(now)
            for at in openings(self.rng, self.item.count - WAITING - SUBMITTED - len(desks), self.item.days, now)
        ]
        for number in range(WAITING + SUBMITTED):
            at = now - timedelta(minutes=self.rng.uniform(3, 90), seconds=number)
            story = Story(self.rng, people, self.known, self._seed(), at)
            story.raised("register" if number < WAITING else "submit")
            stories.append(story.moves)
        return sorted([*stories, *desks], key=lambda moves: moves[0].at)

    def _desk(self, people: People, code: str, now: datetime) -> Iterator[list[PastMove]]:
        unit, others = self.units[code], [each for each in self.item.handlers if each != code]
        for standing, urgency, age, count in DESK:
            for _ in range(count):
                main = self.rng.choice(others) if standing == "co" and others else code
                seed = replace(self._seed(main), urgency=urgency)
                back = timedelta(hours=8 * (age - self.rng.uniform(0, 0.15)))
                at = now - back if urgency == "urgent" or age < 1 else self.known.calendar.add_hours(now, -back).value
                yield Story(self.rng, people, self.known, seed, at).held(standing, unit)

    def _people(self) -> People:
        units = {each.code: each for each in Organisation.objects.all()}
        usual = {unit: self._account(name) for unit, name in self.item.handlers.items()}
        handlers = {
            units[code].pk: usual.get(code) or Maker(None, "经办人", "", units[code].pk, units[code].name)
            for code in {matter.unit: None for matter in self.item.matters}
        }
        item = self.item
        agent, dispatcher, supervisor = (self._account(each) for each in (item.agent, item.dispatcher, item.supervisor))
        return People(units[item.keeper].pk, agent, dispatcher, supervisor, handlers)

    def _account(self, name: str) -> Maker:
        account = named(name)
        if account is None:
            raise ShizhengError(f"没有用户“{name}”", "hotline_cases", "请先在 accounts 中建立")
        return maker_of(actor_for(account))

    def _seed(self, unit: str = "") -> Seed:
        """What by weight, where by chance; for a unit's desk something that it handles in the usual way."""
        found = [each for each in self.item.matters if not unit or (each.unit == unit and not each.direct | each.hard)]
        matter = self.rng.choices(found, [each.weight for each in found])[0]
        place = self.rng.choice(self.item.roads) + self.rng.choice(self.item.spots)
        return Seed(
            matter.category,
            self.units[matter.unit],
            filled(self.rng, matter.title, place),
            filled(self.rng, matter.text, place),
            filled(self.rng, matter.result, place),
            filled(self.rng, matter.reply, place),
            matter.nature,
            matter.urgency,
            matter.direct,
            matter.hard,
            self.rng.choice(self.areas) if self.areas else "",
            "" if matter.direct else place,
        )


def _merge(item: HotlineCasesItem, cases: Sequence[Case]) -> None:
    """A few matters that several called about: the newest waiting ones follow one that is being handled."""
    account = named(item.dispatcher)
    waiting = [case for case in cases if case.stage == "dispatching"][-MERGED:]
    leading = [case for case in cases if case.stage == "handling"][-MERGED:]
    for case, parent in zip(waiting, leading, strict=False):
        if account is not None:
            make_move(
                actor_for(account),
                case=case,
                move="merge",
                answers={"parent": parent.pk},
                expected_version=case.version,
            )


HOTLINE_CASES = PackSection("hotline_cases", "热线工单", HotlineCasesItem, apply, review, rank=800)
