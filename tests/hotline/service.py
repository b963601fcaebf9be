"""A hotline centre, two units and the people of the usual roles, for tests of what stands on the process."""

from dataclasses import dataclass
from typing import Any

from shizheng.engines.cases.actions.moves import make_move, open_case
from shizheng.engines.cases.models import Area, Case, Category
from shizheng.platform.accounts.models import Account
from shizheng.platform.accounts.queries import actor_for
from shizheng.platform.modules.module import default_grants
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from tests.platform.people import account, organisation, post, role

MATTER = {
    "channel": "phone",
    "nature": "complaint",
    "urgency": "ordinary",
    "title": "东湖路路灯不亮",
    "text": "夜间无照明",
    "call_back": True,
}
REPLY = {"is_true": True, "is_beyond": False, "result": "已更换灯泡", "solved": True, "public_reply": "路灯已修复"}


@dataclass(frozen=True)
class Service:
    """`agent`, `dispatcher` and `supervisor` sit at the centre; `city` and `housing` handle for two units."""

    centre: Organisation
    units: tuple[Organisation, Organisation]
    agent: Actor
    dispatcher: Actor
    supervisor: Actor
    city: Actor
    housing: Actor


def person(username: str, unit: Organisation, usual: str) -> Actor:
    """An account in a post with what modules suggest for the usual role."""
    holder = account(username)
    post(
        holder, unit, role(f"{usual}-{username}", **{k.replace(".", "__"): v for k, v in default_grants(usual).items()})
    )
    return actor_for(holder)


def service() -> Service:
    centre, units = organisation("C"), (organisation("CG"), organisation("ZJ"))
    for tree, code, more in ((Category, "light", {}), (Area, "donghu", {"level": "district"})):
        branch = tree.objects.create(code=code, name=f"名{code}", **more)
        branch.grow(None)
        branch.save()
    return Service(
        centre,
        units,
        person("agent", centre, "hotline-agent"),
        person("dispatcher", centre, "hotline-dispatcher"),
        person("supervisor", centre, "hotline-supervisor"),
        person("cityunit", units[0], "unit-handler"),
        person("houseunit", units[1], "unit-handler"),
    )


def opened(service: Service, **more: Any) -> Case:
    values = {"process": "hotline", "move": "register", "answers": MATTER, "keeper": service.centre, **more}
    return open_case(service.agent, **values).case


def moved(who: Actor, case: Case, move: str, **answers: Any) -> Case:
    now = Case.objects.get(pk=case.pk)
    return make_move(who, case=now, move=move, answers=answers, expected_version=now.version).case


def handled(service: Service, **more: Any) -> Case:
    """A case that the first unit has to sign."""
    return moved(service.dispatcher, opened(service, **more), "dispatch", main=service.units[0].pk)


def login(client: Any, who: Actor) -> Any:
    client.force_login(Account.objects.get(pk=who.account_id))
    return client
