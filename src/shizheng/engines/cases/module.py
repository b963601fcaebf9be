"""What the case engine brings to the platform: who may see, open and move cases of any process."""

from typing import cast

from shizheng.console.navigation import MenuItem
from shizheng.engines.cases import tasks as tasks
from shizheng.engines.cases.management.pack import AREAS, CATEGORIES, LIMITS
from shizheng.engines.cases.management.watching import SAFETY_WORDS
from shizheng.engines.cases.models import Case
from shizheng.engines.cases.models.case import CaseQuerySet
from shizheng.engines.cases.pages.unit_panel import UNIT_CASES
from shizheng.engines.cases.queries.figures import CASES as CASE_FACTS
from shizheng.platform.modules.module import Module, RoleDefault
from shizheng.platform.policy.domain.permissions import Permission
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.search.queries import SearchSource

_ADMINISTRATION = ("view", "sweep", "rebuild", "load", "manage", "rules", "train", "alerts")

CASES = Module(
    id="cases",
    name="工单与案卷",
    menu=(
        MenuItem("全部工单", "cases:list", "cases.view", "工单", 10, "list-check"),
        MenuItem("热点", "cases:clusters", "cases.alerts", "工单", 70, "stack-2"),
        MenuItem("预警", "cases:alerts", "cases.alerts", "工单", 71, "alert-triangle"),
        MenuItem("派遣规则", "cases:rules", "cases.rules", "工单", 80, "adjustments"),
        MenuItem("建议采纳情况", "cases:acceptance", "cases.rules", "工单", 81, "chart-bar"),
        MenuItem("批量导入", "cases:imports", "cases.load", "工单", 84, "upload"),
        MenuItem("类别", "cases:categories", "cases.manage", "工单", 85, "sitemap"),
        MenuItem("区域", "cases:areas", "cases.manage", "工单", 86, "map-pin"),
        MenuItem("时限表", "cases:limits", "cases.manage", "工单", 87, "clock"),
        MenuItem("流程", "cases:processes", "cases.view", "工单", 90, "sitemap"),
    ),
    panels=(UNIT_CASES,),
    pack_sections=(CATEGORIES, AREAS, LIMITS, SAFETY_WORDS),
    contributions={"measure_sources": (CASE_FACTS,)},
    permissions=(
        Permission("cases.view", "查看工单"),
        Permission("cases.sweep", "核对时限"),
        Permission("cases.rebuild", "重建工单数据"),
        Permission("cases.load", "批量导入工单"),
        Permission("cases.manage", "维护类别、区域与时限表"),
        Permission("cases.rules", "维护派遣规则"),
        Permission("cases.train", "训练派遣建议"),
        Permission("cases.alerts", "查看热点与预警"),
    ),
    search_sources=(
        SearchSource(
            "cases",
            "工单",
            "cases.view",
            lambda: Case.objects.select_related("main").defer("text").order_by("-opened_at", "-pk"),
            list_page="cases:list",
            find=lambda rows, words: CaseQuerySet.called(cast(CaseQuerySet, rows), words),
            title=lambda case: f"{case.number} {case.title}",
            note=lambda case: str(case.main or ""),
        ),
    ),
    role_defaults=(RoleDefault("administrator", {f"cases.{verb}": Scope.ALL for verb in _ADMINISTRATION}),),
)
