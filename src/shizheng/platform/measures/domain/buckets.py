"""Distributions that add up: counts of amounts in buckets whose width grows with the amount.

An amount falls into the bucket by its logarithm, so that any quantile is right within ERROR of itself however many
days, units or values are put together (the idea of DDSketch). Bucket 0 holds what is nothing or less.
"""

import math
from collections.abc import Mapping
from decimal import Decimal

ERROR = 0.01
_GROWTH = (1 + ERROR) / (1 - ERROR)
_LOG = math.log(_GROWTH)


def bucket(amount: int) -> int:
    return 0 if amount <= 0 else 1 + max(0, math.ceil(math.log(amount) / _LOG))


def amount_of(number: int) -> Decimal:
    """The middle of a bucket: no amount in it is further away than ERROR of itself."""
    if number <= 0:
        return Decimal(0)
    # An estimate within one percent by design; no money passes here.
    return Decimal(repr(round(2 * _GROWTH ** (number - 1) / (_GROWTH + 1), 6)))


def quantile(counts: Mapping[int, int], share: float) -> Decimal | None:
    """The amount that the share of all amounts does not exceed; None of nothing."""
    total = sum(counts.values())
    if total <= 0:
        return None
    wanted, seen = math.ceil(share * total), 0
    for number in sorted(counts):
        seen += counts[number]
        if seen >= wanted:
            break
    return amount_of(number)
