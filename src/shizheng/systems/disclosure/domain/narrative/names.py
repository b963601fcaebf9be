"""The words that name an amount: what stands before a number, without its connectives."""

import re
from functools import lru_cache

INSIDE = re.compile(r"（[^（）]*）")
NEUTRAL = re.compile(r"年初|预算|决算|支出|数额|总额|数|情况|的")
EDGE = re.compile(r"[，。；：、！？]")
COMPARED = re.compile(
    r"(?:按?(?:同|可比)口径)?(?:同比|环比)|"
    r"(?:本?年?度?决?预?算?数?)?(?:与|比|较|同)(?:上一?年度?|去年|上年|(?P<year>20\d{2})年度?)(?:年初)?(?:同口径|同期)?"
    r"(?:度|部门)?(?:预算数?|决算数?|执行数|完成数)?(?:相比较?|比较|增减|对比)?"
    r"(?:同口径)?(?:本?年?预算数?)?(?:有所)?"
)
LEADING = re.compile(
    r"^(?:其中|主要包括|包括|主要用于|用于|分别(?:为|是)|收入为|支出为|具体为|另|另外|和|及|以及|与|同时|-|—|是|共计|共|"
    r"（[一二三四五六七八九十\d]{1,3}）|[一二三四五六七八九十]{1,3}、|\d{1,2}[、．.](?!\d)|[①-⑳]|"
    r"20\d{2}年初?度?|涉及|本单位|本部门|我单位|我部门|我局)+"
)
YEARED = re.compile(r"[^，。；：]{0,40}?20\d{2}年度?")
BOTH = re.compile(r"收(?:入)?、支(?:出)?")
TRAILING = re.compile(r"(?:均为|各为|均|各|共计|合计为|总计为|为|共|是|约|达|人民币|：|（)+$")
NUMERIC = re.compile(r"[\d.,]+")
TOTAL_WORDS = re.compile(r"(?:总计|合计|总额|总支出|总收入|总预算|总量|总规模)")


def last_clause(gap: str) -> tuple[str, int]:
    """The words after the last stop or comma outside brackets, and where they begin in ``gap``."""
    hidden = INSIDE.sub(lambda match: "■" * len(match[0]), gap) if "）" in gap else gap
    hidden = BOTH.sub(lambda match: "■" * len(match[0]), hidden) if "、支" in hidden else hidden
    start = 0
    for match in EDGE.finditer(hidden):
        start = match.end()
    return gap[start:], start


def name_of(clause: str, *, unit: str = "") -> str:
    """The name left of a clause when connectives, years, comparisons and the publishing unit are taken off."""
    name = COMPARED.sub("", clause)
    if unit and unit in name:
        name = name.replace(unit, "")
    year = YEARED.match(name)
    if year and year.end() < len(name):
        name = name[year.end() :]
    leading = LEADING.match(name)
    if leading and leading.end() < len(name):
        name = name[leading.end() :]
    name = TRAILING.sub("", name)
    return "" if NUMERIC.fullmatch(name) else name


def year_compared(gap: str) -> int:
    """The year a change is measured from, where one is named."""
    years = [match["year"] for match in COMPARED.finditer(gap)]
    return int(years[-1]) if years and years[-1] else 0


def alike(one: str, other: str) -> bool:
    """Whether two names can mean one amount: one ends in the other, of at least three characters."""
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    if len(short) >= 3 and long.endswith(short):
        return True
    first, second = bare(one), bare(other)
    return len(first) >= 3 and (first == second or (min(len(first), len(second)) >= 4 and _ends(first, second)))


def _ends(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)


@lru_cache(maxsize=4096)
def bare(name: str) -> str:
    """A name without the words that say only that it is money planned or spent."""
    return NEUTRAL.sub("", name)
