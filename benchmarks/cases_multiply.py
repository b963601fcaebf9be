"""Twenty thousand cases become a million in the database itself, for benchmarks of reading only.

Every row is copied with keys of its own and instants some days earlier; identities are new, so that the chains of the
copies do not verify: for speed only, never for anything that reads seals. PostgreSQL. Run on what `cases_city` filled:
SHIZHENG_DATABASE=postgresql://… python -m benchmarks.cases_multiply --times 50
"""

import argparse
import time

from benchmarks.cases_city import _ready

TABLES = ("cas_contact", "cas_case", "cas_words", "cas_event", "cas_party", "cas_clock", "cas_request", "cas_mark")
OWN_KEY = {"cas_contact", "cas_case", "cas_event", "cas_party", "cas_clock", "cas_request", "cas_mark"}
TO_CASE = {"case_id", "parent_id", "origin_id"}


def columns(cursor, table: str) -> list[tuple[str, str]]:
    cursor.execute(
        "SELECT column_name, data_type FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = %s ORDER BY ordinal_position",
        [table],
    )
    return cursor.fetchall()


def spans(cursor) -> dict[str, int]:
    found = {}
    for table in OWN_KEY:
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")
        found[table] = cursor.fetchone()[0]
    return found


def copied(name: str, kind: str, table: str, span: dict[str, int]) -> str:
    """The copy's value of one column; `r.n` counts the rounds, `%(days)s` are between two of them."""
    if name == "id":
        return f"id + r.n * {span[table]}"
    if name in TO_CASE:
        return f"{name} + r.n * {span['cas_case']}"
    if name == "contact_id":
        return f"contact_id + r.n * {span['cas_contact']}"
    if name == "uid":
        return "gen_random_uuid()"
    return f'"{name}" - r.n * %(days)s::interval' if kind.startswith("timestamp") else f'"{name}"'


def set_apart(cursor) -> tuple[list[str], list[str]]:
    """Drop secondary indexes and foreign keys; the statements that make them again."""
    cursor.execute(
        "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype IN ('f', 'u') AND conrelid::regclass::text = ANY(%s) ORDER BY contype",
        [list(TABLES)],
    )
    keys = cursor.fetchall()
    again = [f"ALTER TABLE {table} ADD CONSTRAINT {name} {made}" for table, name, made in keys if made[0] != "U"]
    unique = [f"ALTER TABLE {table} ADD CONSTRAINT {name} {made}" for table, name, made in keys if made[0] == "U"]
    for table, name, _ in sorted(keys, key=lambda key: key[2][0] == "U"):
        if name == "cas_case_uid_key":
            continue
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND indexname NOT LIKE '%%_pkey'"
        " AND indexname NOT LIKE '%%uid%%'",
        [list(TABLES)],
    )
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX IF EXISTS {name}")
    kept = [each for each in unique if "cas_case_uid_key" not in each]
    return [made for _, made in indexes] + kept, again


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--days", type=int, default=20)
    given = parser.parse_args()
    _ready()
    from django.db import connection, transaction

    begun = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        span = spans(cursor)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        indexes, keys = set_apart(cursor)
        for table in TABLES:
            found = columns(cursor, table)
            names = ", ".join(f'"{name}"' for name, _ in found)
            values = ", ".join(copied(name, kind, table, span) for name, kind in found)
            cursor.execute(
                f"INSERT INTO {table} ({names}) SELECT {values} FROM {table}, generate_series(1, %(times)s) AS r(n)",
                {"times": given.times - 1, "days": f"{given.days} days"},
            )
            print(f"{table}: {cursor.rowcount:,} rows after {time.perf_counter() - begun:.0f} s", flush=True)
        for made in [*indexes, *keys]:
            cursor.execute(made)
        for table in OWN_KEY:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")
        print(f"{len(indexes)} indexes and {len(keys)} keys after {time.perf_counter() - begun:.0f} s", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"{time.perf_counter() - begun:.0f} s in all")


if __name__ == "__main__":
    main()
