"""What the hotline brings to the platform."""

from shizheng.console.navigation import MenuGroup, MenuItem
from shizheng.engines.cases.models.following import Follower
from shizheng.engines.cases.queries.noting import note_choices
from shizheng.kit import clock
from shizheng.platform.modules.module import Module, RoleDefault
from shizheng.platform.policy.domain.permissions import Permission
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.search.queries import SearchSource
from shizheng.systems.hotline import tasks as tasks
from shizheng.systems.hotline.domain.process.past import PAST_CASES
from shizheng.systems.hotline.domain.process.process import WORK_ORDER
from shizheng.systems.hotline.management.calls_pack import CALL_SECTIONS
from shizheng.systems.hotline.management.demo import HOTLINE_CASES
from shizheng.systems.hotline.management.evaluation_pack import EVALUATION as EVALUATION_PACK
from shizheng.systems.hotline.management.office_pack import OFFICE
from shizheng.systems.hotline.management.pack import KNOWLEDGE
from shizheng.systems.hotline.management.quality_pack import PHRASES
from shizheng.systems.hotline.models import ArticleVersion
from shizheng.systems.hotline.models.knowledge import PUBLISH, READ, WRITE
from shizheng.systems.hotline.pages.replying import HELPERS
from shizheng.systems.hotline.pages.workbench import waiting_to_sign
from shizheng.systems.hotline.queries.announcing import ANNOUNCING
from shizheng.systems.hotline.queries.announcing import EVENTS as HOOK_EVENTS
from shizheng.systems.hotline.queries.measures.calls import CALL_FACTS
from shizheng.systems.hotline.queries.measures.declared import ALL as MEASURES
from shizheng.systems.hotline.queries.quality import remember
from shizheng.systems.hotline.queries.telling import TELLING
from shizheng.systems.hotline.queries.work import KINDS

_GROUP = "12345热线"

VIEW = "hotline.view"
UNSEAL = "vault.unseal"
ADVISED = Follower("hotline.advice", WORK_ORDER.id, note_choices)
INVITED = Follower("hotline.invitations", WORK_ORDER.id, tasks.invite_callers)


REMEMBERED = Follower("hotline.replies", WORK_ORDER.id, remember)


def _at_centre(*verbs: str) -> dict[str, Scope]:
    """The centre works on the whole city's matters, wherever they happen."""
    return {"cases.view": Scope.ALL, UNSEAL: Scope.ALL, **{f"hotline.{verb}": Scope.ALL for verb in verbs}}


HOTLINE = Module(
    id="hotline",
    name="12345热线",
    menu_groups=(MenuGroup(_GROUP, 50, "phone"),),
    menu=(
        MenuItem("坐席工作台", "hotline:desk", "hotline.accept", _GROUP, 10, "headset"),
        MenuItem("承办工作台", "hotline:work", "hotline.handle", _GROUP, 20, "list-check", waiting_to_sign),
        MenuItem("市长信箱", "hotline:letters", "hotline.accept", _GROUP, 44, "send"),
        MenuItem("答复模板", "hotline:templates", "hotline.handle", _GROUP, 22, "note"),
        MenuItem("督办台", "hotline:board", "hotline.supervise", _GROUP, 30, "eye"),
        MenuItem("通话", "hotline:calls", "hotline.calls", _GROUP, 40, "phone"),
        MenuItem("来电限制", "hotline:blocks", "hotline.block", _GROUP, 42, "ban"),
        MenuItem("待回访", "hotline:callbacks", "hotline.call", _GROUP, 35, "phone"),
        MenuItem("公开审定", "hotline:publications", "hotline.propose", _GROUP, 50, "share"),
        MenuItem("考核评价", "hotline:evaluation", VIEW, _GROUP, 40, "chart-bar"),
        MenuItem("月度排名", "hotline:ranking", VIEW, _GROUP, 41, "report-analytics"),
        MenuItem("不计入考核", "hotline:exclusions", VIEW, _GROUP, 42, "ban"),
        MenuItem("热线报告", "hotline:reports", "hotline.reports", _GROUP, 43, "report"),
        MenuItem("知识库", "hotline:knowledge", READ, _GROUP, 60, "file-search"),
        MenuItem("维护知识", "hotline:articles", WRITE, _GROUP, 61, "pencil"),
        MenuItem("知识缺口", "hotline:gaps", PUBLISH, _GROUP, 62, "list-details"),
    ),
    permissions=(
        Permission("hotline.view", "查看热线工单"),
        Permission("hotline.submit", "代群众提交诉求"),
        Permission("hotline.accept", "受理诉求", "受理、直接答复、不予受理"),
        Permission("hotline.dispatch", "派遣工单", "派遣、加派、改派、合并、拆分、审批退回"),
        Permission("hotline.handle", "办理工单", "签收、回复、申请退回和延期"),
        Permission("hotline.supervise", "督办工单", "催办、督办、审批延期和缓办、挂账、重新办理"),
        Permission("hotline.review", "审核回复", "审核、归档"),
        Permission("hotline.call", "回访", "回访办结、重办"),
        Permission("hotline.propose", "提请公开", "提请、修改要公开的办结事项"),
        Permission("hotline.publish_matters", "审定公开", "公开、不予公开、撤下，设置自动提请"),
        Permission("hotline.set_office", "设置热线"),
        Permission("hotline.contacts", "登记诉求人", "登记和修改诉求人，查看要求保密的诉求人"),
        Permission("hotline.evaluate", "考核评价", "设置考核分组，登记加减分，发布月度排名"),
        Permission("hotline.review_exclusions", "复核不计入考核"),
        Permission("hotline.reports", "热线报告", "生成和下载日报、周报、月报"),
        Permission("hotline.calls", "查看通话", "通话记录，关联工单"),
        Permission("hotline.telephony", "维护通话", "导入话单，设置分机，电话平台接口"),
        Permission("hotline.block", "提请限制来电", "提请限制，登记申诉"),
        Permission("hotline.decide_block", "审批限制来电", "审批、解除限制，决定申诉"),
        Permission(READ, "查看知识库"),
        Permission(WRITE, "编写知识", "编写、修改、复核本单位的知识"),
        Permission(PUBLISH, "发布知识", "发布、撤下知识，处理知识缺口"),
    ),
    role_defaults=(
        RoleDefault("administrator", {READ: Scope.ALL, WRITE: Scope.ALL, PUBLISH: Scope.ALL, VIEW: Scope.ALL}),
        RoleDefault("administrator", {"hotline.evaluate": Scope.ALL, "hotline.reports": Scope.ALL}),
        RoleDefault("leader", {"hotline.review_exclusions": Scope.ALL, "hotline.reports": Scope.ALL}),
        RoleDefault("hotline-dispatcher", {"cases.rules": Scope.ALL}),
        RoleDefault("hotline-supervisor", {"cases.rules": Scope.ALL, "cases.alerts": Scope.ALL}),
        RoleDefault("hotline-supervisor", _at_centre("evaluate", "review_exclusions", "reports")),
        RoleDefault("hotline-agent", _at_centre("calls", "block", "read_articles")),
        RoleDefault("hotline-dispatcher", _at_centre("calls", "block", "read_articles")),
        RoleDefault("hotline-supervisor", _at_centre("calls", "telephony", "block", "decide_block")),
        RoleDefault("administrator", {"hotline.telephony": Scope.ALL}),
        RoleDefault("hotline-dispatcher", _at_centre("propose")),
        RoleDefault("hotline-supervisor", _at_centre("propose", "publish_matters")),
        RoleDefault("staff", {READ: Scope.ALL, WRITE: Scope.ORGANISATION}),
        RoleDefault("leader", {READ: Scope.ALL, VIEW: Scope.ALL}),
        RoleDefault("hotline-agent", _at_centre("view", "submit", "accept", "call", "contacts")),
        RoleDefault("hotline-dispatcher", _at_centre("view", "accept", "dispatch", "review", "contacts")),
        RoleDefault(
            "hotline-supervisor", {**_at_centre("view", "supervise", "review", "call", "contacts"), PUBLISH: Scope.ALL}
        ),
        RoleDefault(
            "unit-handler", dict.fromkeys((VIEW, "cases.view", "hotline.handle", UNSEAL, WRITE), Scope.SUBTREE)
        ),
    ),
    contributions={
        "processes": (WORK_ORDER,),
        "case_followers": (ADVISED, INVITED, REMEMBERED, TELLING, ANNOUNCING),
        "move_helpers": HELPERS,
        "work_kinds": KINDS,
        "hook_events": HOOK_EVENTS,
        "case_histories": (PAST_CASES,),
        "measures": MEASURES,
        "measure_sources": (CALL_FACTS,),
    },
    pack_sections=(KNOWLEDGE, OFFICE, PHRASES, *CALL_SECTIONS, HOTLINE_CASES, EVALUATION_PACK),
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
