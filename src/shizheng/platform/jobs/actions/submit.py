"""Handing work over, and handing it over again."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from shizheng.kit.errors import ShizhengError
from shizheng.platform.jobs.actions.perform import _hand_over
from shizheng.platform.jobs.domain.catalogue import JOBS
from shizheng.platform.jobs.models import JobRun
from shizheng.platform.journal.actions import action, after_commit, trace
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.queries import require


@action("jobs.enqueue", "提交后台任务", permission=None)
def enqueue(actor: Actor, *, job: str, arguments: Mapping[str, Any], label: str = "") -> JobRun:
    """Start the declared work once the caller's transaction is safe. `arguments` are JSON: ids, not rows."""
    declared = JOBS.get(job)
    run = JobRun.objects.create(
        job=job,
        label=label or declared.label,
        owner_id=actor.account_id,
        post_id=actor.post_id,
        organisation_id=actor.organisation_id,
        arguments=dict(arguments),
    )
    after_commit(partial(_hand_over, run.pk))
    trace(run, f"提交后台任务“{run.label}”")
    return run


@action("jobs.retry", "重试后台任务", permission=None)
def retry(actor: Actor, *, run: JobRun) -> JobRun:
    """One's own; those of others need the permission to manage jobs."""
    if run.owner_id is None or run.owner_id != actor.account_id:
        require(actor, "jobs.manage", run)
    if not run.may_be_retried:
        raise ShizhengError("该任务正在进行或已经完成，不需要重试", run.label)
    run.requeue()
    after_commit(partial(_hand_over, run.pk))
    trace(run, f"重试后台任务“{run.label}”")
    return run
