"""Row labels: ordinals, totals, 其中, and the names of funds, functions, economic classes and items."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from shizheng.engines.fiscal.domain.codes import books, squeeze
from shizheng.engines.fiscal.domain.lexicon.phrases import (
    FUNDS,
    NATURES,
    NOTHING,
    OTHERS,
    THREE_PUBLIC,
    Fragment,
    ordinal_of,
)

_PART = re.compile(r"^(?:其中)\s*[:：]?\s*")
_TOTALS: dict[str, Fragment] = {
    "本年收入合计": {"side": "income"},
    "本年收入": {"side": "income"},
    "本年收入总计": {"side": "income"},
    "本年收入小计": {"side": "income"},
    "本年支出总计": {"side": "expense"},
    "本年支出小计": {"side": "expense"},
    "收入合计": {"side": "income"},
    "本年支出合计": {"side": "expense"},
    "本年支出": {"side": "expense"},
    "支出合计": {"side": "expense"},
    "收入总计": {"side": "inflow"},
    "支出总计": {"side": "outflow"},
    "总计": {"side": "flow"},
    "合计": NOTHING,
    "小计": NOTHING,
    "部门合计": NOTHING,
    "单位合计": NOTHING,
    "金额合计": NOTHING,
    "人员经费合计": {"nature": "staff"},
    "公用经费合计": {"nature": "public"},
}
_BALANCES: tuple[tuple[str, Fragment], ...] = (
    ("结转下年", {"side": "closing"}),
    ("年终结", {"side": "closing"}),
    ("年末", {"side": "closing"}),
    ("未安排支出的实户资金", {"side": "closing.unit"}),
    ("结余分配", {"side": "distribution"}),
    ("弥补收支差额", {"side": "used"}),
    ("使用非财政拨款", {"side": "used"}),
    ("上年实户资金余额", {"side": "opening.unit"}),
    ("上年", {"side": "opening"}),
    ("年初", {"side": "opening"}),
)
_PROCUREMENT: tuple[tuple[str, Fragment], ...] = (
    ("货物", {"item": "procurement.goods"}),
    ("工程", {"item": "procurement.works"}),
    ("服务", {"item": "procurement.services"}),
)


class Label(NamedTuple):
    """``total`` names the kind of a total row (「合计」, 「本年收入合计」 …); ``part`` marks 其中."""

    number: int
    style: str
    name: str
    at: Fragment
    total: str = ""
    part: bool = False


@lru_cache(maxsize=8192)
def label_of(text: str, space: str = "") -> Label:
    """A row's label; ``space`` is what its panel lists: income, func, dept, gov, procurement, three_public."""
    number, style, words = ordinal_of(text)
    part = _PART.match(words)
    if part:
        words = words[part.end() :]
        number, style, words = ordinal_of(words) if not style else (number, style, words)
    name = squeeze(words)
    if name in _TOTALS:
        return Label(number, style, words, _TOTALS[name], "" if style else name, bool(part))
    return Label(number, style, words, _named(name, space), "", bool(part))


def _named(name: str, space: str) -> Fragment:
    if space == "func":
        code = function_named(name)
        return {"func": code} if code else _balance(name)
    if space in {"dept", "gov"}:
        code = _class_named(name, space)
        return {space: code} if code else _first(name, NATURES) or _balance(name)
    if space == "procurement":
        return _first(name, _PROCUREMENT)
    if space == "three_public":
        return _first(name, THREE_PUBLIC + OTHERS)
    balance = _balance(name)
    fund = _first(name, FUNDS)
    return {**fund, **balance} if balance or fund else _first(name, THREE_PUBLIC + OTHERS + NATURES)


def _first(name: str, phrases: tuple[tuple[str, Fragment], ...]) -> Fragment:
    return next((fragment for phrase, fragment in phrases if phrase in name), NOTHING)


def _balance(name: str) -> Fragment:
    return _first(name, _BALANCES)


@cache
def _classes(book: str) -> tuple[tuple[str, str], ...]:
    codes = books(book)
    return tuple((name, row.code) for row in codes.rows if len(row.code) == 3 for name in row.names)


@lru_cache(maxsize=1024)
def function_named(text: str) -> str:
    """The functional class (3 digits) so called; a name cut at the cell's width is known by four characters."""
    name = squeeze(text)
    for known, code in _classes("functional"):
        if name == known or (len(name) >= 4 and known.startswith(name)):
            return code
    return ""


@lru_cache(maxsize=1024)
def _class_named(name: str, space: str) -> str:
    book = {"dept": "departmental", "gov": "government"}[space]
    exact = [code for known, code in _classes(book) if known == name]
    if exact:
        return exact[0]
    cut = {code for known, code in _classes(book) if len(name) >= 4 and known.startswith(name)}
    return cut.pop() if len(cut) == 1 else ""
