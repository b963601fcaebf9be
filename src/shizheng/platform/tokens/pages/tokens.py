"""Lists of tokens, a new one, and the end of one."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.urls import reverse

from shizheng.console.actor import SIGNED_IN
from shizheng.console.buttons import Button
from shizheng.console.columns import Column, InstantColumn, StatusColumn, WideColumn
from shizheng.console.pages import ActionPage, EditPage, ListPage
from shizheng.console.tables import Table
from shizheng.console.tones import Tone
from shizheng.platform.policy.domain.permissions import PERMISSIONS
from shizheng.platform.policy.queries import acting
from shizheng.platform.tokens import actions
from shizheng.platform.tokens.models import Token

TONES: dict[str, Tone] = {"有效": "good", "已到期": "off", "已撤销": "off"}
ONCE = "令牌：{secret} （只显示这一次，请立即复制到程序的配置中，不要发给他人）"
DAYS = ((30, "30天"), (90, "90天"), (180, "180天"), (365, "365天"))
ROWS = Token.objects.select_related("account", "post__organisation")


class TokenTable(Table):
    name = Column(verbose_name="名称")
    state = StatusColumn(verbose_name="状态", tones=TONES, orderable=False)
    beginning = Column(verbose_name="令牌开头")
    post = Column(verbose_name="岗位", orderable=False)
    permissions = WideColumn(verbose_name="权限", accessor="permissions_in_words", orderable=False)
    expires_at = InstantColumn(verbose_name="到期时间")
    used_at = InstantColumn(verbose_name="最近使用")
    client = Column(verbose_name="使用地址")
    created_at = InstantColumn(verbose_name="建立时间")

    hidden = ("created_at", "client")


class OwnTokens(ListPage):
    permission = SIGNED_IN
    title = "我的接口令牌"
    purpose = "供程序以您的名义调用接口；只能做您选定的事，到期失效，可随时撤销"
    queryset = ROWS
    table_class = TokenTable
    search_fields: ClassVar[Sequence[str]] = ("name",)
    search_hint = "搜索名称"
    empty_text = "还没有接口令牌"
    empty_hint = "程序需要调用接口时，新建一个令牌，放在请求头 Authorization: Bearer 之后"
    buttons: ClassVar[Sequence[Button]] = (Button("新建令牌", "tokens:new", SIGNED_IN, tone="primary", icon="plus"),)

    def rows(self) -> "QuerySet[Any]":
        return ROWS.of(acting(self.request))

    def row_address(self, record: Token) -> str | None:
        return reverse("tokens:revoke", kwargs={"pk": record.pk}) if record.is_alive else None


class AllTokenTable(TokenTable):
    account = Column(verbose_name="账号")

    class Meta:
        sequence = ("account", "...")


class AllTokens(OwnTokens):
    permission = "tokens.manage"
    title = "接口令牌"
    purpose = "各账号为程序建立的令牌；发现泄露或不再使用的，应当撤销"
    menu = "tokens:all"
    table_class = AllTokenTable
    search_fields = ("name", "account__name", "account__username")
    search_hint = "搜索名称、账号"
    empty_hint = "用户在账户菜单的“接口令牌”中建立"
    buttons: ClassVar[Sequence[Button]] = ()

    def rows(self) -> "QuerySet[Any]":
        return ROWS.visible_to(acting(self.request))


class TokenForm(forms.Form):
    name = forms.CharField(label="名称", max_length=60, help_text="写明给哪个程序用，例如“财务系统取数”")
    permissions = forms.MultipleChoiceField(
        label="权限", widget=forms.CheckboxSelectMultiple, help_text="只选程序用得到的；不会超过您当前岗位的权限"
    )
    days = forms.TypedChoiceField(label="有效期", choices=DAYS, coerce=int, initial=90)

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["permissions"].choices = offered  # type: ignore[attr-defined]  # a field of choices


class NewToken(EditPage):
    permission = SIGNED_IN
    title = "新建接口令牌"
    purpose = "令牌以您当前的岗位办事，操作日志会记下令牌的名称"
    form_class = TokenForm
    submit_label = "建立"
    success_message = "已建立接口令牌。"

    def form_kwargs(self) -> dict[str, Any]:
        held = acting(self.request).grants
        return {"offered": [(each.id, each.label) for each in PERMISSIONS if each.id in held]}

    def perform(self, form: Any) -> Token:
        token, secret = actions.create_token(acting(self.request), **form.cleaned_data)
        messages.warning(self.request, ONCE.format(secret=secret))
        return token

    def success_url(self, result: Any) -> str:
        return reverse("tokens:own")

    def cancel_url(self) -> str:
        return reverse("tokens:own")


class RevokeToken(ActionPage):
    permission = SIGNED_IN
    title = "撤销接口令牌"
    warning = "撤销后使用它的程序立即不能再调用接口，不能恢复；需要时可另建一个。"
    danger = True
    queryset = ROWS

    def rows(self) -> "QuerySet[Any]":
        """One's own, and those that one manages."""
        actor = acting(self.request)
        managed = Token.objects.visible_to(actor).values("pk")
        return ROWS.filter(Q(pk__in=Token.objects.of(actor).values("pk")) | Q(pk__in=managed))

    def perform(self, form: Any) -> Token:
        return actions.revoke_token(acting(self.request), token=self.object, reason=form.cleaned_data["reason"])

    def success_url(self, result: Any) -> str:
        mine = self.object.account_id == acting(self.request).account_id
        return reverse("tokens:own" if mine else "tokens:all")
