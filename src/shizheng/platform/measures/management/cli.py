"""``shizheng measures list|refresh|rebuild|verify``"""

import sys
import time
from typing import Annotated

import typer

from shizheng.kit.terminal import Terminal
from shizheng.platform.measures.actions.refreshing import mark_for_rebuild, read_changes, recount_days
from shizheng.platform.measures.models import Standing
from shizheng.platform.measures.queries.registry import UnknownMeasureError, measure, measures
from shizheng.platform.measures.queries.upkeep import differences, waiting_days
from shizheng.platform.policy.domain.actor import system

KEEPER = system("系统维护")
SHOWN = 100
app = Terminal(no_args_is_help=True)
Codes = Annotated[list[str] | None, typer.Argument(help="指标代码，不写则全部")]


@app.callback()
def figures() -> None:
    """指标：统计、重建、校验。"""


def _known(codes: list[str] | None) -> tuple[str, ...]:
    try:
        return tuple(measure(code).id for code in codes or ())
    except UnknownMeasureError as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(2) from error


def _count() -> str:
    """Count until nothing waits."""
    began, days, cells = time.monotonic(), 0, 0
    while True:
        done = recount_days(KEEPER)
        days, cells = days + done.days, cells + done.cells
        if not done.more:
            return f"统计{days}日，更新{cells}项，用时{time.monotonic() - began:.1f}秒"


@app.command("list")
def show() -> None:
    """列出全部指标和统计到的日期。"""
    reached = {row.code: row for row in Standing.objects.all()}
    for each in measures():
        row = reached.get(each.id)
        span = f"{row.first_day}至{row.last_day}" if row and row.first_day else "尚无数据"
        sys.stdout.write(f"{each.id}  {each.name}（{each.shape.unit}）  {span}\n")


@app.command()
def refresh() -> None:
    """只统计有变动的日期。"""
    read_changes(KEEPER)
    sys.stdout.write(_count() + "\n")


@app.command()
def rebuild(codes: Codes = None) -> None:
    """从头统计全部日期；中断后再执行 refresh 会接着统计。"""
    wanted = _known(codes)
    read_changes(KEEPER)
    mark_for_rebuild(KEEPER, codes=wanted)
    sys.stdout.write(_count() + "\n")


@app.command()
def verify(codes: Codes = None) -> None:
    """先统计有变动的日期，再把全部数据与逐行重新计数比对；不一致时退出码为 1。"""
    wanted = _known(codes)
    read_changes(KEEPER)
    _count()
    found = list(differences(each for each in measures() if not wanted or each.id in wanted))
    # What was written while we counted differs rightly: its days wait again.
    read_changes(KEEPER)
    meanwhile = waiting_days()
    wrong = [each for each in found if each.key.day not in meanwhile]
    for each in wrong[:SHOWN]:
        sys.stdout.write(f"{each}\n")
    sys.stdout.write(f"{len(wrong)}处不一致\n" if wrong else "全部一致\n")
    raise typer.Exit(1 if wrong else 0)
