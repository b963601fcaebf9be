"""Forms made of what a move asks for."""

import secrets
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms

from shizheng.engines.cases.domain.process import Ask, Move, Process
from shizheng.engines.cases.domain.state import Value
from shizheng.engines.cases.domain.words import AskKind
from shizheng.engines.cases.queries.choices import areas, categories, organisations
from shizheng.kit import clock

SUBMISSION = "submission"
YES_OR_NO = (("", "请选择"), ("true", "是"), ("false", "否"))


class AskForm(forms.Form):
    """One field an ask, by its id. What the answers must be is the process's to say: the form only reads them.

    `submission` is the client's key: the same form sent twice makes one event.
    """

    def __init__(self, *args: Any, process: Process, move: Move, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.move, self.submission = move, self.data.get(SUBMISSION, "") or secrets.token_hex(16)
        for ask in move.asks:
            self.fields[ask.id] = _MADE[ask.kind](process, ask)

    def answers(self) -> dict[str, Value]:
        """As the engine takes them, without what was left empty; files are stored by the page."""
        found = {
            ask.id: _plain(self.cleaned_data.get(ask.id)) for ask in self.move.asks if ask.kind is not AskKind.FILES
        }
        return {name: value for name, value in found.items() if value not in (None, "", [])}


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=ManyFiles(), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(each, initial) for each in given]


def _plain(value: Any) -> Value:
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "code") and not hasattr(value, "short_name"):
        return str(value.code)
    if hasattr(value, "pk"):
        return int(value.pk)
    if hasattr(value, "values_list"):
        return [int(each) for each in value.values_list("pk", flat=True)]
    return value  # type: ignore[no-any-return]  # texts, numbers and truth values as they are


def _usual(ask: Ask) -> dict[str, Any]:
    return {"label": ask.label, "required": ask.required and ask.only_if is None, "help_text": ask.hint}


def _text(process: Process, ask: Ask) -> forms.Field:
    return forms.CharField(max_length=ask.limit, **_usual(ask))


def _long_text(process: Process, ask: Ask) -> forms.Field:
    return forms.CharField(max_length=ask.limit, widget=forms.Textarea(attrs={"rows": 4}), **_usual(ask))


def _point(process: Process, ask: Ask) -> forms.Field:
    return forms.CharField(max_length=24, widget=forms.TextInput(attrs={"placeholder": "纬度,经度"}), **_usual(ask))


def _number(process: Process, ask: Ask) -> forms.Field:
    return forms.IntegerField(min_value=1, max_value=ask.limit, **_usual(ask))


def _choice(process: Process, ask: Ask) -> forms.Field:
    return forms.ChoiceField(choices=(("", "请选择"), *ask.choices), **_usual(ask))


def _yes_no(process: Process, ask: Ask) -> forms.Field:
    return forms.TypedChoiceField(
        choices=YES_OR_NO, coerce=lambda text: text == "true", empty_value=None, **_usual(ask)
    )


def _date(process: Process, ask: Ask) -> forms.Field:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **_usual(ask))


def _organisation(process: Process, ask: Ask) -> forms.Field:
    return forms.ModelChoiceField(organisations(clock.today()), empty_label="请选择", **_usual(ask))


def _organisations(process: Process, ask: Ask) -> forms.Field:
    return forms.ModelMultipleChoiceField(
        organisations(clock.today()), widget=forms.SelectMultiple(attrs={"data-choose": ""}), **_usual(ask)
    )


def _files(process: Process, ask: Ask) -> forms.Field:
    return FilesField(**_usual(ask))


def _case(process: Process, ask: Ask) -> forms.Field:
    return forms.RegexField(
        r"^\d{16,}$",
        error_messages={"invalid": f"请填写{process.noun}编号，16位数字"},
        **_usual(ask),
    )


def _category(process: Process, ask: Ask) -> forms.Field:
    found = categories(process.id, clock.today())
    return forms.ModelChoiceField(found, to_field_name="code", empty_label="请选择", **_usual(ask))


def _area(process: Process, ask: Ask) -> forms.Field:
    return forms.ModelChoiceField(areas(clock.today()), to_field_name="code", empty_label="请选择", **_usual(ask))


_MADE: dict[AskKind, Callable[[Process, Ask], forms.Field]] = {
    AskKind.TEXT: _text,
    AskKind.LONG_TEXT: _long_text,
    AskKind.POINT: _point,
    AskKind.NUMBER: _number,
    AskKind.CHOICE: _choice,
    AskKind.YES_NO: _yes_no,
    AskKind.DATE: _date,
    AskKind.ORGANISATION: _organisation,
    AskKind.ORGANISATIONS: _organisations,
    AskKind.FILES: _files,
    AskKind.CASE: _case,
    AskKind.CATEGORY: _category,
    AskKind.AREA: _area,
}
