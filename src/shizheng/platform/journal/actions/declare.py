"""`@action`: every write asks permission, runs in one transaction and leaves one entry."""

import inspect
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, Literal, ParamSpec, Protocol, TypeVar

from django.db import models, transaction

from shizheng.kit.chain import GENESIS
from shizheng.kit.errors import ShizhengError
from shizheng.kit.registry import Registry
from shizheng.platform.journal.actions.record import About, Changes, Draft, write
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.queries import require, require_account

P = ParamSpec("P")
R = TypeVar("R")


Journal = Literal["entry", "own"]
"""Where an action leaves its trace: an entry of the journal, or a row of a history that is chained by itself and sealed
into the journal by ranges (`seals`)."""


class ChainedRow(Protocol):
    """A row of a history of its own: saved, and sealed by a digest that covers the row before it."""

    pk: Any
    digest: str


class ActionError(ShizhengError):
    """An action that breaks the house's contract; a programmer's mistake, found by any test that calls it."""


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """A declared write. `permission` is None where any logged-in account may; `on` names the argument whose row the
    permission must reach."""

    id: str
    label: str
    permission: str | None
    on: str
    function: Callable[..., Any]
    journal: Journal = "entry"


@dataclass(slots=True)
class _Frame:
    spec: ActionSpec
    actor: Actor
    drafts: list[Draft] = field(default_factory=list)
    own: Draft | None = None
    chained: int = 0


ACTIONS: Registry[ActionSpec] = Registry("操作", key=lambda spec: spec.id)
_frame: ContextVar[_Frame | None] = ContextVar("journal_frame", default=None)


def _check_signature(spec: ActionSpec) -> None:
    first, *rest = inspect.signature(spec.function).parameters.values()
    if first.name != "actor" or any(other.kind is not inspect.Parameter.KEYWORD_ONLY for other in rest):
        raise ActionError(f"操作“{spec.id}”的第一个参数应为 actor，其余参数只按名称传递")
    if spec.on and spec.on not in {other.name for other in rest}:
        raise ActionError(f"操作“{spec.id}”没有名为 {spec.on} 的参数")


def _authorise(spec: ActionSpec, actor: Actor, arguments: dict[str, Any]) -> None:
    if spec.permission is None:
        require_account(actor)
    else:
        require(actor, spec.permission, arguments.get(spec.on) if spec.on else None)


def action(
    ident: str, label: str, *, permission: str | None, on: str = "", journal: Journal = "entry"
) -> Callable[[Callable[Concatenate[Actor, P], R]], Callable[Concatenate[Actor, P], R]]:
    """Declare a write: ``@action("orgs.rename", "单位更名", permission="orgs.manage", on="organisation")``.

    Entries of actions called inside another are written with the outermost one's, at its end: the journal's lock is
    then held for an instant only and is always the last one taken, so that two writers cannot wait for each other.
    With ``journal="own"`` the action says `chained(row)` of what it wrote and takes that lock not at all.
    """

    def declare(function: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
        spec = ActionSpec(ident, label, permission, on, function, journal)
        _check_signature(spec)
        ACTIONS.register(spec)

        @wraps(function)
        def run(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            _authorise(spec, actor, dict(kwargs))
            outer, frame = _frame.get(), _Frame(spec, actor)
            token = _frame.set(frame)
            try:
                with transaction.atomic():
                    result = function(actor, *args, **kwargs)
                    _close(frame, outer)
            finally:
                _frame.reset(token)
            return result

        return run

    return declare


def _close(frame: _Frame, outer: _Frame | None) -> None:
    if frame.own is not None:
        frame.drafts.append(frame.own)
    elif not frame.chained:
        raise ActionError(f"操作“{frame.spec.id}”没有留下日志")
    if outer is None:
        write(frame.drafts)
    else:
        outer.drafts.extend(frame.drafts)


def trace(row: models.Model | About | None, summary: str, *, changes: Changes | None = None, reason: str = "") -> None:
    """Say what the running action did; once in each action, before a deleted row loses its key."""
    frame = _frame.get()
    if frame is None:
        raise ActionError("trace 只能在操作中调用")
    if frame.own is not None:
        raise ActionError(f"操作“{frame.spec.id}”留下了两条日志")
    about = row if isinstance(row, About) else About.row(row)
    frame.own = Draft(frame.spec.id, frame.actor, summary, about, changes or {}, reason)


def chained(row: ChainedRow) -> None:
    """Say that the running action wrote this row of a history of its own; as often as it wrote one."""
    frame = _frame.get()
    if frame is None or frame.spec.journal != "own":
        raise ActionError("chained 只能在自带办理经过的操作中调用")
    if row.pk is None or len(row.digest) != len(GENESIS):
        raise ActionError(f"操作“{frame.spec.id}”写下的记录没有保存或没有摘要")
    frame.chained += 1


def after_commit(effect: Callable[[], None]) -> None:
    """Do something outward (e-mail, a job) once the data is safe; its failure is logged and undoes nothing."""
    transaction.on_commit(effect, robust=True)
