"""Small synthetic disclosures written for the tests: titled tables of tab-separated cells."""

from shizheng.systems.disclosure.domain.finding import RULES, Finding
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.source import from_text

COVER = "某市示例局\n\n2024年度部门预算公开\n"


def table(title: str, *rows: str, unit: str = "万元", notes: str = "") -> str:
    """A table block; cells are separated by | in ``rows``."""
    head = f"{title}\n\n部门名称：某市示例局\n\n单位：{unit}\n" if unit else f"{title}\n"
    body = "\n".join(row.replace("|", "\t") for row in rows)
    return f"{head}\n{body}\n\n{notes}\n" if notes else f"{head}\n{body}\n"


def reading(*parts: str, cover: str = COVER, origin: str = "txt") -> Reading:
    return read(from_text("sample.txt", "\n".join((cover, *parts)), origin))


def findings(identifier: str, *parts: str, cover: str = COVER, origin: str = "txt") -> list[Finding]:
    """What one rule says about a document; every quote must stand in its line."""
    document = reading(*parts, cover=cover, origin=origin)
    said = list(RULES.get(identifier).check(document))
    for finding in said:
        assert finding.quote in document.source.lines[finding.line - 1].text, finding
        assert finding.quote
    return said


def told(identifier: str, *parts: str, cover: str = COVER, origin: str = "txt") -> list[tuple[str, str]]:
    """Severity and quote of each finding."""
    return [(f.severity, f.quote) for f in findings(identifier, *parts, cover=cover, origin=origin)]


EXPENSE_HEAD = ("科目编码|科目名称|合计|基本支出|项目支出",)
EXPENSE = (
    *EXPENSE_HEAD,
    "合计||100.00|60.00|40.00",
    "201|一般公共服务支出|90.00|50.00|40.00",
    "20103|政府办公厅（室）及相关机构事务|90.00|50.00|40.00",
    "2010301|行政运行|50.00|50.00|",
    "2010302|一般行政管理事务|40.00||40.00",
    "221|住房保障支出|10.00|10.00|",
    "22102|住房改革支出|10.00|10.00|",
    "2210201|住房公积金|10.00|10.00|",
)
OVERVIEW = (
    "收入||支出|",
    "项目|预算数|项目|预算数",
    "一、一般公共预算|100.00|一、一般公共服务支出|90.00",
    "二、政府性基金预算||二、住房保障支出|10.00",
    "本年收入合计|100.00|本年支出合计|100.00",
    "上年结转||年终结转|",
    "收入总计|100.00|支出总计|100.00",
)


def swap(rows: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    """The same rows with one row changed."""
    assert old in rows, old
    return tuple(new if row == old else row for row in rows)
