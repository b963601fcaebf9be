"""Cases by the numbers of other platforms."""

from shizheng.engines.cases.models import Case, External
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.domain.process.process import WORK_ORDER


def passed_case(actor: Actor, source: str, number: str) -> External | None:
    """The number with its case, where the actor may see that."""
    visible = Case.objects.visible_to(actor, WORK_ORDER.view).of(WORK_ORDER.id)
    rows = External.objects.filter(source=source, number=number, case__in=visible.values("pk"))
    found: External | None = rows.select_related("case", "case__main").first()
    return found
