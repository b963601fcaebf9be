"""Short made-up documents for the tests of sentences and of the rules over them."""

from collections.abc import Callable, Iterable

from shizheng.systems.disclosure.domain.finding import Finding
from shizheng.systems.disclosure.domain.narrative.narrative import Narrative, narrate
from shizheng.systems.disclosure.domain.narrative.statement import Statement
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.segments import segment
from shizheng.systems.disclosure.domain.source import from_text

TABLES = """第二部分 2026年部门预算报表

2026年预算收支总表

部门名称：明州市档案中心

单位：万元

收入\t\t支出\t
项目\t2026年\t项目\t2026年
一、一般公共预算\t100.00\t一、一般公共服务支出\t80.00
二、政府性基金预算\t50.00\t二、社会保障和就业支出\t20.00
\t\t三、城乡社区支出\t50.00
本年收入合计\t150.00\t本年支出合计\t150.00
收入总计\t150.00\t支出总计\t150.00

2026年预算支出总表

部门名称：明州市档案中心

单位：万元

科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t150.00\t60.00\t90.00
201\t一般公共服务支出\t80.00\t40.00\t40.00
20126\t档案事务\t80.00\t40.00\t40.00
2012604\t档案馆\t80.00\t40.00\t40.00
208\t社会保障和就业支出\t20.00\t20.00\t
20805\t行政事业单位养老支出\t20.00\t20.00\t
2080505\t机关事业单位基本养老保险缴费支出\t20.00\t20.00\t
212\t城乡社区支出\t50.00\t\t50.00
21208\t国有土地使用权出让收入安排的支出\t50.00\t\t50.00
2120899\t其他国有土地使用权出让收入安排的支出\t50.00\t\t50.00

2026年一般公共预算支出预算表

部门名称：明州市档案中心

单位：万元

科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t100.00\t60.00\t40.00
201\t一般公共服务支出\t80.00\t40.00\t40.00
20126\t档案事务\t80.00\t40.00\t40.00
2012604\t档案馆\t80.00\t40.00\t40.00
208\t社会保障和就业支出\t20.00\t20.00\t
20805\t行政事业单位养老支出\t20.00\t20.00\t
2080505\t机关事业单位基本养老保险缴费支出\t20.00\t20.00\t

2026年一般公共预算基本支出表

部门名称：明州市档案中心

单位：万元

科目编码\t科目名称\t合计\t人员经费\t公用经费
\t合计\t60.00\t50.00\t10.00
301\t工资福利支出\t50.00\t50.00\t
30101\t基本工资\t30.00\t30.00\t
30108\t机关事业单位基本养老保险缴费\t20.00\t20.00\t
302\t商品和服务支出\t10.00\t\t10.00
30201\t办公费\t6.00\t\t6.00
30299\t其他商品和服务支出\t4.00\t\t4.00

"""


def document(*paragraphs: str, tables: bool = False) -> Reading:
    """A document of so many paragraphs (headings are recognised as such), after the tables where they are wanted."""
    body = "\n\n".join(paragraphs)
    head = "明州市档案中心\n\n2026年度部门预算公开\n\n第一部分 概况\n\n"
    return read(from_text("sample.txt", head + (TABLES if tables else "") + body + "\n"))


def narrative(*paragraphs: str, unit: str = "") -> Narrative:
    return narrate(segment(from_text("sample.txt", "\n\n".join(paragraphs) + "\n")), unit)


def statements(*paragraphs: str) -> list[Statement]:
    return narrative(*paragraphs).statements


def said(check: Callable[[Reading], Iterable[Finding]], reading: Reading) -> list[tuple[str, str]]:
    """Severity and quote of what a rule finds; every quote stands in its line."""
    lines = {line.number: line.text for line in reading.source.lines}
    found = list(check(reading))
    for finding in found:
        assert finding.quote and finding.quote in lines[finding.line], finding
        assert finding.message
    return [(finding.severity, finding.quote) for finding in found]
