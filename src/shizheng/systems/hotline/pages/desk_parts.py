"""The parts of the desk that answer while one types. What is typed comes by POST and stands in no log of addresses."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from shizheng.console.formats import instant
from shizheng.console.pages import Page
from shizheng.engines.cases.pages.asking import SUBMISSION
from shizheng.engines.cases.queries.advice import advice
from shizheng.engines.cases.queries.likes import like_cases
from shizheng.platform.policy.queries import acting
from shizheng.systems.hotline.actions.calls import enter_state
from shizheng.systems.hotline.actions.intake import ACCEPT
from shizheng.systems.hotline.domain.calls import AgentState, plain_number
from shizheng.systems.hotline.domain.process.process import WORK_ORDER
from shizheng.systems.hotline.models import DeskDraft
from shizheng.systems.hotline.models.calls import caller_indexes
from shizheng.systems.hotline.models.knowledge import READ
from shizheng.systems.hotline.pages.desk import MENU, chosen_call
from shizheng.systems.hotline.pages.desk_forms import ADDING, intake_of
from shizheng.systems.hotline.queries.callers import caller_file, unaccepted
from shizheng.systems.hotline.queries.desk import next_call, seat_of
from shizheng.systems.hotline.queries.knowledge import answers, look_up

SHORTEST_NUMBER = 3
LONGEST_SEARCH = 100
FOUND = 4
_NOT_KEPT = frozenset({"csrfmiddlewaretoken", "call", "outcome"})
_UNTYPED = frozenset({SUBMISSION, "channel", "nature", "urgency", "call_back", "used"})
_LONGEST_DRAFT = 40_000


class DeskPart(Page):
    """A fragment of the desk; asked for by its address it shows itself empty."""

    abstract = True
    permission = ACCEPT
    menu = MENU

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.respond()


class CallerPart(DeskPart):
    """Who is calling, by the number typed so far or by the call."""

    title = "来电人"
    template_name = "hotline/desk_caller.html"

    def context(self) -> dict[str, Any]:
        number = plain_number(self.request.POST.get("phone", ""))
        call = chosen_call(self.request)
        indexes = caller_indexes(number) if len(number) >= SHORTEST_NUMBER else []
        if not number and call is not None and call.caller_index:
            indexes = [call.caller_index]
        found = caller_file(acting(self.request), indexes, call.pk if call else 0) if indexes else None
        return {**super().context(), "caller": found, "adds": acting(self.request).may(ACCEPT)}


class HintsPart(DeskPart):
    """Advice, like cases, and what sounds like a matter that is not accepted."""

    title = "办理提示"
    template_name = "hotline/desk_hints.html"

    def context(self) -> dict[str, Any]:
        matter, actor = intake_of(self.request.POST), acting(self.request)
        is_empty = not (matter.title or matter.text or matter.category)
        found = None if is_empty else advice(actor, WORK_ORDER.id, matter)
        return {
            **super().context(),
            "is_empty": is_empty,
            "advice": found,
            "likes": [] if is_empty else like_cases(actor, matter, WORK_ORDER.id),
            "unaccepted": unaccepted(f"{matter.title}\n{matter.text}"),
            "may_dispatch": actor.may("hotline.dispatch"),
            "adding": ADDING[0],
        }


class KnowledgePart(DeskPart):
    """Answers that hold all the words; `gap` says that the agent found none, which is remembered."""

    title = "知识检索"
    permission = READ
    template_name = "hotline/desk_knowledge.html"

    def context(self) -> dict[str, Any]:
        words = self.request.POST.get("words", "").replace("\0", "").strip()[:LONGEST_SEARCH]
        is_gap = self.request.POST.get("gap", "") != ""
        search = look_up if is_gap else answers
        found = list(search(acting(self.request), words)[:FOUND]) if words else []
        return {**super().context(), "words": words, "found": found, "is_gap": is_gap}


class DraftPart(DeskPart):
    """Keeps what is being typed, every few seconds, sealed."""

    title = "坐席草稿"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return HttpResponse("坐席草稿：填写的内容每隔几秒自动保存")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor, call = acting(request), chosen_call(request)
        typed = {name: values for name, values in request.POST.lists() if name not in _NOT_KEPT and any(values)}
        if "discard" in request.POST:
            DeskDraft.objects.forget(actor, call)
            return HttpResponseRedirect(f"{reverse(MENU)}?call={call.pk if call else 0}")
        if sum(len(value) for values in typed.values() for value in values) > _LONGEST_DRAFT:
            return HttpResponse("内容过长，没有保存草稿")
        if not set(typed) - _UNTYPED:
            return HttpResponse("")
        row = DeskDraft.objects.keep(actor, call, typed)
        return HttpResponse(f"草稿已于{instant(row.at)[-5:]}保存")


class CallPart(DeskPart):
    """Whether a call waits for the agent that is not on the desk yet."""

    title = "来电提示"
    template_name = "hotline/desk_call.html"

    def context(self) -> dict[str, Any]:
        found = next_call(acting(self.request))
        shown = self.request.GET.get("shown", "")
        return {**super().context(), "next": found if found and str(found.pk) != shown else None}


class StatePart(DeskPart):
    """What the agent does from now on, by one key."""

    title = "坐席状态"
    template_name = "hotline/desk_state.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.POST.get("state", "") in {each.value for each in AgentState}:
            enter_state(acting(request), state=AgentState(request.POST["state"]))
        return self.respond() if getattr(request, "htmx", False) else HttpResponseRedirect(reverse(MENU))

    def context(self) -> dict[str, Any]:
        return {**super().context(), "seat": seat_of(acting(self.request)), "states": list(AgentState)}
