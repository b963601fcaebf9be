"""分机: which agent sits at which extension of the exchange."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.urls import reverse

from shizheng.console.buttons import Button
from shizheng.console.columns import Column, InstantColumn
from shizheng.console.forms import ReasonForm
from shizheng.console.pages import ActionPage, EditPage, ListPage
from shizheng.console.tables import Table
from shizheng.kit import clock
from shizheng.platform.accounts.models import Account
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.queries import acting
from shizheng.systems.hotline.actions.calls import free_extension, set_extension
from shizheng.systems.hotline.models import Extension
from shizheng.systems.hotline.models.calls import TELEPHONY
from shizheng.systems.hotline.queries.desk import agents

MENU = "hotline:calls"


class ExtensionTable(Table):
    number = Column(verbose_name="分机号")
    account = Column(verbose_name="坐席", accessor="account__name", orderable=False)
    username = Column(verbose_name="用户名", accessor="account__username", orderable=False)
    organisation = Column(verbose_name="热线机构", orderable=False)
    set_at = InstantColumn(verbose_name="设置时间")


class ExtensionList(ListPage):
    title = "分机"
    purpose = "每个分机由谁值守；来电按分机送到该坐席的工作台。"
    permission = TELEPHONY
    menu = MENU
    queryset = Extension.objects.select_related("account", "organisation")
    table_class = ExtensionTable
    search_fields: ClassVar[Sequence[str]] = ("number", "account__name")
    search_hint = "分机号、坐席"
    empty_text = "还没有分机"
    buttons: ClassVar[Sequence[Button]] = (
        Button("设置分机", "hotline:extension_new", TELEPHONY, tone="primary", icon="plus"),
    )


class ExtensionForm(forms.Form):
    organisation = forms.ModelChoiceField(label="热线机构", queryset=Organisation.objects.none(), empty_label=None)
    number = forms.CharField(label="分机号", max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    account = forms.ModelChoiceField(
        label="坐席",
        queryset=Account.objects.none(),
        empty_label="请选择",
        widget=forms.Select(attrs={"data-choose": ""}),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units, people = self.fields["organisation"], self.fields["account"]
        units.queryset = Organisation.objects.visible_to(actor, TELEPHONY)  # type: ignore[attr-defined]  # rows
        units.initial = actor.organisation_id
        people.queryset = agents(clock.today())  # type: ignore[attr-defined]  # rows


class ExtensionNew(EditPage):
    title = "设置分机"
    purpose = "分机换人值守时重新设置即可，以前的通话仍属原来的坐席。"
    permission = TELEPHONY
    menu = MENU
    form_class = ExtensionForm
    success_message = "已设置分机。"

    def form_kwargs(self) -> dict[str, Any]:
        return {"actor": acting(self.request)}

    def perform(self, form: ExtensionForm) -> Extension:
        return set_extension(acting(self.request), **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return reverse("hotline:extensions")


class ExtensionFree(ActionPage):
    title = "撤销分机"
    permission = TELEPHONY
    menu = MENU
    queryset = Extension.objects.select_related("account")
    warning = "以后打到这个分机的来电不再送到任何坐席的工作台。"
    danger = True

    def perform(self, form: ReasonForm) -> None:
        free_extension(acting(self.request), extension=self.object, reason=form.cleaned_data["reason"])

    def success_url(self, result: Any) -> str:
        return reverse("hotline:extensions")
