"""The hotline's process: sound, lawful on random walks, and a matter taken through it by the usual roles."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shizheng.engines.cases.actions.moves import make_move, open_case
from shizheng.engines.cases.actions.refusals import MoveRefusedError
from shizheng.engines.cases.domain.checking import require_sound
from shizheng.engines.cases.domain.folding import fold
from shizheng.engines.cases.models import Case
from shizheng.kit import clock
from shizheng.kit.clock import ZONE
from shizheng.platform.accounts.queries import actor_for
from shizheng.platform.modules.module import default_grants
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.permissions import PERMISSIONS
from shizheng.platform.policy.queries import DeniedError
from shizheng.systems.hotline.domain.process.process import WORK_ORDER
from tests.cases.test_walks import keeps_the_laws
from tests.cases.walking import Walk
from tests.platform.people import account, organisation, post, role

MONDAY = datetime(2026, 9, 21, 9, 30, tzinfo=ZONE)
MATTER = {
    "channel": "phone",
    "nature": "complaint",
    "urgency": "ordinary",
    "title": "东湖路路灯不亮",
    "text": "夜间无照明",
    "call_back": True,
}
REPLY = {"is_true": True, "is_beyond": False, "result": "已更换灯泡", "solved": True, "public_reply": "路灯已修复"}


def test_the_process_is_sound():
    assert require_sound(WORK_ORDER, PERMISSIONS.ids()) is WORK_ORDER
    assert {clause.document[:2] for clause in (move.clause for move in WORK_ORDER.moves)} == {"国办", "GB"}


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_random_walks_fold_to_what_was_decided(data):
    walk = Walk(WORK_ORDER)
    for _ in range(data.draw(st.integers(1, 25))):
        walk.step(data.draw)
        if walk.events:
            keeps_the_laws(WORK_ORDER, walk.state)
    assert fold(walk.events) == walk.state


@pytest.fixture
def now():
    with clock.frozen(MONDAY) as stopped:
        yield stopped


@pytest.fixture
def people(db, now) -> dict[str, Actor]:
    """The centre's three roles and two units' handlers, each with what the system suggests for the role."""
    centre, units = organisation("C"), [organisation("U1"), organisation("U2")]
    places = {
        "agent": (centre, "hotline-agent"),
        "dispatcher": (centre, "hotline-dispatcher"),
        "supervisor": (centre, "hotline-supervisor"),
        "lamp": (units[0], "unit-handler"),
        "road": (units[1], "unit-handler"),
    }
    return {name: _actor(name, unit, code) for name, (unit, code) in places.items()}


def _actor(name: str, unit: Organisation, code: str) -> Actor:
    holder = account(name)
    grants = {permission.replace(".", "__"): scope for permission, scope in default_grants(code).items()}
    post(holder, unit, role(f"{code}-{name}", **grants))
    return actor_for(holder)


class Matter:
    """One case and who does what to it."""

    def __init__(self, agent: Actor) -> None:
        self.case = open_case(agent, process="hotline", move="register", answers=MATTER).case

    def does(self, who: Actor, move: str, **answers) -> None:
        self.case = Case.objects.get(pk=self.case.pk)
        make_move(who, case=self.case, move=move, answers=answers, expected_version=self.case.version)
        self.case = Case.objects.get(pk=self.case.pk)


def unit(people: dict[str, Actor], name: str) -> int:
    return people[name].organisation_id


def test_a_day_at_the_hotline(people, now):
    matter = Matter(people["agent"])
    matter.does(people["dispatcher"], "dispatch", main=unit(people, "lamp"), co=[unit(people, "road")])
    assert matter.case.stage == "handling"
    # To be signed within one working day: by the end of the next.
    assert matter.case.due_at == datetime(2026, 9, 22, 17, 30, tzinfo=ZONE)
    matter.does(people["lamp"], "sign")
    matter.does(people["road"], "sign")
    matter.does(people["lamp"], "ask_extension", days=2, reason="需采购配件")
    matter.does(people["supervisor"], "grant_extension")
    matter.does(people["lamp"], "reply", **REPLY)
    with pytest.raises(MoveRefusedError, match="还有1个承办单位没有回复"):
        matter.does(people["dispatcher"], "review")
    matter.does(people["road"], "reply", **REPLY)
    matter.does(people["dispatcher"], "review")
    matter.does(
        people["agent"], "rework", contacted="reached", solved=False, satisfaction="2", why="还不亮", reason="未解决"
    )
    assert matter.case.stage == "handling"
    matter.does(people["lamp"], "reply", **REPLY)
    matter.does(people["road"], "reply", **REPLY)
    matter.does(people["dispatcher"], "review")
    matter.does(people["agent"], "close", contacted="reached", solved=True, satisfaction="5")
    assert (matter.case.stage, matter.case.due_at) == ("closed", None)
    matter.does(people["dispatcher"], "archive")
    assert matter.case.stage == "archived"


def test_a_wrong_dispatch_is_arbitrated(people):
    matter = Matter(people["agent"])
    matter.does(people["dispatcher"], "dispatch", main=unit(people, "road"))
    matter.does(people["road"], "ask_return", why="not_ours", reason="路灯属照明单位")
    matter.does(people["dispatcher"], "grant_return")
    assert matter.case.stage == "dispatching"
    matter.does(people["dispatcher"], "dispatch", main=unit(people, "lamp"))
    assert matter.case.main_id == unit(people, "lamp")


@pytest.mark.parametrize(
    ("who", "move", "answers"),
    [
        ("lamp", "review", {}),
        ("lamp", "grant_extension", {}),
        ("agent", "dispatch", {"main": 1}),
        ("dispatcher", "sign", {}),
        ("road", "sign", {}),
    ],
)
def test_nobody_does_what_is_another_s_duty(people, who, move, answers):
    matter = Matter(people["agent"])
    matter.does(people["dispatcher"], "dispatch", main=unit(people, "lamp"))
    version = matter.case.version
    with pytest.raises((DeniedError, MoveRefusedError)):
        matter.does(people[who], move, **answers)
    assert Case.objects.get().version == version


def test_another_unit_does_not_see_it(people):
    matter = Matter(people["agent"])
    matter.does(people["dispatcher"], "dispatch", main=unit(people, "lamp"))
    assert Case.objects.visible_to(people["lamp"]).count() == 1
    assert Case.objects.visible_to(people["road"]).count() == 0
