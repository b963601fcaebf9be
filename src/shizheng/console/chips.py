"""What is being filtered by, as chips that can be taken off one by one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.http import QueryDict

from shizheng.console import formats
from shizheng.console.filters import FilterSet
from shizheng.console.keyset import NEXT, PREVIOUS

SEARCH = "q"
PAGE = "page"


@dataclass(frozen=True, slots=True)
class Chip:
    """`url` is the same list without this condition."""

    label: str
    value: str
    url: str


def without(query: QueryDict, names: Iterable[str]) -> str:
    """The list's address with these parameters, and the place in it, taken off."""
    rest = query.copy()
    for name in (*names, PAGE, NEXT, PREVIOUS):
        rest.pop(name, None)
    return f"?{rest.urlencode()}"


def parameters(name: str, field: forms.Field) -> list[str]:
    """The names under which a filter's value travels; a pair travels under two."""
    suffixes = getattr(field.widget, "suffixes", None)
    return [name] if suffixes is None else [f"{name}_{suffix}" if suffix else name for suffix in suffixes]


def in_words(value: Any, field: forms.Field) -> str:
    """A cleaned filter value as a user reads it."""
    if isinstance(value, slice):
        return " 至 ".join(_end(end) for end in (value.start, value.stop))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str) and isinstance(field, forms.ChoiceField):
        return _label(value, field)
    if isinstance(value, (list, tuple, set)) or hasattr(value, "iterator"):
        return "、".join(in_words(each, field) for each in value)
    return str(value)


def _end(value: Any) -> str:
    if value is None:
        return "不限"
    return formats.day(value) if hasattr(value, "year") else str(value)


def _label(value: str, field: forms.ChoiceField) -> str:
    if isinstance(field, forms.ModelChoiceField):
        return value
    return next((str(label) for key, label in _flat(field.choices) if str(key) == value), value)


def _flat(choices: Any) -> Iterable[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield key, label


def is_empty(value: Any) -> bool:
    if isinstance(value, Model):
        return False
    if isinstance(value, slice):
        return value.start is None and value.stop is None
    return value is None or value == "" or (hasattr(value, "__len__") and len(value) == 0)


def chips(query: QueryDict, filterset: FilterSet | None) -> list[Chip]:
    """A chip for the search words and for each filter in use, in the order of the form."""
    found = []
    if words := query.get(SEARCH, "").strip():
        found.append(Chip("搜索", words, without(query, [SEARCH])))
    if filterset is None or not filterset.is_bound or not filterset.form.is_valid():
        return found
    for name, field in filterset.form.fields.items():
        value = filterset.form.cleaned_data.get(name)
        if not is_empty(value):
            label = str(field.label or name)
            found.append(Chip(label, in_words(value, field), without(query, parameters(name, field))))
    return found
