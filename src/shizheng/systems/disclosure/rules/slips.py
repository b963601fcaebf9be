"""Slips of the pen anywhere in the document: doubled words and stops, common wrong words, impossible dates."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from shizheng.systems.disclosure.domain.finding import Finding, Severity, rule
from shizheng.systems.disclosure.domain.narrative.prose import Prose, repeats, watch
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.rules.confusions import CONFUSIONS

WRITING = "GB/T 15834—2011《标点符号用法》、《通用规范汉字表》"

STOPS = ("。。", "，，", "；；", "、、", "：：", "，。", "。，", "；。", "。；", "、。", "，、", "、，", "；，", "，；")
MARKS = "。，、；："
# A word and a compound that begins with it meet lawfully: 事业单位 + 单位资金.
COMPOUNDS = re.compile(
    "单位|项目|部门|资金|服务|管理|数据|中心|绩效|支出|收入|预算|工作|信息|平台|系统|采购|政府|财政|事业|经费|运行|建设|发展|业务|"
    "安全|保障|机构|人员|设备|技术|网络|社区|教育|育教|卫生|公共|城市|学校|学生|科学|研究|讨论|目标|指标|质量|数量|社会|经济|企业|行政"
)
# What may stand before or after a doubled particle that is none: 目的的确, 祥和和谐.
PARTICLES = (
    ("的的", "目有似标", "确士"),
    ("和和", "饱平温缓暖祥调柔共亲总", "谐平睦解气"),
    ("与与", "参给", ""),
    ("及及", "以", "时格"),
    ("将将", "", "近"),
    ("单位单位的", "业政算属级直", ""),
    ("项目项目的", "", ""),
    ("部门部门的", "", ""),
    ("人员人员的", "", ""),
    ("根据依托", "", ""),
    ("依托根据", "", ""),
    ("按照根据", "", ""),
    ("根据按照", "", ""),
    ("经过通过", "", ""),
)
CARRIED_OUT = "进行"
WORD = re.compile("[一-鿿]+")
watch(
    (*STOPS, *(words for words, _, _ in PARTICLES), ")(", "）（", CARRIED_OUT, *(item.trigger for item in CONFUSIONS))
)
PAUSES = re.compile(r"[，。、；：,;:\s]|中")
DATES: tuple[tuple[re.Pattern[str], Severity, str], ...] = (
    (re.compile(r"20\d{3}年"), "error", "没有这样的年份，年份多写了一位数字"),
    (re.compile(r"20\d{2}[\[〔（(]\d{1,3}[\]〕）)]号"), "warning", "不是合理的文号写法"),
    (re.compile(r"00+\.0+\s*元"), "warning", "不是合理的金额写法"),
    (re.compile(r"[，。；、,]\s*年本(?:部门|单位)"), "warning", "的“年”字前缺少年份数字"),
)


class Repeat(NamedTuple):
    start: int
    words: str


@rule("residue.punctuation", family="residue", title="标点重复或连用有误", source=WRITING)
def punctuation(reading: Reading) -> Iterator[Finding]:
    """。。 ，， and pairs of stops that cannot stand together; three in a row are a row of dots."""
    prose = reading.narrative.prose
    for pair in STOPS:
        for at in prose.find(pair, prose.sentences):
            neighbours = prose.text[at - 1 : at] + prose.text[at + 2 : at + 3]
            if any(char in MARKS for char in neighbours):
                continue
            yield Finding(
                "residue.punctuation", "warning", prose.line_at(at).number, pair,
                f"“{prose.around(at, at + 2)}”中标点“{pair}”重复或连用，请删去多余的一个。", pair,
            )  # fmt: skip


@rule("residue.doubled", family="residue", title="词语重复", source=WRITING)
def doubled(reading: Reading) -> Iterator[Finding]:
    """较上年较上年, 的的: a word written twice."""
    prose = reading.narrative.prose
    for at, words in sorted({*_repeated(prose), *_marked(prose)}):
        yield Finding(
            "residue.doubled", "warning", prose.line_at(at).number, words,
            f"“{prose.around(at, at + len(words))}”中词语重复（{words}），请删去多余的。", words,
        )  # fmt: skip


def _repeated(prose: Prose) -> Iterator[Repeat]:
    text = prose.text[: prose.sentences]
    taken: set[int] = set()
    for at, size in repeats(text, (6, 5, 4, 3, 2)):
        word = text[at : at + size]
        if at in taken or not _is_word(word) or COMPOUNDS.fullmatch(word):
            continue
        taken.update(range(at, at + 2 * size))
        yield Repeat(at, word * 2)


def _is_word(word: str) -> bool:
    return WORD.fullmatch(word) is not None and len(set(word)) > 1


def _marked(prose: Prose) -> Iterator[Repeat]:
    text = prose.text
    for words, before, after in PARTICLES:
        for at in prose.find(words, prose.sentences):
            end = at + len(words)
            if text[at - 1 : at] not in {*before} and text[end : end + 1] not in {*after}:
                yield Repeat(at, words)
    for closing, opening in ("）（", ")("):
        for at in prose.find(closing, prose.sentences):
            yield from _bracketed(text, at, opening)
    yield from _carried_out(prose)


def _carried_out(prose: Prose) -> Iterator[Repeat]:
    """进行每季度进行, 改造进行改造."""
    text, previous = prose.text, -100
    for at in prose.find(CARRIED_OUT, prose.sentences):
        between = text[previous + 2 : at]
        if 0 < len(between) <= 4 and not PAUSES.search(between):
            yield Repeat(previous, text[previous : at + 2])
        if text[at - 2 : at] == text[at + 2 : at + 4] and _is_word(text[at - 2 : at]):
            yield Repeat(at - 2, text[at - 2 : at + 4])
        previous = at


def _bracketed(text: str, at: int, opening: str) -> Iterator[Repeat]:
    """设备（VPN）设备: the word before a bracket again after it."""
    word = text[at + 1 : at + 3]
    if not "一" <= word[:1] <= "鿿" or not _is_word(word):
        return
    start = text.rfind(opening, max(0, at - 10), at)
    if text[start + 1 : at] in {"类", "款", "项", "级"}:
        return
    if start > 1 and len(word) == 2 and text[start - 2 : start] == word:
        yield Repeat(start - 2, text[start - 2 : at + 3])


@rule("residue.wording", family="residue", title="常见错别字、错误日期和文号", source=WRITING)
def wording(reading: Reading) -> Iterator[Finding]:
    """Words that official documents often get wrong, and dates, numbers and amounts that cannot be."""
    prose = reading.narrative.prose
    for confusion in CONFUSIONS:
        for at in prose.find(confusion.trigger):
            words, right = confusion.trigger, confusion.right
            if confusion.allows(prose.text, at):
                continue
            yield Finding(
                "residue.wording", "warning", prose.line_at(at).number, words,
                f"“{prose.around(at, at + len(words))}”中“{words}”疑为“{right}”之误，请核对。", words, right,
            )  # fmt: skip
    for pattern, severity, why in DATES:
        for match in pattern.finditer(prose.text, 0, prose.sentences):
            if prose.text[match.start() - 1 : match.start()] in {*"0123456789,."}:
                continue
            quote, context = match[0].lstrip("，。；、, ").strip(), prose.around(match.start(), match.end())
            yield Finding(
                "residue.wording", severity, prose.line_at(match.end() - 1).number, quote,
                f"“{context}”中“{quote}”{why}，请核对。", quote,
            )  # fmt: skip
