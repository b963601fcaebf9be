"""Small tables of past cases, the same at every run."""

import csv
import random
from datetime import datetime, timedelta
from pathlib import Path

from shizheng.engines.cases.domain.learning.matter import DAY, FIELDS, TIME, UNIT, UNIT_CODE, Matter, Past
from shizheng.kit.clock import ZONE

STREETS = ("甲水街道", "乙山街道", "丙桥街道")
MATTERS = {
    "路灯不亮": ("公用设施", "灯光所"),
    "道路破损": ("公用设施", "道路所"),
    "占道经营": ("市容", "{street}执法队"),
    "暴露垃圾": ("市容", "{community}"),
}
START = datetime(2026, 1, 5, 8, tzinfo=ZONE)
RENAMED = START + timedelta(days=60)


def past_cases(count: int, seed: int = 1) -> list[Past]:
    """Units follow the sub-category; those of a street take a remark in brackets after the sixtieth day."""
    chance = random.Random(seed)
    return [_case(chance, START + timedelta(hours=3 * number)) for number in range(count)]


def _case(chance: random.Random, at: datetime) -> Past:
    street = chance.choice(STREETS)
    community = f"{street[0]}{chance.choice('东西')}社区"
    subtype = chance.choice(sorted(MATTERS))
    maintype, pattern = MATTERS[subtype]
    unit = pattern.format(street=street, community=community)
    if at >= RENAMED and pattern.startswith("{"):
        unit += f"（{street}办事处）"
    code = f"{pattern}{street}{community if 'community' in pattern else ''}" if "{" in pattern else pattern
    matter = Matter(street, community, subtype, maintype, maintype, "投诉", "电话", at.timestamp() / DAY)
    return Past(matter, unit, code)


def write_past(path: Path, cases: list[Past], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([*FIELDS.values(), TIME, UNIT, UNIT_CODE])
        for case in cases:
            moment = datetime.fromtimestamp(case.matter.day * DAY, ZONE)
            cells = [getattr(case.matter, field) or "-" for field in FIELDS]
            writer.writerow([*cells, f"{moment:%Y-%m-%d %H:%M:%S}", case.unit or "-", case.code])
    return path
