"""A centre, three units and the people in them, with categories, areas and limits."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from shizheng.engines.cases.actions.moves import Made, make_move, open_case
from shizheng.engines.cases.models import Area, Case, Category, LimitRowModel
from shizheng.platform.modules.module import MODULES, Module, register
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.permissions import PERMISSIONS, Permission
from shizheng.platform.policy.domain.scope import Scope
from tests.cases.processes.grid import GRID
from tests.cases.processes.hotline import HOTLINE
from tests.cases.processes.tasks import TASKS
from tests.platform.people import actor, organisation

VERBS = ("view", "accept", "dispatch", "supervise", "handle", "review", "call", "close")
TRIAL = Module(
    id="trial",
    name="测试",
    permissions=tuple(Permission(f"trial.{verb}", f"测试{verb}") for verb in VERBS),
    contributions={"processes": (HOTLINE, GRID, TASKS)},
)
MATTER = {"title": "路灯不亮", "text": "夜间无照明", "nature": "complaint", "urgency": "ordinary"}
REPLY = {"result": "已修复", "solved": True, "public_reply": "路灯已修复"}


@contextmanager
def trial() -> Iterator[None]:
    with MODULES.isolated(), PERMISSIONS.isolated():
        register(TRIAL)
        yield


@dataclass(frozen=True)
class City:
    """`agent` does everything at the centre; `water`, `road` and `gas` are the people of three units."""

    centre: Organisation
    units: tuple[Organisation, ...]
    agent: Actor
    second: Actor
    water: Actor
    road: Actor
    gas: Actor
    stranger: Actor

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(unit.pk for unit in self.units)


def found() -> City:
    centre = organisation("C")
    units = tuple(organisation(f"U{number}") for number in range(3))
    office = {f"trial__{verb}": Scope.ALL for verb in VERBS if verb != "handle"}
    unit = dict.fromkeys(("trial__view", "trial__handle", "cases__view", "vault__unseal"), Scope.SUBTREE)
    tree()
    return City(
        centre,
        units,
        actor("agent", centre, **office, cases__view=Scope.ALL, vault__unseal=Scope.ALL),
        actor("second", centre, **office, cases__view=Scope.ALL),
        *(actor(name, at, **unit) for name, at in zip(("water", "road", "gas"), units, strict=True)),
        actor("stranger", organisation("X"), **unit),
    )


def tree() -> None:
    """Two levels of categories and areas, and the limits that the processes leave to a table."""
    for kind, codes, more in ((Category, ("water", "leak"), {}), (Area, ("north", "n1"), {"level": "street"})):
        parent = None
        for code in codes:
            branch = kind.objects.create(code=code, name=code, parent=parent, **more)
            branch.grow(parent)
            branch.save()
            parent = branch
    usual = {"valid_from": date(2020, 1, 1), "edition": 3, "source": "办法"}
    LimitRowModel.objects.create(process="trial_grid", clock="handle", amount=3, unit="working_days", **usual)
    LimitRowModel.objects.create(
        process="trial_hotline", clock="handle", amount=2, unit="working_hours", urgency="urgent", **usual
    )
    LimitRowModel.objects.create(
        process="trial_hotline", clock="handle", amount=1, unit="working_days", category="water", **usual
    )


def raised(city: City, key: str = "", **answers) -> Case:
    return open_case(city.agent, process="trial_hotline", move="register", answers={**MATTER, **answers}, key=key).case


def moved(actor: Actor, case: Case, move: str, **values) -> Made:
    """The move on the case as it is now; answers by name, `organisation_`, `request_` and `key_` apart."""
    apart = {name.rstrip("_"): values.pop(name) for name in list(values) if name.endswith("_")}
    version = apart.pop("version", None) or Case.objects.get(pk=case.pk).version
    return make_move(actor, case=case, move=move, answers=values, expected_version=version, **apart)


def dispatched(city: City, co: bool = True, **answers) -> Case:
    case = raised(city, **answers)
    more = {"co": [city.ids[1]]} if co else {}
    return moved(city.agent, case, "dispatch", main=city.ids[0], **more).case
