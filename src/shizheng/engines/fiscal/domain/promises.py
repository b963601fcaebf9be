"""What a filled target sheet and its evaluation must satisfy. Identifiers of levels are those of printed sheets."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from shizheng.engines.fiscal.domain.targets import Target, parse
from shizheng.engines.fiscal.domain.words import Worded
from shizheng.kit.errors import Fault


class Column(Worded):
    PERIOD = "period", "实施期"
    ANNUAL = "annual", "年度"


class Level1(Worded):
    OUTPUT = "output", "产出指标"
    BENEFIT = "benefit", "效益指标"
    SATISFACTION = "satisfaction", "满意度指标"
    COST = "cost", "成本指标"


class Level2(Worded):
    QUANTITY = "quantity", "数量指标"
    QUALITY = "quality", "质量指标"
    TIMING = "timing", "时效指标"
    COST = "cost", "成本指标"
    ECONOMIC = "economic", "经济效益指标"
    SOCIAL = "social", "社会效益指标"
    ECOLOGICAL = "ecological", "生态效益指标"
    LASTING = "lasting", "可持续影响指标"
    SATISFACTION = "satisfaction", "满意度指标"


PARTS: dict[Level1, tuple[Level2, ...]] = {
    Level1.OUTPUT: (Level2.QUANTITY, Level2.QUALITY, Level2.TIMING, Level2.COST),
    Level1.BENEFIT: (Level2.ECONOMIC, Level2.SOCIAL, Level2.ECOLOGICAL, Level2.LASTING),
    Level1.SATISFACTION: (Level2.SATISFACTION,),
    Level1.COST: (Level2.COST,),
}
"""财预〔2020〕10号 and 财预〔2015〕88号; 成本 stands beside 产出 where a form says so."""
HUNDRED = Decimal(100)
LARGEST = 2**63
"""What a column can hold, in the grammar's scales."""


class Promise(NamedTuple):
    """One row of a target sheet as it is filled; ``hint`` is a unit given apart from the value."""

    level1: Level1
    level2: Level2
    name: str
    text: str
    column: Column = Column.ANNUAL
    hint: str = ""
    weight: Decimal | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same promise when a sheet is saved again."""
        return self.column, self.level2, self.name

    @property
    def target(self) -> Target:
        return parse(self.text, self.hint)


def promise_faults(promises: Sequence[Promise]) -> list[Fault]:
    """What a sheet cannot hold; a value still missing may be saved, and is asked for when the project is submitted."""
    faults = [fault.within(f"第{number}行") for number, row in enumerate(promises, 1) for fault in _faults(row)]
    seen: dict[tuple[str, str, str], int] = {}
    for number, row in enumerate(promises, 1):
        if row.key in seen:
            faults.append(Fault(f"与第{seen[row.key]}行重复", f"第{number}行“{row.name}”", "请合并或改名"))
        seen.setdefault(row.key, number)
    heavy = sum((row.weight or Decimal(0) for row in promises if row.column is Column.ANNUAL), Decimal(0))
    if heavy > HUNDRED:
        faults.append(Fault(f"年度指标分值合计{heavy}分，超过100分", "分值"))
    return faults


def _faults(row: Promise) -> Iterator[Fault]:
    if not row.name.strip():
        yield Fault("没有填写三级指标", "三级指标")
    if row.level2 not in PARTS[row.level1]:
        yield Fault(f"{row.level2.label}不属于{row.level1.label}", "二级指标")
    if max(row.target.value, row.target.upper) >= LARGEST:
        yield Fault(f"“{row.name}”的指标值过大", "指标值", "请核对单位")
    if row.weight is not None and not 0 <= row.weight <= HUNDRED:
        yield Fault("分值应在0至100之间", "分值")


class Achievement(NamedTuple):
    """What an evaluation says of one promise."""

    actual: str
    score: Decimal
    reason: str = ""


def achievement_faults(achieved: Achievement, weight: Decimal | None) -> Iterator[Fault]:
    """Source: 财预〔2020〕10号, a deviation is explained."""
    if not achieved.actual.strip():
        yield Fault("没有填写全年完成值", "全年完成值")
    full = HUNDRED if weight is None else weight
    if not 0 <= achieved.score <= full:
        yield Fault(f"得分{achieved.score}不在0至{full}分之间", "得分")
    elif weight is not None and achieved.score < weight and not achieved.reason.strip():
        yield Fault("得分低于分值，没有说明原因", "偏差原因", "请写明原因和改进措施")
