"""Which span a report of a kind is about."""

from datetime import date, timedelta

from shizheng.platform.measures.domain.periods import Period, month_of


def period_of(day: date, kind: str) -> Period:
    """The day itself, its week from Monday, or its month."""
    if kind == "week":
        first = day - timedelta(days=day.weekday())
        return Period(first, first + timedelta(days=6))
    return month_of(day) if kind == "month" else Period(day, day)


def due(today: date) -> list[tuple[str, Period]]:
    """What is written on the morning of a day: yesterday, on Mondays the week, on the first of a month the month."""
    yesterday = today - timedelta(days=1)
    kinds = ["day", *(["week"] if today.weekday() == 0 else []), *(["month"] if today.day == 1 else [])]
    return [(kind, period_of(yesterday, kind)) for kind in kinds]
