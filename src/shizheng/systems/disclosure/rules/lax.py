"""Targets that cannot be missed, or that another target of the sheet contradicts."""

import re
from collections.abc import Iterator

from shizheng.engines.fiscal.domain.sheet import Indicator, TargetSheet
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading, once
from shizheng.systems.disclosure.domain.sheets.phrases import at_indicator, at_name

SOURCE = "财预〔2015〕88号《中央部门预算绩效目标管理办法》绩效目标合理可行；算术"
FULL = 1_000_000  # 100 % in millionths
FAILS = re.compile(r"故障(?:发生)?率|中断率|宕机率|停机率")
RUNS = re.compile(r"(?:正常|稳定|安全|无故障)?运行率|可用率|在线率|联通率|畅通率|完好率")
ALWAYS = re.compile(r"7\s*[xX×*]\s*24|24小时不间断|全天候|不间断(?:运行|服务|保障)")
HOURS = 8760  # of a year
LAX_RUN = 950_000
LAX_FAIL = 50_000
ALL = re.compile(r"全面|全部|所有|全覆盖")
MOST = re.compile(r"满意|知晓|合格|优良|优秀")
DAYS = re.compile(r"无故障[^，。；]{0,8}天数")
RATE_OF = re.compile(r"(?:完成|通过|合格|验收合格|验收|达标|评审通过|办结|实施)率")
COUNT_OF = re.compile(r"数量|个数|项数|份数|数$|[（(].*[)）]$")
FEW = 20  # things; of so few a floor of 95 % leaves none out


@once
def _rows(reading: Reading) -> list[tuple[TargetSheet, Indicator]]:
    """Every indicator with a printed target, equal ones of a sheet's two columns once."""
    seen: dict[tuple[int, str, str], tuple[TargetSheet, Indicator]] = {}
    for sheet in reading.sheets:
        for item in sheet.indicators:
            if item.target.text:
                seen.setdefault((sheet.line, item.full_name, item.target.text), (sheet, item))
    return list(seen.values())


@rule("consistency.failures", family="consistency", title="故障率上限与正常运行率矛盾或过宽", source=SOURCE)
def failures(reading: Reading) -> Iterator[Finding]:
    """故障率≤10% beside 正常运行率≥95%: the first allows more standstill than the second."""
    floors: dict[int, Indicator] = {}
    for sheet, item in _rows(reading):
        if item.target.kind == "rate" and RUNS.search(item.full_name) and not item.target.is_ceiling:
            known = floors.setdefault(sheet.line, item)
            floors[sheet.line] = max(known, item, key=lambda each: each.target.value)
    for sheet, item in _rows(reading):
        target = item.target
        if target.kind != "rate" or not target.is_ceiling or not FAILS.search(item.full_name):
            continue
        floor = floors.get(sheet.line)
        if floor and target.value > FULL - floor.target.value and floor.target.value < FULL:
            message = (
                f"“{item.full_name}”允许{target.text}，而“{floor.full_name}”要求{floor.target.text}"
                f"（停运不超过{_percent(FULL - floor.target.value)}），上限过宽，两个目标矛盾，请核对。"
            )
        elif target.value >= 2 * LAX_FAIL or (target.value >= LAX_FAIL and ALWAYS.search(_text(sheet))):
            message = f"“{item.full_name}”的上限{target.text}过宽，起不到约束作用，请参照合同或往年水平从严设定。"
        else:
            continue
        yield at_indicator("consistency.failures", "warning", sheet, item, message)


@rule("consistency.always_on", family="consistency", title="全天候服务的运行率目标偏低", source=SOURCE)
def always_on(reading: Reading) -> Iterator[Finding]:
    """7×24小时 in the text, and 95 % as the target: 18 days a year at a standstill."""
    told: set[int] = set()
    for sheet, item in _rows(reading):
        target = item.target
        rate = target.kind == "rate" and not target.is_ceiling and target.value <= LAX_RUN
        if not rate or not RUNS.search(item.full_name) or sheet.line in told or not ALWAYS.search(_text(sheet)):
            continue
        told.add(sheet.line)
        days = HOURS * (FULL - target.value) // FULL // 24
        message = (
            f"项目文字写明全天候（7×24小时）服务，“{item.full_name}”的目标却是{target.text}，相当于全年可以停运约{days}天，"
            "目标偏低，请核对。"
        )
        yield at_indicator("consistency.always_on", "warning", sheet, item, message)


@rule("consistency.all_of", family="consistency", title="要求全面、全部而目标不足100%", source=SOURCE)
def all_of(reading: Reading) -> Iterator[Finding]:
    """全面启动, 80 %."""
    for sheet, item in _rows(reading):
        target = item.target
        if target.kind != "rate" or target.is_ceiling or target.value >= FULL or item.level1 not in ("output", ""):
            continue
        match = ALL.search(item.full_name)
        if match and not MOST.search(item.full_name):
            message = f"指标“{item.full_name}”说的是“{match[0]}”，目标却只有{target.text}，不相称，请核对。"
            yield at_indicator("consistency.all_of", "warning", sheet, item, message, "100%")


@rule("consistency.few_things", family="consistency", title="件数很少而比率目标取不到", source="算术")
def few_things(reading: Reading) -> Iterator[Finding]:
    """完成率≥95% of two studies: either both or not, the only value above 95 % is 100 %."""
    counts: dict[int, list[Indicator]] = {}
    for sheet, item in _rows(reading):
        target = item.target
        exact = target.kind == "number" and target.comparator in ("", "=") and 0 < target.value <= FEW * 10_000
        if (
            exact
            and item.level2 == "quantity"
            and target.unit in ("个", "项", "份", "篇", "部", "场", "次", "套", "本", "期")
        ):
            counts.setdefault(sheet.line, []).append(item)
    for sheet, item in _rows(reading):
        match = RATE_OF.search(item.full_name) if sheet.line in counts and item.target.kind == "rate" else None
        if match is None or item.target.is_ceiling or not 0 < FULL - item.target.value < FULL:
            continue
        of = item.full_name[: match.start()]
        things = [other for other in counts[sheet.line] if _same_thing(of, COUNT_OF.sub("", other.full_name))]
        if len({other.target.value for other in things}) != 1:
            continue
        count = things[0].target.value // 10_000
        if count * (FULL - item.target.value) >= FULL:  # one of them may fail and the target is still met
            continue
        message = (
            f"“{things[0].full_name}”只有{things[0].target.text}，“{item.full_name}”写{item.target.text}没有意义："
            "只要有一个未完成就达不到，请改为100%。"
        )
        yield at_indicator("consistency.few_things", "warning", sheet, item, message, "100%")


def _same_thing(first: str, second: str) -> bool:
    """课题研究 and 研究课题: all pairs of characters, or all characters, of the shorter in the longer."""
    short, long = sorted((first, second), key=len)
    return len(short) >= 3 and set(short) <= set(long) and len(long) <= len(short) + 3


@rule("consistency.fault_free", family="consistency", title="无故障天数与可用率矛盾", source="算术")
def fault_free(reading: Reading) -> Iterator[Finding]:
    """360天 of 365 without a fault is 98.6 %, not 99.9 %."""
    rates = [
        item
        for _, item in _rows(reading)
        if item.target.kind == "rate" and not item.target.is_ceiling and RUNS.search(item.full_name)
    ]
    for sheet, item in _rows(reading):
        target = item.target
        days = target.value // 10_000 if target.kind in ("number", "duration") and target.unit == "天" else 0
        if not 300 <= days < 365 or not DAYS.search(item.full_name):
            continue
        above = [other for other in rates if other.target.value < FULL and other.target.value * 365 > days * FULL]
        if above:
            other = above[0]
            message = (
                f"“{item.full_name}”为{target.text}，折合{days / 365:.1%}；第{other.line}行“{other.full_name}”"
                f"却为{other.target.text}，两个目标矛盾，请核对。"
            )
            yield at_indicator("consistency.fault_free", "warning", sheet, item, message)


@rule("consistency.range_output", family="consistency", title="数量目标是一个区间", source=SOURCE)
def range_output(reading: Reading) -> Iterator[Finding]:
    """1-2人: an output that is not decided."""
    for sheet, item in _rows(reading):
        target = item.target
        if (
            item.level2 == "quantity"
            and target.kind == "number"
            and target.comparator == "~"
            and target.upper > target.value
        ):
            message = f"“{item.full_name}”的目标为{target.text}，是一个区间，无法判断完成与否，请写成确定的数或“≥”。"
            yield at_name("consistency.range_output", "warning", sheet, item, message)


def _percent(millionths: int) -> str:
    return f"{millionths / 10_000:g}%"


def _text(sheet: TargetSheet) -> str:
    return "".join(sheet.text(name) for name in ("overview", "plan", "measures", "goal", "goal.period", "goal.annual"))
