"""What another platform passes down: its own number and its own limit are kept."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from shizheng.engines.cases.actions.moves import open_case
from shizheng.engines.cases.domain.contacts import ContactDetails
from shizheng.engines.cases.domain.mapping.past import limit_until
from shizheng.engines.cases.domain.state import Fields
from shizheng.engines.cases.models import Case, External
from shizheng.kit import clock
from shizheng.kit.errors import Fault, InvalidInputError
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.domain.process.process import WORK_ORDER
from shizheng.systems.hotline.queries.office import office


@dataclass(frozen=True, slots=True)
class Passed:
    case: Case
    repeated: bool


@action("hotline.pass_down", "接收转办工单", permission="hotline.accept")
def pass_down(
    actor: Actor,
    *,
    source: str,
    number: str,
    answers: Fields,
    due_at: datetime | None = None,
    contact: ContactDetails | None = None,
) -> Passed:
    """The case of that number, taken in unless it is here already. `due_at` is that platform's limit for all of it.

    InvalidInputError where that has passed, MoveRefusedError with every fault of the answers.
    """
    if due_at is not None and due_at <= clock.now():
        raise InvalidInputError([Fault("时限已过", "due_at", "请核对时区，写成 2026-01-31T08:00:00+08:00")])
    known = External.objects.case_of(source, number)
    if known is not None:
        trace(None, f"重复转办，未再受理：{source} {number}")
        return Passed(known, repeated=True)
    try:
        with transaction.atomic():
            made = _taken_in(actor, source, number, answers, due_at, contact)
    except IntegrityError:
        known = External.objects.case_of(source, number)
        if known is None:
            raise
        trace(None, f"重复转办，未再受理：{source} {number}")
        return Passed(known, repeated=True)
    trace(made, f"接收转办：{source} {number}")
    return Passed(made, repeated=False)


def _taken_in(
    actor: Actor, source: str, number: str, answers: Fields, due_at: datetime | None, contact: ContactDetails | None
) -> Case:
    limit = limit_until(clock.now(), due_at, f"{source}转办时限")
    made = open_case(
        actor,
        process=WORK_ORDER.id,
        move="register",
        answers={"channel": "passed_down", **answers},
        keeper=office().centre,
        limits={"whole": limit} if limit else {},
        contact=contact,
    )
    External.objects.create(source=source, number=number, case=made.case, due_at=due_at)
    return made.case
