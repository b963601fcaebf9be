"""``shizheng journal …``"""

import sys
from typing import Annotated

import typer
from django.core.management import CommandError, call_command

from shizheng.kit.terminal import Terminal

app = Terminal(no_args_is_help=True)


@app.callback()
def journal() -> None:
    """操作日志。"""


@app.command()
def verify(anchor: Annotated[str, typer.Option(help="此前抄存的锚点，写成“序号:摘要值”")] = "") -> None:
    """校验操作日志：查出被改动、删除、调换次序的记录；有问题时退出码为 1。"""
    try:
        call_command("journal_verify", anchor=anchor)
    except CommandError as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(1) from error
