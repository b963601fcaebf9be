"""A corpus of made-up disclosures of many regions, each with one wrong digit, read and checked one after the other.

Run: .venv/bin/python -m benchmarks.disclosure_corpus [documents]
Prints documents a second and core (processor time), the memory they took, what share of the wrong digits was found, and
how many errors were raised where nothing is wrong. Limits: 40 documents a second and core, 99 % found, none raised.
"""

import resource
import sys
import time
from collections import Counter
from random import Random

from shizheng.systems.disclosure.domain.finding import Finding
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.source import from_text
from shizheng.systems.disclosure.rules import check
from tests.disclosure.unseen.layouts import LAYOUTS
from tests.disclosure.unseen.planting import Fault, faults, fresh

SPEED, FOUND = 40, 0.99
KINDS = ("cell", "cell", "cell", "amount", "share", "direction")  # nine in ten wrong digits stand in tables and amounts


def corpus(count: int) -> list[tuple[str, str, Fault]]:
    """Layout, sound text, and the same with one wrong figure."""
    random, made = Random(2026), []
    names = list(LAYOUTS)
    while len(made) < count:
        layout = names[len(made) % len(names)]
        page = LAYOUTS[layout](Random(len(made)))
        fault = next(iter(faults(random, page, random.choice(KINDS), 1)), None)
        if fault is None:
            fault = next(iter(faults(random, page, "cell", 3)), None)
        if fault is not None:
            made.append((layout, page.text, fault))
    return made


def checked(text: str) -> list[Finding]:
    return check(read(from_text("corpus.txt", text)))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 260
    documents = corpus(count)
    checked(documents[0][1])  # code books and forms are loaded once a process
    sound = {index: checked(text) for index, (_, text, _) in enumerate(documents)}
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    for _, _, fault in documents:
        checked(fault.text)
    spent = time.process_time() - start
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    raised = sum(found.severity == "error" for said in sound.values() for found in said)
    missed: Counter[str] = Counter()
    for index, (layout, _, fault) in enumerate(documents):
        if not any(found.severity in ("error", "warning", "rounding") for found in fresh(sound[index], fault.text)):
            missed[f"{layout}: {fault.kind}"] += 1
    speed, found = count / spent, 1 - missed.total() / count
    kilobytes = sum(len(fault.text.encode()) for _, _, fault in documents) // count // 1024
    print(f"{count} documents of {kilobytes} KiB on average, {len(LAYOUTS)} layouts")
    memory = f"{before // 1024} MiB, {grown // 1024} MiB more in the run"
    print(f"{speed:.0f} documents a second and core (limit {SPEED}), {memory}")
    print(f"{found:.1%} of the wrong figures found (limit {FOUND:.0%}); {raised} errors in sound documents (limit 0)")
    for place, number in missed.most_common(8):
        print(f"   missed {number} × {place}")
    sys.exit(speed < SPEED or found < FOUND or raised > 0)


if __name__ == "__main__":
    main()
