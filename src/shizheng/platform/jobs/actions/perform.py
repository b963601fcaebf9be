"""What a worker does with a run. The only place that knows which library carries the queue."""

import logging
from typing import Any

from django_tasks import task

from shizheng.kit.errors import ShizhengError
from shizheng.platform.accounts.queries import actor_for
from shizheng.platform.jobs.domain.catalogue import JOBS
from shizheng.platform.jobs.models import JobRun
from shizheng.platform.policy.domain.actor import Actor, system

log = logging.getLogger(__name__)
UNEXPECTED = "处理时出现意外（任务编号 {number}）。请稍后重试；仍不行时请把编号告知系统管理员。"


class _Telling:
    """The running work's way to tell how far it is; writes only when something a reader sees has changed."""

    def __init__(self, run: JobRun, actor: Actor) -> None:
        self._run = run
        self.actor = actor

    def report(self, percent: int, note: str = "") -> None:
        shown = max(0, min(99, int(percent)))
        if (shown, note[:200]) != (self._run.percent, self._run.note):
            self._run.advance(shown, note)


def _actor_of(run: JobRun) -> Actor:
    if run.owner is None:
        return system(run.label)
    return actor_for(run.owner, post_id=run.post_id, client="后台任务")


def _work(run: JobRun) -> Any:
    declared = JOBS.get(run.job)
    return declared.function(_Telling(run, _actor_of(run)), **run.arguments)


@task()
def _perform(run_id: int) -> None:
    run = JobRun.objects.filter(pk=run_id).first()
    if run is None or not run.begin():
        return
    try:
        result = _work(run)
    except ShizhengError as error:
        run.fail(str(error))
    except Exception:
        log.exception("job run %s (%s) failed", run.pk, run.job)
        run.fail(UNEXPECTED.format(number=run.pk))
    else:
        run.finish(result)


def _hand_over(run_id: int) -> None:
    _perform.enqueue(run_id)
