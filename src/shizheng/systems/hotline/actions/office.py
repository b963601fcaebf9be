"""Setting up the hotline."""

from shizheng.platform.journal.actions import action, trace
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.models import HotlineOffice


@action("hotline.set_office", "设置热线", permission="hotline.set_office")
def set_office(
    actor: Actor,
    *,
    centre: Organisation,
    accepts_anonymous: bool,
    callback_days: int,
    callback_attempts: int,
    unhappy: str = "rework",
) -> HotlineOffice:
    """The one row, made or changed."""
    row = HotlineOffice.objects.select_for_update().first() or HotlineOffice()
    row.centre, row.accepts_anonymous = centre, accepts_anonymous
    row.callback_days, row.callback_attempts, row.unhappy = callback_days, callback_attempts, unhappy
    row.save()
    trace(row, f"设置热线：{centre}")
    return row
