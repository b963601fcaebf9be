"""Who is told at once of what was decided about a unit's case, or asked of it."""

from collections.abc import Sequence

from shizheng.engines.cases.models.following import Follower, Happening
from shizheng.platform.accounts.queries import accounts_that_may
from shizheng.platform.notify.actions import send_notice
from shizheng.platform.notify.models import Kind
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.domain.process.process import WORK_ORDER

HANDLE = "hotline.handle"
TOLD = frozenset(
    {
        "urge",
        "supervise",
        "reject",
        "rework",
        "reopen",
        "recall",
        "grant_extension",
        "refuse_extension",
        "grant_pause",
        "refuse_pause",
        "grant_return",
        "grant_co_return",
        "refuse_return",
        "shelve",
        "revive",
        "resume",
    }
)


def tell(actor: Actor, happenings: Sequence[Happening]) -> None:
    """Follower: the handlers of every unit that was at the case before, or is now."""
    for each in happenings:
        move = WORK_ORDER.move(each.row.move)
        if move is None or move.id not in TOLD:
            continue
        units = {party.organisation for state in (each.before, each.after) for party in state.active()}
        people = [person for unit in sorted(units) for person in accounts_that_may(HANDLE, unit)]
        if people:
            send_notice(
                actor,
                recipients=people,
                kind=Kind.TODO,
                title=f"{move.label}：{each.case.number} {each.case.title}"[:200],
                body=str(each.row.event.body.answers.get("reason") or ""),
                link=each.case.get_absolute_url(),
            )


TELLING = Follower("hotline.telling", WORK_ORDER.id, tell)
