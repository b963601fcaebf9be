"""Sentences with holes that work both ways: filled they are text, compiled they find the holes' values in a text.

``{hole}`` is filled by a word; what stands in ``[ ]`` is left out where one of its holes has no word.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

_HOLE = re.compile(r"\{(\w+)\}")
_OPTION = re.compile(r"\[([^\[\]]*)\]")
_KINDS = {
    "money": r"-?[\d,]+(?:\.\d+)?(?:万元|元)",
    "percent": r"-?[\d,]+(?:\.\d+)?%",
    "count": r"[\d,]+",
    "text": r".+?",
}
_HOLES = {"share": "percent", "growth": "percent", "completion": "percent", "fulfilled": "percent", "count": "count"}
_HOLES |= {"number": "count", "year": "count", "reason": "text", "name": "text", "path": "text", "grades": "text"}
"""Holes that are not money."""


def write(template: str, words: Mapping[str, str | None]) -> str:
    """The text; KeyError where a hole outside brackets has no word."""

    def option(match: re.Match[str]) -> str:
        holes = _HOLE.findall(match[1])
        return match[1] if all(words.get(hole) is not None for hole in holes) else ""

    def hole(match: re.Match[str]) -> str:
        word = words.get(match[1])
        if word is None:
            raise KeyError(match[1])
        return word

    return _HOLE.sub(hole, _OPTION.sub(option, template))


def holes_of(template: str) -> tuple[str, ...]:
    """Names of the holes, those in brackets included."""
    return tuple(_HOLE.findall(template))


@lru_cache(maxsize=1024)
def pattern_of(template: str) -> re.Pattern[str]:
    """A pattern that matches what the template writes, with a group for each hole."""
    seen: set[str] = set()
    return re.compile("".join(_pieces(template, seen)))


def _pieces(template: str, seen: set[str]) -> list[str]:
    pieces, end = [], 0
    for match in re.finditer(r"\[([^\[\]]*)\]|\{(\w+)\}", template):
        pieces.append(re.escape(template[end : match.start()]))
        end = match.end()
        if match[2] is None:
            pieces.append(f"(?:{''.join(_pieces(match[1], seen))})?")
        elif match[2] in seen:
            pieces.append(f"(?P={match[2]})")
        else:
            seen.add(match[2])
            pieces.append(f"(?P<{match[2]}>{_KINDS[_HOLES.get(match[2], 'money')]})")
    return [*pieces, re.escape(template[end:])]


def parse(template: str, text: str) -> dict[str, str] | None:
    """The words that fill a template's holes in a text; None where the text is not of this form."""
    match = pattern_of(template).fullmatch(text)
    return None if match is None else {name: word for name, word in match.groupdict().items() if word is not None}
