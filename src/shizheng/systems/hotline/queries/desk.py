"""What an agent's desk shows before anything is typed."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shizheng.kit import clock
from shizheng.platform.accounts.models import Account, Post
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.domain.calls import AgentState
from shizheng.systems.hotline.models import AgentSpan, Call, DeskDraft, Extension

FRESH = timedelta(minutes=30)
"""A call is put on the desk for so long after it came in."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Where the agent sits and what the agent does; `state` empty for one who has not signed in."""

    extension: str
    state: str
    label: str


def seat_of(actor: Actor) -> Seat:
    extension = Extension.objects.of(actor)
    span = AgentSpan.objects.open_of(actor.account_id or 0)
    state = AgentState(span.state) if span else None
    return Seat(extension.number if extension else "", state or "", state.label if state else "未签入")


def next_call(actor: Actor) -> Call | None:
    """The newest incoming call of the agent that has led to nothing yet: ringing, talking, or just over."""
    if actor.account_id is None:
        return None
    found: Call | None = Call.objects.waiting_for(actor.account_id, clock.now() - FRESH).first()
    return found


def call_of(actor: Actor, pk: int) -> Call | None:
    found: Call | None = Call.objects.visible_to(actor).filter(pk=pk, account_id=actor.account_id or 0).first()
    return found


def drafts_of(actor: Actor) -> list[DeskDraft]:
    """What the agent has begun and not submitted, newest first."""
    return list(DeskDraft.objects.visible_to(actor).select_related("call").order_by("-at", "-pk")[:5])


def agents(day: date) -> Any:
    """Accounts that may take calls in a post of theirs on the day."""
    posts = Post.objects.at(day).filter(roles__grants__permission="hotline.accept")
    return Account.objects.filter(posts__in=posts, is_active=True).distinct().order_by("username")
