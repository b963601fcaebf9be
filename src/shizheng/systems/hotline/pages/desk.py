"""坐席工作台: one page for a call, from the number to the next call, by keyboard."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from shizheng.console.forms import all_errors
from shizheng.console.pages import Page
from shizheng.console.pages.edit import INVALID, STALE
from shizheng.engines.cases.actions.moves import Made
from shizheng.engines.cases.actions.refusals import StaleCaseError
from shizheng.engines.cases.models import Case
from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError
from shizheng.platform.policy.queries import acting
from shizheng.systems.hotline.actions.intake import ACCEPT, FOLLOWING, add_to_matter, restore_draft, take_matter
from shizheng.systems.hotline.domain.calls import AGENT_STATES, plain_number
from shizheng.systems.hotline.domain.process.process import WORK_ORDER
from shizheng.systems.hotline.models import ArticleVersion, Call, DeskDraft, Use
from shizheng.systems.hotline.models.calls import caller_indexes
from shizheng.systems.hotline.pages.desk_forms import ADDING, DeskForms
from shizheng.systems.hotline.queries.callers import CallerFile, caller_file
from shizheng.systems.hotline.queries.desk import call_of, drafts_of, next_call, seat_of

MENU = "hotline:desk"
KEYS = {"register": 1, "dispatch": 2, "answer": 3, "decline": 4, "merge": 5, "supplement": 6, "ask_after": 7}
LABELS = {
    "register": "受理待派",
    "dispatch": "受理并派遣",
    "answer": "直接答复",
    "decline": "不予受理",
    "merge": "受理并合并",
    "supplement": "补充到已有工单",
    "ask_after": "催办",
}
_MOST_USED = 20


def chosen_call(request: HttpRequest) -> Call | None:
    """The call that the page is about: the one it was opened for, else none."""
    key = request.POST.get("call", "") or request.GET.get("call", "")
    return call_of(acting(request), int(key)) if key.isdecimal() and len(key) < 19 else None


class DeskPage(Page):
    title = "坐席工作台"
    permission = ACCEPT
    menu = MENU
    template_name = "hotline/desk.html"

    @cached_property
    def call(self) -> Call | None:
        found = chosen_call(self.request)
        if found is None and "call" not in self.request.GET and self.request.method == "GET":
            return next_call(acting(self.request))
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        draft = self.draft()
        kept = restore_draft(acting(request), draft=draft) if draft else None
        return self.show(DeskForms(kept=kept), restored=draft)

    def draft(self) -> DeskDraft | None:
        """What was being typed for this call; without a call, what was being typed without one."""
        key = self.call.pk if self.call else None
        return next((each for each in drafts_of(acting(self.request)) if each.call_id == key), None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        forms, outcome = DeskForms(request.POST), request.POST.get("outcome", "register")
        if outcome not in LABELS:
            outcome = "register"
        if not forms.is_sound(outcome):
            return self.show(forms, outcome=outcome, status=INVALID)
        try:
            made = self.perform(forms, outcome)
        except StaleCaseError as error:
            forms.accept(outcome, error)
            return self.show(forms, outcome=outcome, status=STALE)
        except ShizhengError as error:
            forms.accept(outcome, error)
            return self.show(forms, outcome=outcome, status=INVALID)
        self.count_uses()
        messages.success(request, _told(outcome, made))
        return HttpResponseRedirect(reverse(MENU))

    def perform(self, forms: DeskForms, outcome: str) -> Made:
        actor = acting(self.request)
        if outcome in ADDING:
            given = forms.more[outcome].cleaned_data
            more, case = given["more"] or self.request.POST.get("text", ""), self.named(given["case"])
            return add_to_matter(
                actor, case=case, move=outcome, more=more, call=self.call, key=f"{forms.submission}+{outcome[:3]}"
            )
        following = outcome if outcome in FOLLOWING else ""
        answers = forms.following[following].answers() if following else {}
        if following == "merge":
            answers["parent"] = self.named(str(answers.get("parent", ""))).pk
        return take_matter(
            actor,
            answers=forms.matter.answers(),
            contact=forms.caller.details(),
            following=following,
            following_answers=answers,
            call=self.call,
            key=forms.submission,
        )

    def named(self, number: str) -> Case:
        """The open matter of the number on the desk."""
        rows = Case.objects.visible_to(acting(self.request), "cases.view").of(WORK_ORDER.id)
        found: Case | None = rows.filter(pk=int(number[8:])).first() if 16 <= len(number) <= 24 else None
        if found is None or found.number != number:
            raise InvalidInputError([Fault("没有这件工单，或无权查看", "工单编号", "从左侧未办结事项中选择")])
        return found

    def count_uses(self) -> None:
        actor = acting(self.request)
        keys = [int(key) for key in self.request.POST.getlist("used") if key.isdecimal() and len(key) < 19]
        for version in ArticleVersion.objects.visible_to(actor).filter(pk__in=keys[:_MOST_USED]):
            Use.objects.count_one(version, actor)

    def caller(self, forms: DeskForms) -> CallerFile | None:
        """Of the call, or of the number that was typed; whichever is known."""
        typed = plain_number(forms.caller["phone"].value() or "")
        indexes = caller_indexes(typed) or ([self.call.caller_index] if self.call and self.call.caller_index else [])
        return caller_file(acting(self.request), indexes, self.call.pk if self.call else 0) if indexes else None

    def show(
        self, forms: DeskForms, outcome: str = "", restored: DeskDraft | None = None, status: int = 200
    ) -> HttpResponse:
        actor = acting(self.request)
        errors = [each for form in forms.every() if form.is_bound for each in all_errors(form)]
        return self.respond(
            {
                "desk": forms,
                "call": self.call,
                "caller": self.caller(forms),
                "seat": seat_of(actor),
                "states": AGENT_STATES,
                "outcomes": [_Outcome(name, name == outcome, forms) for name in forms.permitted(actor)],
                "errors": errors,
                "restored": restored,
                "waiting": [each for each in drafts_of(actor) if restored is None or each.pk != restored.pk],
                "used": self.request.POST.getlist("used"),
            },
            status=status,
        )


class _Outcome:
    """One way to end a call: its button, its key, and the part of the form that it asks for besides the matter."""

    def __init__(self, name: str, is_open: bool, forms: DeskForms) -> None:
        self.name, self.label, self.key, self.is_open = name, LABELS[name], KEYS[name], is_open
        self.is_plain = name == "register"
        form = forms.part(name)
        self.fields = list(form.visible_fields()) if form is not None else []


def _told(outcome: str, made: Made) -> str:
    return f"已{LABELS[outcome]}：工单{made.case.number}。" + ("（重复提交，没有再次办理）" if made.repeated else "")
