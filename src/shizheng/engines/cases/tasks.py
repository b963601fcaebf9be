"""What time starts: the sweep of the clocks, the sealing of what happened, learning from it; and what a worker does."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

from shizheng.engines.cases.actions.clusters import keep_clusters, raise_alerts
from shizheng.engines.cases.actions.importing import finish_import, resume_import
from shizheng.engines.cases.actions.rules import keep_trial
from shizheng.engines.cases.actions.sealing import seal_events
from shizheng.engines.cases.actions.sweeping import sweep_clocks
from shizheng.engines.cases.actions.training import keep_model
from shizheng.engines.cases.domain.mapping.mapping import of_body
from shizheng.engines.cases.models import CaseImport, RuleSet
from shizheng.engines.cases.queries.clusters import (
    Finding,
    bursts,
    dangers,
    frequent_callers,
    news,
    recent_topics,
    rises,
)
from shizheng.engines.cases.queries.previewing import import_table
from shizheng.engines.cases.queries.processes import processes
from shizheng.engines.cases.queries.rule_trial import trial_of
from shizheng.engines.cases.queries.seals import CASE_EVENTS
from shizheng.engines.cases.queries.training import trained
from shizheng.engines.cases.queries.waking import is_any_awake
from shizheng.kit import clock
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
    rows = [keep_model(progress.actor, learned=each) for each in trained(process)]
    return [f"{row}：{row.cases}件，前三正确率{row.top3:.1%}" for row in rows]


@job("cases.try_rules", "试运行派遣规则")
def try_draft(progress: Progress, *, ruleset: int) -> Any:
    draft = RuleSet.objects.visible_to(progress.actor).get(pk=ruleset)
    return keep_trial(progress.actor, ruleset=draft, trial=trial_of(draft)).get_absolute_url()


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


@timer("cases.clusters", "更新热点", every=timedelta(hours=1))
def recluster(actor: Actor) -> str:
    """A worker does it: fourteen thousand cases take ten seconds or so."""
    names = [each.id for each in processes()]
    for name in names:
        enqueue(actor, job="cases.clusters", arguments={"process": name})
    return f"提交{len(names)}个流程的热点计算" if names else ""


@job("cases.clusters", "更新热点")
def gather_clusters(progress: Progress, *, process: str) -> Any:
    now = clock.now()
    return keep_clusters(progress.actor, process=process, found=recent_topics(process, now), at=now)


@timer("cases.watch", "查找安全词和重复来电", every=timedelta(minutes=1))
def watch(actor: Actor) -> str:
    return _raised(actor, dangers, frequent_callers)


@timer("cases.bursts", "查找集中反映", every=timedelta(minutes=10))
def watch_bursts(actor: Actor) -> str:
    return _raised(actor, bursts)


@timer("cases.rises", "查找上升的类别", daily=time(6, 40))
def watch_rises(actor: Actor) -> str:
    return _raised(actor, rises)


def _raised(actor: Actor, *looks: Callable[[str, datetime], Iterator[Finding]]) -> str:
    """Every process looked at in each way; nothing is written where nothing was found."""
    now, count = clock.now(), 0
    for each in processes():
        found = news([finding for look in looks for finding in look(each.id, now)])
        if found:
            count += len(raise_alerts(actor, process=each.id, found=found))
    return f"发出预警{count}条" if count else ""
