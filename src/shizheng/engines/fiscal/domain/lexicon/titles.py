"""Table titles: which table it is, and what holds for every number in it."""

import re
from functools import lru_cache
from typing import NamedTuple

from shizheng.engines.fiscal.domain.codes import squeeze
from shizheng.engines.fiscal.domain.lexicon.phrases import Fragment, fund_in

_MARK = re.compile(
    r"^[#*\s]+|^(?:预算|部门|单位|决算)?公开\d*表?\d*|^(?:附?表|附件)[\d一二三四五六七八九十]+[-\d]*[.、:：]?|20\d\d年度?"
)
_KINDS: tuple[tuple[str, str], ...] = (
    ("三公", "three_public"),
    ("机关运行经费", "operating"),
    ("购买服务", "services"),
    ("政府采购", "procurement"),
    ("资产", "assets"),
    ("相关信息统计", "statistics"),
    ("绩效", "sheet"),
    ("项目支出", "projects"),
    ("专项业务经费", "projects"),
    ("财政拨款收支", "overview"),
    ("财政拨款收入支出", "overview"),
    ("收支", "overview"),
    ("收入支出", "overview"),
    ("收入", "income"),
    ("基本支出", "expense"),
    ("支出", "expense"),
)
_SIDES: dict[str, Fragment] = {
    "income": {"side": "income"},
    "expense": {"side": "expense"},
    "projects": {"side": "expense", "nature": "project"},
    "three_public": {"side": "expense", "item": "three_public"},
    "operating": {"side": "expense", "item": "operating"},
    "procurement": {"side": "expense", "item": "procurement"},
}


_NARROWED = re.compile(r"表[—－-]{1,2}(.+)$")
_PARTS: tuple[tuple[str, Fragment], ...] = (
    ("工资福利", {"dept": "301"}),
    ("商品和服务", {"dept": "302"}),
    ("对个人和家庭", {"dept": "303"}),
    ("资本性支出", {"dept": "310"}),
    ("人员经费", {"nature": "basic.staff"}),
    ("公用经费", {"nature": "basic.public"}),
)


class Subject(NamedTuple):
    """``kind`` is overview, income, expense, projects, three_public, operating, procurement … or empty."""

    kind: str
    at: Fragment
    name: str


@lru_cache(maxsize=1024)
def subject_of(title: str, stage: str = "") -> Subject:
    """What a title announces; ``stage`` is the document's own where the title does not say 决算."""
    name = squeeze(_MARK.sub("", squeeze(title)))
    kind = next((kind for phrase, kind in _KINDS if phrase in name), "")
    at: dict[str, str] = dict(_SIDES.get(kind, {}))
    fund = fund_in(name)
    if fund:
        at["fund"] = fund
    if "基本支出" in name and kind == "expense":
        at["nature"] = "basic"
    if kind == "expense" and (narrowed := _NARROWED.search(name)):
        at.update(next((fragment for word, fragment in _PARTS if word in narrowed[1]), {}))
    at["stage"] = "final" if "决算" in name else stage or "budget"
    if at["stage"] == "budget" and (source := _source(name, kind, fund)) and "item" not in at:
        at["item"] = source
    return Subject(kind, at, name)


def _source(name: str, kind: str, fund: str) -> str:
    """Whether a budget table speaks of this year's money only; overviews and totals hold both."""
    if "不含上年结转" in name or "本年预算" in name:
        return "current"
    if "上年结转" in name:
        return "carried"
    return "current" if fund and kind in {"expense", "projects"} else ""
