"""Which clocks wait to be looked at."""

from shizheng.engines.cases.models import ClockRow
from shizheng.kit import clock


def is_any_awake() -> bool:
    """Whether a warning or a breach is to be noted now."""
    return ClockRow.objects.filter(wake_at__lte=clock.now()).exists()
