"""What citizens hand in themselves: a matter with photographs, and more about it; and looking one up."""

import hmac
from collections.abc import Sequence

from shizheng.engines.cases.actions.moves import Made, make_move, open_case
from shizheng.engines.cases.domain.contacts import ContactDetails
from shizheng.engines.cases.domain.state import Value
from shizheng.engines.cases.models import Case
from shizheng.platform.files.actions import store_file
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.vault.models import for_machine
from shizheng.systems.hotline.domain.process.process import WORK_ORDER
from shizheng.systems.hotline.domain.web import PHOTO_LIMIT, Photo
from shizheng.systems.hotline.queries.office import office
from shizheng.systems.hotline.queries.web import lookup_code, numbered, submitted

SUBMIT = "hotline.submit"
_NOBODY = "0000"


@action("hotline.report", "群众网上提交", permission=SUBMIT)
def report_matter(
    actor: Actor, *, answers: dict[str, Value], contact: ContactDetails, photos: Sequence[Photo], key: str
) -> Case:
    """A case in stage 待受理 kept by the centre. The same key again gives the case it made the first time."""
    if earlier := submitted(key):
        trace(earlier, f"重复提交，未再受理：{earlier.number}")
        return earlier
    files = [
        store_file(actor, name=f"照片{index}.jpg", chunks=[each.content], wanted=("jpg",), limit=PHOTO_LIMIT).pk
        for index, each in enumerate(photos, 1)
    ]
    said = {**answers, **({"photos": files} if files else {})}
    centre = office().centre
    made = open_case(actor, process=WORK_ORDER.id, move="submit", answers=said, keeper=centre, contact=contact, key=key)
    trace(made.case, f"群众网上提交：{made.case.number}")
    return made.case


@action("hotline.add_by_web", "群众网上补充", permission=SUBMIT)
def add_by_web(actor: Actor, *, case: Case, more: str, key: str) -> Made:
    """More about a matter that is still open, from whoever raised it."""
    made = make_move(
        actor, case=case, move="supplement", answers={"more": more}, expected_version=case.version, key=key
    )
    trace(made.case, f"群众网上补充：{made.case.number}")
    return made


@action("hotline.look_up", "群众网上查询", permission=SUBMIT)
def look_up(actor: Actor, *, number: str, tail: str) -> Case | None:
    """None for a number that is not known and for a wrong tail alike, after the same work."""
    found = numbered(number)
    phone = "".join(filter(str.isdigit, for_machine(found.contact.phone))) if found and found.contact else ""
    code = lookup_code(found) if found else _NOBODY
    matches = hmac.compare_digest((phone[-4:] if len(phone) >= 4 else code).encode(), tail.encode())
    case = found if matches else None
    trace(case, f"群众网上查询：{case.number}" if case else "群众网上查询：没有找到")
    return case
