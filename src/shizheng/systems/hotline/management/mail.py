"""``shizheng hotline mail fetch``: the letters of the mailbox."""

import sys

import typer
from django.conf import settings

from shizheng.kit.errors import ShizhengError
from shizheng.kit.terminal import Terminal
from shizheng.platform.policy.domain.actor import system
from shizheng.systems.hotline.actions.mailbox import take_letter
from shizheng.systems.hotline.queries.imap import read_new

mail = Terminal(no_args_is_help=True, help="市长信箱")
CLERK = system("市长信箱")


def _take(raw: bytes, place: str) -> None:
    take_letter(CLERK, raw=raw, place=place)


@mail.command()
def fetch() -> None:
    """收取信箱中的新邮件，转为工单；信箱地址在环境变量 SHIZHENG_MAILBOX 中。"""
    if not settings.MAILBOX:
        sys.stderr.write("没有设置信箱，请在环境变量 SHIZHENG_MAILBOX 中写明\n")
        raise typer.Exit(2)
    try:
        count = read_new(settings.MAILBOX, _take)
    except ShizhengError as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(1) from error
    sys.stdout.write(f"收取{count}封\n")


@mail.callback()
def about() -> None:
    """市长信箱。"""
