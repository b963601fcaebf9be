"""``shizheng packs …``"""

import sys
from pathlib import Path
from typing import Annotated

import typer
from django.core.management import CommandError, call_command

from shizheng.kit.terminal import Terminal

app = Terminal(no_args_is_help=True)


@app.callback()
def packs() -> None:
    """配置包。"""


@app.command("apply")
def apply_folder(folder: Annotated[Path, typer.Argument(help="含 .yaml 文件的文件夹", metavar="文件夹")]) -> None:
    """应用配置包：先全部校验，再一次写入；有问题时不作任何改动，退出码为 1。"""
    try:
        call_command("packs_apply", str(folder))
    except CommandError as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(1) from error
