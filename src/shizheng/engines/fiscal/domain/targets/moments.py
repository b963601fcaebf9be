"""Months, deadlines and rhythms in targets and plans: 5月底前, 第三季度前, 26年6月底前, 每月一次."""

import re

from shizheng.engines.fiscal.domain.targets.target import Moment, Rhythm, When
from shizheng.engines.fiscal.domain.targets.words import PERIODS

_YEAR = r"(?:(?P<year>20\d{2}|19\d{2}|\d{2})年?度?)?"
_EDGE = r"(?P<edge>底以前|底之前|底前|末前|底|末|份?以前|份?之前|份?前|中旬|上旬|下旬|初|份|内|份内)?(?:完成)?"
_MONTHS = re.compile(
    r"(?:(?P<year>20\d{2}|19\d{2}|\d{2})年)?(?P<month>1[0-2]|0?[1-9])月?(?:\d{1,2}[日号])?"
    r"份?[-~—–至到](?:(?P<year2>20\d{2}|\d{2})年)?(?P<month2>1[0-2]|0?[1-9])月(?:\d{1,2}[日号])?" + _EDGE
)
_MONTH = re.compile(
    r"(?:(?P<year>20\d{2}|19\d{2}|\d{2})年)?(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>\d{1,2})[日号])?" + _EDGE
)
_DOTTED = re.compile(
    r"(?P<year>20\d{2})[.\-/](?P<month>1[0-2]|0?[1-9])(?:[.\-/]\d{1,2})?"
    r"(?:[-~—–至到](?P<year2>20\d{2})[.\-/](?P<month2>1[0-2]|0?[1-9])(?:[.\-/]\d{1,2})?)?"
)
_QUARTER = re.compile(_YEAR + r"第?(?P<n>[一二三四1-4])季度" + _EDGE)
_HALF = re.compile(_YEAR + r"(?P<half>上半年|下半年|前半年|后半年)" + _EDGE)
_WHOLE = re.compile(_YEAR + r"(?P<whole>全年|年度?内|年底|年末|当年|本年度?)(?P<edge>以前|之前|前|内)?")
_ONLY_YEAR = re.compile(r"(?P<year>20\d{2})年度?(?P<edge>底前|底|末|内|前)?")
_RANGE_YEARS = re.compile(r"(?P<year>20\d{2})年?[-~—–至到](?P<year2>20\d{2})年?")
_QUARTERS = {**{str(i): i for i in range(1, 5)}, **dict(zip("一二三四", range(1, 5), strict=True))}
_PER = "|".join(sorted(PERIODS, key=len, reverse=True))
_RHYTHM = re.compile(
    rf"(?:(?P<each>[每按一])(?:个)?(?P<per>{_PER})|(?P<half>半年))(?P<tail>(?P<times>\d{{1,3}}|[一二两三四五六七八九十])[次个份期场轮遍]?|"
    r"(?:交付|支付|结算|完成|开展|进行|发放|报送|更新)?)"
)
_OFTEN = re.compile(rf"(?P<times>\d{{1,4}})[次个份期场轮遍]?/(?:每)?(?P<per>{_PER})")
_MONTHLY = re.compile(r"每月(?:的)?\d{1,2}[日号](?:之?前|以前)?")
_COUNTS = {**dict(zip("一二三四五六七八九十", range(1, 11), strict=True)), "两": 2}


def read_when(text: str) -> When | None:
    """A month, span or deadline that fills the whole text."""
    if text[0] in "一二三四第" or "季度" in text:
        return _quarter(text)
    if "半年" in text:
        return _half(text)
    if "月" in text:
        return _months(text)
    return _years(text)


def full_year(year: str | None) -> int:
    """26 and 2026 are one year; 0 where none is printed."""
    if not year:
        return 0
    return int(year) if len(year) == 4 else 2000 + int(year)


def edge_of(mark: str | None) -> str:
    """before for 前 after a month, by for 底前 and 底, else within."""
    if not mark:
        return "within"
    if "前" in mark:
        return "by" if mark[0] in "底末" else "before"
    return "by" if mark[0] in "底末" else "within"


def _when(first: Moment, last: Moment, mark: str | None) -> When:
    return When(first, last, edge_of(mark))  # type: ignore[arg-type]


def _months(text: str) -> When | None:
    match = _MONTH.fullmatch(text)
    if match:
        moment = Moment(full_year(match["year"]), int(match["month"]))
        return When(moment, moment, "by") if match["day"] and match["edge"] else _when(moment, moment, match["edge"])
    match = _MONTHS.fullmatch(text)
    if not match:
        return None
    first = Moment(full_year(match["year"]), int(match["month"]))
    last = Moment(full_year(match["year2"]) or first.year, int(match["month2"]))
    return _when(first, last, match["edge"])


def _quarter(text: str) -> When | None:
    match = _QUARTER.fullmatch(text)
    if not match:
        return None
    year, n = full_year(match["year"]), _QUARTERS[match["n"]]
    return _when(Moment(year, 3 * n - 2), Moment(year, 3 * n), match["edge"])


def _half(text: str) -> When | None:
    match = _HALF.fullmatch(text)
    if not match:
        return None
    year = full_year(match["year"])
    start = 1 if match["half"][0] in "上前" else 7
    return _when(Moment(year, start), Moment(year, start + 5), match["edge"])


def _years(text: str) -> When | None:
    match = _WHOLE.fullmatch(text) or _ONLY_YEAR.fullmatch(text)
    if match:
        year = full_year(match["year"])
        by_end = "底" in text or "末" in text
        return When(Moment(year, 12 if by_end else 1), Moment(year, 12), "by" if by_end else "within")
    match = _RANGE_YEARS.fullmatch(text)
    if match:
        return When(Moment(int(match["year"]), 1), Moment(int(match["year2"]), 12))
    match = _DOTTED.fullmatch(text)
    if not match or (not match["year2"] and len(text) < 6):
        return None
    first = Moment(int(match["year"]), int(match["month"]))
    last = Moment(int(match["year2"]), int(match["month2"])) if match["year2"] else first
    return When(first, last)


def read_rhythm(text: str) -> Rhythm | None:
    """每月一次, 每天, 半年一次, 按月交付."""
    match = _OFTEN.fullmatch(text) if text[0].isdigit() else None
    if match:
        return Rhythm(int(match["times"]), PERIODS[match["per"]])
    if _MONTHLY.fullmatch(text):
        return Rhythm(0, "month")
    match = _RHYTHM.fullmatch(text)
    if not match:
        return None
    times = match["times"]
    count = 0 if not times else int(times) if times.isdecimal() else _COUNTS[times]
    if match["each"] == "一" and not count:
        return None
    return Rhythm(count, PERIODS[match["per"]] if match["per"] else "half")
