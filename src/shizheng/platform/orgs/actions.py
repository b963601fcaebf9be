"""Every change of the tree of organisations."""

from datetime import date, timedelta

from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from shizheng.kit import clock
from shizheng.kit.errors import ShizhengError
from shizheng.platform.journal.actions import action, amend, trace
from shizheng.platform.orgs.models import DEEPEST, FormerName, Kind, Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.policy.queries import DeniedError, require

MANAGE = "orgs.manage"


class TreeError(ShizhengError):
    """A change that the tree cannot bear."""


def _require_place(actor: Actor, parent: Organisation | None) -> None:
    """A place in the tree must lie within the actor's reach; only those who reach everything plant new trees."""
    if parent is not None:
        require(actor, MANAGE, parent)
    elif actor.scope(MANAGE) is not Scope.ALL:
        raise DeniedError("只有可管理全部单位的岗位才能设立顶级单位", remedy="请选择上级单位，或联系系统管理员")


def _hold_tree(*units: Organisation | None) -> None:
    """One change of the tree at a time, each seeing the paths that the one before it left."""
    list(Organisation.objects.select_for_update().filter(parent=None).order_by("pk").values_list("pk"))
    for unit in units:
        if unit is not None:
            unit.refresh_from_db(fields=["path"])


def _require_code_free(code: str) -> None:
    if Organisation.objects.filter(code=code).exists():
        raise TreeError(f"单位编码“{code}”已被使用", "单位编码", "请换一个编码，或修改已有单位")


@action("orgs.create", "设立单位", permission=MANAGE)
def create_organisation(
    actor: Actor,
    *,
    code: str,
    name: str,
    kind: Kind,
    parent: Organisation | None = None,
    short_name: str = "",
    order: int = 0,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Organisation:
    _hold_tree(parent)
    _require_place(actor, parent)
    _require_code_free(code)
    if parent is not None and parent.depth >= DEEPEST:
        raise TreeError(f"组织机构最多 {DEEPEST} 级", "上级单位")
    organisation = Organisation.objects.create(
        code=code,
        name=name,
        short_name=short_name,
        kind=kind,
        parent=parent,
        order=order,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    organisation.path = organisation.path_under(parent)
    organisation.save(update_fields=["path"])
    trace(organisation, f"设立单位“{name}”，上级“{parent or '无'}”")
    return organisation


@action("orgs.describe", "修改单位信息", permission=MANAGE, on="organisation")
def describe_organisation(
    actor: Actor,
    *,
    organisation: Organisation,
    kind: Kind,
    short_name: str,
    order: int,
    valid_from: date | None,
    valid_to: date | None,
) -> Organisation:
    changes = amend(
        organisation, kind=kind, short_name=short_name, order=order, valid_from=valid_from, valid_to=valid_to
    )
    organisation.save()
    trace(organisation, f"修改单位“{organisation}”的信息", changes=changes)
    return organisation


@action("orgs.rename", "单位更名", permission=MANAGE, on="organisation")
def rename_organisation(
    actor: Actor, *, organisation: Organisation, name: str, since: date | None = None, reason: str = ""
) -> Organisation:
    """`since` is the first day of the new name, today unless told; the old name is kept for older documents."""
    if name == organisation.name:
        raise TreeError("新名称与现名称相同", "单位名称")
    last_day = (since or clock.today()) - timedelta(days=1)
    FormerName.objects.create(organisation=organisation, name=organisation.name, valid_to=last_day)
    changes = amend(organisation, name=name)
    organisation.save(update_fields=["name"])
    trace(organisation, f"单位更名为“{name}”", changes=changes, reason=reason)
    return organisation


@action("orgs.move", "调整隶属关系", permission=MANAGE, on="organisation")
def move_organisation(
    actor: Actor, *, organisation: Organisation, parent: Organisation | None, reason: str = ""
) -> Organisation:
    """Hang the organisation and everything below it under another parent."""
    _hold_tree(organisation, parent)
    _require_place(actor, parent)
    if parent is not None and organisation.contains(parent):
        raise TreeError("不能把单位移到它自己或它的下级之下", "上级单位", "请选择其他上级单位")
    below, old = Organisation.objects.subtree(organisation), organisation.path or ""
    deepest = max(unit.depth for unit in below) - organisation.depth + 1
    if (parent.depth if parent else 0) + deepest > DEEPEST:
        raise TreeError(f"组织机构最多 {DEEPEST} 级", "上级单位")
    changes = amend(organisation, parent=parent, path=organisation.path_under(parent))
    below.update(path=Concat(Value(organisation.path), Substr(F("path"), len(old) + 1)))
    organisation.save(update_fields=["parent"])
    trace(organisation, f"单位“{organisation}”改由“{parent or '无'}”管理", changes=changes, reason=reason)
    return organisation


@action("orgs.close", "撤销单位", permission=MANAGE, on="organisation")
def close_organisation(actor: Actor, *, organisation: Organisation, last_day: date, reason: str) -> Organisation:
    """The organisation stays for what refers to it; those below it must have been moved or closed before."""
    if organisation.valid_to is not None:
        raise TreeError(f"单位“{organisation}”已经撤销")
    later = Organisation.objects.at(last_day + timedelta(days=1))
    if later.filter(parent=organisation).exists():
        raise TreeError(f"单位“{organisation}”还有下级单位", remedy="请先撤销或移走下级单位")
    if organisation.valid_from and last_day < organisation.valid_from:
        raise TreeError("撤销日期不能早于设立日期", "撤销日期")
    changes = amend(organisation, valid_to=last_day)
    organisation.save(update_fields=["valid_to"])
    trace(organisation, f"撤销单位“{organisation}”", changes=changes, reason=reason)
    return organisation
