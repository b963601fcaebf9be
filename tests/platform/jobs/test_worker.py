"""The queue in the database, as a worker of its own empties it."""

import pytest
from django.core.management import call_command
from django_tasks import task_backends

from shizheng.platform.jobs.actions import enqueue
from shizheng.platform.jobs.domain.catalogue import JOBS, job
from shizheng.platform.jobs.models import JobRun, State
from tests.platform.people import ROBOT


@pytest.fixture
def queue(monkeypatch):
    """The backend of service in place of the immediate one."""
    monkeypatch.setattr(task_backends, "settings", {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}})
    del task_backends["default"]
    yield
    del task_backends["default"]


@pytest.mark.django_db(transaction=True)
def test_a_worker_empties_the_queue(queue):
    with JOBS.isolated():
        job("demo.double", "加倍")(lambda progress, *, number: number * 2)
        run = enqueue(ROBOT, job="demo.double", arguments={"number": 21})
        assert JobRun.objects.get().state == State.QUEUED
        call_command("db_worker", batch=True, startup_delay=False, verbosity=0)
    run.refresh_from_db()
    assert (run.state, run.result, run.attempts) == (State.DONE, 42, 1)
