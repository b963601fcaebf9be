"""Forms of the console: how errors of the domain reach their field, and how an edit made stale is noticed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BaseForm, BoundField

from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError

VERSION = "expected_version"
REASON_LENGTH = 500


class ReasonForm(forms.Form):
    """Why something is done; goes to the journal."""

    reason = forms.CharField(
        label="理由",
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
        help_text="写明为什么，将记入操作日志。",
    )


class NoInputForm(forms.Form):
    """For verbs that ask nothing."""


@dataclass(frozen=True, slots=True)
class Fieldset:
    """A titled group of fields, by name."""

    title: str
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class DrawnFieldset:
    title: str
    fields: list[BoundField]


def grouped(form: BaseForm, fieldsets: Sequence[Fieldset]) -> list[DrawnFieldset]:
    """The visible fields in their groups; fields that no group names come first, without a title."""
    named = {name for fieldset in fieldsets for name in fieldset.names}
    loose = [field for field in form.visible_fields() if field.name not in named]
    groups = [DrawnFieldset("", loose)] if loose else []
    return groups + [DrawnFieldset(each.title, [form[name] for name in each.names]) for each in fieldsets]


def accept_faults(form: BaseForm, error: ShizhengError) -> None:
    """Put what the domain refused beside the field it names, or above the form where it names none."""
    faults = error.faults if isinstance(error, InvalidInputError) else [error.fault]
    for fault in faults:
        form.add_error(_field_of(form, fault), _in_words(form, fault))


def _field_of(form: BaseForm, fault: Fault) -> str | None:
    for name, field in form.fields.items():
        if fault.place and fault.place in {name, str(field.label)}:
            return name
    return None


def _in_words(form: BaseForm, fault: Fault) -> str:
    if _field_of(form, fault) is None:
        return str(fault)
    return str(Fault(fault.message, remedy=fault.remedy))


def all_errors(form: BaseForm) -> Iterator[tuple[str, str, str]]:
    """Every error of a form as (id of its field or "", label or "", words), in the order of the form."""
    for words in form.non_field_errors():
        yield "", "", str(words)
    for field in form:
        for words in field.errors:
            yield str(field.id_for_label or field.auto_id), str(field.label), str(words)


def differences(form: BaseForm, current: dict[str, Any]) -> dict[str, str]:
    """Field name to what is stored now, in words, where that is not what was typed."""
    found = {}
    for name, stored in current.items():
        if name in form.fields and form.fields[name].has_changed(stored, form[name].data):
            found[name] = "（空）" if stored in (None, "") else in_words(form.fields[name], stored)
    return found


def in_words(field: forms.Field, value: Any) -> str:
    choices = getattr(field, "choices", None)
    if choices is not None and not isinstance(field, forms.ModelChoiceField):
        return next((str(label) for key, label in choices if str(key) == str(value)), str(value))
    return str(value)
