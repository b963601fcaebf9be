"""Callback: what a citizen says through a link, and what an agent hears by telephone. Each is written down as an
attempt and, where it decides the matter, makes the process's move `close` or `rework` in the same breath."""

from dataclasses import dataclass
from datetime import datetime

from shizheng.engines.cases.actions.moves import make_move
from shizheng.engines.cases.domain.state import Value
from shizheng.engines.cases.models import Case
from shizheng.kit import clock
from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.domain.callback import Evaluation, Outcome, next_attempt, next_move
from shizheng.systems.hotline.models import Attempt, Invitation
from shizheng.systems.hotline.models.callbacks import CALL
from shizheng.systems.hotline.queries.callbacks import issue, round_of, unanswered, why_over
from shizheng.systems.hotline.queries.office import office

REWORKED = "群众评价“{grade}”，{solved}。{why}"


class LinkOverError(ShizhengError):
    """A link that serves no more; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Heard:
    """`move` is what was made of it: `close`, `rework`, or "" where the matter goes on waiting."""

    case: Case
    move: str


@action("hotline.open_evaluation", "打开网上评价", permission=CALL)
def open_evaluation(actor: Actor, *, case: Case) -> str:
    """A token for whoever has just proved to have raised the matter; LinkOverError where it waits for no word."""
    row = Case.objects.select_for_update().get(pk=case.pk)
    if row.stage != "callback":
        raise LinkOverError("这件事现在不需要评价")
    trace(row, f"打开网上评价：{row.number}")
    return issue(row, round_of(row))


@action("hotline.evaluate", "群众网上评价", permission=CALL)
def evaluate(actor: Actor, *, found: Invitation, said: Evaluation) -> Heard:
    """Once a link and only while its round lasts; LinkOverError otherwise, with nothing changed."""
    case = Case.objects.select_for_update().get(pk=found.case_id)
    row = Invitation.objects.select_for_update().select_related("case").get(pk=found.pk)
    if words := why_over(row):
        raise LinkOverError(words)
    move = next_move(said, office().unhappy, has_main=case.main_id is not None)
    row.used_at = clock.now()
    row.save(update_fields=["used_at"])
    _attempt(case, Outcome.SAID, actor, said=said)
    if move:
        _advance(actor, case, move, said.answers(), _reason(said), case.version)
    trace(case, f"群众网上评价：{case.number}")
    return Heard(case, move)


@action("hotline.call_back", "电话回访", permission=CALL, on="case")
def call_back(
    actor: Actor,
    *,
    case: Case,
    outcome: Outcome,
    expected_version: int,
    said: Evaluation | None = None,
    rework: bool = False,
    reason: str = "",
    note: str = "",
) -> Heard:
    """What one call came to. Reached: `said` decides with `rework` (which needs a reason). Not answered: tried again
    later, and after the office's number of attempts closed as not reached; refused or a wrong number closes at once.

    MoveRefusedError or StaleCaseError as the move's; InvalidInputError where what must be said is missing.
    """
    if outcome is Outcome.REACHED and said is None:
        raise InvalidInputError([Fault("请填写是否解决和满意度", "是否解决")])
    if rework and not reason.strip():
        raise InvalidInputError([Fault("请写明重办的理由", "重办理由")])
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if locked.stage != "callback":
        raise ShizhengError(f"工单{locked.number}已不在待回访环节", remedy="请返回待回访列表")
    move, answers = _settled(locked, outcome, said, rework)
    at = clock.now()
    again = None if move else next_attempt(at, unanswered(locked) + 1, office().callback_attempts)
    _attempt(locked, outcome, actor, said=said, note=note, again_at=again)
    if move:
        _advance(actor, locked, move, answers, reason, expected_version)
    trace(locked, f"电话回访：{locked.number}，{dict(Outcome.choices())[outcome]}")
    return Heard(locked, move)


def _settled(case: Case, outcome: Outcome, said: Evaluation | None, rework: bool) -> tuple[str, dict[str, Value]]:
    if outcome is Outcome.REACHED and said is not None:
        return ("rework" if rework else "close"), dict(said.answers())
    last = unanswered(case) + 1 >= office().callback_attempts
    if outcome is Outcome.NO_ANSWER and not last:
        return "", {}
    return "close", {"contacted": outcome.value}


def _reason(said: Evaluation) -> str:
    grades = {"5": "非常满意", "4": "满意", "3": "基本满意", "2": "不满意", "1": "非常不满意"}
    solved = "问题已解决" if said.solved else "问题没有解决"
    return REWORKED.format(grade=grades[said.satisfaction], solved=solved, why=said.why)[:500]


def _advance(
    actor: Actor, case: Case, move: str, answers: dict[str, Value] | dict[str, str | bool], reason: str, version: int
) -> None:
    asked: dict[str, Value] = {**answers, **({"reason": reason} if move == "rework" else {})}
    make_move(actor, case=case, move=move, answers=asked, expected_version=version)


def _attempt(
    case: Case,
    outcome: Outcome,
    actor: Actor,
    *,
    said: Evaluation | None,
    note: str = "",
    again_at: datetime | None = None,
) -> None:
    Attempt.objects.create(
        case=case,
        outcome=outcome,
        note=note[:500] or (said.why[:500] if said else ""),
        solved=said.solved if said else None,
        satisfaction=said.satisfaction if said else "",
        account_id=actor.account_id,
        again_at=again_at,
    )
