"""Money, shares, dates and deadlines written as offices write them. Pure functions; templates see them as filters."""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from shizheng.kit import clock

CENT = Decimal("0.01")
WAN = Decimal(10_000)
HUNDRED = Decimal(100)
NOTHING = "—"

MINUTE, HOUR, DAY = 60, 3600, 86_400


def rounded(value: Decimal, places: int = 2) -> str:
    """With thousands separators, halves away from zero."""
    return f"{value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP):,}"


def exact(value: Decimal | int | str) -> Decimal:
    """Refuses floats: money that went through one is no longer exact."""
    if isinstance(value, float):
        raise TypeError("金额不得用浮点数")
    return Decimal(value)


def money(value: Decimal | int | None) -> str:
    """元 to the cent: 1,234,567.80."""
    return NOTHING if value is None else rounded(exact(value))


def wan(value: Decimal | int | None) -> str:
    """An amount in 元, printed in 万元 with two decimals and without its unit."""
    return NOTHING if value is None else rounded(exact(value) / WAN)


def fen(value: int | None) -> str:
    """Integer 分 as 元."""
    return NOTHING if value is None else rounded(exact(value) / HUNDRED)


def fen_wan(value: int | None) -> str:
    """Integer 分 as 万元."""
    return NOTHING if value is None else rounded(exact(value) / HUNDRED / WAN)


def percent(ratio: Decimal | float | None) -> str:
    """A ratio (0.9812) as a percentage with two decimals (98.12%)."""
    return NOTHING if ratio is None else f"{rounded(Decimal(str(ratio)) * HUNDRED)}%"


def count(value: int | None) -> str:
    return NOTHING if value is None else f"{value:,}"


def day(value: date | datetime | None) -> str:
    """In a table: 2026-11-21."""
    return NOTHING if value is None else _local(value).strftime("%Y-%m-%d")


def instant(value: datetime | None) -> str:
    """In a table: 2026-11-21 09:14."""
    return NOTHING if value is None else _local(value).strftime("%Y-%m-%d %H:%M")


def long_day(value: date | datetime | None) -> str:
    """In running text: 2026年11月21日."""
    if value is None:
        return NOTHING
    local = _local(value)
    return f"{local.year}年{local.month}月{local.day}日"


def long_instant(value: datetime | None) -> str:
    """In running text: 2026年11月21日 09:14."""
    return NOTHING if value is None else f"{long_day(value)} {_local(value):%H:%M}"


def _local(value: date | datetime) -> date | datetime:
    return clock.aware(value) if isinstance(value, datetime) else value


def span(length: timedelta) -> str:
    """A duration in its largest fitting unit: 40 分钟, 3 小时, 2 天. Below a minute: 不到 1 分钟."""
    seconds = int(abs(length).total_seconds())
    if seconds < MINUTE:
        return "不到 1 分钟"
    if seconds < HOUR:
        return f"{seconds // MINUTE} 分钟"
    if seconds < 2 * DAY:
        return f"{seconds // HOUR} 小时"
    return f"{seconds // DAY} 天"


def remaining(deadline: datetime, now: datetime | None = None) -> str:
    """剩 3 小时 before the deadline, 超 2 天 after it; the deadline itself is still in time."""
    left = deadline - (now or clock.now())
    return f"剩 {span(left)}" if left >= timedelta(0) else f"超 {span(left)}"


def urgency(deadline: datetime, now: datetime | None = None, soon: timedelta = timedelta(hours=24)) -> str:
    """The tone of a deadline: good, soon (within `soon`) or bad (past)."""
    left = deadline - (now or clock.now())
    if left < timedelta(0):
        return "bad"
    return "soon" if left <= soon else "good"


def file_size(octets: int | None) -> str:
    """1.2 MB; below 1 KB in 字节."""
    if octets is None:
        return NOTHING
    size, units = Decimal(octets), ("KB", "MB", "GB", "TB")
    if octets < 1024:
        return f"{octets} 字节"
    for unit in units:
        size /= 1024
        if size < 1024 or unit == units[-1]:
            break
    return f"{size.quantize(Decimal('0.1'), rounding=ROUND_HALF_UP)} {unit}"
