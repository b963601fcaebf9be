"""Counts in the text against what the text itself lists."""

from collections.abc import Iterator

from shizheng.systems.disclosure.domain.finding import Finding, Severity, rule
from shizheng.systems.disclosure.domain.narrative import tallies
from shizheng.systems.disclosure.domain.narrative.tallies import Tally
from shizheng.systems.disclosure.domain.reading import Reading

COUNTING = "算术（计数）"


@rule("count.bodies", family="count", title="机构个数与所列名称不符", source=COUNTING)
def bodies(reading: Reading) -> Iterator[Finding]:
    """Divisions said to exist against those named."""
    for passage in reading.narrative.passages:
        if "个" not in passage.text or "、" not in passage.text:
            continue
        for tally in tallies.listed_bodies(passage):
            if tally.stated != tally.found:
                what = f"写明{tally.noun}{tally.stated}个，列出的名称有{tally.found}个（{'、'.join(tally.items)}）"
                yield _finding("count.bodies", tally, f"{what}，请核对。")


@rule("count.promised", family="count", title="项数与所列内容不符", source=COUNTING)
def promised(reading: Reading) -> Iterator[Finding]:
    """So many targets set, so many listed."""
    for passage in reading.narrative.passages:
        if "具体" not in passage.text:
            continue
        for tally in tallies.listed_promises(passage):
            if tally.stated != tally.found:
                yield _finding("count.promised", tally, f"写明{tally.stated}项，后文列出{tally.found}项，请核对。")


@rule("count.vehicles", family="count", title="车辆总数与分项不符", source=COUNTING)
def vehicles(reading: Reading) -> Iterator[Finding]:
    """Vehicles in all against vehicles by use."""
    for passage in reading.narrative.passages:
        if "辆" not in passage.text:
            continue
        for tally in tallies.vehicles(passage):
            if tally.stated != tally.found:
                yield _finding("count.vehicles", tally, f"车辆总数{tally.stated}辆，分项合计{tally.found}辆，请核对。")


@rule("count.these", family="count", title="所指项目个数前后不一", source=COUNTING)
def these(reading: Reading) -> Iterator[Finding]:
    """这两个项目 of one project; grades that do not come to the number evaluated."""
    for passage in reading.narrative.passages:
        if "项目" not in passage.text:
            continue
        for tally in tallies.referred(passage):
            yield _finding("count.these", tally, f"前文只提到{tally.found}个项目，此处却说{tally.stated}个，请改正。")
        for tally in tallies.graded(passage):
            if tally.stated != tally.found:
                yield _finding("count.these", tally, f"自评项目{tally.stated}个，各等级合计{tally.found}个，请核对。")


def _finding(identifier: str, tally: Tally, message: str) -> Finding:
    line, quote = tally.passage.quote(tally.start, tally.end)
    severity: Severity = "error" if tally.certain else "warning"
    return Finding(identifier, severity, line, quote, message, str(tally.stated), str(tally.found))
