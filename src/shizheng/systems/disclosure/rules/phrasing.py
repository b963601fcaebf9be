"""Slips of phrasing: a clause said twice, a word cut before a stop, years without 年, approximate numbers twice."""

import re
from collections.abc import Iterator

from shizheng.systems.disclosure.domain.finding import Finding, Severity, rule
from shizheng.systems.disclosure.domain.narrative.prose import Prose, watch
from shizheng.systems.disclosure.domain.reading import Reading

WRITING = "GB/T 15834—2011《标点符号用法》、GB/T 15835—2011《出版物上数字用法》"
NUMBERS = "GB/T 9704—2012《党政机关公文格式》7.2.5：发文字号的年份用六角括号“〔〕”括入"

LEADS = ("根据", "按照", "依据", "为了")
CLAUSE = re.compile(r"[一-鿿]{5,30}(?=[，,])")
STOPS = re.compile(r"[。；;\n\t]")
CUTS = {
    "的要": (re.compile(r"(?=[，,。；;])"), "求"),
    **dict.fromkeys(("建设项", "工程项", "研究项", "改造项"), (re.compile(r"(?=[开进实建支资经工])"), "目")),
}
BARE_YEAR = re.compile(
    r"20[12]\d(?=支付|完成|开展|实施|建设|计划|启动|签订|采购|投入|推进|继续|安排|底前|上半年|下半年|第[一二三四]季度)"
)
NO_YEAR = "0123456789.-—–~/〔[【(（第至到"
SHORT_YEAR = re.compile(r"年(?:\d{1,2}月(?!份?[内以])|底前|费用|合同|应支|度合同)")
ABOUT = re.compile(r"约\s*\d[\d,.]*\s*(?:[余多](?=[万千]?[件个人家名项次套元户亩平台])|[^，。；\d]{0,4}左右)")
NUMBER = re.compile(r"[一-鿿]\s?(?P<year>[\[【(（]20\d{2}[\]】)）])\s?(?:第\s?)?\d{1,4}\s?$")
TITLED_NUMBER = re.compile(r"《[^《》\n\t]{0,12}[\[〔【(（]20\d{2}[\]〕】)）]\s?\d{1,4}\s?$")
NESTED = re.compile(r"《[^《》〈\n\t]{2,40}《[^《》\n\t]{2,60}》[^《》。；\n\t]{0,60}(?P<next>[《》。；\n\t]|$)")
TRADITIONAL = dict(zip("級業項經費務數據單總財預", "级业项经费务数据单总财预", strict=True))
TEN_THOUSANDS = ("万，", "万,", "万。", "万；", "万;", "万、", "万以上", "万以下")
NO_YUAN = re.compile(
    r"(?:费用?|款|金额?|预算|经费|价格?|需|支出|资金|工资)(?:为|约|共|计|共计|合计|的)?\s*(\d[\d,]*(?:\.\d+)?万)$"
)
SUMS = ("金额", "总价", "合同价", "价款", "总额", "造价")
NO_UNIT = re.compile(r"[金总合价造][额价同款]价?(?:为|是|共|计)? ?(\d{5,}(?:\.\d+)?)(?![\d.,]*\s*(?:[万亿元%]|人民币))")
watch((*LEADS, *CUTS, *TEN_THOUSANDS, *SUMS, "约", "号", "and"))


def _at(
    prose: Prose,
    rule_id: str,
    span: tuple[int, int],
    words: str,
    why: str,
    right: str = "",
    severity: Severity = "warning",
) -> Finding:
    context = prose.around(*span)
    return Finding(rule_id, severity, prose.line_at(span[0]).number, words, f"“{context}”中{why}", words, right)


@rule("residue.clause", family="residue", title="同一句中分句重复", source=WRITING)
def clause(reading: Reading) -> Iterator[Finding]:
    """根据合同约定，…，根据合同约定，…: one condition opens two clauses of one sentence."""
    prose = reading.narrative.prose
    seen: dict[str, int] = {}
    for at in sorted(at for lead in LEADS for at in prose.find(lead, prose.sentences)):
        match = CLAUSE.match(prose.text, at)
        if match is None:
            continue
        before = seen.get(match[0])
        if before is not None and not STOPS.search(prose.text, before, at):
            yield _at(prose, "residue.clause", match.span(), match[0], f"“{match[0]}”在同一句中重复，请删去一处。")
        seen[match[0]] = at


@rule("residue.cut_word", family="residue", title="词语缺字", source=WRITING)
def cut_word(reading: Reading) -> Iterator[Finding]:
    """的要，: 求 is missing; 建设项开展: 目 is."""
    prose = reading.narrative.prose
    for words, (follows, lacking) in CUTS.items():
        for at in prose.find(words, prose.sentences):
            end = at + len(words)
            if follows.match(prose.text, end):
                right = words + lacking
                why = f"“{words}”疑缺字，似应为“{right}”，请核对。"
                yield _at(prose, "residue.cut_word", (at, end), words, why, right)


@rule("residue.year_mark", family="residue", title="年份后缺“年”字", source=WRITING)
def year_mark(reading: Reading) -> Iterator[Finding]:
    """2026支付尾款."""
    prose = reading.narrative.prose
    for match in BARE_YEAR.finditer(prose.text, 0, prose.sentences):
        before = prose.text[match.start() - 1 : match.start()]
        if before not in NO_YEAR and not (before.isascii() and before.isalnum()):
            why = f"“{match[0]}”后缺“年”字，请补上。"
            yield _at(prose, "residue.year_mark", match.span(), match[0], why, f"{match[0]}年")


@rule("style.short_year", family="style", title="年份用了两位数", source=WRITING)
def short_year(reading: Reading) -> Iterator[Finding]:
    """26年6月底前, in a document that writes 2026年."""
    prose = reading.narrative.prose
    for match in SHORT_YEAR.finditer(prose.text, 0, prose.sentences) if reading.year else ():
        start = match.start() - 2
        digits, before = prose.text[start : start + 2], prose.text[start - 1 : start]
        if not digits.isdecimal() or before.isdecimal() or before in {*".年-—–"}:
            continue
        if abs(2000 + int(digits) - reading.year) <= 4:
            words = prose.text[start : match.end()]
            why = f"“{words}”的年份只写两位数，与全文四位数的写法不一，请改为“20{words}”。"
            yield _at(prose, "style.short_year", (start, match.end()), words, why, f"20{words}")


@rule("residue.about", family="residue", title="约数重复", source=WRITING)
def about(reading: Reading) -> Iterator[Finding]:
    """约5700余件: 约 and 余 say the same."""
    prose = reading.narrative.prose
    for at in prose.find("约", prose.sentences):
        match = ABOUT.match(prose.text, at)
        if match:
            why = f"“{match[0]}”前后两个约数词重复，请只留一个。"
            yield _at(prose, "residue.about", match.span(), match[0], why)


@rule("style.document_number", family="style", title="发文字号的括号不规范", source=NUMBERS)
def document_number(reading: Reading) -> Iterator[Finding]:
    """[2022]310号 for 〔2022〕310号."""
    prose = reading.narrative.prose
    for at in prose.find("号", prose.sentences):
        match = NUMBER.search(prose.text, max(0, at - 18), at)
        if match:
            year = match["year"]
            right = f"〔{year[1:-1]}〕"
            why = f"发文字号的年份写作“{year}”，应当用六角括号“{right}”。"
            yield _at(prose, "style.document_number", match.span("year"), year, why, right)


@rule("residue.titled_number", family="residue", title="发文字号误用书名号", source=NUMBERS)
def titled_number(reading: Reading) -> Iterator[Finding]:
    """《某政办发〔2022〕310号》: the title of a paper stands between 《 and 》, its number does not."""
    prose = reading.narrative.prose
    for at in prose.find("号", prose.sentences):
        match = TITLED_NUMBER.search(prose.text, max(0, at - 30), at) if prose.text[at + 1 : at + 2] == "》" else None
        if match:
            words = f"{match[0]}号》"
            why = f"“{words}”是发文字号，不用书名号；书名号用于文件标题，请改正。"
            yield _at(prose, "residue.titled_number", (match.start(), at + 2), words, why)


@rule(
    "residue.nested_title", family="residue", title="书名号套用未闭合", source="GB/T 15834—2011《标点符号用法》4.15.3.5"
)
def nested_title(reading: Reading) -> Iterator[Finding]:
    """《关于《X》的意见: one closing mark for two opening ones."""
    prose = reading.narrative.prose
    for match in NESTED.finditer(prose.text, 0, prose.sentences):
        if match["next"] != "》":
            quote = match[0].rstrip("《。；\n\t")[:20]
            why = f"“{quote}”书名号中又有书名号，外层没有闭合；内层请用“〈〉”，并补上外层的“》”。"
            yield _at(prose, "residue.nested_title", (match.start(), match.start() + len(quote)), quote, why)


@rule("extraction.foreign", family="extraction", title="中文中夹有英文连词或繁体字", source="文本提取：识别错误")
def foreign(reading: Reading) -> Iterator[Finding]:
    """and between two Chinese words; 級 among simplified characters."""
    prose = reading.narrative.prose
    for at in prose.find("and", prose.sentences):
        sides = prose.text[max(0, at - 3) : at].strip()[-1:], prose.text[at + 3 : at + 6].strip()[:1]
        if all("一" <= side <= "鿿" for side in sides):
            why = "夹有英文“and”，多为识别或编辑残留，请核对。"
            yield _at(prose, "extraction.foreign", (at, at + 3), "and", why, "和", "extraction")
    held = {old: new for old, new in TRADITIONAL.items() if old in prose.text}
    for old, new in held.items() if len(held) < 4 else ():  # a text all in traditional characters is none of ours
        at = prose.text.find(old)
        why = f"有繁体字“{old}”，多为识别错误，请核对。"
        yield _at(prose, "extraction.foreign", (at, at + 1), old, why, new, "extraction")


@rule("style.no_yuan", family="style", title="金额缺“元”或没有单位", source=WRITING)
def no_yuan(reading: Reading) -> Iterator[Finding]:
    """3.46万 for 3.46万元, and a long amount without any unit."""
    prose = reading.narrative.prose
    for words in TEN_THOUSANDS:
        for at in prose.find(words, prose.sentences):
            match = NO_YUAN.search(prose.text, max(0, at - 24), at + 1)
            if match:
                why = f"“{match[1]}”后缺“元”，请补上，全文用一种写法。"
                yield _at(prose, "style.no_yuan", match.span(1), match[1], why, f"{match[1]}元")
    for words in SUMS:
        for at in prose.find(words, prose.sentences):
            match = NO_UNIT.match(prose.text, at)
            if match:
                why = f"金额“{match[1]}”没有单位，请补上“元”或“万元”。"
                yield _at(prose, "style.no_yuan", match.span(1), match[1], why)


TWICE = re.compile(r"(当年|本年|上年)[一-鿿]{4,10}(?<!收入)(?<!支出)[ 　]?\1(?=拨款|支出|收入)")
NUMBERED_TWICE = re.compile(r"目标\s?\d\s?[：:]\s?[（(][一二三]")


@rule("residue.twice", family="residue", title="短语或编号重复", source=WRITING)
def twice(reading: Reading) -> Iterator[Finding]:
    """当年一般公共预算当年拨款; 目标1：（一）."""
    prose = reading.narrative.prose
    for pattern, why in ((TWICE, "词语重复，请删去一处"), (NUMBERED_TWICE, "编号重复，请只留一种编号")):
        for match in pattern.finditer(prose.text, 0, prose.sentences):
            yield _at(prose, "residue.twice", match.span(), match[0], f"“{match[0]}”{why}。")


CROSS = "×"
STEM = re.compile(r"[一-鿿]{4}$")
watch((CROSS,))


@rule("naming.cross", family="naming", title="“×”与字母X混用", source=WRITING)
def cross(reading: Reading) -> Iterator[Finding]:
    """数据要素× in one place, 数据要素X in another."""
    prose = reading.narrative.prose
    ends = (at for at in prose.find(CROSS, prose.sentences) if prose.text[at + 1 : at + 2] in ("”", "》"))
    stems = {match[0] for at in ends if (match := STEM.search(prose.text, max(0, at - 4), at))}
    for stem in stems:
        for letter in "XxＸ":
            for at in prose.find(stem + letter, prose.sentences):
                words = stem + letter
                why = f"“{words}”别处写作“{stem}{CROSS}”，同一名称写法不一，请统一。"
                yield _at(prose, "naming.cross", (at, at + len(words)), words, why, stem + CROSS)
