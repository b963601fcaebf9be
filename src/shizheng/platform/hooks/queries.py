"""What can be subscribed to."""

from shizheng.platform.hooks.domain.events import KIND, HookEvent
from shizheng.platform.modules.module import contributed
from shizheng.platform.policy.domain.actor import Actor


def events_for(actor: Actor) -> list[HookEvent]:
    """The happenings that the actor may be told of."""
    found = (event for event in contributed(KIND) if isinstance(event, HookEvent))
    return [event for event in found if actor.may(event.permission)]
