"""What a unit still has in hand, on its own page: whoever dissolves it sees what must go elsewhere first."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse

from shizheng.console.panels import Contribution, TemplatePanel
from shizheng.engines.cases.domain.words import Role
from shizheng.engines.cases.models import PartyRow
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.queries import acting


def _in_hand(request: HttpRequest, unit: Organisation) -> Mapping[str, Any]:
    rows = PartyRow.objects.visible_to(acting(request)).filter(organisation=unit, left_at=None, case__ended_at=None)
    counts = rows.aggregate(main=Count("pk", filter=Q(role=Role.MAIN)), co=Count("pk", filter=Q(role=Role.CO)))
    address = f"{reverse('cases:list')}?{urlencode({'unit': unit.code})}"
    return {**counts, "address": address, "is_closed": unit.valid_to is not None}


UNIT_CASES = Contribution(
    "cases.unit",
    TemplatePanel(
        title="在办工单", side="side", permission="cases.view", template_name="cases/unit_panel.html", look=_in_hand
    ),
    lambda subject: isinstance(subject, Organisation),
)
