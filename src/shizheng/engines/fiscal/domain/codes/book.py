"""A code book: what a code is called in a year, what a name means, and what lies below a code."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_NOISE = re.compile(r"[\s“”\"'《》·*　]|</?b>")
_WIDTHS = str.maketrans("（）［］：，；／", "()[]:,;/")


def condense(text: str) -> str:
    """A text as names in it are compared: no blanks, quotes or bold marks, half-width brackets."""
    return _NOISE.sub("", text.translate(_WIDTHS))


@lru_cache(maxsize=8192)
def squeeze(name: str) -> str:
    """The same of a name; names recur, so they are kept."""
    return condense(name)


class Code(NamedTuple):
    """One row of a book; years of 0 leave the period open, ``aliases`` are other wordings in lawful use."""

    code: str
    name: str
    parent: str = ""
    valid_from: int = 0
    valid_to: int = 0
    aliases: tuple[str, ...] = ()

    def holds(self, year: int) -> bool:
        """Whether the row is in force in a year; a year of 0 asks nothing."""
        return not year or (
            (not self.valid_from or self.valid_from <= year) and (not self.valid_to or year <= self.valid_to)
        )

    def called(self, name: str) -> bool:
        return squeeze(name) in self.names

    @property
    def names(self) -> frozenset[str]:
        """Every wording, squeezed."""
        return _names(self)


@lru_cache(maxsize=8192)
def _names(code: Code) -> frozenset[str]:
    return frozenset(squeeze(name) for name in (code.name, *code.aliases) if name)


class CodeBook:
    """Lookup by code and year, by name, and downwards; several rows of one code are its names over the years."""

    def __init__(self, rows: Iterable[Code]) -> None:
        self.rows = tuple(rows)
        self._by_code: dict[str, list[Code]] = {}
        self._by_name: dict[str, list[str]] = {}
        self._children: dict[str, list[str]] = {}
        for row in self.rows:
            if row.code not in self._by_code:
                self._children.setdefault(row.parent, []).append(row.code)
            self._by_code.setdefault(row.code, []).append(row)
            for name in row.names:
                codes = self._by_name.setdefault(name, [])
                if row.code not in codes:
                    codes.append(row.code)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def find(self, code: str, year: int = 0) -> Code | None:
        """The row in force; the newest one where none is, so that a code never goes nameless."""
        rows = self._by_code.get(code)
        if not rows:
            return None
        return next((row for row in reversed(rows) if row.holds(year)), rows[-1])

    def versions(self, code: str) -> tuple[Code, ...]:
        return tuple(self._by_code.get(code, ()))

    def named(self, name: str, under: str = "") -> tuple[str, ...]:
        """All codes that bear a name, those below a prefix only where one is given."""
        return tuple(code for code in self._by_name.get(squeeze(name), ()) if code.startswith(under))

    def children(self, code: str = "") -> tuple[str, ...]:
        return tuple(self._children.get(code, ()))
