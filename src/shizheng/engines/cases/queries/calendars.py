"""The working calendar of the pack, read again when one of its files changes."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from shizheng.kit.calendar import WorkingCalendar, load_calendar


def working_calendar() -> WorkingCalendar:
    folder = Path(settings.PACKS) / "calendar"
    return _loaded(folder, tuple((file.name, file.stat().st_mtime_ns) for file in sorted(folder.glob("*.yaml"))))


@lru_cache(maxsize=2)
def _loaded(folder: Path, files: tuple[tuple[str, int], ...]) -> WorkingCalendar:
    return load_calendar(folder)
