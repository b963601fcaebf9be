"""``shizheng disclosure …``: read and check published documents from the command line, without a database."""

import json
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from shizheng.kit.errors import ShizhengError
from shizheng.systems.disclosure.domain.formats.intake import open_document
from shizheng.systems.disclosure.management.batch import Outcome, Task, expand, run

app = typer.Typer(help="部门预决算公开：读取、检查", no_args_is_help=True)

ERRORS_FOUND = 1
UNREADABLE = 2
SEVERITY_NAMES = {"error": "错误", "warning": "提示", "rounding": "四舍五入", "extraction": "提取疑点"}
HEADS = {
    "file": "文件", "rule": "规则", "family": "类别", "severity": "级别", "section": "位置", "line": "行",
    "quote": "原文", "printed": "印作", "expected": "应为", "message": "说明", "table": "表", "coord": "含义",
    "value": "数值", "unit": "单位", "ulp": "精度", "kind": "类型",
}  # fmt: skip
SEVERITY_STYLES = {"error": "bold red", "warning": "yellow", "rounding": "dim", "extraction": "cyan"}


class Format(StrEnum):
    json = "json"
    table = "table"
    xlsx = "xlsx"


Files = Annotated[list[Path], typer.Argument(help="文件或文件夹", show_default=False)]
Shape = Annotated[Format, typer.Option("--format", help="输出形式")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="并行进程数")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="写入文件（xlsx 必填）")]


@app.command("check")
def check_command(files: Files, shape: Shape = Format.table, jobs: Jobs = 1, output: Output = None) -> None:
    """检查公开文件，列出每一处问题。有“错误”时退出码为 1，有文件无法读取时为 2。"""
    _emit("check", files, shape, jobs, output)


@app.command("read")
def read_command(files: Files, shape: Shape = Format.table, jobs: Jobs = 1, output: Output = None) -> None:
    """读取公开文件，列出其中每一个数字的含义与位置。"""
    _emit("read", files, shape, jobs, output)


@app.command("figures")
def figures_command(
    file: Annotated[Path, typer.Argument(help="公开文件", exists=True, dir_okay=False, show_default=False)],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="写入文件，默认输出到屏幕")] = None,
) -> None:
    """摘出公开文件中的数据：报表、绩效指标和文字中的数字，不含文字叙述、人名和电话。"""
    from shizheng.systems.disclosure.domain.figures import figures_edition

    try:
        edition = figures_edition(open_document(file.name, file.read_bytes()))
    except ShizhengError as error:
        Console(stderr=True).print(str(error), style="red", markup=False)
        raise typer.Exit(UNREADABLE) from error
    if output is None:
        sys.stdout.write(edition)
    else:
        output.write_text(edition, encoding="utf-8")


def _emit(task: Task, paths: list[Path], shape: Format, jobs: int, output: Path | None) -> None:
    files = expand(paths)
    if not files:
        Console(stderr=True).print("没有找到可读取的文件", style="red")
        raise typer.Exit(UNREADABLE)
    if shape is Format.xlsx and output is None:
        raise typer.BadParameter("输出 xlsx 时请用 --output 指定文件", param_hint="--output")
    outcomes: Iterable[Outcome] = run(task, files, jobs)
    if len(files) > 1 and sys.stderr.isatty():
        outcomes = track(outcomes, description="处理中", total=len(files), console=Console(stderr=True))
    raise typer.Exit({Format.json: _json, Format.table: _table, Format.xlsx: _xlsx}[shape](task, outcomes, output))


class _Verdict:
    """The exit code that the outcomes seen so far ask for."""

    def __init__(self) -> None:
        self.code = 0

    def note(self, outcome: Outcome) -> None:
        if outcome.fault:
            Console(stderr=True).print(outcome.fault, style="red", markup=False)
            self.code = UNREADABLE
        elif self.code == 0 and any(record.get("severity") == "error" for record in outcome.records):
            self.code = ERRORS_FOUND


def _json(task: Task, outcomes: Iterable[Outcome], output: Path | None) -> int:
    verdict = _Verdict()
    stream = output.open("w", encoding="utf-8") if output else sys.stdout
    for outcome in outcomes:
        verdict.note(outcome)
        for record in outcome.records:
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
    if output:
        stream.close()
    return verdict.code


def _table(task: Task, outcomes: Iterable[Outcome], output: Path | None) -> int:
    verdict, console = _Verdict(), Console(soft_wrap=False)
    for outcome in outcomes:
        verdict.note(outcome)
        console.print(_findings(outcome) if task == "check" else _claims(outcome))
    return verdict.code


def _findings(outcome: Outcome) -> Table:
    counts = {name: sum(r["severity"] == key for r in outcome.records) for key, name in SEVERITY_NAMES.items()}
    title = f"{Path(outcome.file).name}　" + "　".join(f"{name} {count}" for name, count in counts.items())
    table = Table("行", "级别", "问题", "原文", title=title, title_justify="left", expand=True)
    for record in outcome.records:
        severity = record["severity"]
        style = SEVERITY_STYLES[severity]
        table.add_row(
            str(record["line"]), f"[{style}]{SEVERITY_NAMES[severity]}[/]", record["message"], record["quote"]
        )
    return table


def _claims(outcome: Outcome) -> Table:
    table = Table(
        "行", "表/类", "数值", "单位", "含义", title=Path(outcome.file).name, title_justify="left", expand=True
    )
    for record in outcome.records:
        meaning = " ".join(f"{name}={value}" for name, value in record["coord"].items())
        table.add_row(str(record["line"]), record["table"] or record["kind"], record["value"], record["unit"], meaning)
    return table


def _xlsx(task: Task, outcomes: Iterable[Outcome], output: Path | None) -> int:
    import xlsxwriter

    verdict = _Verdict()
    book = xlsxwriter.Workbook(str(output), {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("检查结果" if task == "check" else "读取结果")
    row = 0
    for outcome in outcomes:
        verdict.note(outcome)
        for record in outcome.records:
            if row == 0:
                sheet.write_row(0, 0, [HEADS[name] for name in record])
            row += 1
            sheet.write_row(row, 0, [value if isinstance(value, int) else _cell(value) for value in record.values()])
    book.close()
    return verdict.code


def _cell(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
