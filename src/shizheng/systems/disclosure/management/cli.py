"""``shizheng disclosure …``: read, check and compare published documents, without a database."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from shizheng.kit.errors import ShizhengError
from shizheng.kit.terminal import Refusal, Terminal
from shizheng.systems.disclosure.domain.finding import FAMILIES, SEVERITIES
from shizheng.systems.disclosure.management import runs
from shizheng.systems.disclosure.management.batch import run
from shizheng.systems.disclosure.management.outputs import JsonLines, Tables, Workbook, Writer
from shizheng.systems.disclosure.management.tables import claims_table, findings_table
from shizheng.systems.disclosure.management.works import Filter, Record, claims_of, findings_of, portrait_of
from shizheng.systems.disclosure.management.writing import write_command

CHECK_CODES = "退出码：0 没有“错误”；1 有“错误”（按筛选后的结果）；2 有文件无法读取，或参数有误。"
READ_CODES = "退出码：0 全部读取；2 有文件无法读取，或参数有误。"
FINDING = ("file", "rule", "family", "severity", "section", "line", "quote", "printed", "expected", "message")
CLAIM = ("file", "line", "section", "table", "coord", "value", "unit", "ulp", "kind", "quote")

app = Terminal(help="部门预决算公开：读取、检查、编写、比较。", no_args_is_help=True)
app.command("write")(write_command)


class Format(StrEnum):
    json = "json"
    table = "table"
    xlsx = "xlsx"


class By(StrEnum):
    function = "function"
    economic = "economic"
    fund = "fund"
    nature = "nature"
    item = "item"
    project = "project"
    kind = "kind"
    total = "total"


Files = Annotated[list[Path], typer.Argument(help="文件或文件夹；- 表示标准输入", show_default=False)]
Shape = Annotated[Format, typer.Option("--format", help="输出形式：json 每行一个对象，table 表格，xlsx 工作簿")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="并行进程数")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="写入文件，默认输出到屏幕（xlsx 必填）")]
Parquet = Annotated[
    Path | None,
    typer.Option("--parquet", help="改为写成一组 Parquet 表（files、claims，检查时还有 findings），供 DuckDB 查询"),
]
Resume = Annotated[bool, typer.Option("--resume", help="与 --parquet 合用：跳过内容已处理过的文件")]


def _listed(known: Iterable[str], name: str) -> Callable[[str], str]:
    """Refuse words that a comma-separated option does not know."""

    def check(text: str) -> str:
        strange = [word for word in _words(text) if word not in known]
        if strange:
            raise Refusal(f"没有{name}“{'、'.join(strange)}”，可用：{'、'.join(known)}")
        return text

    return check


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.replace("，", ",").split(",") if word.strip()]


Severity = Annotated[
    str,
    typer.Option(
        "--severity", help=f"只看这些级别，逗号分隔：{', '.join(SEVERITIES)}", callback=_listed(SEVERITIES, "级别")
    ),
]
Family = Annotated[
    str,
    typer.Option(
        "--family", help="只看这些类别，逗号分隔，如 additivity,agreement", callback=_listed(FAMILIES, "类别")
    ),
]


@app.command("check", epilog=CHECK_CODES)
def check_command(
    files: Files,
    shape: Shape = Format.table,
    severity: Severity = "",
    family: Family = "",
    jobs: Jobs = 1,
    output: Output = None,
    parquet: Parquet = None,
    resume: Resume = False,
) -> None:
    """检查公开文件，列出每一处问题：在第几行、印的是什么、应为什么、为什么。"""
    wanted = Filter(frozenset(_words(severity)), frozenset(_words(family)))
    if parquet:
        raise typer.Exit(runs.emit_parquet(files, parquet, jobs, wanted, checks=True, resume=resume))
    with _writer(shape, output, "检查结果", FINDING, findings_table) as writer:
        code = runs.emit(partial(findings_of, wanted=wanted, places=shape is Format.json), files, writer, jobs)
    raise typer.Exit(code)


@app.command("read", epilog=READ_CODES)
def read_command(
    files: Files,
    shape: Shape = Format.table,
    jobs: Jobs = 1,
    output: Output = None,
    parquet: Parquet = None,
    resume: Resume = False,
) -> None:
    """读取公开文件，列出其中每一个数字的含义与位置。"""
    if parquet:
        raise typer.Exit(runs.emit_parquet(files, parquet, jobs, Filter(), checks=False, resume=resume))
    with _writer(shape, output, "读取结果", CLAIM, claims_table) as writer:
        code = runs.emit(claims_of, files, writer, jobs)
    raise typer.Exit(code)


@app.command("compare", epilog=READ_CODES)
def compare_command(
    files: Files,
    by: Annotated[
        By,
        typer.Option(
            "--by",
            help="按什么比较：功能分类、部门经济分类、资金来源、支出性质、三公与采购等专项、项目、项目类别、总量（依次对应各值）",
        ),
    ] = By.function,
    shape: Shape = Format.table,
    jobs: Jobs = 1,
    output: Output = None,
) -> None:
    """把几份公开文件并排比较：金额（万元）、占比、同一单位各年增长、按在职人数的人均。"""
    from shizheng.systems.disclosure.domain.comparing import AXES, compare
    from shizheng.systems.disclosure.management.comparison import NAMES, record_of, tables_of

    axis, verdict, portraits = AXES[by], runs.Verdict(), []
    paths = runs.files_of(files)
    for attempt in runs.followed(run(portrait_of, paths, min(jobs, len(paths))), len(paths)):
        if attempt.result is None:
            verdict.fault(attempt.fault)
        else:
            portraits.append(attempt.result)
    rows = list(compare(axis, portraits))
    with _writer(shape, output, "比较结果", NAMES) as writer, runs.quiet_when_nobody_reads():
        if isinstance(writer, Tables):
            writer.print(tables_of(axis, portraits, rows, writer.width))
        else:
            writer.put("", [record_of(by, row) for row in rows])
    raise typer.Exit(verdict.code)


@app.command("figures")
def figures_command(
    file: Annotated[Path, typer.Argument(help="公开文件", exists=True, dir_okay=False, show_default=False)],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="写入文件，默认输出到屏幕")] = None,
) -> None:
    """摘出公开文件中的数据：报表、绩效指标和文字中的数字，不含文字叙述、人名和电话。"""
    from shizheng.systems.disclosure.domain.figures import figures_edition
    from shizheng.systems.disclosure.domain.formats.intake import open_document

    try:
        edition = figures_edition(open_document(file.name, file.read_bytes()))
    except ShizhengError as error:
        runs.complain(str(error))
        raise typer.Exit(runs.UNREADABLE) from error
    if output is None:
        sys.stdout.write(edition)
    else:
        output.write_text(edition, encoding="utf-8")


@contextmanager
def _writer(
    shape: Format,
    output: Path | None,
    title: str,
    names: Sequence[str],
    drawn: Callable[[str, Sequence[Record]], Table] | None = None,
) -> Iterator[Writer]:
    """Where the records of a command go; closed at the end."""
    if shape is Format.xlsx:
        if output is None:
            raise Refusal("输出 xlsx 时请用 --output 指定文件")
        workbook = Workbook(output, title, names)
        yield workbook
        workbook.close()
        return
    stream = output.open("w", encoding="utf-8") if output else sys.stdout
    try:
        yield JsonLines(stream) if shape is Format.json else Tables(stream, drawn)
    finally:
        if output:
            stream.close()
