"""What the hotline brings to the platform."""

from shizheng.console.navigation import MenuGroup, MenuItem
from shizheng.kit import clock
from shizheng.platform.modules.module import Module, RoleDefault
from shizheng.platform.policy.domain.permissions import Permission
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.search.queries import SearchSource
from shizheng.systems.hotline import tasks as tasks
from shizheng.systems.hotline.management.pack import KNOWLEDGE
from shizheng.systems.hotline.models import ArticleVersion
from shizheng.systems.hotline.models.knowledge import PUBLISH, READ, WRITE

_GROUP = "12345热线"

HOTLINE = Module(
    id="hotline",
    name="12345热线",
    menu_groups=(MenuGroup(_GROUP, 50, "phone"),),
    menu=(
        MenuItem("知识库", "hotline:knowledge", READ, _GROUP, 60, "file-search"),
        MenuItem("维护知识", "hotline:articles", WRITE, _GROUP, 61, "pencil"),
        MenuItem("知识缺口", "hotline:gaps", PUBLISH, _GROUP, 62, "list-details"),
    ),
    permissions=(
        Permission(READ, "查看知识库"),
        Permission(WRITE, "编写知识", "编写、修改、复核本单位的知识"),
        Permission(PUBLISH, "发布知识", "发布、撤下知识，处理知识缺口"),
    ),
    role_defaults=(
        RoleDefault("administrator", {READ: Scope.ALL, WRITE: Scope.ALL, PUBLISH: Scope.ALL}),
        RoleDefault("staff", {READ: Scope.ALL, WRITE: Scope.ORGANISATION}),
        RoleDefault("leader", {READ: Scope.ALL}),
    ),
    pack_sections=(KNOWLEDGE,),
    search_sources=(
        SearchSource(
            "hotline.knowledge",
            "知识库",
            READ,
            lambda: ArticleVersion.objects.in_force(clock.today()).order_by("-article__uses", "-pk"),
            terms="terms",
            list_page="hotline:knowledge",
        ),
    ),
)
