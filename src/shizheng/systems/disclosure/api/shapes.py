"""What goes over the wire. Findings and claims are the very records that the command line prints."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from ninja.params import Path, Query

LARGEST = 2**63 - 1
Ident = Annotated[int, Path(ge=1, le=LARGEST)]
Limit = Annotated[int, Query(ge=1, le=1000)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
SeverityName = Literal["error", "warning", "rounding", "extraction"]
StateName = Literal["open", "accepted", "dismissed", "all"]


class Problem(Schema):
    """Why not, in Chinese, and what to do; `existing` is the document in the way, where one is."""

    message: str
    remedy: str = ""
    existing: int | None = None


class DocumentOut(Schema):
    id: int
    unit: str
    region: str
    year: int
    stage: str
    form: str
    title: str
    name: str
    digest: str = Field(description="SM3")
    edition: int
    is_current: bool
    claims: int
    errors: int = Field(description="待处理的发现，按级别")
    warnings: int
    roundings: int
    extractions: int
    uploaded_at: datetime


class Documents(Schema):
    count: int
    items: list[DocumentOut]


class RunOut(Schema):
    """Reading in the background; ask again until `state` is done or failed."""

    run: int
    state: str
    percent: int
    note: str = ""
    error: str = ""
    document: int | None = None


class FindingOut(Schema):
    file: str
    rule: str
    family: str
    severity: str
    section: str
    line: int
    quote: str
    printed: str
    expected: str
    message: str


class Place(Schema):
    line: int
    quote: str


class StoredFindingOut(FindingOut):
    """One matter; `places` are its other places."""

    id: int
    places: list[Place]
    state: str
    reason: str


class ClaimOut(Schema):
    file: str
    line: int
    section: str
    table: str
    coord: dict[str, Any]
    value: str
    unit: str
    ulp: str
    kind: str
    quote: str


class Findings(Schema):
    count: int
    items: list[StoredFindingOut]


class Claims(Schema):
    count: int
    items: list[ClaimOut]


class Checked(Schema):
    """What a file says of itself and what is wrong with it; nothing of it was kept."""

    unit: str
    year: int
    stage: str
    form: str
    claims: int
    findings: list[FindingOut]
