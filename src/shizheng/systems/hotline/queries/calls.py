"""Calls beside the cases they may have led to."""

from datetime import timedelta
from typing import Any

from shizheng.engines.cases.models import Case, Contact
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.models import Call, Extension

BEFORE, AFTER = timedelta(minutes=10), timedelta(hours=2)
"""A case opened so long before a call's beginning, or after its end, by the same number, may be what it led to."""


def suggested_cases(actor: Actor, call: Call) -> list[Case]:
    """Cases of the call's number around its time that the actor may see, the nearest first; a person confirms."""
    if not call.caller_index or call.case_id is not None:
        return []
    last = call.ended_at or call.started_at
    contacts = Contact.objects.filter(
        phone_index=call.caller_index, created_at__range=(call.started_at - BEFORE, last + AFTER)
    ).values_list("pk", flat=True)
    rows: Any = Case.objects.visible_to(actor, "cases.view").of("hotline").filter(contact__in=list(contacts[:20]))
    found = rows.select_related("main").order_by("opened_at")[:5]
    return sorted(found, key=lambda case: abs((case.opened_at - call.started_at).total_seconds()))


def calls_of(actor: Actor, case: Case) -> Any:
    """The calls that led to a case, those that the actor may see."""
    return Call.objects.visible_to(actor).filter(case=case).select_related("account")


def centres() -> list[Organisation]:
    """The organisations whose agents sit at extensions."""
    return list(Organisation.objects.filter(pk__in=Extension.objects.values("organisation")))
