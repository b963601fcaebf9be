"""What a share is a share of: the sum it is listed under, or the amount its sentence names."""

import re
from functools import lru_cache

from shizheng.systems.disclosure.domain.narrative.figures import Figure
from shizheng.systems.disclosure.domain.narrative.names import bare
from shizheng.systems.disclosure.domain.narrative.narrative import Narrative
from shizheng.systems.disclosure.domain.narrative.passage import Passage
from shizheng.systems.disclosure.domain.narrative.ratios import EXACT, ROUNDED, judge, span
from shizheng.systems.disclosure.domain.narrative.statement import Statement

OWN = re.compile(r"^(?:当年|本年度?|年度|本?部门|本?单位|（单位）|（部门）|我局|全部|总体?|财政拨款(?=“三公”))+")
SUM = re.compile(r"(?:总计|合计|总额|总数|总量|总支出|总收入|数|金额)$")


def base_of(statement: Statement) -> list[Figure]:
    """The totals above a part, the nearest first."""
    bases: list[Figure] = []
    group = statement.group
    while group is not None and len(bases) < 4:
        whole = group.total.amount or group.total.budget
        if whole is not None:
            bases.append(whole)
        group = group.outer or group.total.group
    return bases


@lru_cache(maxsize=4096)
def core(name: str) -> str:
    """A name without the words for 「the whole of this unit's」."""
    return SUM.sub("", OWN.sub("", name))


def base_fitting(narrative: Narrative, passage: Passage) -> list[Figure]:
    """The amount of a section that most shares of an unannounced list fit: what fits so often is no chance."""
    listed = [each for each in narrative.statements if each.passage is passage and each.group is None]
    shared = [(each.amount, each.share) for each in listed if each.amount and each.share and not each.share.word]
    if len(shared) < 3:
        return []
    for other in narrative.statements:
        whole = other.amount or other.budget
        if whole is None or other.passage.section != passage.section or other.share is not None:
            continue
        fitting = sum(judge(span(part), span(whole), printed) in (EXACT, ROUNDED) for part, printed in shared)
        if fitting >= max(2, len(shared) - 1) and sum(part.value for part, _ in shared) <= 2 * whole.value:
            return [whole]
    return []


def base_named(narrative: Narrative, statement: Statement, words: str) -> list[Figure]:
    """Amounts that bear the name of a base, those of the statement's own section before all others."""
    wanted = core(words)
    whole = not bare(wanted)  # 支出总额: the sum that it is a part of, else whatever is so called
    if len(wanted) < 2 or (whole and statement.group is not None):
        return base_of(statement)
    section = statement.passage.section
    for found in _so_called(narrative, statement, words):
        near = [other for other in found if other.passage.section == section]
        if near or found:
            return [other.amount for other in near or found if other.amount is not None]
    return []


def _so_called(narrative: Narrative, statement: Statement, words: str) -> tuple[list[Statement], ...]:
    """The other statements by how well their names fit: literally, but for small words, by their ending."""
    wanted = core(words)
    literal: list[Statement] = []
    exact: list[Statement] = []
    ending: list[Statement] = []
    for other in narrative.statements:
        if other is statement or other.amount is None:
            continue
        name = core(other.name)
        if other.name == words:
            literal.append(other)
        if name == wanted:
            exact.append(other)
        elif len(wanted) >= 4 and (name.endswith(wanted) or bare(name).endswith(bare(wanted))):
            ending.append(other)
    return literal, exact, ending
