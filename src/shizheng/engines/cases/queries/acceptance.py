"""How often people follow advice, by month and by the unit they chose."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from shizheng.engines.cases.models import AdviceRow
from shizheng.engines.cases.models.advice import NOT_AMONG
from shizheng.kit import clock

MONTHS = 12
MOST_UNITS = 300


@dataclass(frozen=True, slots=True)
class Acceptance:
    """`sent` counts cases that a person sent to a main unit, `advised` those with any advice, `first` those whose first
    advice was followed, `among` those whose unit was among the advised."""

    label: str
    sent: int
    advised: int
    first: int
    among: int

    @property
    def first_share(self) -> float | None:
        return self.first / self.advised if self.advised else None

    @property
    def among_share(self) -> float | None:
        return self.among / self.advised if self.advised else None


_COUNTS: dict[str, Any] = {
    "sent": Count("pk"),
    "advised": Count("pk", filter=~Q(units=[])),
    "first": Count("pk", filter=Q(rank=1)),
    "among": Count("pk", filter=Q(rank__gt=NOT_AMONG)),
}


def since() -> datetime:
    """The first instant of the twelve months that are shown."""
    today = clock.today()
    months = today.year * 12 + today.month - MONTHS
    first = date(months // 12, months % 12 + 1, 1)
    return datetime(first.year, first.month, first.day, tzinfo=clock.ZONE)


def by_month(process: str) -> list[Acceptance]:
    """The last twelve months that have any, latest first."""
    rows = _rows(process).annotate(month=TruncMonth("at", tzinfo=clock.ZONE)).values("month").annotate(**_COUNTS)
    return list(_told(rows.order_by("-month"), lambda row: f"{row['month']:%Y年%m月}"))


def by_unit(process: str) -> list[Acceptance]:
    """The same months by the unit that was chosen, the busiest first."""
    rows = _rows(process).values("chosen__name").annotate(**_COUNTS)
    return list(_told(rows.order_by("-sent", "chosen__name")[:MOST_UNITS], lambda row: row["chosen__name"]))


def _rows(process: str) -> Any:
    return AdviceRow.objects.filter(process=process, at__gte=since()).order_by()


def _told(rows: Iterable[dict[str, Any]], label: Any) -> Iterable[Acceptance]:
    for row in rows:
        yield Acceptance(label(row), *(row[name] for name in _COUNTS))
