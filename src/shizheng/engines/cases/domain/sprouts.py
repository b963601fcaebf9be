"""Branches of a tree as they are written down, and everything wrong with a list of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from shizheng.kit.errors import Fault


@dataclass(frozen=True, slots=True)
class Sprout:
    """`parent` is a code, empty at the top; parents stand before their children. `kind` is the process of a category
    (empty: shared by all) or the level of an area."""

    code: str
    name: str
    parent: str = ""
    kind: str = ""
    order: int = 0
    valid_from: date | None = None
    valid_to: date | None = None


def sprout_faults(sprouts: Iterable[Sprout], known: Iterable[str]) -> Iterator[Fault]:
    """Codes stated once and fit for a lineage, parents known, spans that end after they begin; rows count from 1."""
    there, seen = set(known), set[str]()
    for number, each in enumerate(sprouts, 1):
        yield from (fault.within(f"第{number}行") for fault in _faults(each, there, seen))
        seen.add(each.code)


def _faults(each: Sprout, there: set[str], seen: set[str]) -> Iterator[Fault]:
    if not each.code or "/" in each.code or len(each.code) > 40:
        yield Fault("编码应为1至40个字，不含“/”", "编码")
    if not each.name.strip() or len(each.name) > 100:
        yield Fault("名称应为1至100个字", "名称")
    if each.code in seen:
        yield Fault(f"编码“{each.code}”重复", "编码", "每个编码只写一次")
    if each.parent and each.parent not in there | seen:
        yield Fault(f"上级“{each.parent}”不存在", "上级", "上级应写在下级之前")
    if each.valid_from and each.valid_to and each.valid_to < each.valid_from:
        yield Fault("停用日期早于启用日期", "停用日期")


def divisions(rows: Iterable[Mapping[str, str]], district: str) -> Iterator[Sprout]:
    """Streets of one district from rows of ``code, name, areaCode``: GB/T 2260 for the district and nine digits for the
    street. The district itself must be known or stand before them."""
    for row in rows:
        if row["areaCode"] == district:
            yield Sprout(row["code"], row["name"], district, "street")
