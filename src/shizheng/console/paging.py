"""Page numbers over lists of any length: counting stops at a cap, so that a long list costs no full count."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

CAP = 10_000
SIZES = (25, 50, 100)


def capped_count(rows: "QuerySet[Any]", cap: int = CAP) -> int:
    """How many rows there are, at most cap + 1."""
    return rows.order_by()[: cap + 1].count()


def decided(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """The same order with ties decided by the key, so that no row is on two pages or on none."""
    names = rows.query.order_by or (rows.model._meta.ordering if rows.query.default_ordering else ())
    if {"pk", "-pk", "id", "-id"} & {name for name in names if isinstance(name, str)}:
        return rows
    return rows.order_by(*names, "-pk")


if TYPE_CHECKING:
    AnyPaginator = Paginator[Any]
else:
    AnyPaginator = Paginator


class CappedPaginator(AnyPaginator):
    """Pages over a count known beforehand; past the cap a user narrows the filters instead of turning pages."""

    def __init__(self, rows: Any, per_page: int, *, total: int, cap: int = CAP, **kwargs: Any) -> None:
        super().__init__(rows, per_page, **kwargs)
        self.total = total
        self.cap = cap

    @property
    def capped(self) -> bool:
        return self.total > self.cap

    @property
    def count(self) -> int:
        return min(self.total, self.cap)

    @property
    def total_in_words(self) -> str:
        return f"{self.cap:,}+" if self.capped else f"{self.total:,}"

    def around(self, number: int) -> list[int | str]:
        """Page numbers to show about this one, with … for gaps."""
        return list(self.get_elided_page_range(number, on_each_side=2, on_ends=1))


@dataclass(frozen=True, slots=True)
class Turner:
    """What a list that is not counted knows of its pages."""

    per_page: int


@dataclass(frozen=True, slots=True)
class TurnedPage:
    """One page of such a list; `next` and `previous` are cursors, empty at the ends."""

    object_list: Any
    next: str
    previous: str


def page_size(asked: str | None, default: int) -> int:
    """The asked size where it is one we offer."""
    return int(asked) if asked in {str(size) for size in SIZES} else default
