"""What the disclosure system brings: its menu, its permissions, and who usually may do what."""

from shizheng.console.navigation import MenuGroup, MenuItem
from shizheng.console.panels import Contribution
from shizheng.platform.desk.queries import is_desk
from shizheng.platform.modules.module import Module, RoleDefault
from shizheng.platform.policy.domain.permissions import Permission
from shizheng.platform.policy.domain.scope import Scope
from shizheng.systems.disclosure import tasks as tasks
from shizheng.systems.disclosure.management.demo import DISCLOSURES
from shizheng.systems.disclosure.management.demo_years import YEARS
from shizheng.systems.disclosure.pages.books import waiting
from shizheng.systems.disclosure.pages.documents import DESK_PANEL
from shizheng.systems.disclosure.queries.work import FOUND_DOCUMENTS, FOUND_PREPARATIONS, PREPARATIONS

_GROUP = "预决算公开"
_READ = {"disclosure.view": Scope.SUBTREE}
_WORK = dict.fromkeys(("disclosure.view", "disclosure.upload", "disclosure.handle"), Scope.SUBTREE)

DISCLOSURE = Module(
    id="disclosure",
    name="预决算公开",
    menu_groups=(MenuGroup(_GROUP, 100, "report-money"),),
    menu=(
        MenuItem("预算编制", "disclosure:budgets", "disclosure.view", _GROUP, 5, "report-money", badge=waiting),
        MenuItem("已发布公开", "disclosure:publications", "disclosure.view", _GROUP, 6, "world"),
        MenuItem("公开文件", "disclosure:documents", "disclosure.view", _GROUP, 10, "file-search"),
        MenuItem("单位对比", "disclosure:compare", "disclosure.view", _GROUP, 20, "git-compare"),
        MenuItem("检查概览", "disclosure:overview", "disclosure.view", _GROUP, 30, "chart-bar"),
    ),
    panels=(Contribution("disclosure.desk", DESK_PANEL, is_desk),),
    search_sources=(FOUND_PREPARATIONS, FOUND_DOCUMENTS),
    contributions={"work_kinds": (PREPARATIONS,)},
    pack_sections=(DISCLOSURES, YEARS),
    permissions=(
        Permission("disclosure.view", "查看公开文件"),
        Permission("disclosure.upload", "上传公开文件", "上传、换版、更正信息、重新检查"),
        Permission("disclosure.handle", "处理检查发现", "采纳、忽略、恢复"),
        Permission("disclosure.remove", "删除公开文件"),
        Permission("disclosure.prepare", "编制预决算公开", "填报、导入、检查、送审"),
        Permission("disclosure.review", "审核预决算公开", "审核他人送审的内容，不能审核自己经手的"),
        Permission("disclosure.publish", "发布预决算公开", "发布、更正"),
    ),
    role_defaults=(
        RoleDefault("administrator", dict.fromkeys((*_WORK, "disclosure.remove"), Scope.ALL)),
        RoleDefault("finance-officer", {**_WORK, "disclosure.prepare": Scope.SUBTREE}),
        RoleDefault(
            "finance-lead", {**_WORK, **dict.fromkeys(("disclosure.remove", "disclosure.publish"), Scope.SUBTREE)}
        ),
        RoleDefault(
            "reviewer", dict.fromkeys(("disclosure.view", "disclosure.handle", "disclosure.review"), Scope.SUBTREE)
        ),
        RoleDefault("leader", _READ),
        RoleDefault("auditor", {"disclosure.view": Scope.ALL}),
        RoleDefault("staff", {"disclosure.view": Scope.ORGANISATION}),
    ),
)
