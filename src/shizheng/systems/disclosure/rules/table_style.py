"""How tables print numbers and fill cells: decimals, line numbers, a default phrase for a description."""

import re
from collections.abc import Iterator

from shizheng.engines.fiscal.domain.claim import FEN, Claim
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.segments import Table

NUMERALS = "GB/T 15835—2011《出版物上数字用法》：同一场合的数字形式应当前后一致"
FORM = "财预〔2016〕143号：项目支出应当说明具体内容"
LINE_HEAD = re.compile(r"^(?:行\s*次|栏\s*次)$")
DECIMAL = re.compile(r"^\d{1,3}\.0+$")
BRIEF = re.compile(r"^(?:项目(?:简介|内容|概况|说明)|简介)$")
DEFAULT = re.compile(r"^(?:20\d{2}年(?:度)?)?(?:年初)?(?:预算|资金)(?:下达|安排|批复)$")
TORN = re.compile(r"(?:^|\t) *\.\d|\d\.(?:\t|$)")
ENOUGH = 8  # amounts in a table before their decimals are a habit


@rule("style.table_decimals", family="style", title="表内金额小数位数不统一", source=NUMERALS)
def table_decimals(reading: Reading) -> Iterator[Finding]:
    """12, 40 and 29.8 among amounts with two decimals; once a table."""
    tables: dict[str, list[Claim]] = {}
    for claim in reading.claims:
        if claim.kind == "cell" and claim.unit == FEN and claim.value and claim.place.table:
            tables.setdefault(claim.place.table, []).append(claim)
    for name, claims in tables.items():
        shorter = _shorter(claims)
        if shorter and not _is_torn(reading, claims):
            first = min(shorter, key=lambda claim: claim.place.line)
            message = (
                f"“{name}”中金额多数保留两位小数，“{first.quote}”等{len(shorter)}处小数位数不同，请统一保留两位小数。"
            )
            yield Finding("style.table_decimals", "warning", first.place.line, first.quote, message, first.quote)


def _shorter(claims: list[Claim]) -> list[Claim]:
    """Amounts with fewer decimals than most of their table; none where most have fewer than two."""
    decimals = [len(claim.quote.rstrip().partition(".")[2]) for claim in claims]
    full = decimals.count(2)
    shorter = [claim for claim, places in zip(claims, decimals, strict=True) if places < 2]
    rows = len({claim.place.line for claim in shorter})
    return shorter if len(claims) >= ENOUGH and rows >= 2 and full > len(shorter) else []


def _is_torn(reading: Reading, claims: list[Claim]) -> bool:
    """Whether the export broke numbers of the table at their point, over two lines."""
    first, last = min(claim.place.line for claim in claims), max(claim.place.line for claim in claims)
    return any(TORN.search(line.text) for line in reading.source.lines[first - 1 : last])


@rule("style.line_numbers", family="style", title="行次印成小数", source=NUMERALS)
def line_numbers(reading: Reading) -> Iterator[Finding]:
    """行次 1.00, 2.00; once a table."""
    for block in reading.blocks:
        if not isinstance(block, Table) or block.is_sheet:
            continue
        heads = [line for line in block.rows[:4] if "次" in line.text]
        columns = {at for line in heads for at, cell in enumerate(line.cells) if LINE_HEAD.match(cell)}
        cells = [(line, line.cells) for line in block.rows if ".0" in line.text] if columns else []
        wrong = [(line, row[at]) for line, row in cells for at in columns if at < len(row) and DECIMAL.match(row[at])]
        if len(wrong) >= 3:
            line, cell = wrong[0]
            message = f"行次、栏次是序号，印成了“{cell}”这样的小数（共{len(wrong)}处），请改为整数。"
            yield Finding("style.line_numbers", "warning", line.number, cell, message, cell, cell.partition(".")[0])


@rule("residue.default_brief", family="residue", title="项目简介没有内容", source=FORM)
def default_brief(reading: Reading) -> Iterator[Finding]:
    """2023年预算下达 for a description: it says when, not what."""
    for block in reading.blocks:
        if not isinstance(block, Table) or block.is_sheet:
            continue
        head = next((line for line in block.rows[:3] if "项目" in line.text or "简介" in line.text), None)
        columns = [at for at, cell in enumerate(head.cells) if BRIEF.match(cell)] if head else []
        for line in block.rows if columns else ():
            cells = line.cells
            for at in columns:
                if at < len(cells) and DEFAULT.match(cells[at]):
                    message = f"项目简介只写“{cells[at]}”，没有说明项目做什么，请补充内容。"
                    yield Finding("residue.default_brief", "warning", line.number, cells[at], message, cells[at])


CONVERTED = re.compile(r"单位转换[^。\n]{0,12}尾数|尾数误差")
YUAN = re.compile(r"单位[:：]\s*元")
WAN = re.compile(r"单位[:：]\s*万元")


@rule("residue.rounding_note", family="residue", title="以元为单位的报表注明单位换算误差", source=NUMERALS)
def rounding_note(reading: Reading) -> Iterator[Finding]:
    """金额单位转换时可能存在尾数误差, below tables that are all in 元: nothing was converted."""
    tables = [block for block in reading.blocks if isinstance(block, Table) and not block.is_sheet]
    titles = "\n".join(line.text for block in tables for line in block.titles)
    if not YUAN.search(titles) or WAN.search(titles):
        return
    for block in tables:
        for line in block.notes:
            match = CONVERTED.search(line.text)
            if match:
                message = f"各表以元为单位，没有单位换算，注中的“{match[0]}”是套话，请删除。"
                yield Finding("residue.rounding_note", "warning", line.number, match[0], message, match[0])
                return
