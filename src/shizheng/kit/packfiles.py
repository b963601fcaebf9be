"""Where declarations lie: a city's own folder (SHIZHENG_PACKS) before what is shipped, file by file."""

from __future__ import annotations

import os
from pathlib import Path

SHIPPED = Path(__file__).resolve().parents[3] / "packs"
VARIABLE = "SHIZHENG_PACKS"


def folders() -> list[Path]:
    """The shipped folder last; the city's own before it where one is named."""
    own = os.environ.get(VARIABLE, "")
    return [Path(own), SHIPPED] if own and Path(own).resolve() != SHIPPED else [SHIPPED]


def pack_file(*parts: str) -> Path:
    """The first file of that name, e.g. ``pack_file("codes", "functional.csv")``; shipped where none exists."""
    found = (folder.joinpath(*parts) for folder in folders())
    return next((path for path in found if path.is_file()), SHIPPED.joinpath(*parts))


def pack_files(folder: str, pattern: str) -> list[Path]:
    """All files of one kind, sorted by name; a city's file stands in place of the shipped one of its name."""
    named = {path.name: path for root in reversed(folders()) for path in (root / folder).glob(pattern)}
    return [named[name] for name in sorted(named)]
