"""The door for platforms that pass cases down with numbers and limits of their own."""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema, Status
from pydantic import AwareDatetime

from shizheng.engines.cases.domain.contacts import ContactDetails
from shizheng.platform.policy.queries import acting, require
from shizheng.systems.hotline.actions.passdown import pass_down
from shizheng.systems.hotline.api.cases import REFUSALS, VIEW, named, short
from shizheng.systems.hotline.api.shapes import Answers, CaseOut, ContactIn
from shizheng.systems.hotline.domain.process.process import WORK_ORDER
from shizheng.systems.hotline.queries.passed import passed_case

router = Router(tags=["转办"])
Source = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_.-]+$")]
Number = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9_.\-一-鿿]+$")]


class PassedIn(Schema):
    source: Source = Field(description="来源平台的标识")
    number: Number = Field(description="来源平台的编号，同一编号只受理一次")
    due_at: AwareDatetime | None = Field(None, description="来源平台规定的办结时限，须带时区")
    answers: Answers
    contact: ContactIn | None = None


class PassedOut(CaseOut):
    source: str
    source_number: str
    source_due_at: datetime | None
    repeated: bool = False


@router.post("/passed", response={200: PassedOut, 201: PassedOut, **REFUSALS}, summary="转办一件工单")
def add_passed(request: HttpRequest, body: PassedIn) -> Any:
    actor = acting(request)
    done = pass_down(
        actor,
        source=body.source,
        number=body.number,
        answers=named(WORK_ORDER.move("register"), body.answers),
        due_at=body.due_at,
        contact=ContactDetails(**body.contact.dict()) if body.contact else None,
    )
    found = _shown(request, body.source, body.number)
    return Status(200 if done.repeated else 201, {**found, "repeated": done.repeated})


@router.get("/passed/{source}/{number}", response={200: PassedOut, **REFUSALS}, summary="按来源平台的编号查询")
def get_passed(request: HttpRequest, source: str, number: str) -> Any:
    return _shown(request, source, number)


def _shown(request: HttpRequest, source: str, number: str) -> dict[str, Any]:
    actor = acting(request)
    require(actor, VIEW)
    found = passed_case(actor, source.replace("\0", "")[:40], number.replace("\0", "")[:80])
    if found is None:
        raise Http404
    return {
        **short(found.case),
        "source": found.source,
        "source_number": found.number,
        "source_due_at": found.due_at,
    }
