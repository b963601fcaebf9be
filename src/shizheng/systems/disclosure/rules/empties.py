"""Empty tables and what is said about them; project tables without a total."""

import re
from collections.abc import Iterator

from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.segments import Paragraph
from shizheng.systems.disclosure.domain.tables.bound import BoundTable
from shizheng.systems.disclosure.domain.tables.wording import show

CLAUSE = "财预〔2016〕143号《地方预决算公开操作规程》（没有数据的表格应列出空表并说明）"
_CALLED_EMPTY = re.compile(r"(?:本|此|该)表(?:为空|无数据|没有数据|无内容)|故(?:为空|无数据)|(?:为|列)空表")
_NOTHING = re.compile(
    r"无数据|空表|不涉及|无此项|没有使用|未安排|没有.{0,20}(?:支出|收入|预算)|无.{0,20}(?:支出|收入|预算)"
)
REACH = 4  # lines below a table in which its explanation may stand


@rule("missing.note", family="missing", title="空表应有说明", source=CLAUSE)
def note(reading: Reading) -> Iterator[Finding]:
    for table in reading.tables:
        if table.empty and not _explained(reading, table):
            title = table.title_line.text.strip()
            message = f"“{table.title}”没有数据，也没有说明。请在表下注明“本表无数据”及原因。"
            yield Finding("missing.note", "warning", table.title_line.number, title, message)


def _explained(reading: Reading, table: BoundTable) -> bool:
    if any(_NOTHING.search(line.text) for line in table.notes):
        return True
    below = reading.source.lines[table.last : table.last + REACH]
    if any(_NOTHING.search(line.text) for line in below):
        return True
    topic = _topic(table.title)
    texts = (block.text for block in reading.blocks if isinstance(block, Paragraph))
    return bool(topic) and any(topic in text and _NOTHING.search(text[text.index(topic) - 12 :][:60]) for text in texts)


def _topic(title: str) -> str:
    return next(
        (topic for topic in ("国有资本经营", "政府性基金", "三公", "购买服务", "政府采购") if topic in title), ""
    )


@rule("count.note", family="count", title="注明无数据的表确无数据", source="算术")
def contradicted(reading: Reading) -> Iterator[Finding]:
    for table in reading.tables:
        said = next((line for line in table.notes if _CALLED_EMPTY.search(line.text)), None)
        filled = [cell for p in table.panels for row in p.rows for cell in row.cells.values() if cell.value]
        if said is not None and filled:
            amount = show(max(cell.value for cell in filled), table.unit)
            quote = said.text.strip()
            message = f"表下注明无数据，但表中列有{amount}等{len(filled)}个数。请改正说明或数据。"
            yield Finding("count.note", "error", said.number, quote, message, quote)


@rule("missing.total", family="missing", title="项目支出表应有合计", source="财预〔2016〕143号（报表完整）；算术")
def total(reading: Reading) -> Iterator[Finding]:
    for table in reading.tables:
        for panel in table.panels:
            listed = [row for row in panel.rows if row.cells]
            if panel.space != "projects" or len(listed) < 2 or any(row.is_total for row in listed):
                continue
            whole = next((column for column in panel.columns if column.total), panel.columns[0])
            value = sum(row.cells[whole.index].value for row in listed if whole.index in row.cells)
            title = table.title_line.text.strip()
            message = (
                f"项目表没有合计行，{len(listed)}个项目合计{show(value, table.unit)}。请补列合计，便于与支出总表核对。"
            )
            expected = show(value, table.unit)
            yield Finding("missing.total", "warning", table.title_line.number, title, message, "", expected)
