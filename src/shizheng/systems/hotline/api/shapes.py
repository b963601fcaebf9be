"""What goes over the wire. Organisations are named by their codes, instants carry their zone."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Schema
from ninja.params import Path, Query
from pydantic import AfterValidator

LARGEST = 2**63 - 1
Ident = Annotated[int, Path(ge=1, le=LARGEST)]
Limit = Annotated[int, Query(ge=1, le=200)]
Said = Annotated[str, AfterValidator(lambda text: text.replace("\0", ""))]
Words = Annotated[Said, Field(max_length=200)]
Key = Annotated[str, Field(max_length=40, pattern=r"^[A-Za-z0-9_.:-]*$")]
Answers = Annotated[
    dict[str, Any],
    Field(description="以填写项的标识为名；单位写编码（多个写成列表），附件写上传所得的编号，工单写编号"),
]


class Problem(Schema):
    """Why not, in Chinese, and what to do; `between` is what others did meanwhile, where that is the reason."""

    message: str
    remedy: str = ""
    between: list[str] = []


class ContactIn(Schema):
    name: str = Field("", max_length=50, description="诉求人")
    phone: str = Field("", max_length=25, description="联系电话")
    identity: str = Field("", max_length=20, description="证件号码")
    address: str = Field("", max_length=200, description="联系地址")
    confidential: bool = Field(default=False, description="要求保密")


class CaseIn(Schema):
    key: Key = Field("", description="提交标识：重试时带同一标识，不会重复受理")
    move: str = Field("register", max_length=30, description="建立工单的动作：register 受理，submit 提交诉求")
    answers: Answers
    contact: ContactIn | None = None
    keeper: str = Field("", max_length=40, description="受理单位编码，不写为令牌所在单位")


class MoveIn(Schema):
    key: Key = ""
    move: str = Field(max_length=30)
    version: int = Field(ge=1, le=LARGEST, description="所见工单的版本，来自查询结果")
    answers: Answers = {}
    organisation: str = Field("", max_length=40, description="代表哪个承办单位，只有一个时可不写")
    request: int = Field(0, ge=0, le=LARGEST, description="审批哪一项申请，只有一项时可不写")


class PartyOut(Schema):
    organisation: str
    name: str
    role: str
    state: str
    signed_at: datetime | None
    replied_at: datetime | None
    due_at: datetime | None


class CaseOut(Schema):
    id: int
    number: str
    version: int
    stage: str
    stage_name: str
    title: str
    place: str
    nature: str
    urgency: str
    channel: str
    category: str
    area: str
    main: str = Field(description="主办单位编码")
    opened_at: datetime
    ended_at: datetime | None
    due_at: datetime | None
    breached: bool


class CaseFull(CaseOut):
    text: str
    parties: list[PartyOut]
    contact: dict[str, str] = Field(description="已脱敏；要求保密且无权查看的为空")


class CasesOut(Schema):
    items: list[CaseOut]
    next: str = Field(description="下一页的游标，空为没有了")


class MadeOut(Schema):
    id: int
    number: str
    version: int
    repeated: bool


class EventOut(Schema):
    position: int
    at: datetime
    move: str
    name: str
    who: str
    stage: str
    public: dict[str, str] = Field(description="可以公开的答复")
    digest: str = Field(description="SM3，与前一条相连")


class OfferOut(Schema):
    move: str
    name: str
    organisation: str
    request: int
    objection: str = Field(description="现在不能办理的原因，空为可以")
    asks: list[dict[str, Any]]


class FileOut(Schema):
    id: int
    name: str
    size: int
    digest: str


class CasesAsked(Schema):
    """Filters of the list; all of them together."""

    stage: Said = Field("", max_length=30)
    unit: Said = Field("", max_length=40, description="主办单位编码")
    category: Said = Field("", max_length=40)
    area: Said = Field("", max_length=40)
    channel: Said = Field("", max_length=30)
    words: Words = ""
    opened_from: date | None = None
    opened_to: date | None = None
    overdue: bool = False
