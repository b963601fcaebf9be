"""Names of tables in the directory against the titles of the tables themselves."""

import re
from collections.abc import Iterator

from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.segments import Table
from shizheng.systems.disclosure.domain.source import Line

SOURCE = "财预〔2016〕143号《地方预决算公开操作规程》：公开内容真实、前后一致"
NUMBER = re.compile(r"表\s*(\d{1,2})")
PLAIN = re.compile(r"[\s“”\"'（）()《》]|20\d{2}年?度?")


@rule("naming.listed_table", family="naming", title="报表名称与目录不一致", source=SOURCE)
def listed_table(reading: Reading) -> Iterator[Finding]:
    """表13 单位专项业务经费绩效目标表 in the directory, 单位预算专项业务经费绩效目标表 above the table."""
    listed = _listed(reading)
    for block in reading.blocks if listed else ():
        if not isinstance(block, Table):
            continue
        for above, title in zip(block.titles, block.titles[1:], strict=False):
            number = NUMBER.fullmatch(above.text.strip())
            entry = listed.get(number[1]) if number else None
            if entry and PLAIN.sub("", entry[0]) != PLAIN.sub("", title.text):
                text, where = title.text.strip(), f"第{entry[1].number}行"
                message = f"{above.text.strip()}的名称写作“{text}”，目录（{where}）为“{entry[0]}”，请统一。"
                yield Finding("naming.listed_table", "warning", title.number, text[:30], message, text, entry[0])


def _listed(reading: Reading) -> dict[str, tuple[str, Line]]:
    """Number → name and line, of a directory with a column that says which tables are empty."""
    found: dict[str, tuple[str, Line]] = {}
    for block in reading.blocks:
        if isinstance(block, Table) and "是否空表" in block.rows[0].text:
            for line in block.rows[1:]:
                cells = line.cells
                number = NUMBER.fullmatch(cells[0])
                if number and len(cells) > 1 and cells[1]:
                    found.setdefault(number[1], (cells[1], line))
    return found
