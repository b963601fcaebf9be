"""What could not be understood and is told: a form that is not known, a column that is not there, cells not read."""

from collections import Counter
from collections.abc import Iterable, Iterator

from shizheng.engines.fiscal.domain.codes import squeeze
from shizheng.engines.fiscal.domain.forms import TableForm
from shizheng.systems.disclosure.domain.finding import RULES, Finding, Severity, rule
from shizheng.systems.disclosure.domain.reading import Reading, once
from shizheng.systems.disclosure.domain.sheets.phrases import is_exported
from shizheng.systems.disclosure.domain.source import Unread
from shizheng.systems.disclosure.domain.tables.bound import BoundTable

SOURCE = "读取检查（非单位差错）"
FORMS = "财预〔2016〕143号《地方预决算公开操作规程》：公开表格的格式和内容应当完整"
FEW = 3  # tables below which a document need not follow any form
RESTING = frozenset({"additivity", "agreement", "balance", "narrative"})  # what a column that is not there leads astray


@rule("extraction.unknown_form", family="extraction", title="没有识别出公开表式", source=SOURCE)
def unknown_form(reading: Reading) -> Iterator[Finding]:
    """Of a region or a year that nobody has declared: the tables were bound by their heads and sums alone."""
    if reading.form or len(reading.tables) < FEW:
        return
    line = reading.tables[0].title_line
    quote = line.text.strip() or next(text.text.strip() for text in reading.source.lines if text.text.strip())
    line = line if line.text.strip() else next(text for text in reading.source.lines if text.text.strip())
    message = (
        f"没有识别出本文件采用的公开表式（所属地区或年度版本未登记），{len(reading.tables)}张报表按表头文字和数字关系读取，"
        "个别栏目和勾稽关系可能没有核对到。请先核对文件是否完整；确属新的地区或年度表式的，请系统管理员登记表式后重新检查。"
    )
    yield Finding("extraction.unknown_form", "extraction", line.number, quote, message)


@rule("missing.column", family="missing", title="报表缺少规定的栏目", source=FORMS)
def column(reading: Reading) -> Iterator[Finding]:
    """A column that the region's form has and this table has not: lost by the export, or never printed."""
    exported = is_exported(reading)
    severity: Severity = "extraction" if exported else "warning"
    cause = "可能在导出时丢失，也可能原表漏列" if exported else "原表可能漏列"
    for table, heads in _incomplete(reading):
        named, width = "、".join(f"“{head}”" for head in heads), _width(table)
        message = (
            f"“{table.title}”按表式应有{width + len(heads)}栏，本表只有{width}栏，缺少{named}栏，{cause}；"
            "本表各数的合计与勾稽因此无法判定。请对照原件补齐该栏后重新检查。"
        )
        quote = table.title_line.text.strip() or heads[0]
        yield Finding("missing.column", severity, table.title_line.number, quote, message, "", heads[0])


@rule("extraction.unread", family="extraction", title="没有读懂的单元格", source=SOURCE)
def unread(reading: Reading) -> Iterator[Finding]:
    """Once a table and reason."""
    found: dict[tuple[int, str], list[Unread]] = {}
    for each in reading.unread:
        first = next((table.first for table in reading.tables if table.first <= each.line <= table.last), 0)
        found.setdefault((first, each.why), []).append(each)
    for (_, why), cells in found.items():
        message = f"“{cells[0].quote}”没有读懂（{why}），本表同样的共{len(cells)}处，没有参与核对。请对照原件核实。"
        yield Finding("extraction.unread", "extraction", cells[0].line, cells[0].quote, message, cells[0].quote)


def deferred(reading: Reading, findings: Iterable[Finding]) -> list[Finding]:
    """Errors inside tables that lack a column, or told from them, are left undecided."""
    tables = [table for table, _ in _incomplete(reading)]
    return [_undecided(found) if tables and _rests(found, tables) else found for found in findings]


def _rests(found: Finding, tables: Iterable[BoundTable]) -> bool:
    if found.severity != "error" or RULES.get(found.rule).family not in RESTING:
        return False
    return any(table.first <= found.line <= table.last or table.title in found.message for table in tables)


def _undecided(found: Finding) -> Finding:
    return found._replace(
        severity="extraction", message=f"{found.message}所涉报表缺栏，这一处待补齐后再定。", expected=""
    )


@once
def _incomplete(reading: Reading) -> list[tuple[BoundTable, list[str]]]:
    """Tables with one column less than their form, where just the head that is not printed explains the difference.

    Tables with still fewer columns are a form of their own.
    """
    tables = [(table, _lacking(table, table.form)) for table in reading.tables if table.form is not None]
    return [(table, heads) for table, heads in tables if heads]


def _lacking(table: BoundTable, form: TableForm) -> list[str]:
    if form.width - _width(table) != 1:
        return []
    declared = Counter(squeeze(column.head[-1]) for panel in form.panels for column in panel.columns if column.head)
    printed = Counter(squeeze(cell) for row in table.heads for cell in row if cell)
    lacking = [head for head, times in declared.items() for _ in range(times - printed[head])]
    return lacking if len(lacking) == 1 else []


def _width(table: BoundTable) -> int:
    return max((len(row) for row in table.heads), default=0)
