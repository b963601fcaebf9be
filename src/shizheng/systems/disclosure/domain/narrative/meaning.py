"""The name of an amount and the headings above it as fragments of a coordinate; nothing is guessed."""

import re
from functools import lru_cache
from typing import NamedTuple

from shizheng.engines.fiscal.domain.codes import books, squeeze
from shizheng.engines.fiscal.domain.lexicon import function_named
from shizheng.engines.fiscal.domain.lexicon.phrases import FUNDS, NATURES, OTHERS, THREE_PUBLIC

LEVELS = re.compile(r"(?P<name>(?:[^()]|\((?![类款项]\))[^()]*\))+)\((?P<level>类|款|项)\)")
CALLED = re.compile(r"(?<=.{3})科目$")
CODE = re.compile(r"\((\d{3}(?:\d\d){0,2})\)|^[\"“]?(\d{7}|\d{5}|\d{3})[-—－ ]?(?=[一-鿿])")
PROCUREMENT = (
    ("货物", "procurement.goods"),
    ("工程", "procurement.works"),
    ("服务", "procurement.services"),
)
SIDES = (
    (re.compile(r"收入支?出?总计|收入预?算?总计|收入总预算"), "inflow"),
    (re.compile(r"支出总计|支出预?算?总计|支出总预算"), "outflow"),
    (re.compile(r"收、?支总?(?:预算|决算|计)?|收入、?支出(?:预算|决算)?总计"), "flow"),
    (re.compile(r"支出"), "expense"),
    (re.compile(r"收入"), "income"),
)
ITEM_WORDS = re.compile(r"公务用车|维护|接待|\(境\)|及|境")
CARRIED = re.compile(r"上年(?:财政拨款)?结转(?:和结余|结余)?|年初(?:财政拨款)?结转(?:和结余)?|年末|年终|结转下年|结余")
FILLERS = re.compile(
    r"财政拨款|拨款|预算|决算|收入|支出|收、?支|科目|总计|合计|总额|总|本年度?|当年度?|年初|年度|安排|规模|用于|的|各|单位|部门|本级|经费|资金|"
    r"情况|小计|数|全年|实际|[“”\"]|\([^()]*\)|其中|本|20\d\d年?|费用?|财政|级|我|局"
)


class Meaning(NamedTuple):
    """``at`` holds the dimensions that the words state; ``side`` may be open between two (flow)."""

    at: tuple[tuple[str, str], ...]
    code: str = ""  # a code printed in the name


@lru_cache(maxsize=4096)
def meaning_of_name(name: str, space: str) -> Meaning | None:
    """What a name says, all of it understood; ``space`` is func, dept, procurement or nothing, as the headings say."""
    words = CALLED.sub("", squeeze(name))
    printed = CODE.search(words)
    if printed:
        return Meaning((), printed[1] or printed[2])
    at: dict[str, str] = {}
    left = _class(words, space, at)
    if left is None:
        left = _phrases(words, space, at)
    rest = FILLERS.sub("", left)
    return None if rest or not at else Meaning(tuple(at.items()))


def _class(words: str, space: str, at: dict[str, str]) -> str | None:
    """A functional or economic class by name; None where the words name none."""
    levels = {match["level"]: match["name"] for match in LEVELS.finditer(words)}
    if levels:
        code = _by_levels(levels)
        if code:
            at["func"] = code
            return ""
        return None
    code = _in_book(words, space) if space in ("func", "dept") else ""
    if not code:
        return None
    at[space] = code
    return ""


def _by_levels(levels: dict[str, str]) -> str:
    """类, 款 and 项 one below the other."""
    name = levels.get("类", "")
    code = function_named(name) or (function_named(f"{name}支出") if name else "")
    for level in ("款", "项"):
        if level not in levels:
            continue
        found = books("functional").named(levels[level], under=code)
        size = 5 if level == "款" else 7
        found = tuple(each for each in found if len(each) == size)
        if len(found) != 1:
            return ""
        code = found[0]
    return code


def _in_book(name: str, space: str) -> str:
    if space == "func":
        return function_named(name) if name.endswith("支出") or len(name) > 5 else ""
    found = books("departmental").named(name)
    return found[0] if len(found) == 1 else ""


def _phrases(words: str, space: str, at: dict[str, str]) -> str:
    """Items, funds, natures and sides; what they used is taken out of the words."""
    left = words
    for phrases in ((*THREE_PUBLIC, *OTHERS), FUNDS, NATURES):
        phrase = next((phrase for phrase, _ in phrases if phrase in left), "")
        if phrase:
            at.update(next(fragment for known, fragment in phrases if known == phrase))
            left = left.replace(phrase, "", 1)
    if "item" in at:
        left = ITEM_WORDS.sub("", left)
    if space == "procurement":
        left = _procurement(left, at)
    if CARRIED.search(left):
        at["side"] = "carried"
        return CARRIED.sub("", left)
    side = next((side for pattern, side in SIDES if pattern.search(words)), "")
    if side:
        at.setdefault("side", side)
    return left


def _procurement(left: str, at: dict[str, str]) -> str:
    at.setdefault("item", "procurement")
    for word, item in PROCUREMENT:
        if word in left:
            at["item"] = item
            left = left.replace(word, "", 1)
            break
    return left.replace("政府采购", "").replace("采购", "").replace("类", "")


@lru_cache(maxsize=1024)
def meaning_of_titles(titles: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    """What the headings above say: the space of the names below them, and what holds for all of these."""
    at: dict[str, str] = {}
    space = ""
    for title in titles:
        words = squeeze(title)
        for phrases in (FUNDS, NATURES):
            found = next((fragment for phrase, fragment in phrases if phrase in words), None)
            if found and not (found.get("fund") == "fiscal" and "fund" in at):
                at.update(found)
        space = _space(words) or space
    return space, at


def _space(words: str) -> str:
    if "采购" in words:
        return "procurement"
    if "基本支出" in words or "经济" in words:
        return "dept"
    if "支出" in words or "财政拨款" in words:
        return "func"
    return ""
