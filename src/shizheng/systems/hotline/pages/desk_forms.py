"""The desk's forms: what 受理 and the moves after it ask, from the process; who is calling; what the caller adds."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from shizheng.console.forms import accept_faults
from shizheng.engines.cases.domain.contacts import ContactDetails
from shizheng.engines.cases.domain.dispatch_rules import Intake
from shizheng.engines.cases.domain.process import Move
from shizheng.engines.cases.pages.asking import SUBMISSION, AskForm
from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.actions.intake import FOLLOWING
from shizheng.systems.hotline.domain.calls import plain_number
from shizheng.systems.hotline.domain.process.process import WORK_ORDER

USUAL = {"channel": "phone", "urgency": "ordinary", "call_back": "true"}
"""Not the nature: a complaint must not become a consultation because nobody looked."""
SEARCHED = ("category", "area", "dispatch-main", "dispatch-co")
READ = ("title", "text", "category", "area", "place", "channel", "nature", "urgency")
ADDING = ("supplement", "ask_after")
LONGEST = 6_000
_NUMBER = r"^\d{16,24}$"


class CallerForm(forms.Form):
    """Whoever is calling, in the order in which one asks."""

    phone = forms.CharField(label="联系电话", max_length=25, required=False)
    name = forms.CharField(label="诉求人", max_length=50, required=False)
    confidential = forms.BooleanField(label="保密", required=False, help_text="承办单位看不到是谁反映的")
    anonymous = forms.BooleanField(label="匿名", required=False, help_text="不登记诉求人")
    identity = forms.CharField(label="证件号码", max_length=20, required=False)
    address = forms.CharField(label="联系地址", max_length=200, required=False)

    def details(self) -> ContactDetails | None:
        """None for a caller who wants to stay unknown."""
        given = dict(self.cleaned_data)
        if given.pop("anonymous"):
            return None
        return ContactDetails(**{**given, "phone": plain_number(given["phone"]) or given["phone"]})


class MoreForm(forms.Form):
    """What a caller adds to an open matter."""

    case = forms.RegexField(_NUMBER, label="工单编号", error_messages={"invalid": "请填写工单编号，16位以上数字"})
    more = forms.CharField(
        label="来电人说的情况", max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class DeskForms:
    """Everything on the desk, bound together or not at all. `data` is what was sent, `kept` what a draft holds."""

    def __init__(self, data: QueryDict | None = None, kept: Mapping[str, Sequence[str]] | None = None) -> None:
        initial = {name: _first(values) for name, values in (kept or {}).items()}
        self.caller = CallerForm(data, initial=initial)
        self.matter = _asking("register", data, "", {**USUAL, **initial})
        self.more = {name: MoreForm(data, prefix=name, initial=_below(name, kept)) for name in ADDING}
        self.following = {name: _asking(name, data, name, _below(name, kept)) for name in FOLLOWING}
        if kept and kept.get(SUBMISSION):
            self.matter.submission = kept[SUBMISSION][0]
        for name in SEARCHED:
            prefix, _, field = name.rpartition("-")
            form = self.following[prefix] if prefix else self.matter
            form.fields[field].widget.attrs["data-choose"] = ""
        self.matter.fields["text"].widget.attrs["rows"] = 4

    @property
    def submission(self) -> str:
        return self.matter.submission

    def every(self) -> list[forms.Form]:
        return [self.caller, self.matter, *self.more.values(), *self.following.values()]

    def asked(self, outcome: str) -> list[forms.Form]:
        """The forms that an outcome reads."""
        if outcome in ADDING:
            return [self.more[outcome]]
        return [self.caller, self.matter, *([self.following[outcome]] if outcome in FOLLOWING else [])]

    def part(self, outcome: str) -> forms.Form | None:
        """What an outcome asks for besides the caller and the matter."""
        return self.more.get(outcome) or self.following.get(outcome)

    def settle(self, outcome: str) -> None:
        """Only what the outcome reads may be wrong: the other parts keep what was typed and say nothing."""
        for form in self.every():
            if form not in self.asked(outcome):
                form.errors.clear()

    def is_sound(self, outcome: str) -> bool:
        sound = not [form for form in self.asked(outcome) if not form.is_valid()]
        self.settle(outcome)
        return sound

    def accept(self, outcome: str, error: ShizhengError) -> None:
        """Each fault beside the field it names, in whichever part that stands; the rest on top."""
        faults = error.faults if isinstance(error, InvalidInputError) else [error.fault]
        for fault in faults:
            home = next((form for form in self.asked(outcome) if _has(form, fault)), self.asked(outcome)[0])
            accept_faults(home, InvalidInputError([fault]))

    def permitted(self, actor: Actor) -> list[str]:
        """The outcomes that the actor may choose."""
        moves = {name: WORK_ORDER.move(name) for name in ("register", *FOLLOWING, *ADDING)}
        return [name for name, move in moves.items() if move is not None and actor.may(move.permission)]


def intake_of(data: QueryDict) -> Intake:
    """The matter as far as it has been typed."""
    return Intake(**{name: data.get(name, "")[:LONGEST].replace("\0", "") for name in READ})


def _asking(move: str, data: QueryDict | None, prefix: str, initial: Mapping[str, Any]) -> AskForm:
    return AskForm(data, process=WORK_ORDER, move=_declared(move), prefix=prefix or None, initial=dict(initial))


def _declared(name: str) -> Move:
    found = WORK_ORDER.move(name)
    if found is None:
        raise ValueError(name)
    return found


def _below(prefix: str, kept: Mapping[str, Sequence[str]] | None) -> dict[str, Any]:
    start = f"{prefix}-"
    return {name.removeprefix(start): _first(values) for name, values in (kept or {}).items() if name.startswith(start)}


def _first(values: Sequence[str]) -> Any:
    return values[0] if len(values) == 1 else list(values)


def _has(form: forms.Form, fault: Fault) -> bool:
    return any(fault.place and fault.place in {name, str(field.label)} for name, field in form.fields.items())
