"""Traces of another document: a province's wording in a city's text, marks never closed, annexes numbered alike."""

import re
from collections.abc import Iterator

from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.narrative.statement import Statement
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.segments import Table

OPENNESS = "财预〔2016〕143号《地方预决算公开操作规程》：公开内容应当真实、准确"
PUNCTUATION = "GB/T 15834—2011《标点符号用法》"

LEVELS = ("省直部门", "省级部门", "自治区直部门", "市直部门", "市级部门", "区直部门", "县直部门")
OFFICE = r"(?:局|委|办|厅|中心|院|校|馆|所|站|会|部|署|队|社|团)"
ANNEX = re.compile(r"^\s*附\s*件\s*(\d{1,2})\s*$")
PAIRS = (("《", "》"), ("“", "”"))
LEFT_OPEN = 60  # characters after which an opening mark is not going to be closed
END = "。；！？：”）…、"


@rule("residue.level", family="residue", title="用了其他级次模板的表述", source=OPENNESS)
def level(reading: Reading) -> Iterator[Finding]:
    """省直部门 in the document of a city's bureau, 市直部门 in a district's."""
    unit = reading.unit
    own = _level(unit)
    if not own:
        return
    for passage in reading.narrative.passages:
        if not any("解释" in title for title in passage.titles):
            continue
        for words in LEVELS:
            at = passage.text.find(words)
            if at >= 0 and not words.startswith(own) and not _may_say(own, words):
                line, quote = passage.quote(at, at + len(words))
                right = f"{own[0]}直部门" if words.endswith("直部门") else f"{own[0]}级部门"
                yield Finding(
                    "residue.level", "warning", line, quote,
                    f"“{unit}”的公开件中写“{words}”，是其他级次模板的表述，请改为“{right}”或“本部门”。", words, right,
                )  # fmt: skip


def _level(unit: str) -> str:
    """省, 市, 区 or 县: the last level that the name of a unit goes down to."""
    place = re.match(r"(?:.{2,8}?(?:省|自治区))?(?P<city>.{1,8}?市)?(?P<district>.{1,6}?[区县旗])?", unit)
    if place and place["district"] and "开发区" not in unit:
        return place["district"][-1]
    if place and place["city"]:
        return "市"
    return "省" if re.match(r".{2,4}省", unit) else ""


def _may_say(own: str, words: str) -> bool:
    """A district of a municipality is led by the city; 区 and 县 speak of each other."""
    return own in "区县旗" and words[0] in "区县"


@rule("residue.unclosed", family="residue", title="书名号、引号不成对", source=PUNCTUATION)
def unclosed(reading: Reading) -> Iterator[Finding]:
    """An opening mark that its paragraph or cell never closes, though it goes on long after."""
    for passage in reading.narrative.passages:
        for at, start, end in _open_marks(passage.text):
            line, quote = passage.quote(at, at + 8)
            yield _unclosed(line, quote, start, end)
    for block in reading.blocks:
        if not isinstance(block, Table) or not block.is_sheet:
            continue
        for row in block.rows:
            opened = len(row.text) > LEFT_OPEN and ("《" in row.text or "“" in row.text)
            for cell in row.cells if opened else ():
                for at, start, end in _open_marks(cell):
                    yield _unclosed(row.number, cell[at : at + 8].strip(), start, end)


def _unclosed(line: int, quote: str, start: str, end: str) -> Finding:
    message = f"“{quote}…”中的{start}没有与之配对的{end}，请补上。"
    return Finding("residue.unclosed", "warning", line, quote, message, start, end)


def _open_marks(text: str) -> Iterator[tuple[int, str, str]]:
    """Opening marks without their closing ones; none near an end that may have been cut off."""
    if len(text) <= LEFT_OPEN or text[-1:] not in END:
        return
    for start, end in PAIRS:
        if text.count(start) <= text.count(end):
            continue
        pending: list[int] = []
        for at, char in enumerate(text):
            if char == start:
                pending.append(at)
            elif char == end and pending:
                pending.pop()
        yield from ((at, start, end) for at in pending if len(text) - at > LEFT_OPEN)


@rule("residue.annex", family="residue", title="附件编号重复", source=OPENNESS)
def annex(reading: Reading) -> Iterator[Finding]:
    """Different annexes under one number."""
    seen: dict[str, int] = {}
    for block in reading.blocks:
        if not isinstance(block, Table):
            continue
        for line in block.titles:
            match = ANNEX.match(line.text)
            if match is None:
                continue
            first = seen.setdefault(match[1], line.number)
            if first != line.number:
                yield Finding(
                    "residue.annex", "warning", line.number, line.text.strip(),
                    f"编号“附件{match[1]}”在第{first}行已经用过，后面的附件请顺次编号。", match[1],
                )  # fmt: skip


@rule("residue.opening", family="residue", title="句子开头重复", source=OPENNESS)
def opening(reading: Reading) -> Iterator[Finding]:
    """人员经费……主要包括人员经费……主要包括: an amount said to consist of itself."""
    for group in reading.narrative.groups:
        if len(group.parts) == 1 and _same(group.total, group.parts[0]):
            part = group.parts[0]
            line, quote = part.quote()
            yield Finding(
                "residue.opening", "warning", line, quote,
                f"“{part.name}”的金额连写了两遍，句子开头重复，请删去一处。", quote,
            )  # fmt: skip


def _same(total: Statement, part: Statement) -> bool:
    if total.amount is None or part.amount is None or total.passage is not part.passage:
        return False
    return total.name == part.name and total.amount.value == part.amount.value


@rule("residue.no_stop", family="residue", title="段末没有句号", source=PUNCTUATION)
def no_stop(reading: Reading) -> Iterator[Finding]:
    """A paragraph of statements that ends without a stop; what follows may have been lost."""
    speaking = {id(statement.passage) for statement in reading.narrative.statements}
    passages = reading.narrative.passages
    for index, passage in enumerate(passages):
        text = passage.text
        if id(passage) not in speaking or text[-1:] in END or len(text) < 60 or text[-1:] == "，":
            continue
        if index + 1 < len(passages) and passages[index + 1].titles == passage.titles:
            continue  # the next paragraph may carry it on
        line, quote = passage.quote(len(text) - 8, len(text))
        yield Finding(
            "residue.no_stop", "warning", line, quote,
            f"段落在“{quote}”处结束，没有句号，请检查是否漏字或补上句号。", quote,
        )  # fmt: skip
