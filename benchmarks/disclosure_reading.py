"""Reading and checking disclosures: processor time a document, documents a second, and memory that stays flat.

Limits: a published document read in 25 ms and checked in 15 ms on average on one core, and a folder in memory that
stays flat. The published documents lie beside the checkout (../shared/seeds); where they do not, one made up here of
some 13 kB stands in. The folder goes through what `shizheng disclosure check --parquet` runs; each of its documents is
altered on every twentieth line, so that none is answered from a cache of texts, and holds more faults than life does.

Run: .venv/bin/python -m benchmarks.disclosure_reading [documents in the folder] [rounds]
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from shizheng.systems.disclosure.domain.formats.intake import open_document
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.rules import check

SEEDS = sorted((Path(__file__).resolve().parents[2] / "shared" / "seeds").glob("*.txt"))
READ_LIMIT, CHECK_LIMIT, GROWTH_LIMIT = 25.0, 15.0, 1.25
EVERY = 20  # lines of which one is altered in a copy
CORPUS = """
import resource, sys, time
from pathlib import Path
from shizheng.systems.disclosure.management.runs import emit_parquet
from shizheng.systems.disclosure.management.works import Filter
import pyarrow.parquet, shizheng.systems.disclosure.rules, shizheng.systems.disclosure.domain.reader
start = time.process_time()
emit_parquet([Path(sys.argv[1])], Path(sys.argv[2]), 1, Filter(), checks=True, resume=False)
print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def documents() -> dict[str, bytes]:
    """By name; the published ones, else one of the same build."""
    return {path.name[:3]: path.read_bytes() for path in SEEDS} or {"invented": invented().encode()}


def invented() -> str:
    """Tables that add up, and sentences about them."""
    draw = random.Random(11)
    parts = ["明州市档案中心", "", "2026年部门预算公开", "", "第一部分 概况", ""]
    for number in range(12):
        rows = [(f"2{code:02}", draw.randrange(10**6)) for code in range(1, 25)]
        parts += [
            f"2026年部门支出预算表之{number + 1}",
            "单位：万元",
            "",
            "科目编码\t科目名称\t合计\t基本支出\t项目支出",
        ]
        parts.append(f"\t合计\t{sum(fen for _, fen in rows) / 100:.2f}\t\t")
        parts += [f"{code}\t第{code}类支出\t{fen / 100:.2f}\t{fen / 100:.2f}\t" for code, fen in rows]
        parts += [
            "",
            f"本年支出{sum(fen for _, fen in rows) / 100:.2f}万元，比上年增加1.00万元，主要原因是业务增加。",
            "",
        ]
    return "\n".join(parts)


def best(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Milliseconds of one processor: the first time and the best of all."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return times[0], min(times)


def measure_documents(rounds: int) -> None:
    reads, checks = [], []
    for name, data in documents().items():
        source = open_document(f"{name}.txt", data)
        first_read, read_time = best(lambda source=source: read(source), rounds)  # type: ignore[misc]
        times = []
        for _ in range(rounds):  # a fresh reading each time: what rules share is worked out anew
            reading = read(source)
            times.append(best(lambda reading=reading: check(reading), 1)[1])  # type: ignore[misc]
        reads.append(read_time)
        checks.append(min(times))
        size, found = len(data) / 1024, len(check(read(source)))
        print(
            f"{name:9}{size:6.0f} kB  read {read_time:5.1f} ms (first {first_read:.1f})  "
            f"checked {min(times):5.1f} ms (first {times[0]:.1f})  {found} findings"
        )
    for what, times, limit in (("read", reads, READ_LIMIT), ("checked", checks, CHECK_LIMIT)):
        mean = sum(times) / len(times)
        print(f"on average {what} in {mean:.1f} ms, limit {limit:.0f} ms: {mean / limit:.2f}")


def fill(folder: Path, count: int) -> int:
    """Altered copies in turn; their bytes."""
    folder.mkdir()
    draw, originals, size = random.Random(3), list(documents().values()), 0
    for number in range(count):
        lines = originals[number % len(originals)].decode("utf-8", "replace").split("\n")
        for at in range(number % EVERY, len(lines), EVERY):
            lines[at] = lines[at].translate(str.maketrans("123456789", "".join(draw.sample("123456789", 9))))
        data = "\n".join(lines).encode()
        (folder / f"{number:05}.txt").write_bytes(data)
        size += len(data)
    return size


def measure_folder(count: int) -> None:
    peaks = []
    for documents_there in (count, 3 * count):
        with tempfile.TemporaryDirectory() as place:
            size = fill(Path(place, "in"), documents_there)
            words = [sys.executable, "-c", CORPUS, f"{place}/in", f"{place}/out"]
            done = subprocess.run(words, capture_output=True, text=True, check=True)
            written = sum(part.stat().st_size for part in Path(place, "out").rglob("*.parquet"))
        seconds, peak = map(float, done.stdout.split())
        peaks.append(peak)
        print(
            f"folder of {documents_there} of {size / documents_there / 1e3:.0f} kB (Parquet {written / 1e6:.1f} MB): "
            f"{documents_there / seconds:.1f} documents, {size / seconds / 1e6:.2f} MB a second a core; "
            f"peak memory {peak:.0f} MB"
        )
    growth = peaks[1] / peaks[0]
    print(f"peak memory for three times as many: {growth:.2f} times, limit {GROWTH_LIMIT}: {growth / GROWTH_LIMIT:.2f}")


def main(count: int, rounds: int) -> None:
    print(f"load {os.getloadavg()[0]:.1f}; {rounds} rounds a document, the best counts")
    measure_documents(rounds)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    measure_folder(count)


if __name__ == "__main__":
    asked = [int(word) for word in sys.argv[1:3]]
    main(*asked, *(150, 12)[len(asked) :])
