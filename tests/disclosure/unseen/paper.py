"""Writing a document with marks around its figures, so that a test can change one and knows where it did."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

OPEN, BETWEEN, CLOSE = "\ue000", "\ue001", "\ue002"
MARK = re.compile(f"{OPEN}([^{BETWEEN}]*){BETWEEN}([^{CLOSE}]*){CLOSE}")
POWERS = {"元": 2, "万元": 6}


class Mark(NamedTuple):
    """A figure of the finished text: what kind it is and where it stands; ``line`` counts from 1."""

    kind: str
    text: str
    start: int
    end: int
    line: int


class Page(NamedTuple):
    """A finished document; ``marks`` in order of the text."""

    layout: str
    text: str
    marks: tuple[Mark, ...]

    def changed(self, mark: Mark, text: str) -> str:
        """The text with one marked figure replaced."""
        return self.text[: mark.start] + text + self.text[mark.end :]


def marked(kind: str, text: str) -> str:
    return f"{OPEN}{kind}{BETWEEN}{text}{CLOSE}"


@dataclass
class Paper:
    """``unit`` and ``grouped`` say how the tables print money, ``said`` and ``said_grouped`` how sentences do."""

    unit: str = "万元"
    grouped: bool = False
    said: str = "万元"
    said_grouped: bool = False
    decimals: int = 2
    blank: str = ""
    percent: int = 2
    lines: list[str] = field(default_factory=list)

    def put(self, *lines: str) -> None:
        self.lines.extend(lines)

    def table(self, *above: str, rows: Iterable[Sequence[str]], note: str = "") -> None:
        """Rows of cells under the lines printed above them."""
        self.lines += ["", *above]
        self.lines += ["\t".join(cells) for cells in rows]
        self.lines += [note, ""] if note else [""]

    def cell(self, fen: int, kind: str = "cell") -> str:
        """Money in a table."""
        return marked(kind, printed(fen, self.unit, self.decimals, self.grouped)) if fen else self.blank

    def money(self, fen: int, kind: str = "amount") -> str:
        """Money in a sentence, with its unit."""
        return marked(kind, printed(fen, self.said, 2, self.said_grouped)) + self.said

    def rate(self, part: int, whole: int, kind: str) -> str:
        """A percentage."""
        return marked(kind, ratio(part, whole, self.percent)) + "%"

    def change(
        self, now: int, before: int, up: str = "增加", down: str = "减少", rise: str = "增长", fall: str = "下降"
    ) -> str:
        """增加X万元，增长Y%; 持平 where nothing changed."""
        if now == before:
            return "与上年持平"
        more = now > before
        delta = printed(abs(now - before), self.said, 2, self.said_grouped)
        rate = ratio(abs(now - before), before, self.percent)
        words = marked("direction", up if more else down) + marked("delta", delta) + self.said
        return f"{words}，{rise if more else fall}{marked('growth', rate)}%"

    def page(self, layout: str) -> Page:
        return finished(layout, "\n".join(self.lines) + "\n")


def finished(layout: str, text: str) -> Page:
    """The text without its marks, and where they were."""
    parts: list[str] = []
    marks: list[Mark] = []
    at, length, line = 0, 0, 1
    for match in MARK.finditer(text):
        plain = text[at : match.start()]
        line += plain.count("\n")
        length += len(plain)
        marks.append(Mark(match[1], match[2], length, length + len(match[2]), line))
        parts += [plain, match[2]]
        length += len(match[2])
        at = match.end()
    return Page(layout, "".join(parts) + text[at:], tuple(marks))


def printed(fen: int, unit: str, decimals: int = 2, grouped: bool = False) -> str:
    value = (Decimal(fen) / 10 ** POWERS[unit]).quantize(Decimal(10) ** -decimals, ROUND_HALF_UP)
    return f"{value:,}" if grouped else f"{value}"


def ratio(part: int, whole: int, decimals: int) -> str:
    return str((Decimal(part) * 100 / whole).quantize(Decimal(10) ** -decimals, ROUND_HALF_UP))
