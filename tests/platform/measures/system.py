"""A system of the tests that brings measures of its own: over jobs, which stand for all that has instant and unit.

Nothing outside this file knows of it. Who writes a job here marks the days, as a source without a log of its own does.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from shizheng.kit import clock
from shizheng.platform.jobs.models import JobRun, State
from shizheng.platform.measures.domain.figures import HOURS, PERCENT, Direction
from shizheng.platform.measures.models import Touched
from shizheng.platform.measures.queries.declaring import (
    Column,
    Dimension,
    Measure,
    Place,
    Population,
    Reckoned,
    Source,
    Tally,
)
from shizheng.platform.modules.module import MODULES, Module, register
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.permissions import PERMISSIONS, Permission

ASKED = datetime(2026, 9, 21, 9, 0, tzinfo=clock.ZONE)


def kinds(values: Iterable[str]) -> Mapping[str, Place]:
    """Two leaves under one branch."""
    words = {"sum": Place("figures", "算数"), "mean": Place("figures", "算数"), "print": Place("print", "打印")}
    return {value: words[value] for value in values if value in words}


def took(begun: datetime, finished: datetime) -> int:
    return int((finished - begun).total_seconds())


KIND = Dimension("kind", "种类", kinds)
JOBS = Source("trial", "测试任务", dimensions=(KIND,))
_SHOWN = (Column("名称", "label"), Column("提交时间", "created_at", "instant"))
MADE = Population(
    "trial.made",
    "trial",
    "任务",
    lambda: JobRun.objects.exclude(job="secret"),
    "created_at",
    "organisation_id",
    {"kind": "job"},
    _SHOWN,
    lambda row: row.get_absolute_url(),
)
OVER = Population(
    "trial.over",
    "trial",
    "任务",
    lambda: JobRun.objects.exclude(job="secret").filter(finished_at__isnull=False, started_at__isnull=False),
    Coalesce(F("finished_at"), F("created_at")),
    "organisation_id",
    {"kind": "job"},
    _SHOWN,
)
LASTED = Reckoned(("started_at", "finished_at"), took)
DONE = Q(state=State.DONE)
SAID = {"owner": "trial", "permission": "trial.view", "source": "测试办法"}
MADE_ONES = Measure("trial.made", "任务量", definition="提交的任务数。", numerator=Tally(MADE), **SAID)
DONE_SHARE = Measure(
    "trial.done",
    "完成率",
    definition="提交的任务中已完成的占比。",
    numerator=Tally(MADE, DONE),
    denominator=Tally(MADE),
    shape=PERCENT,
    better=Direction.MORE,
    **SAID,
)
MEAN = Measure(
    "trial.mean",
    "平均时长",
    definition="结束的任务的平均时长。",
    numerator=Tally(OVER, amount=LASTED),
    denominator=Tally(OVER),
    shape=HOURS,
    better=Direction.LESS,
    **SAID,
)
MEDIAN = Measure(
    "trial.median",
    "时长中位数",
    definition="结束的任务时长的中位数。",
    numerator=Tally(OVER, amount=LASTED),
    shape=HOURS,
    quantile=0.5,
    **SAID,
)
PERCENT_SUM = Measure(
    "trial.percent", "进度合计", definition="任务进度之和。", numerator=Tally(MADE, amount="percent"), **SAID
)
ALL = (MADE_ONES, DONE_SHARE, MEAN, MEDIAN, PERCENT_SUM)
TRIAL = Module(
    id="trial",
    name="测试系统",
    permissions=(Permission("trial.view", "查看测试"),),
    contributions={"measures": ALL, "measure_sources": (JOBS,)},
)


@contextmanager
def switched_on(module: Module = TRIAL) -> Iterator[None]:
    """In the place of an edition of it that is on already."""
    with MODULES.isolated(), PERMISSIONS.isolated():
        MODULES._items.pop(module.id, None)
        PERMISSIONS._items.pop("trial.view", None)
        register(module)
        yield


def job(unit: Organisation | None, day: int = 0, kind: str = "sum", hours: int | None = None, **values) -> JobRun:
    """A job asked for so many days after the first, finished so many hours later."""
    asked = ASKED + timedelta(days=day)
    if hours is not None:
        values |= {"state": State.DONE, "started_at": asked, "finished_at": asked + timedelta(hours=hours)}
    row = JobRun.objects.create(job=kind, label=kind, organisation=unit, created_at=asked, **values)
    touch(row)
    return row


def touch(row: JobRun) -> None:
    instants = (row.created_at, row.finished_at)
    Touched.objects.mark("trial", {clock.aware(at).date() for at in instants if at})
