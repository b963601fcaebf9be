"""Who raised a case: written down later, and corrected."""

from shizheng.engines.cases.domain.contacts import ContactDetails, contact_faults
from shizheng.engines.cases.models import Case, Contact
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.kit.errors import InvalidInputError
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.queries import DeniedError, require


@action("cases.contact", "登记诉求人", permission=None)
def set_contact(actor: Actor, *, case: Case, details: ContactDetails) -> Contact:
    """Correct the details of whoever raised the case; InvalidInputError with every fault, DeniedError without the
    process's permission for contacts."""
    allowed = process_of(case.process).contacts
    if not allowed:
        raise DeniedError("本流程不登记诉求人")
    require(actor, allowed, case)
    if faults := contact_faults(details):
        raise InvalidInputError(faults, "诉求人没有登记")
    if case.contact_id is None:
        raise DeniedError("本件没有诉求人登记", remedy="请在办理记录中说明")
    row = Contact.objects.select_for_update().get(pk=case.contact_id)
    for name in ("name", "phone", "identity", "address", "confidential"):
        setattr(row, name, getattr(details, name))
    row.save()
    trace(case, f"修改诉求人：{case.number}")
    return row
