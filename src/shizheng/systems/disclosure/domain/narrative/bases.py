"""What a share is a share of: the sum it is listed under, or the amount its sentence names."""

import re

from shizheng.systems.disclosure.domain.narrative.figures import Figure
from shizheng.systems.disclosure.domain.narrative.narrative import Narrative
from shizheng.systems.disclosure.domain.narrative.statement import Statement

OWN = re.compile(r"^(?:当年|本年度?|年度|本?部门|本?单位|（单位）|（部门）|我局|全部|总体?|财政拨款(?=“三公”))+")
SUM = re.compile(r"(?:总计|合计|总额|总数|总量|总支出|总收入|数|金额)$")


def base_of(statement: Statement) -> list[Figure]:
    """The totals above a part, the nearest first."""
    bases: list[Figure] = []
    group = statement.group
    while group is not None and len(bases) < 4:
        if group.total.amount is not None:
            bases.append(group.total.amount)
        group = group.outer or group.total.group
    return bases


def core(name: str) -> str:
    """A name without the words for 「the whole of this unit's」."""
    return SUM.sub("", OWN.sub("", name))


def base_named(narrative: Narrative, statement: Statement, words: str) -> list[Figure]:
    """Amounts that bear the name of a base, those of the statement's own section before all others."""
    wanted = core(words)
    if len(wanted) < 2:
        return base_of(statement)
    section = statement.passage.section
    exact: list[Statement] = []
    ending: list[Statement] = []
    for other in narrative.statements:
        if other is statement or other.amount is None:
            continue
        name = core(other.name)
        if name == wanted:
            exact.append(other)
        elif len(wanted) >= 4 and name.endswith(wanted):
            ending.append(other)
    for found in (exact, ending):
        near = [other for other in found if other.passage.section == section]
        if near or found:
            return [other.amount for other in near or found if other.amount is not None]
    return []
