"""Covering what tells who somebody is: what `kit.personal` finds, the very values that are known of the caller, and
what citizens write besides (full-width digits, numbers in pieces, names after the word for who it is)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shizheng.kit.personal import Kind, personal

_WIDE = str.maketrans({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "})
_SURNAME = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石"
    "廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳"
    "翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤"
)
_COMPOUND = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯"
_SURE = (
    "邻居|房东|租客|租户|老板|店主|司机|车主|户主|业主|本人|我叫|名叫|姓名|联系人|当事人|投诉人|举报人|反映人|诉求人|来电人|包工头|"
    "儿子|女儿|丈夫|妻子|爱人|父亲|母亲"
)
_WHO = (
    f"{_SURE}|住户|保安|经理|局长|所长|书记|主任|医生|护士|老师|教师|学生|孩子|老人|我是|市民|居民|村民|群众|负责人|"
    "工作人员|同事|朋友|网格员|中介"
)
_STOP = (
    "[，,。；;：:、！!？?（(）)“”\\s]|$|的|在|于|和|与|住|电话|手机|家|向|称|说|反映|来电|从|对|将|把|被|等|及|"
    "先生|女士|男|女|已|多次|经常|每天|曾|要求|投诉"
)
_AFTER = '(?:是|为|叫)?[:： “"（(]?'
_LONG = f"(?:{_COMPOUND})[一-鿿]{{1,2}}"
_NAMED = re.compile(rf"(?:{_WHO}){_AFTER}(?P<name>{_LONG}|[{_SURNAME}][一-鿿]{{1,2}}?)(?={_STOP})")
_LOOSE = re.compile(rf"(?:{_SURE}){_AFTER}(?P<name>{_LONG}|[{_SURNAME}][一-鿿]{{2}})")
_TITLED = re.compile(
    rf"(?P<name>(?:{_COMPOUND})[一-鿿]{{0,2}}|[{_SURNAME}][一-鿿]{{1,2}})(?=先生|女士|小姐|师傅|大爷|大妈|阿姨|叔叔|奶奶|爷爷)"
)
_NO_NAME = re.compile(
    r"^(?:安全|方便|方面|高空|高度|高压|万一|成立|成为|单位|单元|马上|马路|关于|关门|于是|任何|何时|何人|金额|石头|江边|白天|路边|路灯|路口|"
    r"常年|常常|时常|管理|管道|包括|文明|文件|房屋|房间|解决|解释|游客|左边|左右|向我|温度|武警|康复|祝愿|齐全|易燃|严重|顾客|水电|明确|尚未|"
    r"成员|车辆|申请|施工|施暴|屈指|项目|连续|安装|安排|经营|陈述|应该|从不|方式|全体|全家|和|与|是|在|从|被|把)"
)
_PIECES = re.compile(r"(?<!\d)1\s?[3-9](?:[\s.\-—_·、]{0,2}\d){9}(?!\d)")
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-8]\d{5}[\s-]?(?:19|20)\d{2}[\s-]?\d{4}[\s-]?\d{3}[\dXx](?![0-9A-Za-z])")
_SOCIAL = re.compile(
    r"(?:微信号?|QQ号?|qq号?|抖音号|账号|卡号)[是为:： ]{0,3}(?P<value>[A-Za-z0-9][A-Za-z0-9_-]{4,29})"
)
_LINE = re.compile(
    r"(?:电话|座机|固话|联系)[是为:： 打拨]{0,3}(?P<value>\d{3,4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8}|\d{7,8})(?!\d)"
)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
    r"[A-Ha-hJ-Nj-nP-Zp-z][·•\- ]?[A-Za-z0-9]{5,6}(?![A-Za-z0-9])"
    r"|(?:车牌号?|牌照|车号)(?:是|为|尾号)?[:： ]?(?P<value>[A-Za-z][A-Za-z0-9]{3,6})"
)
_CN = "〇零一二三四五六七八九十百两"
_HOUSE = re.compile(
    rf"(?:[A-Za-z]座|[{_CN}\d]{{1,4}}(?:号楼|栋|幢|座|号院|单元|室|层|楼|户))(?:[{_CN}\dA-Za-z-]{{1,5}}(?:号楼|号|栋|幢|座|单元|室|层|楼|户)?)*"
    rf"|(?<=[路街巷道弄里村庄园苑区])[{_CN}\dA-Za-z-]{{1,6}}号(?:院|楼|之[{_CN}\d])?"
    r"|(?<![\d.年月第共])\d{1,3}[-—－]\d{1,3}[-—－]\d{1,5}(?![\d.\-—－])"
)


@dataclass(frozen=True, slots=True)
class Covered:
    """A stretch of the text; `kind` is in words, "" for what stays."""

    text: str
    kind: str
    shown: str


def segments(text: str, known: Sequence[tuple[str, str]] = ()) -> list[Covered]:
    """The text in stretches, in order: what stays and what is covered. `known` are (kind in words, value) of the
    caller, covered wherever they stand."""
    found, at = [], 0
    for start, end, kind in _merged(text, known):
        if start > at:
            found.append(Covered(text[at:start], "", text[at:start]))
        part = text[start:end]
        found.append(Covered(part, kind, _cover(kind, part)))
        at = end
    if at < len(text):
        found.append(Covered(text[at:], "", text[at:]))
    return found


def redacted(text: str, known: Sequence[tuple[str, str]] = ()) -> str:
    return "".join(part.shown for part in segments(text, known))


def left(text: str, known: Sequence[tuple[str, str]] = ()) -> list[str]:
    """What is still found in a text, as 手机号码“138…”, for whoever is about to publish it."""
    return [f"{part.kind}“{part.text}”" for part in segments(text, known) if part.kind and part.shown != part.text]


def _cover(kind: str, text: str) -> str:
    if kind == Kind.NAME.value:
        return text[0] + "某" * (len(text) - 1)
    if kind == Kind.HOUSE.value:
        return re.sub(
            rf"[A-Za-z\d{_CN}甲乙丙丁０-９-]+(?=座|号|栋|幢|单元|室|层|楼|户|院)|[\d０-９A-Za-z-]+", "**", text
        )
    return "*" * len(text)


def _merged(text: str, known: Sequence[tuple[str, str]]) -> list[tuple[int, int, str]]:
    """Spans in order without overlaps; of those that overlap the union, under the name of the one found first."""
    spans: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(_found(text.translate(_WIDE), known), key=lambda span: (span[0], -span[1])):
        if spans and start < spans[-1][1]:
            first, last, name = spans[-1]
            spans[-1] = (first, max(last, end), name)
        else:
            spans.append((start, end, kind))
    return spans


_FORMS = (
    (_IDENTITY, Kind.IDENTITY.value),
    (_PIECES, Kind.MOBILE.value),
    (_PLATE, Kind.PLATE.value),
    (_HOUSE, Kind.HOUSE.value),
    (_SOCIAL, "账号"),
    (_LINE, Kind.LANDLINE.value),
    (_NAMED, Kind.NAME.value),
    (_LOOSE, Kind.NAME.value),
    (_TITLED, Kind.NAME.value),
)


def _found(text: str, known: Sequence[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
    for kind, value in known:
        if value.strip():
            yield from ((*match.span(), kind) for match in _pattern(value).finditer(text))
    for span in personal(text):
        yield span.start, span.end, span.kind.value
    for pattern, kind in _FORMS:
        for match in pattern.finditer(text):
            named = match.groupdict()
            if not _NO_NAME.search(named.get("name") or ""):
                yield *match.span(next((group for group in named if named[group]), 0)), kind


def _pattern(value: str) -> re.Pattern[str]:
    """The value with whatever may stand between its characters where it is a number."""
    plain = re.sub(r"[\s()（）-]", "", value.translate(_WIDE))
    if len(plain) >= 6 and re.fullmatch(r"\+?[0-9A-Za-z]+", plain):
        return re.compile(r"[\s.\-—·]?".join(map(re.escape, plain)), re.IGNORECASE)
    return re.compile(re.escape(value.strip()))
