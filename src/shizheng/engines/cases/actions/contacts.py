"""Who raised a case: written down later, corrected, and opened with a reason."""

from shizheng.engines.cases.domain.contacts import ContactDetails, contact_faults
from shizheng.engines.cases.models import Case, Contact
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.kit.errors import InvalidInputError
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.queries import DeniedError, require
from shizheng.platform.vault.actions import unseal_value


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


def open_contact(actor: Actor, *, case: Case, field: str, reason: str) -> str:
    """The plain text of one field of whoever raised the case; a confidential one only for those who may write it."""
    declared = process_of(case.process)
    contact = case.contact
    if contact is None:
        raise DeniedError("本件没有诉求人")
    if contact.confidential and not (declared.contacts and actor.may(declared.contacts)):
        raise DeniedError("诉求人要求保密，承办单位不能查看", remedy="确需联系的，请由热线中心转达")
    return unseal_value(actor, row=contact, field=field, reason=reason, permission=declared.view)
