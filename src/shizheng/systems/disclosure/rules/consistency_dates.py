"""Months in a project's plan against the months of its indicators."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from shizheng.engines.fiscal.domain.sheet import Indicator, TargetSheet
from shizheng.systems.disclosure.domain.finding import Finding, Severity, rule
from shizheng.systems.disclosure.domain.reading import Reading, once
from shizheng.systems.disclosure.domain.sheets.phrases import at_indicator, clauses, facing, target_key, written

SOURCE = "财预〔2015〕88号《中央部门预算绩效目标管理办法》绩效目标与实施计划相互衔接；算术"
MONTHS = re.compile(
    r"(?:(20\d{2})年)?(?<!\d)(1[0-2]|[1-9])(?:月?\s*[-—~至到]\s*(1[0-2]|[1-9]))?月(份)?(?!\d{1,2}日)(底前|底|前)?"
)
NOISE = re.compile(r"完成|时间|工作|项目|开展|实施|进行|及时性|[（(].*[)）]|的|\d")
VERBS = (
    "采购",
    "招标",
    "签订",
    "验收",
    "支付",
    "部署",
    "完成",
    "出台",
    "评选",
    "印发",
    "推广",
    "施工",
    "购置",
    "培训",
    "决算",
    "研究",
    "建设",
)
LATER = ("验收", "支付", "付款", "结算", "决算", "培训", "评选", "推广", "签订")
MARK = re.compile(r"[^一-鿿A-Za-z]")


class Step(NamedTuple):
    """A step of the plan: months of the year, how the end was put, and its words."""

    first: int
    last: int
    edge: str
    words: str
    clause: str  # as printed


@rule("consistency.plan_date", family="consistency", title="指标时间与实施计划不符", source=SOURCE)
@once
def plan_date(reading: Reading) -> list[Finding]:
    """An indicator's month before the plan gets there (error), or another month than the plan's (warning)."""
    return list(_dated(reading))


def _dated(reading: Reading) -> Iterator[Finding]:
    for sheet in reading.sheets:
        if sheet.kind != "project" or not sheet.year:
            continue
        steps: list[Step] | None = None
        done: set[tuple[int, str]] = set()
        for item in sheet.indicators:
            when = item.target.when
            if when is None or not item.target.text or (item.line, item.target.text) in done:
                continue
            if when.last.year not in (0, sheet.year) or (when.first.month == 1 and when.last.month == 12):
                continue
            done.add((item.line, item.target.text))
            steps = list(_steps(sheet)) if steps is None else steps
            found = _step_of(item, steps)
            if found:
                yield from _compare(sheet, item, found)


def _steps(sheet: TargetSheet) -> Iterator[Step]:
    for _, field in written(sheet, ("plan",)):
        for clause in clauses(field.text):
            found = list(MONTHS.finditer(clause.text)) if "月" in clause.text and "已" not in clause.text else []
            if len(found) != 1:
                continue
            match = found[0]
            if match[1] and int(match[1]) != sheet.year:
                continue
            first = int(match[2])
            last = int(match[3]) if match[3] else first
            words = MARK.sub("", clause.text[: match.start()] + clause.text[match.end() :])
            yield Step(
                first,
                last,
                {"底前": "by", "底": "by", "前": "before"}.get(match[5] or "", "within"),
                words,
                clause.text,
            )


def _step_of(item: Indicator, steps: list[Step]) -> Step | None:
    """The one step that shares verb and subject with an indicator."""
    core = MARK.sub("", NOISE.sub("", item.full_name))
    pairs = {core[i : i + 2] for i in range(len(core) - 1)}
    verbs = [verb for verb in VERBS if verb in item.full_name]
    if not pairs:
        return None
    fits = [
        step
        for step in steps
        if any(verb in step.words for verb in verbs) and 2 * sum(pair in step.words for pair in pairs) >= len(pairs)
    ]
    if len(fits) != 1 or any(verb in fits[0].words and verb not in item.full_name for verb in LATER):
        return None
    return fits[0]


def _compare(sheet: TargetSheet, item: Indicator, step: Step) -> Iterator[Finding]:
    when = item.target.when
    if when is None:
        return
    edge = when.edge if item.target.comparator != "≤" or when.edge != "within" else "by"
    early = when.last.month if edge == "before" else when.last.month + 1  # first month after the deadline
    start = step.first if step.edge == "within" else 1
    if early <= start:
        message = (
            f"实施计划把“{step.words[:16]}”安排在{_months(step)}，“{item.full_name}”的目标时间却是{item.target.text}，"
            "早于计划，两处不能同时成立，请核对。"
        )
        severity: Severity = "error" if early < start or edge == "within" else "warning"
        found = at_indicator("consistency.plan_date", severity, sheet, item, message, _months(step))
        yield from facing(found, sheet, step.clause)
        return
    if step.last != when.last.month or (step.edge == "before") != (edge == "before"):
        message = (
            f"实施计划把“{step.words[:16]}”安排在{_months(step)}，“{item.full_name}”的目标时间是{item.target.text}，"
            "两处时间不一，请核对。"
        )
        found = at_indicator("consistency.plan_date", "warning", sheet, item, message, _months(step))
        yield found._replace(rests=(target_key(item),))


def _months(step: Step) -> str:
    span = f"{step.first}月" if step.first == step.last else f"{step.first}-{step.last}月"
    return span + {"by": "底前", "before": "前", "within": ""}[step.edge]
