"""Posts: giving one, looking at one, ending one."""

from typing import Any

from django import forms

from shizheng.console.buttons import Button
from shizheng.console.formats import long_day
from shizheng.console.forms import ReasonForm
from shizheng.console.pages import ActionPage, DetailPage, EditPage
from shizheng.console.panels import Fact, FactsPanel
from shizheng.kit import clock
from shizheng.platform.accounts import actions
from shizheng.platform.accounts.models import Account, Post, Role
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.queries import acting

MENU = "accounts:list"
MANAGE = "accounts.manage"


class PostForm(forms.Form):
    organisation = forms.ModelChoiceField(label="单位", queryset=Organisation.objects.none())
    title = forms.CharField(label="岗位名称", max_length=60)
    roles = forms.ModelMultipleChoiceField(
        label="角色", queryset=Role.objects.none(), widget=forms.SelectMultiple({"data-choose": ""})
    )
    valid_from = forms.DateField(label="任职日期", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    is_primary = forms.BooleanField(label="主岗", required=False, help_text="登录后默认使用的岗位。")

    def __init__(self, *args: Any, organisations: Any, roles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["roles"].queryset = roles  # type: ignore[attr-defined]


class PostAssign(EditPage):
    title = "任命岗位"
    purpose = "只能在自己的管理范围内任命，且不能授予自己没有的权限。"
    permission = MANAGE
    menu = MENU
    queryset = Account.objects.order_by("username")
    form_class = PostForm
    success_message = "已任命岗位。"

    def initial(self) -> dict[str, Any]:
        return {"valid_from": clock.today(), "is_primary": not self.object.posts.exists()}

    def form_kwargs(self) -> dict[str, Any]:
        within = Organisation.objects.visible_to(acting(self.request), MANAGE).at(clock.today())
        roles = Role.objects.visible_to(acting(self.request))
        return {"organisations": within.order_by("path"), "roles": roles.order_by("code")}

    def perform(self, form: PostForm) -> Post:
        return actions.assign_post(acting(self.request), account=self.object, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return str(self.object.get_absolute_url())


class PostDetail(DetailPage):
    title = "岗位"
    permission = "accounts.view"
    menu = MENU
    queryset = Post.objects.select_related("account", "organisation").prefetch_related("roles")
    buttons = (
        Button("免去", "accounts:end", MANAGE, tone="danger", dialog=True, when=lambda post: post.valid_to is None),
    )
    panels = (
        FactsPanel(
            title="基本情况",
            order=10,
            facts=(
                Fact("账号", "account", url=lambda post: post.account.get_absolute_url()),
                Fact("单位", "organisation", url=lambda post: post.organisation.get_absolute_url()),
                Fact("岗位名称", "title"),
                Fact("角色", "roles_in_words"),
                Fact("任职日期", "valid_from", long_day),
                Fact("离任日期", "valid_to", long_day),
            ),
        ),
    )


class EndForm(ReasonForm):
    last_day = forms.DateField(label="最后一日", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    field_order = ("last_day", "reason")


class PostEnd(ActionPage):
    title = "免去岗位"
    permission = MANAGE
    menu = MENU
    queryset = Post.objects.select_related("account", "organisation")
    form_class = EndForm
    warning = "最后一日之后，该岗位的权限全部收回。"
    danger = True

    def initial(self) -> dict[str, Any]:
        return {"last_day": clock.today()}

    def perform(self, form: EndForm) -> Post:
        return actions.end_post(acting(self.request), post=self.object, **form.cleaned_data)
