"""The fact that best speaks for a unit, as a sentence that a dispatcher can check."""

import numpy as np

from shizheng.engines.cases.domain.learning.matter import Matter
from shizheng.engines.cases.domain.learning.memory import COMPANIES, Memory

WINDOW = 90.0
ENOUGH = 3
SAYING = {
    ("community", "subtype"): "该社区同类事项",
    ("street", "subtype"): "该街道同类事项",
    ("subtype", "source"): "该渠道同类事项",
    ("subtype",): "同类事项",
    ("street", "maintype"): "该街道相近事项",
    ("maintype",): "相近事项",
    ("community",): "该社区各类事项",
    ("street",): "该街道各类事项",
}
PLACES = {fields: at for at, (fields, _) in enumerate(COMPANIES)}


def reason(memory: Memory, matter: Matter, unit: str) -> str:
    """Of the companies with three cases or more in 90 days the one where the unit's share is greatest."""
    group = memory.units.group_of[memory.units.code[unit]]
    best: tuple[float, str] = (0.0, "")
    for fields, saying in SAYING.items():
        if any(not getattr(matter, field) for field in fields):
            continue
        days, groups = memory.companies[PLACES[fields]].of(matter)
        low, high = np.searchsorted(days, (matter.day - WINDOW, matter.day), side="right")
        total, own = int(high - low), int((groups[low:high] == group).sum())
        if total >= ENOUGH and own and own / total > best[0] + 1e-9:
            best = own / total, f"{saying}近90天{round(100 * own / total)}%由其办理（{total}件中{own}件）"
    return best[1] or "近90天同类事项不足，按更早或相近的办理情况推断"
