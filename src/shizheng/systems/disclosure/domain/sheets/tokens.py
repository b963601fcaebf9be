"""A row of a sheet as its non-empty cells, and the test that tells a target from a name."""

from functools import lru_cache
from typing import NamedTuple

from shizheng.engines.fiscal.domain.targets import parse
from shizheng.engines.fiscal.domain.targets.words import SHORT_WORDS
from shizheng.systems.disclosure.domain.sheets.labels import Label, label_of
from shizheng.systems.disclosure.domain.source import Line


class Token(NamedTuple):
    """One non-empty cell: its place in the row, its text and the label it is, if it is one."""

    at: int
    text: str
    label: Label | None


class Row(NamedTuple):
    """A line of the sheet; ``width`` is the number of its cells, 0 for running text."""

    line: int
    width: int
    tokens: tuple[Token, ...]

    def has(self, role: str) -> bool:
        """Whether a label of that role stands in the row."""
        return any(token.label is not None and token.label.role == role for token in self.tokens)


def row_of(line: Line) -> Row:
    """The non-empty cells of a line."""
    cells = line.text.split("\t")
    tokens = []
    for at, cell in enumerate(cells):
        text = cell.strip()
        if text:
            tokens.append(Token(at, text, label_of(text)))
    return Row(line.number, len(cells) if len(cells) > 1 else 0, tuple(tokens))


@lru_cache(maxsize=16384)
def is_value(text: str) -> bool:
    """Whether a cell reads as a target rather than as an indicator's name."""
    target = parse(text)
    if target.kind == "judgement":
        return _is_short_judgement(text)
    if target.kind == "absent":
        return True
    return len(target.junk) <= 2 and (target.kind != "number" or len(text) <= 12)


def _is_short_judgement(text: str) -> bool:
    if text in SHORT_WORDS:
        return True
    if " " in text and len(text) <= 12:
        return all(part in SHORT_WORDS for part in text.split())
    if len(text) > 5:
        return False
    return any(text.startswith(word) and (text[len(word) :] in SHORT_WORDS or len(text) == 3) for word in _LEADS)


_LEADS = tuple(word for word in SHORT_WORDS if len(word) == 2)
