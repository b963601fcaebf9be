"""A corpus of made-up disclosures, each with one wrong figure, read and checked one after the other.

Half of it our own writer printed, in the six declared forms, from ledgers made up here; there the wrong digit stands in
a cell whose coordinate is claimed twice. The other half has the layouts of eighteen regions and bodies that no form was
declared for; there it stands in any table or amount, and one figure in six is a share or a word of direction.

Run: .venv/bin/python -m benchmarks.disclosure_corpus [documents]
Prints documents a second and core (processor time), the memory they took, what share of the wrong digits and of the
wrong words was found, and how many errors were raised where nothing is wrong. Limits: 40 documents a second and core,
99 % of the digits found, no error raised.
"""

import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import NamedTuple

from shizheng.systems.disclosure.domain.finding import Finding
from shizheng.systems.disclosure.domain.formats.intake import open_document
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.rendering.word import render_word
from shizheng.systems.disclosure.domain.source import from_text
from shizheng.systems.disclosure.domain.writing.compose import compose
from shizheng.systems.disclosure.rules import check
from tests.disclosure.ledgers import draft
from tests.disclosure.test_writing_back import FORMS
from tests.disclosure.unseen.layouts import LAYOUTS
from tests.disclosure.unseen.paper import Mark, Page
from tests.disclosure.unseen.planting import Fault, faults, fresh

SPEED, FOUND = 40, 0.99
KINDS = ("cell", "cell", "cell", "amount", "share", "direction")
WORDS = frozenset({"direction"})
LEDGERS = 20  # of our own for each form; each is printed once and spoilt in many places
TOLD = ("error", "warning", "rounding")
TWICE = ("own", "digits")
Made = Callable[[Random, int], tuple[str, Page, Fault | None]]


class Document(NamedTuple):
    """``group`` is whose document it is, ``layout`` which."""

    group: str
    layout: str
    sound: str
    fault: Fault


def reading(text: str) -> Reading:
    return read(from_text("corpus.txt", text))


def foreign(random: Random, number: int) -> tuple[str, Page, Fault | None]:
    """A layout of somebody else's, spoilt in any of its marked figures."""
    layout = list(LAYOUTS)[number % len(LAYOUTS)]
    page = LAYOUTS[layout](Random(number))
    fault = next(iter(faults(random, page, random.choice(KINDS), 1)), None)
    return layout, page, fault or next(iter(faults(random, page, "cell", 3)), None)


def own(random: Random, number: int) -> tuple[str, Page, Fault | None]:
    """A ledger of our own, spoilt in a cell that another cell repeats."""
    form = FORMS[number % len(FORMS)]
    page = printed(form, number // len(FORMS) % LEDGERS)
    return form, page, next(iter(faults(random, page, "cell", 1)), None)


PRINTED: dict[tuple[str, int], Page] = {}


def printed(form: str, seed: int) -> Page:
    """What our writer prints, as a word processor exports it, with marks at the cells that are claimed twice."""
    if (form, seed) not in PRINTED:
        lines = open_document("a.docx", render_word(compose(draft(seed, form)).manuscript)).lines
        text = "\n".join(line.text for line in lines)
        PRINTED[form, seed] = Page(form, text, tuple(repeated(text)))
    return PRINTED[form, seed]


def repeated(text: str) -> list[Mark]:
    document, starts, at = reading(text), [], 0
    for line in document.source.lines:
        starts.append(at)
        at += len(line.text) + 1
    cells = {s.cell for said in document.meeting.by_coord.values() if len(said) > 1 for s in said if s.cell.value}
    marks = []
    for cell in sorted(cells, key=lambda cell: (cell.line, cell.column)):
        row = document.source.lines[cell.line - 1].text.split("\t")
        start = starts[cell.line - 1] + sum(len(before) + 1 for before in row[: cell.column])
        start += row[cell.column].index(cell.text)
        marks.append(Mark("cell", cell.text, start, start + len(cell.text), cell.line))
    return marks


def corpus(count: int) -> list[Document]:
    random, made = Random(2026), []
    number = 0
    while len(made) < count:
        group, make = (("own", own), ("foreign", foreign))[number % 2]
        layout, page, fault = make(random, number // 2)
        if fault is not None:
            made.append(Document(group, layout, page.text, fault))
        number += 1
    return made


def main() -> None:
    documents = corpus(int(sys.argv[1]) if len(sys.argv) > 1 else 260)
    check(reading(documents[0].sound))  # code books and forms are loaded once a process
    sound: dict[str, list[Finding]] = {}
    for each in documents:
        if each.sound not in sound:
            sound[each.sound] = check(reading(each.sound))
    before, spent, told = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, 0.0, []
    for each in documents:
        start = time.process_time()
        said = check(reading(each.fault.text))
        spent += time.process_time() - start
        told.append(any(found.severity in TOLD for found in fresh(sound[each.sound], said)))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    raised = sum(found.severity == "error" for said in sound.values() for found in said)
    kilobytes = sum(len(each.fault.text.encode()) for each in documents) // len(documents) // 1024
    speed = len(documents) / spent
    print(f"{len(documents)} documents of {kilobytes} KiB on average, {len(sound)} of them different but for the fault")
    memory = f"{before // 1024} MiB, {grown // 1024} MiB more in the run"
    print(f"{speed:.0f} documents a second and core (limit {SPEED}), {memory}")
    print(f"{raised} errors raised in {len(sound)} sound documents (limit 0)")
    sys.exit(speed < SPEED or raised > 0 or judged(documents, told) < FOUND)


def judged(documents: list[Document], told: list[bool]) -> float:
    """Prints what was found of each group; the share of digits in cells claimed twice."""
    planted: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    places: Counter[str] = Counter()
    for each, was_told in zip(documents, told, strict=True):
        group = (each.group, "words" if each.fault.kind in WORDS else "digits")
        planted[group] += 1
        found[group] += was_told
        places[f"{each.layout}: {each.fault.kind}"] += not was_told
    for group, number in sorted(planted.items()):
        limit = f" (limit {FOUND:.0%})" if group == TWICE else ""
        print(f"{group[0]:8} wrong {group[1]}: {found[group] / number:.2%} of {number} found{limit}")
    for place, number in (+places).most_common(8):
        print(f"   missed {number} × {place}")
    return found[TWICE] / planted[TWICE]


if __name__ == "__main__":
    main()
