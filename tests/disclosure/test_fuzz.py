"""Mangled documents: whatever is dropped, shifted, doubled or thrown in, reading and checking come to an end."""

from collections.abc import Callable
from random import Random

import pytest

from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.source import from_text
from shizheng.systems.disclosure.rules import check
from tests.disclosure.unseen.layouts import LAYOUTS
from tests.shared import SEEDS

ORIGINS = ("txt", "pdf", "docx", "xlsx", "html")
STRANGE = (
    "\t\n\r\u3000\u200b\ufeff\U0001f600\x00，。；：、（）()%％-—…≥≤０９.,0123456789"
    "年月日元万亿合计其中占比上年增加减少第表"
)
Lines = list[str]


def _drop(random: Random, lines: Lines) -> None:
    for _ in range(random.randrange(1, 12)):
        if lines:
            del lines[random.randrange(len(lines))]


def _shift(random: Random, lines: Lines) -> None:
    """Tabs put in, taken out or moved."""
    for _ in range(random.randrange(1, 20)):
        at = random.randrange(len(lines))
        cells = lines[at].split("\t")
        spot = random.randrange(len(cells) + 1)
        if random.random() < 0.5 and spot < len(cells):
            del cells[spot]
        else:
            cells.insert(spot, "")
        lines[at] = "\t".join(cells)


def _edit(random: Random, lines: Lines) -> None:
    """Characters replaced by others that mean something to the reader."""
    for _ in range(random.randrange(1, 60)):
        at = random.randrange(len(lines))
        line = lines[at]
        if line:
            spot = random.randrange(len(line))
            lines[at] = line[:spot] + random.choice(STRANGE) + line[spot + random.randrange(2) :]


def _cut(random: Random, lines: Lines) -> None:
    del lines[random.randrange(1, len(lines) + 1) :]


def _double(random: Random, lines: Lines) -> None:
    start = random.randrange(len(lines))
    block = lines[start : start + random.randrange(1, 40)]
    spot = random.randrange(len(lines))
    lines[spot:spot] = block


def _join(random: Random, lines: Lines) -> None:
    for _ in range(random.randrange(1, 12)):
        at = random.randrange(len(lines))
        lines[at : at + 2] = ["".join(lines[at : at + 2])]


MANGLES: tuple[Callable[[Random, Lines], None], ...] = (_drop, _shift, _edit, _cut, _double, _join)


def mangled(random: Random, text: str) -> str:
    lines = text.split("\n")
    for mangle in random.sample(MANGLES, random.randrange(1, 4)):
        mangle(random, lines or [""])
        lines = lines or [""]
    return "\n".join(lines)


def _texts() -> list[str]:
    made = [make(Random(1)).text for make in LAYOUTS.values()]
    return made + [seed.read_text(encoding="utf-8") for seed in SEEDS]


def _survives(seed: int, texts: list[str]) -> None:
    random = Random(seed)
    text = mangled(random, random.choice(texts))
    reading = read(from_text("mangled.txt", text, random.choice(ORIGINS)))
    lines = reading.source.lines
    for found in check(reading):
        assert 1 <= found.line <= len(lines)
        assert found.quote in lines[found.line - 1].text


def test_no_mangled_document_stops_the_checker() -> None:
    texts = _texts()
    for seed in range(200):
        _survives(seed, texts)


@pytest.mark.fuzz
def test_ten_thousand_mangled_documents() -> None:
    texts = _texts()
    for seed in range(1_000, 11_000):
        _survives(seed, texts)
