"""Background work: handed over after commit, followed, failing in Chinese, tried again."""

from datetime import timedelta

import pytest
from django.db import transaction

from shizheng.kit import clock
from shizheng.kit.errors import ShizhengError
from shizheng.kit.registry import RegistryError
from shizheng.platform.jobs.actions import enqueue, retry
from shizheng.platform.jobs.domain.catalogue import JOBS, job
from shizheng.platform.jobs.models import SILENCE, JobRun, State
from shizheng.platform.journal.actions import ACTIONS
from shizheng.platform.journal.models import Entry
from shizheng.platform.policy.domain.actor import ANONYMOUS
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.policy.queries import DeniedError
from tests.platform.people import ROBOT, actor, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def seen():
    """What the demonstration job was given and told."""
    told: dict[str, object] = {}
    with JOBS.isolated():

        @job("demo.add", "求和")
        def add(progress, *, first: int, second: int):
            told["who"] = (progress.actor.display_name, progress.actor.may("jobs.view"), progress.actor.client)
            progress.report(50, "已读一半")
            told["half"] = JobRun.objects.values_list("state", "percent", "note").get()
            progress.report(250)
            if second == 0:
                raise ShizhengError("第二个数不能为零", remedy="请改正后重试")
            if second < 0:
                raise RuntimeError("secret detail")
            return {"sum": first + second}

        yield told


@pytest.fixture
def run_job(django_capture_on_commit_callbacks):
    def submit(who, **arguments) -> JobRun:
        with django_capture_on_commit_callbacks(execute=True):
            run = enqueue(who, job="demo.add", arguments=arguments)
            assert run.state == State.QUEUED
        run.refresh_from_db()
        return run

    return submit


def test_work_is_done_in_the_name_of_its_owner(seen, run_job):
    run = run_job(actor("wang", organisation("A"), jobs__view=Scope.OWN), first=1, second=2)
    assert (run.state, run.percent, run.result, run.error, run.attempts) == ("done", 100, {"sum": 3}, "", 1)
    assert seen["half"] == ("running", 50, "已读一半")
    assert seen["who"] == ("用户wang", True, "后台任务")
    assert run.finished_at >= run.started_at >= run.created_at
    assert Entry.objects.first().action == "jobs.enqueue"


def test_the_platforms_own_work_needs_no_owner(seen, run_job):
    assert run_job(ROBOT, first=1, second=2).state == State.DONE
    assert seen["who"] == ("求和", True, "")


def test_a_failure_says_why_and_hides_the_machinery(run_job):
    refused = run_job(ROBOT, first=1, second=0)
    assert (refused.state, refused.error) == ("failed", "第二个数不能为零（请改正后重试）")
    broken = run_job(ROBOT, first=1, second=-1)
    assert broken.state == State.FAILED
    assert f"任务编号 {broken.pk}" in broken.error
    assert "secret" not in broken.error


def test_nothing_runs_when_the_transaction_fails(seen, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError), transaction.atomic():
        enqueue(ROBOT, job="demo.add", arguments={"first": 1, "second": 2})
        raise RuntimeError
    assert seen == {}
    assert not JobRun.objects.exists()


def test_unknown_work_and_visitors_are_refused():
    with pytest.raises(RegistryError, match="没有登记"):
        enqueue(ROBOT, job="demo.nothing", arguments={})
    with pytest.raises(DeniedError):
        enqueue(ANONYMOUS, job="demo.add", arguments={"first": 1, "second": 2})
    assert not JobRun.objects.exists()


def test_failed_and_silent_work_is_tried_again_by_its_owner(run_job, django_capture_on_commit_callbacks):
    unit = organisation("A")
    owner, other = actor("wang", unit, jobs__view=Scope.OWN), actor("li", unit, jobs__view=Scope.ORGANISATION)
    run = run_job(owner, first=1, second=0)
    with pytest.raises(DeniedError):
        retry(other, run=run)
    run.arguments["second"] = 5
    run.save()
    with django_capture_on_commit_callbacks(execute=True):
        retry(owner, run=run)
    run.refresh_from_db()
    assert (run.state, run.result, run.error, run.attempts) == ("done", {"sum": 6}, "", 2)
    with pytest.raises(ShizhengError, match="不需要重试"):
        retry(owner, run=run)
    run.state, run.heard_at = State.RUNNING, clock.now() - SILENCE - timedelta(seconds=1)
    run.save()
    assert list(JobRun.objects.stalled(clock.now())) == [run]
    retry(owner, run=run)


def test_a_run_is_claimed_by_one_worker(run_job):
    run = JobRun.objects.create(job="demo.add", label="求和", arguments={"first": 1, "second": 2})
    twin = JobRun.objects.get(pk=run.pk)
    assert run.begin()
    assert not twin.begin()


def test_people_follow_their_own_work(run_job):
    unit = organisation("A")
    owner, other = actor("wang", unit, jobs__view=Scope.OWN), actor("li", unit, jobs__view=Scope.OWN)
    run = run_job(owner, first=1, second=2)
    assert list(JobRun.objects.visible_to(owner)) == [run]
    assert not JobRun.objects.visible_to(other).exists()
    assert {"jobs.enqueue", "jobs.retry"} <= set(ACTIONS.ids())
