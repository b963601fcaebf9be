"""The verbs on organisations: set up, describe, rename, move, close."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest

from shizheng.console.forms import ReasonForm
from shizheng.console.pages import ActionPage, EditPage
from shizheng.kit import clock
from shizheng.platform.orgs import actions
from shizheng.platform.orgs.models import Kind, Organisation
from shizheng.platform.policy.queries import acting

MENU = "orgs:list"
MANAGE = "orgs.manage"
DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


def possible_parents(request: HttpRequest) -> "QuerySet[Organisation]":
    """Organisations of today under which this actor may hang others."""
    return Organisation.objects.visible_to(acting(request), MANAGE).at(clock.today()).order_by("path")


class OrganisationForm(forms.Form):
    name = forms.CharField(label="单位名称", max_length=200, help_text="写全称，与印章一致。")
    short_name = forms.CharField(label="简称", max_length=60, required=False)
    code = forms.CharField(label="单位编码", max_length=40)
    kind = forms.ChoiceField(label="类别", choices=Kind.choices, initial=Kind.DEPARTMENT)
    parent = forms.ModelChoiceField(
        label="上级单位", queryset=Organisation.objects.none(), required=False, empty_label="（顶级单位）"
    )
    order = forms.IntegerField(label="排序", initial=0, help_text="同一上级之下由小到大排列。")
    valid_from = forms.DateField(label="设立日期", required=False, widget=DAY)

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
        return {"parents": possible_parents(self.request)}

    def perform(self, form: OrganisationForm) -> Organisation:
        return actions.create_organisation(acting(self.request), **form.cleaned_data)


class DescriptionForm(forms.Form):
    short_name = forms.CharField(label="简称", max_length=60, required=False)
    kind = forms.ChoiceField(label="类别", choices=Kind.choices)
    order = forms.IntegerField(label="排序", help_text="同一上级之下由小到大排列。")
    valid_from = forms.DateField(label="设立日期", required=False, widget=DAY)


class OrganisationEdit(EditPage):
    title = "修改单位信息"
    purpose = "名称用“更名”修改，上级用“调整隶属”修改，以便保留沿革。"
    permission = MANAGE
    menu = MENU
    queryset = Organisation.objects.select_related("parent")
    form_class = DescriptionForm

    def perform(self, form: DescriptionForm) -> Organisation:
        unit: Organisation = self.object
        return actions.describe_organisation(
            acting(self.request), organisation=unit, valid_to=unit.valid_to, **form.cleaned_data
        )


class MoveForm(forms.Form):
    parent = forms.ModelChoiceField(
        label="新的上级单位", queryset=Organisation.objects.none(), required=False, empty_label="（顶级单位）"
    )
    reason = forms.CharField(label="依据", max_length=500, help_text="如机构改革方案的文号。")

    def __init__(self, *args: Any, parents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]


class OrganisationMove(EditPage):
    title = "调整隶属关系"
    purpose = "连同全部下级单位一起调整。"
    permission = MANAGE
    menu = MENU
    queryset = Organisation.objects.select_related("parent")
    form_class = MoveForm
    success_message = "已调整隶属关系。"

    def initial(self) -> dict[str, Any]:
        return {"parent": self.object.parent_id}

    def form_kwargs(self) -> dict[str, Any]:
        return {"parents": possible_parents(self.request)}

    def perform(self, form: MoveForm) -> Organisation:
        return actions.move_organisation(acting(self.request), organisation=self.object, **form.cleaned_data)


class RenameForm(forms.Form):
    name = forms.CharField(label="新名称", max_length=200)
    since = forms.DateField(
        label="启用日期", required=False, widget=DAY,
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
        return actions.rename_organisation(acting(self.request), organisation=self.object, **form.cleaned_data)


class CloseForm(ReasonForm):
    last_day = forms.DateField(label="最后一日", widget=DAY)
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
        return actions.close_organisation(acting(self.request), organisation=self.object, **form.cleaned_data)
