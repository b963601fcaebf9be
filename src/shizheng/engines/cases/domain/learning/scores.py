"""How good a guess of categories is."""

from collections import Counter
from collections.abc import Sequence


def macro_f1(wanted: Sequence[str], given: Sequence[str]) -> float:
    """Mean F1 over every category that is wanted or given; rows that want nothing (empty) are left out."""
    pairs = [(want, give) for want, give in zip(wanted, given, strict=True) if want]
    right = Counter(want for want, give in pairs if want == give)
    total = Counter(want for want, _ in pairs) + Counter(give for _, give in pairs)
    return sum(2 * right[name] / total[name] for name in total) / len(total) if total else 0.0
