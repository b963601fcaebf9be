"""Text that every file format can carry."""

import re

# What XML 1.0 cannot hold: controls but tab and line feed, lone surrogates, non-characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
LATIN = 0.55  # width of a figure or letter in characters
_PLAIN_LINES = re.compile("\r\n?|\x85|\u2028|\u2029")


def printable(text: str) -> str:
    """The text with line ends made plain and without characters that would make a file unreadable."""
    if text.isascii() and text.isprintable():
        return text
    return _FORBIDDEN.sub("", _PLAIN_LINES.sub("\n", text))


def ems(text: str) -> float:
    """Width of a line in characters of the font; figures and Latin letters take a little over half of one."""
    if text.isascii():
        return len(text) * LATIN
    latin = 2 * len(text) - len(text.encode("gbk", "replace"))
    return len(text) - latin * (1 - LATIN)


def longest_line(text: str) -> float:
    """Width in characters of the longest of the text's lines."""
    return ems(text) if "\n" not in text else max(ems(line) for line in text.split("\n"))
