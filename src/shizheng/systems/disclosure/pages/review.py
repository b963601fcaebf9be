"""Checking, handing over, returning, approving and publishing a budget; each page asks and calls one action."""

from typing import Any

from django import forms

from shizheng.console.forms import NoInputForm
from shizheng.console.pages import ActionPage
from shizheng.platform.policy.queries import acting
from shizheng.systems.disclosure.actions.publishing import publish_budget, revise_budget
from shizheng.systems.disclosure.actions.reviewing import (
    accept_explanation,
    approve_budget,
    explain_finding,
    record_check,
    return_budget,
    submit_budget,
    withdraw_budget,
)
from shizheng.systems.disclosure.models import CheckFinding, Preparation
from shizheng.systems.disclosure.pages.books import BOOKS, MENU
from shizheng.systems.disclosure.queries.preparing import checked, edition_of


class BudgetAction(ActionPage):
    """A verb on a budget."""

    abstract = True
    menu = MENU
    queryset = BOOKS

    def success_url(self, result: Any) -> str:
        return str(self.object.get_absolute_url())


class CheckPage(BudgetAction):
    permission = "disclosure.view"
    title = "检查"
    form_class = NoInputForm  # type: ignore[assignment]  # the base infers its own form's class
    warning = "按公开文稿逐条检查全部勾稽关系、文字和绩效指标；已写的情况说明保留。"
    success_message = "检查完成。"

    def success_url(self, result: Any) -> str:
        return f"{self.object.get_absolute_url()}#findings"

    def perform(self, form: Any) -> Preparation:
        return record_check(acting(self.request), preparation=self.object, checked=checked(self.object))


class SubmitPage(BudgetAction):
    permission = "disclosure.prepare"
    title = "送审"
    form_class = NoInputForm  # type: ignore[assignment]  # the base infers its own form's class
    warning = "送审前再检查一遍；仍有错误的，须逐条写明情况说明。送审后由他人审核，本人不能再改。"

    def perform(self, form: Any) -> Preparation:
        return submit_budget(acting(self.request), preparation=self.object, checked=checked(self.object))


class WithdrawPage(BudgetAction):
    permission = "disclosure.prepare"
    title = "撤回"

    def perform(self, form: Any) -> Preparation:
        reason = form.cleaned_data["reason"]
        return withdraw_budget(acting(self.request), preparation=self.object, reason=reason)


class ReturnPage(BudgetAction):
    permission = "disclosure.review"
    title = "退回"
    danger = True

    def perform(self, form: Any) -> Preparation:
        return return_budget(acting(self.request), preparation=self.object, reason=form.cleaned_data["reason"])


class OpinionForm(forms.Form):
    """An opinion may be given, and goes to the journal."""

    reason = forms.CharField(
        label="审核意见", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3, "autofocus": True})
    )


class ApprovePage(BudgetAction):
    permission = "disclosure.review"
    title = "审核通过"
    form_class = OpinionForm  # type: ignore[assignment]  # the base infers its own form's class
    warning = "通过后由负责人发布。编制、送审人不能审核本人经手的内容。"

    def perform(self, form: Any) -> Preparation:
        return approve_budget(acting(self.request), preparation=self.object, reason=form.cleaned_data["reason"])


class PublishForm(forms.Form):
    reason = forms.CharField(
        label="变更理由",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
        help_text="第一次发布不必填写；再次发布必须写明，将与变更内容一并公开。",
    )


class PublishPage(BudgetAction):
    permission = "disclosure.publish"
    title = "发布"
    form_class = PublishForm  # type: ignore[assignment]  # the base infers its own form's class
    warning = "发布后立即在公开页面展示，生成 Word、Excel、PDF、网页四种文件及 SM3 摘要值；已发布的版本不能修改或删除。"
    success_message = "已发布。"

    def initial(self) -> dict[str, Any]:
        return {"reason": self.object.opinion if self.object.book.publications.exists() else ""}

    def perform(self, form: Any) -> Any:
        return publish_budget(
            acting(self.request),
            preparation=self.object,
            edition=edition_of(self.object),
            reason=form.cleaned_data["reason"],
        )


class RevisePage(BudgetAction):
    permission = "disclosure.publish"
    title = "更正"
    warning = "打开已发布的内容供经办人修改，修改后须重新送审、审核、发布为新的版本；已发布的版本照常公开。"

    def perform(self, form: Any) -> Preparation:
        return revise_budget(acting(self.request), preparation=self.object, reason=form.cleaned_data["reason"])


class ExplanationForm(forms.Form):
    reason = forms.CharField(
        label="情况说明",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
        help_text="说明数据为什么如此，供审核人判断；数据确有错误的应当改正。",
    )


class BudgetFindingPage(ActionPage):
    """A verb on a finding of the check."""

    abstract = True
    menu = MENU
    queryset = CheckFinding.objects.select_related("preparation__book__organisation")

    def success_url(self, result: Any) -> str:
        return str(self.object.get_absolute_url())


class ExplainPage(BudgetFindingPage):
    permission = "disclosure.prepare"
    title = "情况说明"
    form_class = ExplanationForm  # type: ignore[assignment]  # the base infers its own form's class

    def initial(self) -> dict[str, Any]:
        return {"reason": self.object.explanation}

    def perform(self, form: Any) -> CheckFinding:
        return explain_finding(acting(self.request), finding=self.object, reason=form.cleaned_data["reason"])


class AcceptExplanationPage(BudgetFindingPage):
    permission = "disclosure.review"
    title = "认可说明"
    form_class = NoInputForm  # type: ignore[assignment]  # the base infers its own form's class

    def context(self) -> dict[str, Any]:
        return {**super().context(), "warning": f"情况说明：{self.object.explanation}"}

    def perform(self, form: Any) -> CheckFinding:
        return accept_explanation(acting(self.request), finding=self.object)
