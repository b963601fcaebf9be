"""The forms of moves: on a case, and opening one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from shizheng.console.forms import VERSION, accept_faults
from shizheng.console.pages import ActionPage, EditPage
from shizheng.console.pages.edit import INVALID, STALE
from shizheng.engines.cases.actions.moves import Made, make_move, open_case
from shizheng.engines.cases.actions.refusals import StaleCaseError
from shizheng.engines.cases.domain.process import Move, Process
from shizheng.engines.cases.domain.state import Value
from shizheng.engines.cases.domain.words import AskKind
from shizheng.engines.cases.models import Case
from shizheng.engines.cases.pages.advice import fills
from shizheng.engines.cases.pages.asking import AskForm
from shizheng.engines.cases.queries.helping import helpers
from shizheng.engines.cases.queries.processes import UnknownProcessError
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.kit.errors import ShizhengError
from shizheng.platform.files.actions import store_file
from shizheng.platform.policy.queries import acting, require


class AskingPage(EditPage):
    """What both share: the form of a move, its files stored first, and a key that makes a second click harmless."""

    abstract = True
    form_class = AskForm

    def process(self) -> Process:
        raise NotImplementedError

    def move(self) -> Move:
        found = self.process().move(self.kwargs["move"])
        if found is None:
            raise Http404
        return found

    def get_title(self) -> str:
        return self.move().label

    def form_kwargs(self) -> dict[str, Any]:
        return {"process": self.process(), "move": self.move()}

    def initial(self) -> dict[str, Any]:
        return {}

    def answers(self, form: AskForm) -> dict[str, Value]:
        """Files are kept even where the move is refused then: the maker need not send them twice to the same page."""
        found = form.answers()
        actor = acting(self.request)
        for ask in self.move().asks:
            if ask.kind is AskKind.FILES and form.cleaned_data.get(ask.id):
                stored = [store_file(actor, name=each.name, chunks=each.chunks()) for each in form.cleaned_data[ask.id]]
                found[ask.id] = [each.pk for each in stored]
            if ask.kind is AskKind.CASE and ask.id in found:
                found[ask.id] = int(str(found[ask.id])[8:])
        return found

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = self.form()
        if not form.is_valid():
            return self.show(form, status=INVALID)
        try:
            result = self.perform(form)
        except StaleCaseError as error:
            return self.refuse(form, error, STALE)
        except ShizhengError as error:
            return self.refuse(form, error, INVALID)
        messages.success(request, f"已{self.get_title()}。")
        return HttpResponseRedirect(self.success_url(result))

    def refuse(self, form: AskForm, error: ShizhengError, status: int) -> HttpResponse:
        accept_faults(form, error)
        return self.show(form, status=status)


class CaseMove(AskingPage, ActionPage):
    """One move on one case, as the maker saw it; `request` in the address is the one that it decides."""

    title = "办理"
    permission = "cases.view"
    menu = "cases:list"
    queryset = Case.objects.select_related("keeper")
    form_class = AskForm  # type: ignore[assignment]  # ActionPage asks for a reason, moves for what they declare
    template_name = "cases/move.html"
    fragment_template = "cases/move_form.html"

    def process(self) -> Process:
        return process_of(self.object.process)

    def context(self) -> dict[str, Any]:
        require(acting(self.request), self.move().permission)
        sends = "main" in fills(self.move())
        beside = list(helpers(acting(self.request), self.object, self.move().id, self.kwargs["unit"]))
        return {
            **super().context(),
            "clause": self.move().clause,
            "noun": self.process().noun,
            "sends": sends,
            "helpers": beside,
        }

    def perform(self, form: AskForm) -> Case:
        typed, asked = self.request.POST.get(VERSION, ""), self.request.GET.get("request", "")
        made: Made = make_move(
            acting(self.request),
            case=self.object,
            move=self.move().id,
            answers=self.answers(form),
            expected_version=int(typed) if typed.isdecimal() else 0,
            organisation=self.kwargs["unit"],
            request=int(asked) if asked.isdecimal() and len(asked) < 10 else 0,
            key=form.submission,
        )
        return made.case


class CaseOpen(AskingPage):
    """A new case by one of the process's opening moves."""

    title = "受理"
    permission = "cases.view"
    menu = "cases:list"
    template_name = "cases/open.html"

    def process(self) -> Process:
        try:
            return process_of(self.kwargs["process"])
        except UnknownProcessError as error:
            raise Http404 from error

    def context(self) -> dict[str, Any]:
        if not self.move().opens:
            raise Http404
        require(acting(self.request), self.move().permission)
        return {**super().context(), "clause": self.move().clause, "noun": self.process().noun}

    def perform(self, form: AskForm) -> Case:
        made = open_case(
            acting(self.request),
            process=self.process().id,
            move=self.move().id,
            answers=self.answers(form),
            key=form.submission,
        )
        return made.case
