"""``shizheng disclosure write``: the command; what it does is imported when it runs, so that ``--help`` stays quick."""

import sys
from pathlib import Path
from typing import Annotated

import typer

OPEN = 1
IMPOSSIBLE = 2


def write_command(
    facts: Annotated[
        Path,
        typer.Argument(help="事实清单（csv、json、xlsx）或公开文件", exists=True, dir_okay=False, show_default=False),
    ],
    folder: Annotated[Path, typer.Option("--output", "-o", help="写入的文件夹")] = Path(),
    form: Annotated[str, typer.Option(help="表样编号；省略时用公开文件自己的表样")] = "",
    unit: Annotated[str, typer.Option(help="单位名称；省略时用公开文件中的")] = "",
    year: Annotated[int, typer.Option(help="年度；省略时用公开文件中的")] = 0,
    formats: Annotated[str, typer.Option("--format", help="文件格式，用逗号隔开")] = "docx,xlsx,pdf,html",
    prior: Annotated[Path | None, typer.Option(help="上年的事实清单或公开文件，用来说明增减")] = None,
    answers: Annotated[Path | None, typer.Option(help="问题与回答的对照表（yaml、json）")] = None,
) -> None:
    """按表样写出公开文件，并列出还要由人回答的问题。退出码：0 完成；1 还有问题待回答；2 不能写出。"""
    from rich.console import Console

    from shizheng.kit.errors import ShizhengError
    from shizheng.systems.disclosure.management.writer import Order, write

    console = Console(stderr=True)
    try:
        paths, questions = write(Order(facts, folder, form, unit, year, tuple(formats.split(",")), prior, answers))
    except ShizhengError as error:
        console.print(str(error), style="red", markup=False)
        raise typer.Exit(IMPOSSIBLE) from error
    for path in paths:
        sys.stdout.write(f"{path}\n")
    for question in questions:
        told = f"待回答 {question.key}：{question.ask}"
        console.print(told, style="yellow", markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(OPEN if questions else 0)
