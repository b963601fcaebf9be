"""What forms and filters offer to choose from."""

from datetime import date
from typing import Any

from shizheng.engines.cases.domain.process import Process
from shizheng.engines.cases.models import Area, Category
from shizheng.engines.cases.queries.processes import processes
from shizheng.platform.orgs.models import Organisation


def organisations(day: date) -> Any:
    """Those that may be given work on the day."""
    return Organisation.objects.at(day).order_by("path")


def categories(process: str, day: date) -> Any:
    return Category.objects.at(day).filter(process__in=["", process]).order_by("path")


def areas(day: date) -> Any:
    return Area.objects.at(day).order_by("path")


def process_names() -> list[tuple[str, str]]:
    return [(each.id, each.name) for each in processes()]


def stage_names() -> list[tuple[str, str]]:
    """Every stage of every process; a stage that several processes name alike is one choice."""
    return list({stage.id: (stage.id, stage.label) for each in processes() for stage in each.stages}.values())


def stage_labels(process: Process) -> dict[str, str]:
    """Words of stages by their ids; a clock may have the same id."""
    return {stage.id: stage.label for stage in process.stages}


def clock_labels(process: Process) -> dict[str, str]:
    return {clock.id: clock.label for clock in process.clocks}
