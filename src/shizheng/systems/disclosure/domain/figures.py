"""The figures edition of a document: its tables, its sheets' money and indicators, and the figures of its sentences.

What a person wrote or is named in (duties, overviews, reasons, contacts) stays out, so that published figures can be
shown without republishing the document.
"""

import re
from collections.abc import Iterator

from shizheng.systems.disclosure.domain.segments import Block, Contents, Heading, Paragraph, Table, segment
from shizheng.systems.disclosure.domain.source import Line, Source

LONGEST_CELL = 40
LONGEST_LINE = 110
LONGEST_CLAUSE = 60
OMITTED = "（文字略）。"
REASON = "主要原因是（略）"

FIGURE = re.compile(r"\d[\d,，.]*\s*(?:亿元|万元|元|%|％|个百分点|人|名|辆|平方米|平米|批次|人次)")
NOTHING = re.compile(r"无|没有|未安排|未发生|空表|不涉及|持平")
REASONED = re.compile(r"原因|主要是|由于|因为|系因")
STOP = re.compile(r"(?<=[。；;！])")
COMMA = re.compile(r"(?<=[，,])(?!\d)")
TEXT_LABEL = re.compile(
    r"^(?:项目)?(?:概况|背景|内容|简介|描述|立项|依据|设立|必要性|可行性|保证|措施|实施计划|实施内容|总体目标|年度总体?目标|"
    r"主要任务|职能|职责|绩效目标\s*$|目标\s*\d|偏差|未完成原因|改进|问题|建议|其他说明|填报说明)|(?:依据|必要性|措施|计划|概述|概况)[：:]?$"
)
CONTACT = re.compile(
    r"^(?:项目|单位|部门|主要)?(?:负责人|经办人|联系人|填报人|填表人|审核人|制表人|联系电话|联系方式|电话|手机|填报日期)"
)
PEOPLE = re.compile(r"^(?:评价人员|评价组成员|姓名|职称(?:/职务)?|组长|组员|成员|签字)$")
NUMBERED = re.compile(r"^\s*(?:目标\s*\d|\d{1,2}\s*[.、．])")
PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[-—－ ]?\d{7,8}|[2-8]\d{3}[-—－ ]?\d{4}(?=\s*$))(?!\d)")


def figures_edition(source: Source) -> str:
    """Text that the reader reads again; the same numbers at the same coordinates."""
    lines: list[str] = []
    for block in segment(source):
        for line in _lines(block):
            if line not in ("", OMITTED) or not lines or lines[-1] != line:
                lines.append(line)
        if lines and lines[-1] not in ("", OMITTED):
            lines.append("")
    return "\n".join(lines).strip("\n") + "\n"


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield from ("", block.line.text.strip())
    elif isinstance(block, Contents):
        yield from (line.text.strip() for line in block.lines if len(line.text.strip()) <= LONGEST_LINE)
    elif isinstance(block, Paragraph):
        yield from _figures(block)
    else:
        yield from _table(block)


def _figures(block: Paragraph) -> Iterator[str]:
    """A title of the cover as it is; of a sentence the clauses that state figures, of a reason that there is one."""
    if block.lines[0].number <= 5 and len(block.text) <= LONGEST_CELL:
        yield block.text
        return
    if len(block.text) <= LONGEST_CELL and block.text.rstrip().endswith(("：", ":")):
        yield block.text
        return
    any_kept = False
    for sentence in STOP.split(block.text):
        kept = _clauses(sentence)
        if kept == [REASON] and not any_kept:
            continue
        if kept:
            any_kept = True
            yield from _folded(kept, sentence.rstrip()[-1:] if sentence.rstrip()[-1:] in "。；;" else "。")
    if not any_kept:
        yield OMITTED


def _clauses(sentence: str) -> list[str]:
    """What comes after the word of a reason belongs to it."""
    kept: list[str] = []
    for clause in COMMA.split(sentence):
        words = clause.strip(" ，,。；;")
        if REASONED.search(words):
            return [*kept, REASON]
        stated = FIGURE.search(words) and len(words) <= LONGEST_CLAUSE
        if (stated or (NOTHING.search(words) and len(words) <= LONGEST_CELL)) and not PHONE.search(words):
            kept.append(words)
    return kept


def _folded(clauses: list[str], stop: str) -> Iterator[str]:
    """Clauses on lines of a readable length, each line a sentence of its own where it must be broken."""
    line = ""
    for clause in clauses:
        glue = "" if not line or line.endswith(("：", ":")) else "，"
        if line and len(line) + len(clause) + 2 > LONGEST_LINE:
            yield f"{line}；"
            line, glue = "", ""
        line += glue + clause
    yield f"{line}{stop}"


def _table(block: Table) -> Iterator[str]:
    yield from ("", *(line.text.strip() for line in block.titles if not PHONE.search(line.text)))
    for row in block.rows:
        if any(map(PEOPLE.match, row.cells)):
            break  # who evaluated stands at the end of a sheet, one person a row
        kept = _sheet_row(row) if block.is_sheet else _row(row)
        if kept is not None:
            yield kept
    yield from (line.text.strip() for line in block.notes if len(line.text.strip()) <= LONGEST_LINE)


def _row(row: Line) -> str | None:
    """A row with its long and personal cells emptied."""
    cells = [_short(cell) for cell in row.text.split("\t")]
    if len(cells) == 1:
        return cells[0].strip() or None
    return "\t".join(cells) if any(cell.strip() for cell in cells) else None


def _short(cell: str) -> str:
    return "" if len(cell.strip()) > LONGEST_CELL or PHONE.search(cell) else cell


def _sheet_row(row: Line) -> str | None:
    """None for what is prose or a contact; money, names of indicators and their values stay."""
    filled = [cell.strip() for cell in row.text.split("\t") if cell.strip()]
    if not filled or any(map(CONTACT.match, filled)) or TEXT_LABEL.search(filled[0]):
        return None
    if len(filled) == 1 and (len(row.cells) == 1 or NUMBERED.match(filled[0])):
        return None
    if any(NUMBERED.match(cell) and len(cell) > LONGEST_CELL for cell in filled):
        return None
    return _row(row)
