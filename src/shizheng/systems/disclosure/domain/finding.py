"""What a rule says when it finds something, and how rules are registered."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from shizheng.kit.registry import Registry

if TYPE_CHECKING:
    from shizheng.systems.disclosure.domain.reading import Reading

Severity = Literal["error", "warning", "rounding", "extraction"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "rounding", "extraction")

FAMILIES = {
    "agreement": "同一数据两处不一致",
    "additivity": "合计与明细不符",
    "balance": "收支不平衡",
    "derived": "占比、增减计算有误",
    "narrative": "文字与报表不一致",
    "count": "数量与清单不符",
    "placement": "资金列错栏目或性质",
    "cost": "成本指标与资金不匹配",
    "consistency": "文字与指标前后矛盾",
    "period": "年度与实施期指标不一致",
    "timing": "时间不合理",
    "level": "指标归类不当",
    "missing": "缺项漏项",
    "evaluation": "自评计算有误",
    "payment": "合同付款计算有误",
    "code": "科目编码或名称有误",
    "naming": "同一对象名称不一",
    "residue": "模板残留或文字差错",
    "basis": "依据过期",
    "secrecy": "疑似涉密",
    "privacy": "个人信息",
    "style": "数字书写不统一",
    "extraction": "文本提取疑点",
}


class Finding(NamedTuple):
    """One fault at one place; ``quote`` occurs literally in line ``line`` of the source.

    ``convicts`` names what the finding says is wrong (a cell, a break, a statement of a text), ``rests`` what it relies
    on: a finding that rests on what another convicts is that one's consequence. ``also`` holds the other places of one
    matter once the findings are gathered.
    """

    rule: str
    severity: Severity
    line: int
    quote: str
    message: str  # Chinese: what is wrong, why, what to do
    printed: str = ""
    expected: str = ""
    section: str = ""
    convicts: tuple[str, ...] = ()
    rests: tuple[str, ...] = ()
    also: tuple["Finding", ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A declared check: ``source`` is the document and clause it stands on, or 「算术」 where it is arithmetic."""

    id: str
    family: str
    title: str
    source: str
    check: Callable[["Reading"], Iterable[Finding]]

    def __post_init__(self) -> None:
        if self.family not in FAMILIES:
            raise ValueError(f"rule {self.id}: unknown family {self.family}")


RULES: Registry[Rule] = Registry("检查规则", key=lambda item: item.id)


def rule(
    identifier: str, *, family: str, title: str, source: str
) -> Callable[[Callable[["Reading"], Iterable[Finding]]], Callable[["Reading"], Iterable[Finding]]]:
    """Register a function as a rule; it stays callable as it is, so that its test calls it directly."""

    def register(check: Callable[["Reading"], Iterable[Finding]]) -> Callable[["Reading"], Iterable[Finding]]:
        RULES.register(Rule(identifier, family, title, source, check))
        return check

    return register
