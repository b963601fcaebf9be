"""Findings, claims and comparisons as tables on a terminal, readable from 80 columns on."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from rich.table import Table
from rich.text import Text

from shizheng.systems.disclosure.domain.finding import SEVERITIES
from shizheng.systems.disclosure.management.works import Record

SEVERITY_NAMES = {"error": "错误", "warning": "提示", "rounding": "四舍五入", "extraction": "提取疑点"}
SEVERITY_STYLES = {"error": "bold red", "warning": "yellow", "rounding": "dim", "extraction": "cyan"}
KIND_NAMES = {
    "cell": "表内", "sentence": "文字", "share": "占比", "growth": "增幅", "delta": "增减额", "completion": "完成率",
    "count": "个数",
}  # fmt: skip
STAGE_NAMES = {"budget": "预算", "adjusted": "调整预算", "final": "决算"}


def findings_table(file: str, records: Sequence[Record]) -> Table:
    """One document's findings; its title counts them by severity."""
    counts = {severity: sum(record["severity"] == severity for record in records) for severity in SEVERITIES}
    told = "　".join(f"{SEVERITY_NAMES[severity]} {count}" for severity, count in counts.items())
    table = _table(f"{file}\n{told}")
    table.add_column("行", justify="right", no_wrap=True)
    table.add_column("级别", no_wrap=True)
    table.add_column("原文", ratio=2, overflow="fold")
    table.add_column("问题", ratio=5, overflow="fold")
    for record in records:
        severity = record["severity"]
        style = SEVERITY_STYLES[severity]
        table.add_row(
            str(record["line"]), Text(SEVERITY_NAMES[severity], style), Text(record["quote"]), Text(record["message"])
        )
    return table


def claims_table(file: str, records: Sequence[Record]) -> Table:
    """One document's numbers with what they are about."""
    table = _table(f"{file}\n共 {len(records)} 个数字")
    table.add_column("行", justify="right", no_wrap=True)
    table.add_column("类型", no_wrap=True)
    table.add_column("数值", justify="right", overflow="fold", min_width=10)
    table.add_column("表", ratio=2, overflow="fold")
    table.add_column("含义", ratio=3, overflow="fold")
    for record in records:
        meaning = " ".join(f"{name}={value}" for name, value in record["coord"].items() if value != "amount")
        amount = Text(f"{Decimal(record['value']):,}{record['unit']}")
        kind = KIND_NAMES.get(record["kind"], record["kind"])
        table.add_row(str(record["line"]), kind, amount, Text(record["table"] or record["section"]), Text(meaning))
    return table


def grid(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Names at the left, figures at the right."""
    table = _table(title)
    for at, head in enumerate(heads):
        right = at > 0
        table.add_column(
            Text(head), justify="right" if right else "left", ratio=None if right else 1, overflow="fold", min_width=8
        )
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _table(title: str) -> Table:
    return Table(title=Text(title, "bold"), title_justify="left", expand=True)
