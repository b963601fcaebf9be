"""What time starts: the sweep of the clocks, the sealing of what happened, learning from it; and what a worker does."""

from datetime import time, timedelta
from typing import Any

from shizheng.engines.cases.actions.importing import finish_import, resume_import
from shizheng.engines.cases.actions.rules import try_rules
from shizheng.engines.cases.actions.sealing import seal_events
from shizheng.engines.cases.actions.sweeping import sweep_clocks
from shizheng.engines.cases.actions.training import train
from shizheng.engines.cases.domain.mapping.mapping import of_body
from shizheng.engines.cases.models import CaseImport, RuleSet
from shizheng.engines.cases.queries.previewing import import_table
from shizheng.engines.cases.queries.processes import processes
from shizheng.engines.cases.queries.seals import CASE_EVENTS
from shizheng.engines.cases.queries.waking import is_any_awake
from shizheng.kit.errors import ShizhengError
from shizheng.platform.jobs.actions import enqueue
from shizheng.platform.jobs.domain.catalogue import Progress, job
from shizheng.platform.jobs.domain.timers import timer
from shizheng.platform.journal.actions import note_horizon
from shizheng.platform.journal.queries.seals import is_waiting
from shizheng.platform.policy.domain.actor import Actor


@timer("cases.sweep", "核对时限", every=timedelta(minutes=1))
def sweep(actor: Actor) -> str:
    """Every warning and breach that has come; each batch is safe by itself, so that a cut leaves nothing half done."""
    total = 0
    while is_any_awake():
        swept = sweep_clocks(actor)
        total += swept.cases
        if not swept.more:
            break
    return f"记录{total}件到期提醒或超时" if total else ""


@timer("cases.seal", "封存办理经过", every=timedelta(minutes=1))
def seal(actor: Actor) -> str:
    """Every event that no running transaction can come before, in ranges, each an entry of the journal."""
    note_horizon(CASE_EVENTS)
    total = 0
    while is_waiting(CASE_EVENTS):
        total += seal_events(actor)
    return f"封存{total}条办理经过" if total else ""


@timer("cases.train", "训练派遣建议", daily=time(2, 10))
def retrain(actor: Actor) -> str:
    """A worker does it, so that no other timer waits a minute for it."""
    names = [each.id for each in processes()]
    for name in names:
        enqueue(actor, job="cases.train", arguments={"process": name})
    return f"提交{len(names)}个流程的训练" if names else ""


@job("cases.train", "训练派遣建议")
def train_models(progress: Progress, *, process: str) -> Any:
    progress.report(5, "读取已办结的工单")
    rows = train(progress.actor, process=process)
    return [f"{row}：{row.cases}件，前三正确率{row.top3:.1%}" for row in rows]


@job("cases.try_rules", "试运行派遣规则")
def try_draft(progress: Progress, *, ruleset: int) -> Any:
    draft = RuleSet.objects.visible_to(progress.actor).get(pk=ruleset)
    return try_rules(progress.actor, ruleset=draft).get_absolute_url()


@job("cases.import", "批量导入工单")
def import_file(progress: Progress, *, begun_id: int) -> Any:
    """All rows or none; where it is refused the file waits for another try, with the reason beside it."""
    actor = progress.actor
    begun = CaseImport.objects.visible_to(actor).select_related("file").get(pk=begun_id)
    try:
        progress.report(5, "读取文件")
        table = import_table(begun.file)
        progress.report(20, f"检查并写入{len(table.records)}行")
        return finish_import(actor, begun=begun, table=table, mapping=of_body(begun.body)).words
    except ShizhengError as error:
        resume_import(actor, begun=begun, problem=str(error))
        raise
