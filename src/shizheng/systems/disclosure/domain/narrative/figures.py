"""Every number of a passage that carries a unit, with the role its neighbours give it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from shizheng.engines.fiscal.domain.claim import FEN, NUMBER, PPM
from shizheng.kit.printed import Printed, read_number
from shizheng.systems.disclosure.domain.narrative.passage import Passage

MONEY = {"元": 0, "千元": 3, "万元": 4, "百万元": 6, "亿元": 8}
FIGURE = re.compile(
    r"(?P<number>(?<![\d.])-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
    r"(?P<unit>亿元|百万元|万元|千元|元|个百分点|%|万|人次|人|名|辆|台|套|批次|批|个|项|次|件|份|期|平方米|平米)?"
)
THRESHOLD = re.compile(r"（?(?:含|原值)?）?(?:及|（含）)?以[上下]")
UP = "增加|增长|增多|上升|提高|上涨|多支出|增"
DOWN = "减少|下降|降低|压减|压缩|下调|少支出|节约|缩减|减"
DIRECTION = re.compile(
    rf"(?P<word>{UP}|{DOWN})(?:（(?P<other>[^（）]{{1,6}})）)?"
    r"(?:了|额|金额|数额|数|幅度|比例|率|合计)?(?:为|约|约为|达|达到|：|是)?(?:人民币)?$"
)
SHARE = re.compile(
    r"占(?P<base>[^，。；：、]{0,40}?)(?:的?(?:百分比|比重|比例|比率|比)|的)?(?:为|达|达到|约为|约|是|：)?$"
)
COMPLETION = re.compile(
    r"(?:完成了?(?P<base>[^，。；：]{0,20}?)的?|(?:预算|支出|资金)?(?:执行|完成|支出|到位)(?:进度|率)(?:为|达|达到|是)?)$"
)
DIFFERENCE = re.compile(r"(?:差值|差额|差异|相差|缺口|结余|剩余)(?:额|数)?(?:为|是)?$")
CARRIED_OVER = re.compile(r"结转(?:和|及)?结余(?:为|是)?$")
BUDGET = re.compile(r"(?:年初|全年|调整|当年)预算(?:数|安排)?(?:调整)?(?:为|是|安排)?(?:人民币)?$")
PLAIN_BUDGET = re.compile(r"(?:支出)?预算(?:数)?(?:为|是)?$")
PRIOR = re.compile(
    r"(?:比|较|与|同)(?:上一?年度?|去年|20\d{2}年度?)(?:的|同期|同口径|部门|本级)*"
    r"(?:年初|调整)?(?:预算|决算|执行|支出|收入)?(?:数|总额|金额)?(?:的|为)?$"
    r"|(?:上年度?|去年)(?:年初)?(?:预算|决算|执行|支出)数?(?:的|为|是)?$"
    r"|(?:上一?年度?|去年)(?:同期)?(?:数|金额)?(?:：|为|是)$"
)
YEAR_DONE = re.compile(r"(?P<year>20\d{2})年度?(?:当年|全年)?(?:部门)?预算执行数?(?:为|是)?$")
FINAL = re.compile(
    r"(?:(?:支出|收入)?决算(?:支出|收入)?(?:数)?|(?:全年|实际)?执行(?:数)?|实际(?:完成|支出))(?:为|是)?(?:人民币)?$"
)


class Figure(NamedTuple):
    """A printed number; ``value`` and ``ulp`` are integers in ``kind`` (fen, ppm or number), offsets are canonical."""

    start: int
    end: int
    printed: Printed
    text: str  # as printed, without the unit
    unit: str
    kind: str
    value: int
    ulp: int
    role: str  # amount | prior | budget | final | difference | delta | share | growth | completion | count | rate …
    gap: str  # the text between the figure before and this one
    direction: int = 0  # +1, −1, of deltas and growth
    word: str = ""  # the word of direction, the base of a share


def figures(passage: Passage) -> Iterator[Figure]:
    """The figures in order; years, dates, codes and document numbers are none."""
    text = passage.text
    before, last = 0, ""
    for match in FIGURE.finditer(text):
        unit = match["unit"] or ""
        number, end = match["number"], match.end()
        if not unit and not _bare(number, text, match.start(), end):
            continue
        if unit and (THRESHOLD.match(text, end) or (unit == "个" and text.startswith("月", end))):
            before = end
            continue
        printed = read_number(number)
        if not isinstance(printed, Printed):
            continue
        gap = text[before : match.start()]
        figure = _figure(match.start(), end, printed, number, unit, gap, last)
        if figure.role == "final" and (done := YEAR_DONE.search(gap)) and f"比{done['year']}年" in text[end:]:
            figure = figure._replace(role="prior")
        yield figure
        before, last = end, figure.role


def _bare(number: str, text: str, start: int, end: int) -> bool:
    """A number that looks like money or a rate and has lost its unit."""
    if text[end : end + 1] not in ("、", "，", "；", "。", ""):
        return False
    if "," in number or ("." in number and len(number.rpartition(".")[2]) == 2):
        return start > 0 and text[start - 1] not in "（〔[.-~－—～第GgVv"
    return False


def _figure(start: int, end: int, printed: Printed, number: str, unit: str, gap: str, last: str) -> Figure:
    if unit in MONEY or (unit == "万" and DIRECTION.search(gap) is None and _moneyed(gap)):
        value, ulp = in_fen(printed, MONEY.get(unit, 4))
        role, direction, word = _money_role(gap)
        return Figure(start, end, printed, number, unit, FEN, value, ulp, role, gap, direction, word)
    if unit in ("%", "个百分点"):
        value, ulp = scaled(printed, 4)
        role, direction, word = _rate_role(gap, last) if unit == "%" else ("points", 0, "")
        return Figure(start, end, printed, number, unit, PPM, value, ulp, role, gap, direction, word)
    value, ulp = scaled(printed, 4)
    return Figure(start, end, printed, number, unit, NUMBER, value, ulp, "count" if unit else "bare", gap)


def _moneyed(gap: str) -> bool:
    return gap.endswith(("支出", "收入", "经费", "费", "预算", "资金", "决算"))


def _money_role(gap: str) -> tuple[str, int, str]:
    match = DIRECTION.search(gap)
    if match:
        return "delta", _told(match), match["word"]
    if PRIOR.search(gap):
        return "prior", 0, ""
    if FINAL.search(gap):
        return "final", 0, ""
    if BUDGET.search(gap):
        return "budget", 0, ""
    if DIFFERENCE.search(gap) and not CARRIED_OVER.search(gap):
        return "difference", 0, ""
    return "amount", 0, ""


def _rate_role(gap: str, last: str) -> tuple[str, int, str]:
    if gap in ("（", "，即", "，约") and last == "delta":
        return "growth", 0, ""
    match = DIRECTION.search(gap)
    if match:
        return "growth", _told(match), match["word"]
    match = SHARE.search(gap)
    if match:
        return "share", 0, match["base"]
    match = COMPLETION.search(gap)
    if match:
        return "completion", 0, match["base"] or ""
    return "rate", 0, ""


def _told(match: re.Match[str]) -> int:
    """No direction where 增加（减少） leaves both open."""
    open_still = match["other"] and re.match(f"{UP}|{DOWN}", match["other"])
    return (
        0 if open_still and direction_of(match["other"]) != direction_of(match["word"]) else direction_of(match["word"])
    )


def direction_of(word: str) -> int:
    """+1 for the words of growth, −1 for those of decline."""
    return 1 if re.match(UP, word) else -1


def in_fen(printed: Printed, power: int) -> tuple[int, int]:
    """Value and last printed place of an amount in units of 10^power 元; never finer than a fen."""
    shift = power + 2 - printed.decimals
    if shift >= 0:
        scale: int = 10**shift
        return printed.units * scale, scale
    return round(printed.units / 10**-shift), 1


def scaled(printed: Printed, places: int) -> tuple[int, int]:
    """Value and last printed place in integers of 10^-places."""
    shift = places - printed.decimals
    if shift >= 0:
        scale: int = 10**shift
        return printed.units * scale, scale
    return round(printed.units / 10**-shift), 1
