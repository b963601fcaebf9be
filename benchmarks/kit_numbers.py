"""Reading printed numbers: nanoseconds each against Decimal(text) with its commas and blanks taken out.

Claim: at most 1,500 ns for a number not seen before, on one core. The mix imitates a disclosure: plain amounts, zeros,
thousands, stray blanks, dashes and brackets. Run: python benchmarks/kit_numbers.py
"""

import random
import sys
import time
from collections.abc import Callable
from decimal import Decimal

from shizheng.kit.printed import read_number

COUNT = 5_000
ROUNDS = 15
LIMIT = 1_500


def page(draw: random.Random) -> list[str]:
    """As many texts as a long disclosure has, three quarters of them restated."""
    fresh = [spell(draw) for _ in range(COUNT // 4)]
    return fresh + [draw.choice(fresh) for _ in range(COUNT - len(fresh))]


def spell(draw: random.Random) -> str:
    value = f"{draw.randrange(10 ** draw.randrange(3, 10)) / 100:,.2f}"
    kind = draw.random()
    if kind < 0.03:
        return value.replace(",", ", ").replace(".", ". ")
    if kind < 0.04:
        return f"（{value}）"
    return str(draw.randrange(500)) if kind < 0.25 else value


def decimal_peer(text: str) -> Decimal:
    """The least that any reader must do; it reads neither dashes nor a printed unit, and says nothing of why."""
    if text.startswith("（"):
        return -Decimal(text[1:-1].replace(",", ""))
    return Decimal(text.replace(",", "").replace(" ", ""))


def nanoseconds(read: Callable[[str], object], texts: list[str], before: Callable[[], None]) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        before()
        start = time.perf_counter_ns()
        for text in texts:
            read(text)
        best = min(best, (time.perf_counter_ns() - start) / len(texts))
    return best


def main() -> int:
    texts = page(random.Random(7))
    for text in texts:
        assert read_number(text).value == decimal_peer(text), text  # type: ignore[union-attr]
    unique = sorted(set(texts))
    peer = nanoseconds(decimal_peer, texts, lambda: None)
    cold = nanoseconds(read_number, unique, read_number.cache_clear)
    page_time = nanoseconds(read_number, texts, read_number.cache_clear)
    print(f"{'Decimal(text), the peer':<42}{peer:8.0f} ns")
    print(f"{'read_number, every text new':<42}{cold:8.0f} ns   {cold / peer:5.2f} of the peer")
    print(f"{'read_number, one disclosure from cold':<42}{page_time:8.0f} ns   {page_time / peer:5.2f} of the peer")
    print(f"{len(texts)} numbers, {len(unique)} different; best of {ROUNDS}; limit {LIMIT} ns for a new one")
    return 0 if cold <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
