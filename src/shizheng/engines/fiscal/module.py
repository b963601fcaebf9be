"""What the fiscal engine brings to the platform: who may do what with money, projects and promises."""

from shizheng.platform.modules.module import Module, RoleDefault
from shizheng.platform.policy.domain.permissions import Permission
from shizheng.platform.policy.domain.scope import Scope

_OFFICER = ("view", "budget", "propose", "purchase", "pay", "promise", "evaluate")
_LEAD = (*_OFFICER, "lock", "approve", "accept")


def _grants(verbs: tuple[str, ...], scope: Scope) -> dict[str, Scope]:
    return {f"fiscal.{verb}": scope for verb in verbs}


FISCAL = Module(
    id="fiscal",
    name="预算与项目",
    permissions=(
        Permission("fiscal.view", "查看预算与项目"),
        Permission("fiscal.budget", "编制预算账"),
        Permission("fiscal.lock", "预算账定稿与退回"),
        Permission("fiscal.propose", "申报项目"),
        Permission("fiscal.review", "评审项目"),
        Permission("fiscal.approve", "批复项目"),
        Permission("fiscal.purchase", "采购与签订合同"),
        Permission("fiscal.accept", "验收项目"),
        Permission("fiscal.pay", "登记付款"),
        Permission("fiscal.promise", "填报绩效目标"),
        Permission("fiscal.evaluate", "填报绩效自评"),
    ),
    role_defaults=(
        RoleDefault("administrator", {"fiscal.view": Scope.ALL}),
        RoleDefault("finance-officer", _grants(_OFFICER, Scope.SUBTREE)),
        RoleDefault("finance-lead", _grants(_LEAD, Scope.SUBTREE)),
        RoleDefault("reviewer", _grants(("view", "review"), Scope.SUBTREE)),
        RoleDefault("leader", _grants(("view", "approve"), Scope.SUBTREE)),
        RoleDefault("auditor", {"fiscal.view": Scope.ALL}),
        RoleDefault("staff", {"fiscal.view": Scope.ORGANISATION}),
    ),
)
