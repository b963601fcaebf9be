"""``shizheng cases train``: advice learned again from the database's own closed cases."""

import sys
from typing import Annotated

import typer

from shizheng.engines.cases.actions.training import keep_model
from shizheng.engines.cases.queries.processes import processes
from shizheng.engines.cases.queries.training import FEWEST, trained
from shizheng.kit.errors import ShizhengError
from shizheng.platform.policy.domain.actor import system

KEEPER = system("训练派遣建议")
REFUSED = 2


def train_models(
    process: Annotated[str, typer.Option(help="流程标识，不写则为全部流程")] = "",
) -> None:
    """用数据库中已办结的工单训练承办单位和类别建议，训练期间不影响使用。"""
    names = {each.id: each.name for each in processes()}
    if process and process not in names:
        sys.stderr.write(f"没有流程“{process}”。可用：{'、'.join(names) or '无'}\n")
        raise typer.Exit(REFUSED)
    for ident in [process] if process else names:
        try:
            found = [keep_model(KEEPER, learned=each) for each in trained(ident)]
        except (ShizhengError, OSError) as error:
            sys.stderr.write(f"{names[ident]}：{error}\n")
            raise typer.Exit(REFUSED) from error
        if not found:
            sys.stdout.write(f"{names[ident]}：已办结的工单不足{FEWEST}件，没有训练\n")
        for row in found:
            sys.stdout.write(
                f"{names[ident]} {row.get_kind_display()}：学习{row.cases}件，用最近{row.tried}件检验，"
                f"首选正确率{row.top1:.1%}，前三正确率{row.top3:.1%}\n"
            )
