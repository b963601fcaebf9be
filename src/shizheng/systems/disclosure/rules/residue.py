"""What a template or a careless edit leaves in the text: unresolved choices, prompts, doubled words and stops."""

import re
from collections.abc import Iterator

from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.narrative.passage import Passage
from shizheng.systems.disclosure.domain.reading import Reading

OPENNESS = "财预〔2016〕143号《地方预决算公开操作规程》：公开内容应当真实、完整、准确"

CHOICE = re.compile(
    r"(?:增加|增长|上升|大于)（(?:减少|下降|降低|小于)）|(?:减少|下降|降低|小于)（(?:增加|增长|上升|大于)）"
)
CLAUSE = re.compile(r"[。；]")
PROMPT = re.compile(
    r"根据本?(?:部门|单位)[^，。；]{0,14}补充(?:解释|说明)|（?如持平作持平表述）?|不涉及的不列|按上述格式[^，。；]{0,10}说明|"
    r"(?:请|应)?根据[^，。；]{0,10}实际(?:情况)?(?:填写|填列|修改|删减)|（此处[^（）]{0,12}）|结果如下表述|请(?:填写|补充)[^，。；]{0,10}"
)
PLACEHOLDER = re.compile(
    r"(?<![A-Za-z\dＸ×])(?:[XxＸ×]{2,}|○{2,}|\*{3,})(?=[局委办厅中处万元个年月日市县区单部%，。；、]|$)"
)
DEFAULT = re.compile(r"无特殊情况(?=[。；，]|$)")
HOLE = re.compile(r"(?:主要)?(?:用于|(?<=主要)(?:是接待|为|是))[：:]?(?:我|本)(?:部门|单位|局)(?:不涉及|无此项)")
BOTH = re.compile(r"(?:局|委|办|厅|中心|院|校|馆|所|站|会|部|署|队)(部门（单位）|部门\(单位\))")
# Each with words of which one must occur, and what to say.
MARKS: tuple[tuple[re.Pattern[str], tuple[str, ...], str], ...] = (
    (
        PROMPT,
        ("补充", "如持平", "不涉及的", "按上述", "填写", "填列", "实际", "此处", "如下表述"),
        "是模板里写给填报人的提示语，请删除或按提示补充内容。",
    ),
    (PLACEHOLDER, ("XX", "xx", "ＸＸ", "××", "○○", "***"), "是模板占位符，没有替换成实际内容。"),
    (DEFAULT, ("无特殊情况",), "是系统的默认用语，对读者没有意义，请删除或改为具体说明。"),
    (
        HOLE,
        ("不涉及", "无此项"),
        "：模板的空格里填了套话，句子不通；不涉及的应改为“无此项支出”并删去后半句。",
    ),
)
TRIGGERS = re.compile("|".join(re.escape(trigger) for _, triggers, _ in MARKS for trigger in triggers))
STRAY = re.compile(r"[；，、。：]+")
LONE_NONE = re.compile(r"无[。]?")
FIRST_POINT = re.compile(r"(?<![之唯统专])一是(?!否)")


@rule("residue.choice", family="residue", title="模板选项未取舍", source=OPENNESS)
def choice(reading: Reading) -> Iterator[Finding]:
    """增加（减少） left as it stands in the template; once a clause."""
    for passage in reading.narrative.passages:
        if "（" not in passage.text:
            continue
        seen = -1
        for match in CHOICE.finditer(passage.text):
            sentence = len(CLAUSE.findall(passage.text, 0, match.start()))
            if sentence == seen:
                continue
            seen = sentence
            line, quote = passage.quote(match.start(), match.end())
            about = re.split(r"[，。；：]", passage.text[: match.start()])[-2:]
            yield Finding(
                "residue.choice", "warning", line, quote,
                f"“{'，'.join(about)[-24:]}”后的“{match[0]}”是模板选项，没有取舍；请按实际写“增加”“减少”或“持平”。",
                match[0],
            )  # fmt: skip


@rule("residue.prompt", family="residue", title="模板提示语未删除", source=OPENNESS)
def prompt(reading: Reading) -> Iterator[Finding]:
    """Instructions to the writer, placeholders, default phrases and holes filled with words that do not fit."""
    unit = reading.unit
    for passage in reading.narrative.passages:
        for pattern, triggers, why in MARKS if TRIGGERS.search(passage.text) else ():
            if any(trigger in passage.text for trigger in triggers):
                yield from _marked(passage, pattern, why)
        if "部门（单位）" in passage.text and (not unit or unit in passage.text):
            match = BOTH.search(passage.text)
            if match:
                line, quote = passage.quote(match.start(1), match.end(1))
                yield Finding(
                    "residue.prompt", "warning", line, quote,
                    "单位名称后的“部门（单位）”是模板中的两可写法，请保留其一或删除。", quote,
                )  # fmt: skip


def _marked(passage: Passage, pattern: re.Pattern[str], why: str) -> Iterator[Finding]:
    for match in pattern.finditer(passage.text):
        line, quote = passage.quote(match.start(), match.end())
        yield Finding("residue.prompt", "warning", line, quote, f"“{match[0]}”{why}", match[0])


@rule("residue.stray", family="residue", title="孤立的标点或词语", source=OPENNESS)
def stray(reading: Reading) -> Iterator[Finding]:
    """A paragraph that is a mark of punctuation, or a 无 that answers no heading."""
    before: Passage | None = None
    for passage in reading.narrative.passages:
        if STRAY.fullmatch(passage.text):
            line, quote = passage.quote(0, len(passage.text))
            yield Finding("residue.stray", "warning", line, quote, f"单独成段的“{quote}”是编辑残留，请删除。", quote)
        elif LONE_NONE.fullmatch(passage.text) and before is not None and before.titles == passage.titles:
            text = before.text
            if text.endswith("。") and not LONE_NONE.fullmatch(text):
                line, quote = passage.quote(0, len(passage.text))
                yield Finding(
                    "residue.stray", "warning", line, quote,
                    "单独成段的“无”前面没有它所回答的标题，疑为模板残留，请删除或说明所指。", quote,
                )  # fmt: skip
        before = passage


@rule("residue.first_point", family="residue", title="列举只有“一是”没有“二是”", source=OPENNESS)
def first_point(reading: Reading) -> Iterator[Finding]:
    """An enumeration that never gets to its second point."""
    passages = reading.narrative.passages
    for index, passage in enumerate(passages):
        if "一是" not in passage.text:
            continue
        match = FIRST_POINT.search(passage.text)
        following = passage.text[match.end() :] if match else ""
        follows = passages[index + 1].text if index + 1 < len(passages) else ""
        if match and "二是" not in following and "二是" not in follows and "。一是" not in passage.text:
            line, quote = passage.quote(match.start(), match.end() + 4)
            yield Finding(
                "residue.first_point", "warning", line, quote,
                "列举以“一是”开头，后文没有“二是”，内容可能被删漏，请补全。", quote,
            )  # fmt: skip
