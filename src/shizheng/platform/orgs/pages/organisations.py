"""Organisations as a list and one by one."""

from collections.abc import Iterable

from django.http import HttpRequest

from shizheng.console.buttons import Button
from shizheng.console.columns import Column, DayColumn
from shizheng.console.filters import ChoiceFilter, FilterSet
from shizheng.console.formats import long_day
from shizheng.console.pages import DetailPage, ListPage
from shizheng.console.panels import Fact, FactsPanel, TablePanel
from shizheng.console.tables import Table
from shizheng.platform.orgs.models import Kind, Organisation
from shizheng.platform.policy.queries import acting

MENU = "orgs:list"
MANAGE = "orgs.manage"


class OrganisationFilter(FilterSet):
    kind = ChoiceFilter(label="类别", choices=Kind.choices, empty_label="不限")

    class Meta:
        model = Organisation
        fields: list[str] = []


class OrganisationTable(Table):
    hidden = ("valid_from",)
    name = Column(verbose_name="单位名称")
    short_name = Column(verbose_name="简称")
    kind = Column(verbose_name="类别")
    parent = Column(verbose_name="上级单位")
    code = Column(verbose_name="单位编码")
    valid_from = DayColumn(verbose_name="设立日期")
    valid_to = DayColumn(verbose_name="撤销日期")


class OrganisationList(ListPage):
    title = "单位"
    purpose = "全市组织机构，按隶属关系排列。"
    permission = "orgs.view"
    menu = MENU
    queryset = Organisation.objects.select_related("parent").order_by("path")
    filterset_class = OrganisationFilter
    table_class = OrganisationTable
    search_fields = ("name", "short_name", "code")
    search_hint = "名称、简称或编码"
    empty_text = "还没有单位"
    buttons = (Button("设立单位", "orgs:new", MANAGE, tone="primary", icon="plus"),)


def _children(request: HttpRequest, organisation: Organisation) -> Iterable[Organisation]:
    return Organisation.objects.visible_to(acting(request)).filter(parent=organisation)


def _former(organisation: Organisation) -> str:
    return "；".join(f"{each.name}（至{long_day(each.valid_to)}）" for each in organisation.former_names.all())


class OrganisationDetail(DetailPage):
    title = "单位"
    permission = "orgs.view"
    menu = MENU
    queryset = Organisation.objects.select_related("parent")
    buttons = (
        Button("修改", "orgs:edit", MANAGE, icon="pencil"),
        Button("更名", "orgs:rename", MANAGE),
        Button("调整隶属", "orgs:move", MANAGE),
        Button("撤销", "orgs:close", MANAGE, tone="danger", dialog=True, when=lambda unit: unit.valid_to is None),
    )
    panels = (
        FactsPanel(
            title="基本情况",
            order=10,
            facts=(
                Fact("单位名称", "name", wide=True),
                Fact("简称", "short_name"),
                Fact("单位编码", "code"),
                Fact("类别", "kind"),
                Fact("上级单位", "parent", url=lambda unit: unit.parent.get_absolute_url() if unit.parent else None),
                Fact("设立日期", "valid_from", long_day),
                Fact("撤销日期", "valid_to", long_day),
                Fact("曾用名", _former, wide=True),
            ),
        ),
        TablePanel(title="下级单位", table_class=OrganisationTable, rows=_children, order=20, limit=50),
    )
