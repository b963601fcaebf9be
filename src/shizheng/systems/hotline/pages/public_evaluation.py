"""The link of a message: a citizen says what came of the matter, once."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from shizheng.console.pages.edit import INVALID
from shizheng.kit.errors import ShizhengError
from shizheng.platform.accounts.queries import client_of
from shizheng.platform.policy.rules.rate import spend
from shizheng.systems.hotline.actions.callbacks import LinkOverError, evaluate
from shizheng.systems.hotline.domain.callback import UNSATISFIED, Evaluation
from shizheng.systems.hotline.domain.process.asks import SATISFACTION
from shizheng.systems.hotline.pages.public import CitizenPage
from shizheng.systems.hotline.queries.callbacks import invitation, why_over
from shizheng.systems.hotline.queries.web import citizen, standing

YES_NO = (("true", "是"), ("false", "否"))
THANKS = {
    "close": "感谢您的评价，这件事已经办结。",
    "rework": "感谢您的评价。您反映的问题将交承办单位重新办理。",
    "": "感谢您的评价。工作人员会电话联系您了解情况。",
}


class EvaluationForm(forms.Form):
    contacted = forms.ChoiceField(label="承办单位联系过您吗", choices=YES_NO, widget=forms.RadioSelect)
    solved = forms.ChoiceField(label="问题解决了吗", choices=YES_NO, widget=forms.RadioSelect)
    satisfaction = forms.ChoiceField(label="您满意吗", choices=SATISFACTION, widget=forms.RadioSelect)
    why = forms.CharField(
        label="哪里不满意",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="没有解决或不满意的，请说明",
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        is_unhappy = given.get("solved") == "false" or given.get("satisfaction") in UNSATISFIED
        if is_unhappy and not given.get("why", "").strip() and not self.has_error("why"):
            self.add_error("why", "没有解决或不满意的，请说明原因")
        return given

    @property
    def evaluation(self) -> Evaluation:
        given = self.cleaned_data
        away = "（承办单位没有联系过）" if given["contacted"] == "false" else ""
        return Evaluation(given["solved"] == "true", given["satisfaction"], f"{given['why'].strip()}{away}")


class EvaluatePage(CitizenPage):
    title = "评价办理结果"
    template_name = "hotline/public_evaluate.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.shown(EvaluationForm())

    def shown(self, form: EvaluationForm, status: int = 200) -> HttpResponseBase:
        found = invitation(self.kwargs["token"])
        over = why_over(found)
        if over or found is None:
            return self.respond({"over": over}, status=status if status != 200 else 200)
        return self.show(form, status, standing=standing(found.case))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = EvaluationForm(request.POST)
        found = invitation(self.kwargs["token"])
        if found is None or why_over(found) or not form.is_valid():
            return self.shown(form, INVALID)
        try:
            spend(f"evaluate:{client_of(request)}", limit=30, seconds=600)
            heard = evaluate(citizen(client_of(request)), found=found, said=form.evaluation)
        except LinkOverError as error:
            return self.respond({"over": str(error)}, status=INVALID)
        except ShizhengError as error:
            return self.refused(form, error, standing=standing(found.case))
        return self.respond({"thanks": THANKS[heard.move]})
