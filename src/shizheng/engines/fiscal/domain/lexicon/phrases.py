"""Phrases that mean the same in a head, a label, a title and a sentence.

A fragment maps dimensions of a coordinate to values. Among the phrases that occur in a text the first listed wins, so
the longer and the more special stand before what they contain.
"""

from collections.abc import Mapping
from functools import lru_cache

from shizheng.engines.fiscal.domain.codes import squeeze
from shizheng.kit.numerals import read_ordinal

Fragment = Mapping[str, str]
NOTHING: Fragment = {}

THREE_PUBLIC: tuple[tuple[str, Fragment], ...] = (
    ("因公出国", {"item": "three_public.abroad"}),
    ("公务接待", {"item": "three_public.reception"}),
    ("公务用车购置及运行", {"item": "three_public.vehicles"}),
    ("公务用车购置和运行", {"item": "three_public.vehicles"}),
    ("公务用车运行", {"item": "three_public.vehicles.running"}),
    ("公务用车购置", {"item": "three_public.vehicles.purchase"}),
    ("公务用车费", {"item": "three_public.vehicles"}),
    ("三公", {"item": "three_public"}),
)
FUNDS: tuple[tuple[str, Fragment], ...] = (
    ("非财政拨款", {"fund": "unit"}),
    ("一般公共预算", {"fund": "general"}),
    ("公共预算拨款", {"fund": "general"}),
    ("政府性基金", {"fund": "government"}),
    ("国有资本经营", {"fund": "capital"}),
    ("财政专户", {"fund": "special"}),
    ("附属单位上缴", {"fund": "unit.affiliated"}),
    ("上级补助收入", {"fund": "unit.superior"}),
    ("经营收入", {"fund": "unit.operating"}),
    ("事业收入", {"fund": "unit.business"}),
    ("其他收入", {"fund": "unit.other"}),
    ("单位资金", {"fund": "unit"}),
    ("财政拨款", {"fund": "fiscal"}),
)
NATURES: tuple[tuple[str, Fragment], ...] = (
    ("人员经费和公用经费", {"nature": "basic"}),
    ("人员经费", {"nature": "basic.staff"}),
    ("日常公用经费", {"nature": "basic.public"}),
    ("公用经费", {"nature": "basic.public"}),
    ("基本支出", {"nature": "basic"}),
    ("正常运转的日常支出", {"nature": "basic"}),
    ("专项业务经费", {"nature": "project"}),
    ("专项业务工作的经费支出", {"nature": "project"}),
    ("项目支出", {"nature": "project"}),
    ("上缴上级", {"nature": "upward"}),
    ("经营支出", {"nature": "operations"}),
    ("对附属单位补助", {"nature": "subsidy"}),
)
TIMES: tuple[tuple[str, Fragment], ...] = (
    ("当年预算安排", {"item": "current"}),
    ("本年预算安排", {"item": "current"}),
    ("当年拨款", {"item": "current"}),
    ("本年拨款", {"item": "current"}),
    ("当年安排", {"item": "current"}),
    ("本年安排", {"item": "current"}),
    ("上年结转", {"item": "carried"}),
    ("上年实户资金余额", {"side": "opening"}),
    ("年初结转", {"side": "opening"}),
    ("年初财政拨款结转", {"side": "opening"}),
    ("年末结转", {"side": "closing"}),
    ("年终结转", {"side": "closing"}),
    ("年末财政拨款结转", {"side": "closing"}),
    ("结转下年", {"side": "closing"}),
    ("结余分配", {"side": "distribution"}),
    ("结转结余", {"item": "carried"}),
)
OTHERS: tuple[tuple[str, Fragment], ...] = (
    ("小微企业", {"item": "procurement.sme.micro"}),
    ("小型微型企业", {"item": "procurement.sme.micro"}),
    ("微小企业", {"item": "procurement.sme.micro"}),
    ("中小企业", {"item": "procurement.sme"}),
    ("会议费", {"item": "meeting"}),
    ("培训费", {"item": "training"}),
    ("机关运行经费", {"item": "operating"}),
)
PHRASES = TIMES + THREE_PUBLIC + FUNDS + NATURES + OTHERS


@lru_cache(maxsize=8192)
def meaning_of(text: str) -> Fragment:
    """What a phrase contributes to a coordinate; empty where it says nothing known."""
    name = squeeze(text)
    return next((fragment for phrase, fragment in PHRASES if phrase in name), NOTHING)


@lru_cache(maxsize=4096)
def fund_in(text: str) -> str:
    """The fund a phrase names, empty where it names none."""
    name = squeeze(text)
    return next((fragment["fund"] for phrase, fragment in FUNDS if phrase in name), "")


@lru_cache(maxsize=8192)
def ordinal_of(text: str) -> tuple[int, str, str]:
    """(number, style, words) of a label: 「（二）基金」 is (2, 「（一）」, 「基金」); 0 and no style without one."""
    plain = text.strip()
    if not plain[:1] or plain[0] not in _OPENERS:
        return 0, "", plain
    found = read_ordinal(plain)
    if found is None:
        return 0, "", plain
    number, style, end = found
    return (0, "", plain) if end >= len(plain) else (number, style, plain[end:].strip())


_OPENERS = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十廿卅第（(") | {
    chr(c) for c in range(0x2460, 0x2474)
}
