"""The terms a text is found by: overlapping pairs of Chinese characters, whole words and numbers of everything else.

Pairs need no dictionary, find every part of two or more characters, and part text and query alike; a word segmenter
misses where it parts the two differently.
"""

import re
import unicodedata
from collections.abc import Iterator

LONGEST_QUERY = 100
LONGEST_WORD = 40
_WORD = re.compile(r"[^\W_]+")
_CHINESE = re.compile(r"[㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]+")


def _pairs(run: str) -> Iterator[str]:
    if len(run) == 1:
        yield run
    for place in range(len(run) - 1):
        yield run[place : place + 2]


def _runs(text: str) -> Iterator[tuple[bool, str]]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    for word in _WORD.findall(plain):
        at = 0
        for found in _CHINESE.finditer(word):
            if found.start() > at:
                yield False, word[at : found.start()][:LONGEST_WORD]
            yield True, found[0]
            at = found.end()
        if at < len(word):
            yield False, word[at:][:LONGEST_WORD]


def terms(text: str) -> str:
    """Distinct terms of a text in order of first occurrence, parted by single blanks; "" for nothing to find."""
    found: dict[str, None] = {}
    for chinese, run in _runs(text):
        found.update(dict.fromkeys(_pairs(run) if chinese else (run,)))
    return " ".join(found)


def asked(words: str) -> tuple[str, ...]:
    """The terms that a row must all have. A lone Chinese character beside other words is dropped: no pair is it."""
    runs = list(_runs(words[:LONGEST_QUERY]))
    kept = [(chinese, run) for chinese, run in runs if not (chinese and len(run) == 1)] or runs
    found: dict[str, None] = {}
    for chinese, run in kept:
        found.update(dict.fromkeys(_pairs(run) if chinese else (run,)))
    return tuple(found)
