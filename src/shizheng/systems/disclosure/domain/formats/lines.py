"""Collect lines in order; the number of a line is its position, whatever the format."""

import re

from shizheng.systems.disclosure.domain.source import Line

SPACES = re.compile(r"[\s\u3000]+")


class LineCollector:
    """Cells are joined by tabs, so that a table row is a tabular line; inner white space becomes one space."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def text(self, text: str, place: str = "") -> None:
        for part in text.split("\n"):
            self.lines.append(Line(len(self.lines) + 1, SPACES.sub(" ", part).strip(), place))

    def row(self, cells: list[str], place: str = "") -> None:
        """A row of one cell still is tabular: it belongs to its table."""
        cleaned = [SPACES.sub(" ", cell).strip() for cell in cells]
        joined = "\t".join(cleaned) if len(cleaned) > 1 else f"{cleaned[0] if cleaned else ''}\t"
        self.lines.append(Line(len(self.lines) + 1, joined if any(cleaned) else "", place))

    def blank(self) -> None:
        self.lines.append(Line(len(self.lines) + 1, ""))
