"""Target sheets and self-evaluation sheets, read from their tables."""

from shizheng.systems.disclosure.domain.sheets.reading import read_sheets

__all__ = ["read_sheets"]
