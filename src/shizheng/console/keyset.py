"""Paging by the last row seen: the hundredth page costs what the first does, and nothing is counted.

A cursor holds the sort values of a row. Empty values sort where the database itself puts them, so that its indexes
serve; a row that changes its sort values while somebody turns pages may be seen twice or not at all, as in any paging.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import connections, models
from django.db.models import Q, QuerySet

R = TypeVar("R", bound=models.Model)
NEXT, PREVIOUS = "after", "before"
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class KeysetPage(Generic[R]):
    """One page of rows with the cursors that lead on and back, empty where nothing follows."""

    rows: list[R]
    next: str
    previous: str


@dataclass(frozen=True, slots=True)
class Sorted:
    """One name of an order, e.g. ``-main__name``."""

    path: str
    descending: bool

    @classmethod
    def read(cls, name: str) -> Sorted:
        return cls(name.removeprefix("-"), name.startswith("-"))

    def reversed(self) -> Sorted:
        return Sorted(self.path, not self.descending)

    def __str__(self) -> str:
        return f"-{self.path}" if self.descending else self.path


def keyset_page(rows: QuerySet[R], *, size: int, after: str = "", before: str = "") -> KeysetPage[R]:
    """The page that follows the cursor `after`, or ends before the cursor `before`; the first one where neither is
    given or understood. `rows` are ordered by names of columns, the key last."""
    order = [Sorted.read(str(name)) for name in rows.query.order_by or rows.model._meta.ordering or ("pk",)]
    back = bool(before) and not after
    seen = read_cursor(rows.model, order, before if back else after)
    walked = [each.reversed() for each in order] if back else order
    chosen = rows.order_by(*(str(each) for each in walked))
    if seen is not None:
        chosen = chosen.filter(_beyond(walked, seen, nulls_first=_nulls_first(rows)))
    found = list(chosen[: size + 1])
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    forward, backward = (seen is not None, more) if back else (more, seen is not None)
    return KeysetPage(
        found,
        write_cursor(order, found[-1]) if found and forward else "",
        write_cursor(order, found[0]) if found and backward else "",
    )


def _nulls_first(rows: QuerySet[R]) -> bool:
    """Whether the database puts empty values before all others in ascending order."""
    return bool(connections[rows.db].features.order_by_nulls_first)


def _beyond(order: Sequence[Sorted], seen: Sequence[Any], *, nulls_first: bool) -> Q:
    """Rows that come after the seen one. The range of the first name is said apart, for the index to begin there."""
    found, same = Q(pk__in=[]), Q()
    for each, value in zip(order, seen, strict=True):
        found |= same & _later(each, value, nulls_first=nulls_first)
        same &= Q(**{f"{each.path}__isnull": True}) if value is None else Q(**{each.path: value})
    first, value = order[0], seen[0]
    empties_follow = nulls_first == first.descending
    if value is None or empties_follow:
        return found
    return Q(**{f"{first.path}__{'lte' if first.descending else 'gte'}": value}) & found


def _later(each: Sorted, value: Any, *, nulls_first: bool) -> Q:
    empties_follow = nulls_first == each.descending
    if value is None:
        return Q(pk__in=[]) if empties_follow else Q(**{f"{each.path}__isnull": False})
    beyond = Q(**{f"{each.path}__{'lt' if each.descending else 'gt'}": value})
    return beyond | Q(**{f"{each.path}__isnull": True}) if empties_follow else beyond


def write_cursor(order: Sequence[Sorted], row: models.Model) -> str:
    values = [_plain(_value(row, each.path)) for each in order]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def read_cursor(model: type[models.Model], order: Sequence[Sorted], text: str) -> list[Any] | None:
    """The sort values of a row; None where the text is none of this order's cursors."""
    if not text or len(text) > LONGEST:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        return None
    if not isinstance(values, list) or len(values) != len(order):
        return None
    try:
        return [_typed(model, each.path, value) for each, value in zip(order, values, strict=True)]
    except (ValidationError, FieldDoesNotExist, TypeError, ValueError, OverflowError):
        return None


def _value(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name, None) if row is not None else None
    return row.pk if isinstance(row, models.Model) else row


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _typed(model: type[models.Model], path: str, value: Any) -> Any:
    """The value as the column holds it; cursors come from outside and may hold anything."""
    *above, last = path.split("__")
    for name in above:
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]  # a relation, or an error below
    field = model._meta.pk if last == "pk" else model._meta.get_field(last)
    if value is None or not isinstance(field, models.Field):
        return None
    if not isinstance(value, str | int | bool) or (isinstance(value, str) and "\0" in value):
        raise ValueError("no value of a column")
    typed = field.to_python(value)
    if isinstance(typed, int) and abs(typed) >= 1 << 63:
        raise ValueError("no value of a column")
    return typed
