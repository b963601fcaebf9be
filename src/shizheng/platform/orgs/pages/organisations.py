"""Organisations as a list, one by one, and the verbs on them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest

from shizheng.console.buttons import Button
from shizheng.console.columns import Column, DayColumn
from shizheng.console.filters import ChoiceFilter, FilterSet
from shizheng.console.formats import long_day
from shizheng.console.forms import ReasonForm
from shizheng.console.pages import ActionPage, DetailPage, EditPage, ListPage
from shizheng.console.panels import Fact, FactsPanel, TablePanel
from shizheng.console.tables import Table
from shizheng.kit import clock
from shizheng.platform.orgs.actions import close_organisation, create_organisation, rename_organisation
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
        Button("更名", "orgs:rename", MANAGE, icon="pencil"),
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


class OrganisationForm(forms.Form):
    name = forms.CharField(label="单位名称", max_length=200, help_text="写全称，与印章一致。")
    short_name = forms.CharField(label="简称", max_length=60, required=False)
    code = forms.CharField(label="单位编码", max_length=40)
    kind = forms.ChoiceField(label="类别", choices=Kind.choices, initial=Kind.DEPARTMENT)
    parent = forms.ModelChoiceField(
        label="上级单位", queryset=Organisation.objects.none(), required=False, empty_label="（顶级单位）"
    )
    order = forms.IntegerField(label="排序", initial=0, help_text="同一上级之下由小到大排列。")
    valid_from = forms.DateField(
        label="设立日期", required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, parents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]


class OrganisationNew(EditPage):
    title = "设立单位"
    permission = MANAGE
    menu = MENU
    form_class = OrganisationForm
    success_message = "已设立单位。"

    def form_kwargs(self) -> dict[str, Any]:
        within = Organisation.objects.visible_to(acting(self.request), MANAGE)
        return {"parents": within.at(clock.today()).order_by("path")}

    def perform(self, form: OrganisationForm) -> Organisation:
        return create_organisation(acting(self.request), **form.cleaned_data)


class RenameForm(forms.Form):
    name = forms.CharField(label="新名称", max_length=200)
    since = forms.DateField(
        label="启用日期", required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text="留空为今天；此前的文件仍按曾用名识别。",
    )  # fmt: skip
    reason = forms.CharField(label="依据", max_length=500, help_text="如批准更名的文号。")


class OrganisationRename(EditPage):
    title = "单位更名"
    permission = MANAGE
    menu = MENU
    queryset = Organisation.objects.select_related("parent")
    form_class = RenameForm
    success_message = "已更名，曾用名已保留。"

    def initial(self) -> dict[str, Any]:
        return {"name": self.object.name}

    def perform(self, form: RenameForm) -> Organisation:
        return rename_organisation(acting(self.request), organisation=self.object, **form.cleaned_data)


class CloseForm(ReasonForm):
    last_day = forms.DateField(label="最后一日", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    field_order = ("last_day", "reason")


class OrganisationClose(ActionPage):
    title = "撤销单位"
    permission = MANAGE
    menu = MENU
    queryset = Organisation.objects.select_related("parent")
    form_class = CloseForm
    warning = "撤销后不能再在该单位任命岗位；已有的记录保留。"
    danger = True

    def perform(self, form: CloseForm) -> Organisation:
        return close_organisation(acting(self.request), organisation=self.object, **form.cleaned_data)
