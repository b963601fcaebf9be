"""What a project buys: category, catalogue code, method, share reserved for small firms; integer 分."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from shizheng.engines.fiscal.domain.words import Worded
from shizheng.kit.errors import Fault

_WAN = 1_000_000  # fen
CODE = re.compile(r"[ABC]\d{2}(?:\d{2}){0,3}")
"""《政府采购品目分类目录》 (财库〔2022〕31号): a letter for the category and two to eight digits."""


class Category(Worded):
    GOODS = "goods", "货物"
    WORKS = "works", "工程"
    SERVICES = "services", "服务"

    @property
    def letter(self) -> str:
        """First letter of its codes in the catalogue."""
        return {Category.GOODS: "A", Category.WORKS: "B", Category.SERVICES: "C"}[self]


class Method(Worded):
    """《政府采购法》第二十六条; added since: 财库〔2014〕214号, 财政部令第110号, 财库〔2024〕13号.

    In that order 磋商, 框架协议, 合作创新.
    """

    OPEN = "open", "公开招标"
    INVITED = "invited", "邀请招标"
    NEGOTIATION = "negotiation", "竞争性谈判"
    CONSULTATION = "consultation", "竞争性磋商"
    INQUIRY = "inquiry", "询价"
    SINGLE = "single", "单一来源采购"
    FRAMEWORK = "framework", "框架协议采购"
    INNOVATION = "innovation", "合作创新采购"
    OWN = "own", "自行采购（限额以下）"


class Item(NamedTuple):
    """``sme`` is reserved for small and medium firms, ``micro`` the part of it for small and micro firms."""

    name: str
    category: Category
    code: str
    method: Method
    fen: int
    sme: int = 0
    micro: int = 0


class Reserve(NamedTuple):
    """The share of the suitable purchases of a category above ``whole`` that small firms must get, in per cent."""

    category: Category
    since: date
    until: date
    whole: int  # suitable purchases up to this are reserved entirely
    sme: int
    micro: int  # of the reserved part
    source: str


_BASE = "《政府采购促进中小企业发展管理办法》财库〔2020〕46号第八条"
_FROM, _EVER = date(2021, 1, 1), date(9999, 12, 31)
RESERVES = (
    Reserve(Category.GOODS, _FROM, _EVER, 200 * _WAN, 30, 60, _BASE),
    Reserve(Category.SERVICES, _FROM, _EVER, 200 * _WAN, 30, 60, _BASE),
    Reserve(Category.WORKS, _FROM, date(2022, 6, 30), 400 * _WAN, 30, 60, _BASE),
    Reserve(
        Category.WORKS,
        date(2022, 7, 1),
        date(2026, 12, 31),
        400 * _WAN,
        40,
        60,
        "财库〔2022〕19号，国办发〔2024〕33号延续",
    ),
    Reserve(Category.WORKS, date(2027, 1, 1), _EVER, 400 * _WAN, 30, 60, _BASE),
)


def reserve_at(category: Category, day: date) -> Reserve | None:
    return next((row for row in RESERVES if row.category is category and row.since <= day <= row.until), None)


def item_faults(items: Sequence[Item]) -> list[Fault]:
    """What an item may not be; whether a purchase suits small firms is for people, see `reserve_advice`."""
    return [
        fault.within(f"第{number}行“{item.name}”") for number, item in enumerate(items, 1) for fault in _faults(item)
    ]


def _faults(item: Item) -> Iterator[Fault]:
    if not item.name.strip():
        yield Fault("没有名称")
    if item.fen < 0 or item.sme < 0 or item.micro < 0:
        yield Fault("金额不能为负")
    if not item.micro <= item.sme <= item.fen:
        yield Fault("预留金额应依次不超过：小微企业 ≤ 中小企业 ≤ 采购预算")
    if not CODE.fullmatch(item.code):
        yield Fault(f"品目编码“{item.code}”不合目录格式", remedy="字母 A/B/C 加 2 至 8 位数字，如 C16020000")
    elif item.code[0] != item.category.letter:
        yield Fault(f"品目编码“{item.code}”不属于{item.category.label}")
    if item.method is Method.INQUIRY and item.category is not Category.GOODS:
        yield Fault("询价只适用于货物", remedy="依据《政府采购法》第三十二条，请改用其他方式")


def reserve_advice(items: Sequence[Item], day: date) -> list[Fault]:
    """Where less is reserved for small firms than asked, were all items suitable; advice, not refusal."""
    advice = []
    for category in Category:
        rule = reserve_at(category, day)
        bought = [item for item in items if item.category is category and item.method is not Method.OWN]
        if rule is None or not bought:
            continue
        wanted = sum(_wanted(item, rule) for item in bought)
        reserved, micro = sum(item.sme for item in bought), sum(item.micro for item in bought)
        if reserved * 100 < wanted:
            advice.append(Fault(f"{category.label}预留中小企业份额不足", category.label, f"依据{rule.source}"))
        elif micro * 100 < reserved * rule.micro and any(item.fen > rule.whole for item in bought):
            advice.append(Fault(f"预留份额中小微企业不足{rule.micro}%", category.label, f"依据{rule.source}"))
    return advice


def _wanted(item: Item, rule: Reserve) -> int:
    """Reserve asked of one item, in hundredths of a fen."""
    return item.fen * (100 if item.fen <= rule.whole else rule.sme)
