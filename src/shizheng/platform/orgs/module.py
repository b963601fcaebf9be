"""What the tree of organisations brings to the platform."""

from shizheng.console.navigation import MenuItem
from shizheng.platform.modules.module import Module, RoleDefault
from shizheng.platform.orgs.management.pack import ORGANISATIONS
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.permissions import Permission
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.search.queries import SearchSource

ORGS = Module(
    id="orgs",
    name="组织机构",
    menu=(MenuItem("单位", "orgs:list", "orgs.view", "系统管理", 10, "building"),),
    permissions=(
        Permission("orgs.view", "查看单位"),
        Permission("orgs.manage", "管理单位", "设立、更名、调整隶属、撤销"),
    ),
    role_defaults=(RoleDefault("administrator", {"orgs.view": Scope.ALL, "orgs.manage": Scope.ALL}),),
    pack_sections=(ORGANISATIONS,),
    search_sources=(
        SearchSource(
            "orgs.units",
            "单位",
            "orgs.view",
            lambda: Organisation.objects.order_by("path"),
            fields=("name", "short_name", "code"),
            list_page="orgs:list",
        ),
    ),
)
