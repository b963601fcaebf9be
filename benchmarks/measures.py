"""Figures of any period and subtree, against their limit of 50 ms, with 200 measures x 5 years x 220 units of cells.

Run: SHIZHENG_DATABASE=postgresql://…/bench_measures .venv/bin/python -m benchmarks.measures [density] [--kept]
The database is made anew. `density` is the share of the days on which a unit has a cell of a measure (0.25 unless told:
days without rows have no cell); every unit has a cell of every measure in every month. What is timed is the whole of
the query from Python, statement and reading of rows; medians and worst of 40 draws each.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

MEASURES, UNITS, FIRST, LAST = 200, 220, date(2021, 1, 1), date(2025, 12, 31)
LIMIT, DRAWS = 0.050, 40
DAYS = """
INSERT INTO mea_cell (standing_id, grain, dimension, day, organisation_id, value, numerator, denominator)
SELECT %s, 'd', '', d::date, u, '', 1 + (u * 7 + extract(doy FROM d)::int) %% 9, 10
FROM generate_series(%s::date, %s::date, '1 day') d, unnest(%s::bigint[]) u
WHERE hashint8(u * 100003 + extract(epoch FROM d)::bigint / 86400 + %s) %% 1000 BETWEEN -%s AND %s
"""
MONTHS = """
INSERT INTO mea_cell (standing_id, grain, dimension, day, organisation_id, value, numerator, denominator)
SELECT standing_id, 'm', '', date_trunc('month', day)::date, organisation_id, '', sum(numerator), sum(denominator)
FROM mea_cell WHERE grain = 'd' GROUP BY 1, 4, 5
"""


def fresh(url: str) -> None:
    """An empty database of that name."""
    import psycopg

    server, _, name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}"')


def filled(density: float) -> int:
    """How many cells there are."""
    from django.core.management import call_command
    from django.db import connection

    from shizheng.platform.measures.models import Standing
    from shizheng.platform.orgs.actions import create_organisation
    from shizheng.platform.orgs.models import Kind
    from shizheng.platform.policy.domain.actor import system

    call_command("migrate", verbosity=0)
    robot, parents, units = system("benchmark"), [], []
    for number in range(UNITS):
        parent = parents[number // 11 - 1] if number >= 11 and number % 11 else None
        unit = create_organisation(robot, code=f"U{number}", name=f"U{number}", kind=Kind.OTHER, parent=parent)
        units.append(unit.pk)
        if number % 11 == 0:
            parents.append(unit)
    standings = [Standing.objects.create(code=f"bench.m{n:03}", fingerprint="") for n in range(MEASURES)]
    share = round(density * 1000)
    with connection.cursor() as cursor:
        for row in standings:
            cursor.execute(DAYS, [row.pk, FIRST, LAST, units, row.pk, share - 1, share - 1])
        cursor.execute(MONTHS)
        cursor.execute("ANALYZE mea_cell")
        cursor.execute("SELECT count(*) FROM mea_cell")
        (count,) = cursor.fetchone()
    return int(count)


def declared() -> list[Any]:
    from shizheng.platform.measures.domain.figures import PERCENT
    from shizheng.platform.measures.queries.declaring import Measure, Population, Tally
    from shizheng.platform.orgs.models import Organisation

    rows = Population("bench", "bench", "", Organisation.objects.all, "pk", "pk", {})
    said = {"owner": "bench", "permission": "x", "definition": "。", "source": "x", "shape": PERCENT}
    return [
        Measure(f"bench.m{n:03}", f"m{n}", numerator=Tally(rows), denominator=Tally(rows), **said)
        for n in range(MEASURES)
    ]


def timed(words: str, call: Callable[[random.Random], Any], limit: float | None = LIMIT) -> bool:
    chance, spent = random.Random(7), []
    call(chance)
    for _ in range(DRAWS):
        began = time.perf_counter()
        call(chance)
        spent.append(time.perf_counter() - began)
    spent.sort()
    middle, late = statistics.median(spent), spent[int(len(spent) * 0.95)]
    kept = limit is None or middle <= limit
    told = "" if limit is None else f"  limit {limit * 1000:.0f} ms  x{middle / limit:.2f}"
    print(f"{words:<64}{middle * 1000:8.1f} ms  p95 {late * 1000:7.1f}  worst {spent[-1] * 1000:7.1f}{told}")
    return kept


def questions() -> bool:
    from shizheng.platform.measures.domain.periods import Period, month_of, parse
    from shizheng.platform.measures.queries.reading import below, by_organisation, over_time, totals
    from shizheng.platform.orgs.models import Organisation

    measures = declared()
    paths = list(Organisation.objects.values_list("path", flat=True))
    length = (LAST - FIRST).days

    def any_period(chance: random.Random) -> Period:
        one, other = sorted(chance.sample(range(length + 1), 2))
        return Period(FIRST + timedelta(days=one), FIRST + timedelta(days=other))

    def one(chance: random.Random) -> Any:
        return [chance.choice(measures)]

    def month(chance: random.Random) -> Period:
        return month_of(FIRST + timedelta(days=chance.randrange(length)))

    return all(
        [
            timed("one measure, any period, the whole city", lambda c: totals(one(c), any_period(c))),
            timed(
                "one measure, any period, any subtree", lambda c: totals(one(c), any_period(c), below(c.choice(paths)))
            ),
            timed("one measure, all five years, the whole city", lambda c: totals(one(c), Period(FIRST, LAST))),
            timed(
                "one measure, a year, by unit", lambda c: by_organisation(one(c), parse(str(c.randrange(2021, 2026))))
            ),
            timed(
                "one measure, a year beside the year before, by month",
                lambda c: [over_time(m, parse(str(y)).steps()) for m in one(c) for y in (2024, 2025)],
            ),
            timed("17 measures, any month, by unit (220)", lambda c: by_organisation(measures[:17], month(c)), 0.2),
            timed(
                "all 200 measures, any period, any subtree",
                lambda c: totals(measures, any_period(c), below(c.choice(paths))),
                None,
            ),
            timed("all 200 measures, any month, the whole city", lambda c: totals(measures, month(c)), None),
        ]
    )


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shizheng.project.settings.development")
    url = os.environ.get("SHIZHENG_DATABASE", "")
    if not url.startswith("postgres"):
        sys.exit("SHIZHENG_DATABASE must name a PostgreSQL database that may be made anew")
    kept, told = "--kept" in sys.argv, [each for each in sys.argv[1:] if each != "--kept"]
    density = float(told[0]) if told else 0.25
    if not kept:
        fresh(url)
    import django

    django.setup()
    began = time.perf_counter()
    if not kept:
        print(
            f"{filled(density):,} cells in {time.perf_counter() - began:.0f} s;",
            f"{MEASURES} measures, {UNITS} units, 5 years",
        )
    sys.exit(0 if questions() else 1)


if __name__ == "__main__":
    main()
