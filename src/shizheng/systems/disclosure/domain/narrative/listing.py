"""Whether a text means its list of parts to be the whole."""

import re

from shizheng.systems.disclosure.domain.narrative.statement import Group

CODED = re.compile(r"（(?:\d{3,7}|类|款|项)）")
PARTITIONS = (
    frozenset({"基本支出", "项目支出"}),
    frozenset({"人员经费", "公用经费"}),
    frozenset({"货物", "工程", "服务"}),
    frozenset({"一般公共预算", "政府性基金"}),
    frozenset({"因公出国", "公务用车", "公务接待"}),
    frozenset({"工资福利支出", "对个人和家庭的补助"}),
)


def is_ambiguous(group: Group) -> bool:
    """A list inside a list whose end the punctuation does not tell."""
    if group.outer is None:
        return False
    return any(part.amount is not None and part.amount.gap.startswith("；") for part in group.parts[1:])


def claim_to_whole(group: Group, exceeds: bool) -> str:
    """Why a list must come to its total, nothing where it may be a selection.

    exceeds: parts above their total; zeros: even empty items are named; partition: basic and project, goods, works and
    services …; coded: every part is a class by code, which the tables may prove whole.
    """
    parts = [part for part in group.parts if part.amount is not None or part.budget is not None]
    if group.loose or len(parts) < 2:
        return ""
    if exceeds:
        return "" if any(_includes(group.total.name, part.name) for part in parts) else "exceeds"
    if group.open_ended:
        return ""
    amounts = [part.amount.value for part in parts if part.amount is not None]
    if len(amounts) > 2 and 0 in amounts:
        return "zeros"
    if _partition(group):
        return "partition"
    return "coded" if len(parts) > 2 and all(CODED.search(part.name) for part in parts) else ""


def _includes(total: str, part: str) -> bool:
    """A part that shares its last words with the total may be its neighbour rather than its part."""
    return len(total) >= 3 and len(part) >= 3 and total[-3:] == part[-3:] and total[-3:] not in ("支出预", "预算数")


def _partition(group: Group) -> bool:
    names = [part.name for part in group.parts]
    for partition in PARTITIONS[:4] if "基本支出" not in group.total.name else PARTITIONS:
        if partition == PARTITIONS[1] and "基本支出" not in group.total.name:
            continue
        if all(any(word in name for name in names) for word in partition):
            return True
    return False
