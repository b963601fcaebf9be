"""How far each measure was counted, and what its definitions were."""

from decimal import Decimal

from shizheng.platform.measures.domain.periods import Period
from shizheng.platform.measures.models import Edition, Standing
from shizheng.platform.measures.queries.reading import Reading


def standings() -> dict[str, Standing]:
    """By code; a measure that was never counted is missing."""
    return {row.code: row for row in Standing.objects.all()}


def comparable(read: Reading, span: Period, standing: Standing | None) -> Decimal | None:
    """The figure's value, None where the span began before anything was counted: a nothing that nobody counted is no
    figure to compare with."""
    first = standing.first_day if standing else None
    return read.value if first is not None and span.first >= first.replace(day=1) else None


def editions_of(code: str) -> list[Edition]:
    """Newest first."""
    return list(Edition.objects.filter(standing__code=code).order_by("-number"))
