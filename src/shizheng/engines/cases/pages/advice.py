"""派遣建议 and 相似工单 as fragments for any form that takes a matter in; and how far advice is followed.

A form includes ``cases/advising.html`` with `process` and `move`: it posts what is typed to both fragments. Without a
move the fields are read by the names of `words.Field` (title, text, category, area, place, channel, nature, urgency).
"""

from typing import Any

from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase

from shizheng.console.pages import Page
from shizheng.engines.cases.domain.dispatch_rules import Intake
from shizheng.engines.cases.domain.effects import Add, Assign
from shizheng.engines.cases.domain.process import Move, Process
from shizheng.engines.cases.domain.words import Field
from shizheng.engines.cases.models import Case, LearnedModel
from shizheng.engines.cases.models.rules import KEEP
from shizheng.engines.cases.queries.acceptance import MONTHS, by_month, by_unit
from shizheng.engines.cases.queries.advice import advice
from shizheng.engines.cases.queries.choices import process_names
from shizheng.engines.cases.queries.likes import like_cases
from shizheng.engines.cases.queries.past import intake_of
from shizheng.engines.cases.queries.processes import UnknownProcessError
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.platform.policy.queries import acting

READ = (
    Field.TITLE,
    Field.TEXT,
    Field.CATEGORY,
    Field.AREA,
    Field.PLACE,
    Field.CHANNEL,
    Field.NATURE,
    Field.URGENCY,
)
LONGEST = 6_000


class MatterPage(Page):
    """A fragment about a matter: a stored one (`case`), or one that is being typed. What is typed comes by POST and so
    stands in no log of addresses."""

    abstract = True
    permission = "cases.view"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.respond()

    @property
    def typed(self) -> QueryDict:
        return self.request.POST if self.request.method == "POST" else self.request.GET

    def process(self) -> Process:
        case = self.case()
        try:
            return process_of(case.process if case else self.request.GET.get("process", ""))
        except UnknownProcessError as error:
            raise Http404 from error

    def move(self) -> Move | None:
        return self.process().move(self.request.GET.get("move", ""))

    def case(self) -> Case | None:
        key = self.request.GET.get("case", "")
        if not key:
            return None
        rows = Case.objects.visible_to(acting(self.request))
        found: Case | None = rows.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None
        if found is None:
            raise Http404
        return found

    def matter(self) -> Intake:
        case = self.case()
        if case is not None:
            return intake_of(case)
        move = self.move()
        asks = {ask.field: ask.id for ask in (move.asks if move else ()) if ask.field is not None}
        return Intake(**{str(each.value): self.typed.get(asks.get(each, each.value), "")[:LONGEST] for each in READ})


class AdviceFragment(MatterPage):
    title = "派遣建议"
    template_name = "cases/advice.html"

    def context(self) -> dict[str, Any]:
        found = advice(acting(self.request), self.process().id, self.matter())
        return {**super().context(), "advice": found, "fill": fills(self.move())}


class LikesFragment(MatterPage):
    title = "相似工单"
    template_name = "cases/likes.html"

    def context(self) -> dict[str, Any]:
        case = self.case()
        found = like_cases(acting(self.request), self.matter(), self.process().id, without=case.pk if case else 0)
        return {**super().context(), "likes": found}


def fills(move: Move | None) -> dict[str, str]:
    """The fields of the move's form that advice may fill in, by what it is about."""
    if move is None:
        return {}
    pairs = [
        *(("main", effect.ask) for effect in move.effects if isinstance(effect, Assign)),
        *(("co", effect.ask) for effect in move.effects if isinstance(effect, Add)),
        *(("category", ask.id) for ask in move.asks if ask.field is Field.CATEGORY),
    ]
    return dict(pairs)


class AcceptancePage(Page):
    title = "建议采纳情况"
    purpose = "派遣时给出的建议与实际选择的主办单位比较；只统计由人派遣的工单。"
    permission = KEEP
    menu = "cases:acceptance"
    template_name = "cases/acceptance.html"

    def context(self) -> dict[str, Any]:
        names = process_names()
        asked = self.request.GET.get("process", "")
        chosen = asked if asked in dict(names) else names[0][0] if names else ""
        models = LearnedModel.objects.visible_to(acting(self.request), KEEP).filter(process=chosen)
        return {
            **super().context(),
            "processes": names,
            "chosen": chosen,
            "months": by_month(chosen),
            "units": by_unit(chosen),
            "span": MONTHS,
            "models": models[:10],
        }
