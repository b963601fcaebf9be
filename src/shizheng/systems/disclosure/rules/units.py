"""Units that do not fit the thing counted, and counts of persons for times."""

import re
from collections.abc import Iterator

from shizheng.engines.fiscal.domain.sheet import Indicator
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.narrative.prose import watch
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.sheets.phrases import at_indicator

SOURCE = "GB/T 15835—2011《出版物上数字用法》；财预〔2015〕88号 绩效指标指向明确"
LEGAL = "《中华人民共和国法定计量单位》（国发〔1984〕28号）；GB 3100—1993"
EVENTS = ("次", "场", "场次", "人次")
TALLY = r"(?:编制|制作|出具|提交|完成|撰写)?(?:数量|份数|数|个数)?(?:[（(].*[)）])?$"
PAPERS = re.compile(rf"(?:报告|方案|规划|计划书|简报|专报|手册|月报|周报){TALLY}")
FILMS = re.compile(rf"(?:专题片|宣传片|汇报片|短视频|视频片|微电影){TALLY}")
TIMES = re.compile(r"人次(?:数)?(?:[（(].*[)）])?$")
watch(("平米",))


@rule("style.counted_unit", family="style", title="计量单位与所计对象不符", source=SOURCE)
def counted_unit(reading: Reading) -> Iterator[Finding]:
    """Reports and films counted in 次; 人次 counted in 人."""
    for sheet in reading.sheets:
        told: set[tuple[str, str]] = set()
        for item in sheet.indicators:
            key = item.full_name, item.target.text
            right = _right(item) if item.target.kind in ("number", "rhythm") and key not in told else ""
            if right:
                told.add(key)
                message = f"“{item.full_name}”的目标写作“{item.target.text}”，计量单位与所计对象不符，应当用“{right}”。"
                yield at_indicator("style.counted_unit", "warning", sheet, item, message, right)


def _right(item: Indicator) -> str:
    unit = item.target.unit
    if unit in EVENTS and item.target.kind == "number":
        if PAPERS.search(item.full_name):
            return "份"
        return "部" if FILMS.search(item.full_name) else ""
    return "人次" if unit in ("人", "名") and TIMES.search(item.full_name) else ""


@rule("style.legal_unit", family="style", title="没有使用法定计量单位", source=LEGAL)
def legal_unit(reading: Reading) -> Iterator[Finding]:
    """平米: a square metre is 平方米."""
    prose = reading.narrative.prose
    for at in prose.find("平米", prose.sentences):
        before = prose.text[max(0, at - 2) : at].strip()
        if before[-1:].isdecimal() or before[-1:] in {*"万每元/／余"}:
            context = prose.around(at, at + 2)
            message = f"“{context}”中的“平米”不是法定计量单位，应当用“平方米”。"
            yield Finding("style.legal_unit", "warning", prose.line_at(at).number, "平米", message, "平米", "平方米")
