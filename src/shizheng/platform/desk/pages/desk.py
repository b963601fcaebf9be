"""工作台: the four boxes, and the panels that the systems show to whoever may see them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from shizheng.console.actor import SIGNED_IN
from shizheng.console.columns import Column, InstantColumn
from shizheng.console.pages import Page
from shizheng.console.panels import drawn
from shizheng.console.tables import Table
from shizheng.platform.desk.domain.boxes import Box
from shizheng.platform.desk.queries import Desk, lying_in, waiting
from shizheng.platform.policy.queries import acting


class WorkTable(Table):
    title = Column(verbose_name="事项")
    kind = Column(verbose_name="类别")
    step = Column(verbose_name="环节")
    unit = Column(verbose_name="单位")
    since = InstantColumn(verbose_name="到达时间")
    due = InstantColumn(verbose_name="办理时限")


def count_waiting(request: HttpRequest) -> int:
    """What the menu shows beside 工作台."""
    return waiting(acting(request))


class DeskPage(Page):
    title = "工作台"
    purpose = "等您办理的事项，和您关心的情况"
    permission = SIGNED_IN
    menu = "home"
    template_name = "desk/desk.html"

    def box(self) -> Box:
        asked = self.request.GET.get("box", "")
        return Box(asked) if asked in set(Box) else Box.TODO

    def context(self) -> dict[str, Any]:
        actor, box = acting(self.request), self.box()
        items = lying_in(actor, box)
        table = WorkTable(items, orderable=False)
        table.rows_lead_to(lambda item: item.url)
        return {
            **super().context(),
            "box": box,
            "tabs": [(each, f"{reverse('home')}?box={each.value}") for each in Box],
            "table": table if items else None,
            "panels": drawn((), self.request, Desk(actor, box)),
        }
