"""The search box of a list: every word must occur in one of the named fields."""

from collections.abc import Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Q, QuerySet

LONGEST = 100


def matching(rows: "QuerySet[Any]", words: str, fields: Sequence[str]) -> "QuerySet[Any]":
    """Rows in which each blank-separated word of `words` occurs in at least one of `fields`, in either letter case."""
    wanted = words[:LONGEST].replace("\0", "").split()
    if not wanted or not fields:
        return rows
    each = (reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields)) for word in wanted)
    return rows.filter(reduce(and_, each))
