"""Personal data in free text: where it stands, of what kind, and the text without it.

What is certain by its form is found everywhere: mobile numbers, identity numbers with a right check digit, cards by
Luhn, plates, e-mail addresses, land lines with their area code. Names are found only where the words around say that a
name stands there; a name in running text needs a reader. Of an address the road is public, the door is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """The value is what a reviewer reads."""

    IDENTITY = "身份证号码"
    CARD = "银行卡号"
    MOBILE = "手机号码"
    LANDLINE = "固定电话"
    EMAIL = "电子邮箱"
    PLATE = "车牌号码"
    HOUSE = "门牌号"
    NAME = "姓名"


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` is personal."""

    kind: Kind
    start: int
    end: int


_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳"
    "翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳"
    "时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩"
)
_NAME = rf"[{_SURNAMES}][一-鿿]{{1,2}}"
_NOT_NAMES = re.compile(
    r"[的和与是在了]|^房|(?:先生|女士|小姐|老师|同志|师傅|主任|书记|经理|部门|单位|情况|问题|电话|地址|方式|手机|号码|姓名|人员|群众|市民|居民|业主)$"
)
_DIGIT = r"(?<![0-9A-Za-z])"
_END = r"(?![0-9A-Za-z])"

_IDENTITY = re.compile(
    rf"{_DIGIT}[1-8]\d{{5}}(?:19|20)\d{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{{3}}[\dXx]{_END}"
)
_CARD = re.compile(rf"{_DIGIT}[3-6]\d{{3}}(?:[ -]?\d{{4}}){{2,3}}(?:[ -]?\d{{1,4}}){_END}")
_MOBILE = re.compile(rf"{_DIGIT}(?:(?:\+|00)86[ -]?)?1[3-9]\d[ -]?\d{{4}}[ -]?\d{{4}}{_END}")
_LANDLINE = re.compile(rf"{_DIGIT}0\d{{2,3}}[ -－]?[2-9]\d{{6,7}}{_END}|(?<=电话)[:： ]?[2-9]\d{{6,7}}{_END}")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PLATE = re.compile(
    rf"[{_PROVINCES}][A-HJ-NP-Z][·• ]?(?:[A-HJ-NP-Z0-9]{{4}}[A-HJ-NP-Z0-9挂学警港澳]|[A-HJ-NP-Z0-9]{{6}}){_END}"
)
_NUMBERED = r"号(?!线|文|令|公告|站|口|门|码|牌|通告|通知|台|机|泵|车|仓|库|桥|井|院区)"
_FLOORS = r"(?:[A-Za-z]?[\d一二三四五六七八九十-]{1,5}(?:号楼|号|栋|幢|单元|室|户|层|楼)?)*"
_HOUSE = re.compile(
    rf"(?<![月年第0-9])(?:[A-Za-z]?\d{{1,5}}(?:号楼|栋|幢|单元|室|户|{_NUMBERED})"
    rf"|[甲乙丙丁东西南北]?[一二三四五六七八九十]{{1,3}}(?:号楼|栋|幢|单元)){_FLOORS}"
)
_WHO = "我叫|我是|本人叫|姓名|联系人|当事人|投诉人|举报人|反映人|业主|户主"
_NAMED = (
    re.compile(rf"(?:{_WHO})(?:是|为)?[:： ]?(?P<name>{_NAME})(?=[，,。；;、 （(的在系住]|$)"),
    re.compile(rf"(?P<name>{_NAME})(?=(?:先生|女士|小姐|同志)(?:[，,。；;、 （(的在系住反来]|$))"),
)


def is_identity_number(text: str) -> bool:
    """Whether 18 characters end in the right check digit (GB 11643—1999)."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(weight * int(digit) for weight, digit in zip(weights, text, strict=False))
    return len(text) == 18 and "10X98765432"[total % 11] == text[17].upper()


def is_card_number(text: str) -> bool:
    """Whether 16 to 19 digits pass the Luhn check (GB/T 17552); blanks and hyphens do not count."""
    digits = [int(char) for char in text if char.isdigit()]
    if not 16 <= len(digits) <= 19:
        return False
    doubled = (digit if place % 2 else sum(divmod(2 * digit, 10)) for place, digit in enumerate(reversed(digits), 1))
    return sum(doubled) % 10 == 0


def _always(_text: str) -> bool:
    return True


_FORMS: tuple[tuple[Kind, re.Pattern[str], Callable[[str], bool]], ...] = (
    (Kind.IDENTITY, _IDENTITY, is_identity_number),
    (Kind.CARD, _CARD, is_card_number),
    (Kind.MOBILE, _MOBILE, _always),
    (Kind.LANDLINE, _LANDLINE, _always),
    (Kind.EMAIL, _EMAIL, _always),
    (Kind.PLATE, _PLATE, _always),
    (Kind.HOUSE, _HOUSE, _always),
)


def _found(text: str) -> Iterator[Span]:
    for kind, pattern, holds in _FORMS:
        for match in pattern.finditer(text):
            if holds(match[0]):
                yield Span(kind, match.start(), match.end())
    for pattern in _NAMED:
        for match in pattern.finditer(text):
            if not _NOT_NAMES.search(match["name"]):
                yield Span(Kind.NAME, match.start("name"), match.end("name"))


def personal(text: str) -> list[Span]:
    """What is personal, in order and without overlaps; of two that overlap the kind that comes first stays."""
    taken: list[Span] = []
    for span in _found(text):
        if all(span.end <= other.start or other.end <= span.start for other in taken):
            taken.append(span)
    return sorted(taken, key=lambda span: span.start)


def _cover(kind: Kind, text: str) -> str:
    if kind is Kind.NAME:
        return text[0] + "某" * (len(text) - 1)
    if kind is Kind.HOUSE:
        return re.sub(r"[A-Za-z]?[\d一二三四五六七八九十甲乙丙丁-]+", "**", text)
    return "*" * len(text)


def redact(text: str) -> str:
    """The text with everything that `personal` finds covered; nothing is left that it would find again."""
    parts, at = [], 0
    for span in personal(text):
        parts += [text[at : span.start], _cover(span.kind, text[span.start : span.end])]
        at = span.end
    return "".join([*parts, text[at:]])
