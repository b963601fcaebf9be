"""Accuracy of what is learned from past cases on the real sets beside the checkout, with its ceiling, and its speed.

CPU time of one core. Dispatch: tenths held out at random (their cases lie between those learned from), and the last
fifth by time. Categories: five times five folds. Give `quick` for one tenth and one round only.
"""

import itertools
import random
import statistics
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from shizheng.engines.cases.domain.learning import categories, dispatch
from shizheng.engines.cases.domain.learning.lexicon import shipped
from shizheng.engines.cases.domain.learning.matter import NEEDED, Past, read_past
from shizheng.engines.cases.domain.learning.records import read_records
from shizheng.engines.cases.domain.learning.scores import macro_f1

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
LIMIT_MS = 5.0
BURST = 0.02  # half an hour, in days


def majority(known: list[Past], asked: list[Past]) -> tuple[float, float]:
    """The rule to beat: the commonest units of street and sub-category, else of sub-category, else of all."""
    counts: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for case in known:
        for key in ((case.matter.street, case.matter.subtype), (case.matter.subtype,), ()):
            counts[key][case.unit] += 1
    best = []
    for case in asked:
        names = [
            name
            for key in ((case.matter.street, case.matter.subtype), (case.matter.subtype,), ())
            for name, _ in counts[key].most_common(3)
        ]
        best.append(list(dict.fromkeys(names))[:3])
    return shares(asked, best)


def shares(asked: list[Past], best: list[list[str]]) -> tuple[float, float]:
    pairs = list(zip(asked, best, strict=True))
    return (
        sum(case.unit == names[0] for case, names in pairs) / len(asked),
        sum(case.unit in names for case, names in pairs) / len(asked),
    )


def trial(known: list[Past], asked: list[Past], between: bool) -> tuple[float, float, float]:
    advisor = dispatch.train(known, between=between)
    start = time.process_time()
    best = [[name for name, _ in advisor.ranked(case.matter, 3)] for case in asked]
    spent = (time.process_time() - start) / len(asked) * 1000
    return *shares(asked, best), spent


def agreement(past: list[Past], days: float) -> tuple[int, float]:
    """Of neighbours in time that intake cannot tell apart (all seven columns equal), the share sent to one unit."""
    alike: defaultdict[tuple[str, ...], list[Past]] = defaultdict(list)
    for case in sorted(past, key=lambda case: case.matter.day):
        matter = case.matter
        alike[
            matter.street, matter.community, matter.subtype, matter.maintype, matter.kind, matter.nature, matter.source
        ].append(case)
    pairs = [
        (one.unit == other.unit)
        for cases in alike.values()
        for one, other in itertools.pairwise(cases)
        if other.matter.day - one.matter.day <= days
    ]
    return len(pairs), sum(pairs) / len(pairs)


def dispatching(quick: bool) -> None:
    past = read_past(read_records(DATA / "appeals" / "pingshan_2018_7000.csv", NEEDED))
    for days in (BURST, 1, 7, 30, 400):
        count, share = agreement(past, days)
        print(f"agreement of indistinguishable neighbours within {days:g} days: {share:.3f} ({count} pairs)")
    order = random.Random(7).sample(range(len(past)), len(past))
    tenth = len(past) // 10
    results = []
    for number in range(1 if quick else 10):
        out = set(order[number * tenth : (number + 1) * tenth])
        known = [case for at, case in enumerate(past) if at not in out and case.unit]
        asked = [past[at] for at in sorted(out)]
        results.append((*trial(known, asked, between=True), *majority(known, asked)))
    columns = list(zip(*results, strict=True))
    for name, column in zip(("top1", "top3", "ms a case", "majority top1", "majority top3"), columns, strict=True):
        spread = statistics.stdev(column) if len(column) > 1 else 0.0
        print(f"random tenths, {name}: {statistics.mean(column):.4f} ± {spread:.4f} ({len(column)} tenths)")
    last = len(past) * 4 // 5
    known, asked = [case for case in past[:last] if case.unit], past[last:]
    top1, top3, spent = trial(known, asked, between=False)
    first, third = majority(known, asked)
    print(f"last fifth by time: top1 {top1:.4f} top3 {top3:.4f}, majority {first:.4f} {third:.4f}")
    print(f"advice takes {spent:.2f} ms of CPU a case: {spent / LIMIT_MS:.2f} of the limit of {LIMIT_MS} ms")


def categorising(quick: bool) -> None:
    columns = ("subject", "text", "level1")
    past = [
        categories.Labelled(categories.Message(record["subject"], record["text"]), record["level1"])
        for record in read_records(DATA / "messages" / "labelled_dev.csv", columns).records
    ]
    rounds, spent = [], 0.0
    for number in range(1 if quick else 5):
        fold = folds(past, number)
        given = [""] * len(past)
        for out in range(5):
            known = [case for case, at in zip(past, fold, strict=True) if at != out]
            classifier = categories.train(known, shipped())
            start = time.process_time()
            for at, case in enumerate(past):
                if fold[at] == out:
                    given[at] = classifier.ranked(case.message, 1)[0][0]
            spent += time.process_time() - start
        rounds.append(macro_f1([case.category for case in past], given))
    each = spent / len(rounds) / len(past) * 1000
    spread = statistics.stdev(rounds) if len(rounds) > 1 else 0.0
    print(f"categories, macro-F1 of {len(rounds)} × 5 folds: {statistics.mean(rounds):.4f} ± {spread:.4f}")
    print(f"a category takes {each:.2f} ms of CPU: {each / LIMIT_MS:.2f} of the limit of {LIMIT_MS} ms")


def folds(past: list[categories.Labelled], seed: int) -> list[int]:
    """Five folds with like shares of every category."""
    chance = random.Random(seed)
    fold = [0] * len(past)
    for name in sorted({case.category for case in past}):
        places = [at for at, case in enumerate(past) if case.category == name]
        chance.shuffle(places)
        for number, at in enumerate(places):
            fold[at] = number % 5
    return fold


def main() -> None:
    if not DATA.is_dir():
        print("../shared/data is not beside this checkout: nothing measured")
        return
    quick = "quick" in sys.argv[1:]
    categorising(quick)
    dispatching(quick)


if __name__ == "__main__":
    main()
