"""What units are to be told: what came, what runs out within hours, what has run out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from shizheng.engines.cases.domain.words import PartyState, Role
from shizheng.engines.cases.models import PartyRow
from shizheng.systems.hotline.domain.process.process import WORK_ORDER

AHEAD = timedelta(hours=4)
_OPEN = (PartyState.ASSIGNED, PartyState.SIGNED)


@dataclass(frozen=True, slots=True)
class News:
    """Of one unit, counts of cases."""

    organisation: int
    came: int
    soon: int
    late: int

    @property
    def words(self) -> str:
        parts = ((self.came, "件新派工单待签收"), (self.soon, "件4小时内到期"), (self.late, "件已超期"))
        return "，".join(f"{count}{what}" for count, what in parts if count)


def news(start: datetime, end: datetime) -> list[News]:
    """For each unit what became so after `start` and until `end`; one statement."""
    came = Q(state=PartyState.ASSIGNED, since__gt=start, since__lte=end)
    soon = Q(state__in=_OPEN, due_at__gt=start + AHEAD, due_at__lte=end + AHEAD)
    late = Q(state__in=_OPEN, due_at__gt=start, due_at__lte=end)
    rows = PartyRow.objects.filter(came | soon | late, case__process=WORK_ORDER.id).exclude(role=Role.KEEPER)
    counted = (
        rows.order_by()
        .values("organisation_id")
        .annotate(came=Count("pk", filter=came), soon=Count("pk", filter=soon), late=Count("pk", filter=late))
    )
    return [
        News(row["organisation_id"], row["came"], row["soon"], row["late"])
        for row in counted.order_by("organisation_id")
    ]
