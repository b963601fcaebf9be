"""Advice while a matter is typed: CPU of one core and wall time a case, on PostgreSQL, and like cases among many.

Claims: category and unit from models trained on 7,000 past cases within 5 ms of CPU a case; like cases within 50 ms
among a million. Run on a migrated, empty database for the first:
SHIZHENG_DATABASE=postgresql://… python -m benchmarks.cases_advice
and for the second on one that `cases_city` or `cases_multiply` filled (nothing is written there but a file of models):
SHIZHENG_DATABASE=postgresql://… python -m benchmarks.cases_advice likes
"""

import random
import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.cases_city import _ready

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "appeals" / "pingshan_2018_7000.csv"
ADVICE_MS, LIKES_MS = 5.0, 50.0
PROCESS = "hotline"
ASKED = 500


def plant() -> list:
    """The district as it was: units, three levels of category, streets and communities, and 7,000 closed cases as the
    bulk path leaves their rows. The set has no words: a title is made of what the columns say."""
    from shizheng.engines.cases.domain.learning.matter import NEEDED, read_past
    from shizheng.engines.cases.domain.learning.records import read_records
    from shizheng.engines.cases.models import Area, Case, Category
    from shizheng.platform.orgs.models import Organisation

    past = [each for each in read_past(read_records(DATA, NEEDED)) if each.unit]
    names = sorted({each.unit for each in past})
    units = {name: Organisation.objects.create(code=f"PS{at:03d}", name=name) for at, name in enumerate(names)}
    categories: dict[tuple[str, ...], object] = {}
    areas: dict[tuple[str, ...], object] = {}

    def branch(found: dict, tree: type, way: tuple[str, ...], prefix: str, **more: str) -> str:
        if way not in found:
            if way[:-1]:
                branch(found, tree, way[:-1], prefix, **({"level": "street"} if more else {}))
            made = tree(code=f"{prefix}{len(found):04d}", name=way[-1] or "未注明", parent=found.get(way[:-1]), **more)
            made.save()
            made.grow(found.get(way[:-1]))
            made.save()
            found[way] = made
        return found[way].code

    rows = []
    for at, each in enumerate(past):
        matter = each.matter
        opened = datetime.fromtimestamp(matter.day * 86400, UTC)
        way = (matter.kind, matter.maintype, matter.subtype)
        where = (matter.street, matter.community) if matter.community else (matter.street,)
        rows.append(
            Case(
                process=PROCESS, version=1, stage="archived", since=opened, opened_at=opened, ended_at=opened,
                keeper=units[names[0]], main=units[each.unit], nature=matter.nature[:30], channel=matter.source[:30],
                title=f"{matter.street}{matter.community}{matter.subtype}{at % 97}号",
                text=f"市民反映{matter.community}{matter.maintype}问题：{matter.subtype}，影响出行，希望尽快处理。" * 3,
                category_id=branch(categories, Category, way, "PC"),
                area_id=branch(areas, Area, where, "PA", level="community" if len(where) > 1 else "street"),
            )
        )  # fmt: skip
    Case.objects.bulk_create(rows, batch_size=1_000)
    return rows


def advising() -> None:
    from shizheng.engines.cases.actions.training import keep_model
    from shizheng.engines.cases.models import Case
    from shizheng.engines.cases.queries.advice import advice
    from shizheng.engines.cases.queries.guessing import guessed_categories, learned_units
    from shizheng.engines.cases.queries.learned import classifier_shelf, dispatch_shelf
    from shizheng.engines.cases.queries.past import areas_tree, categories_tree, intake_of
    from shizheng.engines.cases.queries.training import trained
    from shizheng.platform.policy.domain.actor import system

    robot = system("基准测试")
    if not Case.objects.exists():
        plant()
    start = time.process_time()
    for learned in trained(PROCESS):
        keep_model(robot, learned=learned)
        print(f"{learned.kind}: {learned.cases} cases, latest {learned.score.tried} foretold:"
              f" top1 {learned.score.top1:.4f} top3 {learned.score.top3:.4f}")  # fmt: skip
    print(f"training, with the trial: {time.process_time() - start:.1f} s of CPU")
    for shelf in (dispatch_shelf(PROCESS), classifier_shelf(PROCESS)):
        start = time.perf_counter()
        shelf.settle()
        print(f"{shelf.path.name}: {shelf.path.stat().st_size / 1e6:.1f} MB,"
              f" read in {time.perf_counter() - start:.2f} s")  # fmt: skip
    cases = list(Case.objects.order_by("?")[:ASKED])
    matters = [(intake_of(case), case.opened_at) for case in cases]
    trees = categories_tree(), areas_tree()
    start = time.process_time()
    for matter, at in matters:
        learned_units(PROCESS, matter, at, *trees, guessed_categories(PROCESS, matter))
    spent = (time.process_time() - start) / ASKED * 1000
    print(f"category and unit: {spent:.2f} ms of CPU a case, {spent / ADVICE_MS:.2f} of the limit of {ADVICE_MS} ms")
    cpu, walls = time.process_time(), []
    for matter, at in matters:
        start = time.perf_counter()
        advice(robot, PROCESS, matter, at)
        walls.append((time.perf_counter() - start) * 1000)
    spent = (time.process_time() - cpu) / ASKED * 1000
    print(f"the whole advice with rules, limits and names: {spent:.2f} ms of CPU of the application a case,")
    print(f"  {statistics.median(walls):.2f} ms in all (median), p95 {sorted(walls)[int(ASKED * 0.95)]:.2f} ms")


def liking() -> None:
    from shizheng.engines.cases.models import Case
    from shizheng.engines.cases.queries.learned import rarity_shelf
    from shizheng.engines.cases.queries.likes import like_cases
    from shizheng.engines.cases.queries.past import intake_of
    from shizheng.engines.cases.queries.training import learn_rarity
    from shizheng.platform.policy.domain.actor import system

    robot = system("基准测试")
    start = time.process_time()
    print(f"how common words are, from {learn_rarity()} cases: {time.process_time() - start:.1f} s of CPU")
    rarity_shelf().settle()
    last = Case.objects.order_by("-pk").values_list("pk", flat=True)[0]
    draw = random.Random(1)
    asked = [case for key in draw.sample(range(last // 2, last), 200) if (case := Case.objects.filter(pk=key).first())]
    walls, cpu, found = [], time.process_time(), 0
    for case in asked:
        start = time.perf_counter()
        likes = like_cases(robot, intake_of(case), PROCESS, at=case.opened_at, without=case.pk)
        walls.append((time.perf_counter() - start) * 1000)
        found += bool(likes)
    walls.sort()
    p95 = walls[int(len(walls) * 0.95)]
    spent = (time.process_time() - cpu) / len(asked) * 1000
    print(f"like cases among {last:,}: median {statistics.median(walls):.1f} ms, p95 {p95:.1f} ms")
    print(f"  p95 is {p95 / LIKES_MS:.2f} of the limit of {LIKES_MS} ms; {spent:.1f} ms of CPU of the application")
    print(f"  {found} of {len(asked)} had likes")


if __name__ == "__main__":
    _ready()
    liking() if "likes" in sys.argv[1:] else advising()
