"""All lines of a document as one text: sentences and cells of sheets first, tables of figures after them."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from shizheng.systems.disclosure.domain.segments import Block, Contents, Heading, Paragraph
from shizheng.systems.disclosure.domain.source import Line

BEYOND = re.compile("[\U00010000-\U0010ffff]")
LATIN = bytes([255]) + bytes(255)  # marks the characters whose high byte is zero
WATCHED: set[str] = set()
"""Words that rules look for in every document: one pass over the text finds the places of them all."""


def watch(words: Iterable[str]) -> None:
    """To be said where the words are declared, so that the first search already knows them.

    Single characters and words with blanks are as fast to find alone.
    """
    WATCHED.update(word for word in words if len(word) > 1 and len(word.split()) == 1)


@lru_cache(maxsize=2)
def _marks(words: frozenset[str]) -> tuple[re.Pattern[str], dict[str, list[tuple[str, int]]]]:
    """The places worth a look, and by the two characters that stand there the words and where in them those stand.

    One test a place against two sets of characters is twice as fast as an automaton over the words. The sets stay
    small where each word is known by the two of its characters that add the fewest; of a long word two that lie across
    its compounds (项目建议 by 目建), which are rare elsewhere.
    """
    one: set[str] = set()
    other: set[str] = set()
    held: dict[str, list[tuple[str, int]]] = {}
    for word in sorted(words, key=lambda word: (len(word), word)):
        pairs = range(1, len(word) - 1, 2) if len(word) > 3 else range(len(word) - 1)
        at = min(pairs, key=lambda at: (word[at] not in one) + (word[at + 1] not in other))
        one.add(word[at])
        other.add(word[at + 1])
        held.setdefault(word[at : at + 2], []).append((word, at))
    sets = (re.escape("".join(sorted(chars))) for chars in (one, other))
    return re.compile("[{}](?=[{}])".format(*sets) if words else "(?!)"), held


@dataclass(frozen=True, slots=True)
class Prose:
    """``text`` joins the lines by newlines; ``sentences`` is where the tables of figures begin."""

    text: str = ""
    lines: tuple[Line, ...] = ()
    starts: tuple[int, ...] = ()
    sentences: int = 0
    places: dict[str, list[int]] = field(default_factory=dict, repr=False, compare=False)  # of the words watched

    def line_at(self, offset: int) -> Line:
        return self.lines[bisect_right(self.starts, offset) - 1]

    def find(self, words: str, end: int | None = None) -> Sequence[int]:
        """Every offset of some words, overlapping ones once."""
        if words in WATCHED:
            if not self.places:
                self._look()
            known = self.places.get(words, [])
            return known if end is None else known[: bisect_right(known, end - len(words))]
        found = []
        at = self.text.find(words, 0, end)
        while at >= 0:
            found.append(at)
            at = self.text.find(words, at + len(words), end)
        return found

    def _look(self) -> None:
        """Note where watched words stand; the first question answers for all that are watched by then."""
        pattern, held = _marks(frozenset(WATCHED))
        text, places = self.text, self.places
        places[""] = []  # looked, whether anything was found or not
        for match in pattern.finditer(text):
            at = match.start()
            for word, before in held.get(text[at : at + 2], ()):
                start = at - before
                if start >= 0 and text.startswith(word, start):
                    known = places.setdefault(word, [])
                    if not known or known[-1] + len(word) <= start:
                        known.append(start)

    def around(self, start: int, end: int, reach: int = 8) -> str:
        """A span with some characters either side, within its line."""
        line = self.line_at(start)
        offset = self.starts[bisect_right(self.starts, start) - 1]
        words = line.text[max(0, start - offset - reach) : end - offset + reach]
        return words.replace("\t", " ").strip()


def prose(blocks: Iterable[Block]) -> Prose:
    """Collect the lines of every block."""
    sentences: list[Line] = []
    tables: list[Line] = []
    for block in blocks:
        if isinstance(block, Heading):
            sentences.append(block.line)
        elif isinstance(block, Paragraph | Contents):
            sentences.extend(block.lines)
        else:
            rows = sentences if block.is_sheet else tables
            rows.extend(block.titles)
            rows.extend(block.rows)
            rows.extend(block.notes)
    lines = (*sentences, *tables)
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line.text) + 1
    limit = starts[len(sentences)] if tables else at
    return Prose("\n".join([line.text for line in lines]), lines, tuple(starts), limit)


def repeats(text: str, sizes: Iterable[int]) -> Iterator[tuple[int, int]]:
    """(offset, size) wherever so many characters stand twice in succession.

    The text is laid over itself, moved by ``size`` characters: where both agree, exclusive-or leaves a run of zeros,
    which a search of bytes finds at the speed of memory. The low byte of a character is enough to look; what is found
    is compared whole. Latin characters (digits, tabs) never count as repeated.
    """
    encoded = text.encode("utf-16-le", "replace")
    if len(encoded) != 2 * len(text):  # characters beyond the basic plane would shift the offsets
        encoded = BEYOND.sub("\ufffd", text).encode("utf-16-le")
    number = int.from_bytes(encoded[::2], "little")
    masked = int.from_bytes(encoded[1::2].translate(LATIN), "little")
    for size in sizes:
        laid = ((number ^ (number >> (8 * size))) | masked).to_bytes(len(text), "little")
        yield from ((offset, size) for offset in _runs(text, laid, size))


def _runs(text: str, laid: bytes, size: int) -> Iterator[int]:
    zeros = bytes(size)
    at = laid.find(zeros)
    while at >= 0:
        end = at + 2 * size
        if end <= len(text) and text[at : at + size] == text[at + size : end]:
            yield at
            at = laid.find(zeros, at + size)
        else:
            at = laid.find(zeros, at + 1)
