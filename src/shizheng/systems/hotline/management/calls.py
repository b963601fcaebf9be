"""``shizheng hotline calls import``: call records of an exchange, all of a file or nothing, each call once."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError
from shizheng.kit.terminal import Terminal
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import system
from shizheng.systems.hotline.actions.calls import import_calls
from shizheng.systems.hotline.domain.call_files import Read, read_calls
from shizheng.systems.hotline.queries.calls import centres

IMPORTER = system("话单导入")
REFUSED = 2
SHOWN = 10
calls = Terminal(no_args_is_help=True)


class Form(StrEnum):
    FREESWITCH = "freeswitch"
    ASTERISK = "asterisk"


@calls.callback()
def about() -> None:
    """通话。"""


@calls.command("import")
def bring(
    file: Annotated[Path, typer.Argument(help="话单文件（Master.csv）", metavar="文件")],
    form: Annotated[Form, typer.Option("--format", help="话单格式")],
    organisation: Annotated[str, typer.Option(help="热线机构的编码；只有一个机构设有分机时可不写")] = "",
) -> None:
    """导入话单：全部正确才写入，同一通话只导入一次；有问题时退出码为 2。"""
    try:
        centre = _centre(organisation)
        read = _read(file, form)
        brought = import_calls(IMPORTER, records=read.records, source=form, organisation=centre)
    except ShizhengError as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(REFUSED) from error
    sys.stdout.write(brought.words + "\n")
    for note in read.notes[:SHOWN]:
        sys.stdout.write(f"{note}\n")
    if len(read.notes) > SHOWN:
        sys.stdout.write(f"另有{len(read.notes) - SHOWN}行重复\n")


def _centre(code: str) -> Organisation:
    if code:
        found = Organisation.objects.filter(code=code).first()
        if found is None:
            raise InvalidInputError([Fault(f"没有编码为“{code}”的单位", "热线机构")])
        return found
    known = centres()
    if len(known) != 1:
        raise InvalidInputError([Fault("请写明热线机构的编码", "热线机构", "加上 --organisation 编码")])
    return known[0]


def _read(file: Path, form: Form) -> Read:
    try:
        with file.open("rb") as stream:
            return read_calls(stream, form)
    except OSError as error:
        raise InvalidInputError([Fault("文件不存在或无法打开", file.name, "请检查路径")]) from error
