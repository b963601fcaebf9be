"""Whether an actor may know who raised a case."""

from shizheng.engines.cases.models import Case, Contact
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.queries import DeniedError


def may_write(actor: Actor, case: Case) -> bool:
    """Whether the actor may write down who raised cases of this process, and know those who asked for confidence."""
    allowed = process_of(case.process).contacts
    return bool(allowed) and actor.may(allowed)


def is_withheld(actor: Actor, case: Case) -> bool:
    """Whether not even masks are shown."""
    return bool(case.contact and case.contact.confidential and not may_write(actor, case))


def openable(actor: Actor, case: Case) -> Contact:
    """The contact whose fields `unseal_value` may open; DeniedError where there is none or confidence was asked for."""
    if case.contact is None:
        raise DeniedError("本件没有诉求人")
    if is_withheld(actor, case):
        raise DeniedError("诉求人要求保密，承办单位不能查看", remedy="确需联系的，请由热线中心转达")
    return case.contact
