"""``shizheng cases verify|rebuild|sweep|announce|processes``"""

import sys
from typing import Annotated

import typer

from shizheng.engines.cases.actions.rebuilding import BrokenChainError, rebuild_case
from shizheng.engines.cases.actions.sweeping import announce_year, sweep_clocks
from shizheng.engines.cases.domain.diagram import mermaid
from shizheng.engines.cases.models import Case
from shizheng.engines.cases.queries.processes import UnknownProcessError, process, processes
from shizheng.engines.cases.queries.seals import CASE_EVENTS
from shizheng.engines.cases.queries.verification import verify as verified
from shizheng.platform.journal.domain.ranges import Range
from shizheng.platform.journal.queries.seals import broken_seals
from shizheng.platform.policy.domain.actor import system

KEEPER = system("系统维护")
SHOWN = 100


def verify(seals: Annotated[bool, typer.Option("--seals", help="只核对操作日志中的封存")] = False) -> None:
    """逐件核对办理经过的摘要链，与列表数据和操作日志中的封存比对；有问题时退出码为 1。"""
    count, wrong, ranges = 0, 0, 0

    def heard(_range: Range) -> None:
        nonlocal ranges
        ranges += 1

    def tell(found: object) -> None:
        nonlocal wrong
        wrong += 1
        if wrong <= SHOWN:
            sys.stdout.write(f"{found}\n")

    for _, flaws in () if seals else verified():
        count += 1
        for flaw in flaws:
            tell(flaw)
    for broken in broken_seals(CASE_EVENTS, heard):
        tell(broken)
    read = f"封存{ranges}次" if seals else f"共{count}件，封存{ranges}次"
    sys.stdout.write(f"{read}，{wrong}处问题\n" if wrong else f"{read}，完好\n")
    raise typer.Exit(1 if wrong else 0)


def rebuild(number: Annotated[str, typer.Argument(help="工单编号，不写则重建全部有出入的")] = "") -> None:
    """按办理经过重建列表数据；办理经过本身被改动的不重建，退出码为 1。"""
    wanted = [int(number[8:])] if number[8:].isdecimal() else [key for key, flaws in verified() if flaws]
    failed = 0
    for key in wanted:
        found = Case.objects.filter(pk=key).first()
        if found is None:
            sys.stderr.write(f"没有工单{number}\n")
            raise typer.Exit(2)
        try:
            words = rebuild_case(KEEPER, case=found)
        except BrokenChainError as error:
            failed += 1
            sys.stderr.write(f"{error}\n")
        else:
            sys.stdout.write(f"{found.number}：更正{len(words)}处\n")
    sys.stdout.write(f"共{len(wanted)}件，{failed}件不能重建\n")
    raise typer.Exit(1 if failed else 0)


def sweep() -> None:
    """记录到期提醒与超时，直到没有可记的为止。"""
    total = 0
    while True:
        swept = sweep_clocks(KEEPER)
        total += swept.cases
        if not swept.more:
            break
    sys.stdout.write(f"记录{total}件\n")


def announce() -> None:
    """新一年放假安排公布后，重算受其影响的时限。"""
    total, last = 0, 0
    while True:
        swept = announce_year(KEEPER, after=last)
        total, last = total + swept.cases, swept.last
        if not swept.more:
            break
    sys.stdout.write(f"重算{total}件\n")


def show(name: Annotated[str, typer.Argument(help="流程标识，不写则列出全部")] = "") -> None:
    """列出流程；写明标识时输出它的 Mermaid 流程图。"""
    if not name:
        for each in processes():
            sys.stdout.write(f"{each.id}  {each.name}：{len(each.stages)}个环节，{len(each.moves)}个动作\n")
        return
    try:
        sys.stdout.write(mermaid(process(name)))
    except UnknownProcessError as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(2) from error
