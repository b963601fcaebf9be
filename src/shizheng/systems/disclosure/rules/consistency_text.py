"""Numbers in a project's text against its indicators: how often, how many, how much."""

import re
from collections.abc import Iterator

from shizheng.engines.fiscal.domain.sheet import Indicator, TargetSheet
from shizheng.engines.fiscal.domain.targets.target import YEARLY
from shizheng.engines.fiscal.domain.targets.words import PERIODS
from shizheng.systems.disclosure.domain.finding import Finding, Severity, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.sheets.phrases import (
    Stretch,
    Sum,
    at_field,
    at_indicator,
    clauses,
    facing,
    items,
    sentences,
    sums_in,
    sums_within,
    written,
)

SOURCE = "财预〔2015〕88号《中央部门预算绩效目标管理办法》绩效目标与指标相互衔接；算术"
COUNTS = {**dict(zip("一二三四五六七八九十", range(1, 11), strict=True)), "两": 2}
_PER = "|".join(sorted(PERIODS, key=len, reverse=True))
OFTEN = re.compile(
    rf"每(?:个)?({_PER})(?:度)?(?:定期)?(?:开展|进行|组织|举办|提供|召开|实施|完成)?([一两二三四五六七八九十]|\d{{1,2}})次"
    r"(?:以上)?(?:的)?([一-鿿A-Za-z]{2,12})"
)
FLOOR = re.compile(r"([一-鿿]{2,12})[，,、]?\s*每年(?:[^，。；;\d]{0,4})(?:不少于|不低于|至少|≥)(\d{1,4})次")
PERSONS = re.compile(r"(不少于|至少|≥|>)?\s*(\d{1,5})\s*(余)?\s*(?:名|人)(?!次|均|份)([一-鿿\dx×X*]{0,12})")
COUNTED = re.compile(r"\d\s*余?\s*[名人]")  # without one no number of persons: much faster to see
BEFORE = re.compile(r"([一-鿿]{2,12})[（(]\s*(\d{1,5})\s*人[)）]")
ROLES = (
    "驻场",
    "专家",
    "热线",
    "培训",
    "技术人员",
    "服务人员",
    "运维人员",
    "保安",
    "保洁",
    "聘用",
    "外包",
    "网格员",
    "志愿者",
    "学员",
)
GROWN = re.compile(r"(?:提高|提升|增长|增加|上升|达|降低|下降|减少)(?:到|至)(\d{1,3}(?:\.\d+)?)%")
ENDING = "。；！？.;）)”》"
TEXT = ("overview", "measures", "plan")


def _once(sheet: TargetSheet) -> Iterator[Indicator]:
    """The indicators, a name and target of one row once."""
    seen: set[tuple[int, str, str]] = set()
    for item in sheet.indicators:
        key = (item.line, item.target.text, item.full_name)
        if item.target.text and key not in seen:
            seen.add(key)
            yield item


@rule("consistency.frequency", family="consistency", title="频次与项目文字不符", source=SOURCE)
def frequency(reading: Reading) -> Iterator[Finding]:
    """每季度开展一次安全演练, with 2 drills or one every half year as the target."""
    for sheet in reading.sheets:
        if sheet.kind != "project":
            continue
        said: dict[str, tuple[int, str, bool]] = {}
        for _, field in written(sheet, TEXT):
            for match in OFTEN.finditer(field.text):
                times = (COUNTS.get(match[2]) or int(match[2])) * YEARLY[PERIODS[match[1]]]
                said.setdefault(match[3], (times, match[0], False))
            for match in FLOOR.finditer(field.text) if "每年" in field.text else ():
                said.setdefault(match[1], (int(match[2]), match[0], True))
        for item in _once(sheet) if said else ():
            yield from _frequency(sheet, item, said)


def _frequency(sheet: TargetSheet, item: Indicator, said: dict[str, tuple[int, str, bool]]) -> Iterator[Finding]:
    yearly = _yearly(item)
    if yearly is None:
        return
    for event, (times, words, floor) in said.items():
        if (
            not _names(item.full_name, event)
            or yearly >= times
            or (item.column == "period" and yearly % times == 0 and yearly)
        ):
            continue
        message = (
            f"项目文字写“{words}”，一年合{times}次，“{item.full_name}”的目标却是{item.target.text}，"
            f"一年只合{yearly}次，请核对。"
        )
        lax = item.target.comparator in ("≥", ">") and not floor  # more than the floor contradicts nothing
        found = at_indicator("consistency.frequency", "warning" if lax else "error", sheet, item, message, f"{times}次")
        yield from facing(found._replace(convicts=(f"frequency:{sheet.line}:{event}",)), sheet, words)
        return


def _yearly(item: Indicator) -> int | None:
    target = item.target
    if target.rhythm and target.rhythm.times:
        return target.rhythm.yearly
    if target.kind == "number" and target.unit in ("次", "场次", "场") and not target.is_ceiling and target.value > 0:
        return target.value // 10_000
    return None


_TAIL = re.compile(r"(?:开展|实施|完成|组织|举办|进行)|(?:次数|场次|时间|数量|数|次|频次|频率)?(?:[（(].*[)）])?$")


def _names(name: str, event: str) -> bool:
    """Whether an indicator's name, without its counting words, is the event of the text."""
    core = _TAIL.sub("", name)
    return len(core) >= 2 and (event.startswith(core) or event.endswith(core))


@rule("consistency.persons", family="consistency", title="人数与项目文字不符", source=SOURCE)
def persons(reading: Reading) -> Iterator[Finding]:
    """The number of people of one role in the text against the indicator of that role."""
    for sheet in reading.sheets:
        if sheet.kind != "project":
            continue
        for item in _once(sheet):
            if item.target.kind != "number" or item.target.unit not in ("人", "名") or item.target.comparator == "~":
                continue
            yield from _persons(sheet, item)


def _persons(sheet: TargetSheet, item: Indicator) -> Iterator[Finding]:
    role = next((word for word in ROLES if word in item.full_name), "")
    said = _said_persons(sheet, item, role)
    numbers = {number for number, _, _ in said}
    wanted = item.target.value // 10_000
    if len(numbers) != 1:
        return
    number, floor, words = said[0]
    if number == wanted:
        if floor and item.target.comparator == ">":
            message = (
                f"项目文字写“{words}”，含{number}人；“{item.full_name}”的目标{item.target.text}却不含{number}人，"
                f"请统一为“≥{number}人”。"
            )
            yield at_indicator("consistency.persons", "warning", sheet, item, message, f"≥{number}人")
        return
    if (
        item.target.comparator in ("≥", ">") and number > wanted and not role
    ) or not wanted <= 3 * number <= 9 * wanted:
        return
    whole = sheet.text("overview").removesuffix("</p>")[-1:] in ENDING
    severity: Severity = "error" if role and whole and item.target.comparator == "" and not floor else "warning"
    message = f"项目文字写“{words}”，“{item.full_name}”的目标却是{item.target.text}，人数不一，请核对。"
    found = at_indicator("consistency.persons", severity, sheet, item, message, f"{number}人")
    yield from facing(found, sheet, words)


def _said_persons(sheet: TargetSheet, item: Indicator, role: str) -> list[tuple[int, bool, str]]:
    """Numbers of people of the role; inside the numbered item that names the indicator's subject where there is one."""
    found: list[tuple[int, bool, str]] = []
    every: list[tuple[int, bool, str]] = []
    for _, field in written(sheet, ("overview",)):
        parts = items(field.text)
        for part in _named(item.full_name, parts) or parts:
            for match in PERSONS.finditer(part.text) if COUNTED.search(part.text) else ():
                said = (int(match[2]), bool(match[1]), match[0])
                every.append(said)
                if role and _same_role(item.full_name, role, match[4]):
                    found.append(said)
            for match in BEFORE.finditer(part.text) if role else ():
                if role in match[1]:
                    found.append((int(match[2]), False, match[0]))
    generic = not role or role in ("服务人员", "运维人员", "技术人员")
    return found or (every if generic and len({n for n, _, _ in every}) == 1 else [])


def _same_role(name: str, role: str, words: str) -> bool:
    """驻场人员 for an indicator of 驻场服务人员, but not 培训讲师 for one of 培训人数."""
    _, found, after = words.partition(role)
    return bool(found) and (after[:2] in name or (after.startswith("人员") and "人" in name))


def _named(name: str, parts: tuple[Stretch, ...]) -> list[Stretch]:
    """The items whose title shares the longest run of characters with the name, four at least."""
    for size in range(len(name) - 1, 3, -1) if len(parts) > 1 else ():
        runs = {name[i : i + size] for i in range(len(name) - size + 1)}
        found = [part for part in parts if any(run in part.text[:24] for run in runs)]
        if found:
            return found
    return []


@rule("consistency.amount", family="consistency", title="成本指标与项目文字的金额不符", source=SOURCE)
def amount(reading: Reading) -> Iterator[Finding]:
    """A cost indicator of one item whose price the text states otherwise."""
    for sheet in reading.sheets:
        costs = [item for item in _once(sheet) if item.level2 == "cost" and item.target.kind == "money"]
        field = sheet.fields.get("overview")
        if len(costs) < 2 or field is None:
            continue
        values = {money.fen for money in sums_in(field.text)}
        if all(item.target.value in values for item in costs):
            continue
        stated = [(sentence, sums_within(field.text, sentence)) for sentence in sentences(field.text)]
        for item in costs:
            if item.target.value in values:
                continue
            fits = [sums[0] for sentence, sums in stated if len(sums) == 1 and _about(item.full_name, sentence.text)]
            if len(fits) == 1:
                yield from _amount(sheet, item, fits[0], field.text)


_PRICE = re.compile(r"成本|费用|经费|支出|控制数|总|的|服务|项目|工作|系统|实施|[一二三四五]年|年度")


def _about(name: str, sentence: str) -> bool:
    """Whether half of the name's words stand in the sentence."""
    core = _PRICE.sub("", name)
    pairs = [core[i : i + 2] for i in range(0, len(core) - 1, 2)]
    return len(core) >= 4 and "每年" not in sentence and 2 * sum(pair in sentence for pair in pairs) >= len(pairs)


def _amount(sheet: TargetSheet, item: Indicator, money: Sum, text: str) -> Iterator[Finding]:
    """A different price; certain only where one mistyped digit explains it."""
    stated, printed = money.text.rstrip("万亿元"), item.target.text.lstrip("≤<＜").rstrip("万亿元")
    typed = len(stated) == len(printed) and sum(a != b for a, b in zip(stated, printed, strict=True)) == 1
    words = text[max(0, money.start - 8) : money.end]
    message = f"项目概况写“{words}”，成本指标“{item.full_name}”却是{item.target.text}，金额不一，请核对。"
    found = at_indicator("consistency.amount", "error" if typed else "warning", sheet, item, message, money.text)
    yield from facing(found, sheet, words)


@rule("consistency.goal_numbers", family="consistency", title="总体目标中的数值没有指标对应", source=SOURCE)
def goal_numbers(reading: Reading) -> Iterator[Finding]:
    """由50%提高到80%, and no indicator of 80%."""
    for sheet in reading.sheets:
        if sheet.is_cut or sheet.kind == "evaluation":
            continue
        rates = {item.target.value for item in sheet.indicators if item.target.kind == "rate"}
        for _, field in written(sheet, ("goal", "goal.period", "goal.annual")):
            missing = [m for m in GROWN.finditer(field.text) if round(float(m[1]) * 10_000) not in rates]
            if missing:
                listed = "、".join(f"{match[1]}%" for match in missing)
                message = f"总体目标提出的{listed}没有对应的绩效指标，请补充指标或修改目标。"
                start = max(0, missing[0].start() - 5)
                yield at_field("consistency.goal_numbers", "warning", sheet, field, (start, missing[0].end()), message)


GOAL_COUNT = re.compile(r"(\d{1,4})\s*(个|项|家|场|次|名)以上")


@rule("consistency.goal_counts", family="consistency", title="总体目标中的数量没有指标对应", source=SOURCE)
def goal_counts(reading: Reading) -> Iterator[Finding]:
    """引进1个以上…企业, and no indicator of such a thing."""
    for sheet in reading.sheets:
        if sheet.is_cut or sheet.kind == "evaluation":
            continue
        for _, field in written(sheet, ("goal", "goal.period", "goal.annual")):
            for clause in clauses(field.text):
                match = GOAL_COUNT.search(clause.text)
                if match is None or any(_covers(item, match, clause.text) for item in sheet.indicators):
                    continue
                message = f"总体目标“{clause.text.strip()[:30]}”没有对应的数量指标，请补充指标。"
                span = (clause.start + max(0, match.start() - 4), clause.start + match.end() + 10)
                yield at_field("consistency.goal_counts", "warning", sheet, field, span, message)


def _covers(item: Indicator, match: re.Match[str], clause: str) -> bool:
    if item.target.kind != "number" or item.target.value < int(match[1]) * 10_000:
        return False
    name = item.full_name
    return sum(name[i : i + 2] in clause for i in range(len(name) - 1)) >= 2
