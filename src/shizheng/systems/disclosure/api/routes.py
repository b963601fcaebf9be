"""The routes; each asks its permission and calls what the pages call."""

from typing import Annotated, Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from shizheng.kit.errors import ShizhengError
from shizheng.platform.files.domain.names import clean_name
from shizheng.platform.jobs.models import JobRun
from shizheng.platform.policy.queries import acting, require
from shizheng.platform.policy.rules.rate import spend
from shizheng.systems.disclosure.actions.intake import Taken
from shizheng.systems.disclosure.actions.upload import SameDisclosureError, SameFileError, upload_document
from shizheng.systems.disclosure.api.shapes import (
    Checked,
    Claims,
    DocumentOut,
    Documents,
    Findings,
    Ident,
    Limit,
    Offset,
    Problem,
    RunOut,
    SeverityName,
    StateName,
)
from shizheng.systems.disclosure.domain.gathering import spread
from shizheng.systems.disclosure.domain.records import claim_record, finding_record
from shizheng.systems.disclosure.models import Document, DocumentClaim, DocumentFinding, Stage
from shizheng.systems.disclosure.queries.examination import examine
from shizheng.systems.disclosure.queries.uploads import own_run

router = Router(tags=["预决算公开"])
REFUSED = frozenset({400, 401, 403, 404, 409, 413, 422, 429})
REFUSALS: dict[Any, Any] = {REFUSED: Problem}


def one(request: HttpRequest, pk: int) -> Document:
    require(acting(request), "disclosure.view")
    return get_object_or_404(Document.objects.visible_to(acting(request)).defer("text"), pk=pk)


@router.post("/documents", response={201: DocumentOut, 202: RunOut, **REFUSALS}, summary="上传并检查一份公开文件")
def add_document(
    request: HttpRequest,
    file: Annotated[UploadedFile, File()],
    replaces: Annotated[int | None, Form(ge=1, le=2**63 - 1)] = None,
    reason: Annotated[str, Form(max_length=500)] = "",
) -> Any:
    """Large PDFs are read in the background (202). `replaces` and `reason` keep the file as a new version."""
    if replaces is not None:
        return Status(201, _new_version(request, file, replaces, reason))
    taken = Taken.in_from(acting(request), file.name or "", file.chunks())
    if taken.error is not None:
        raise taken.error
    if taken.run is not None:
        return Status(202, _run(taken.run))
    return Status(201, taken.document)


def _new_version(request: HttpRequest, file: UploadedFile, replaces: int, reason: str) -> Document:
    there = one(request, replaces)
    name, data = _content(request, file)
    return upload_document(acting(request), examined=examine(name, data), replaces=there, reason=reason)


def _content(request: HttpRequest, file: UploadedFile) -> tuple[str, bytes]:
    """Name and bytes of an upload within the limits on size and number."""
    require(acting(request), "disclosure.upload")
    limit, seconds = settings.UPLOAD_RATE
    spend(f"upload:{acting(request).account_id}", limit=limit, seconds=seconds)
    name = clean_name(file.name or "")
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        raise ShizhengError(f"文件超过 {settings.UPLOAD_LIMIT >> 20} MB 的上限", name, "请压缩或拆分后再上传")
    return name, file.read()


@router.get("/documents", response={200: Documents, **REFUSALS}, summary="公开文件列表")
def list_documents(
    request: HttpRequest,
    unit: str = "",
    year: int | None = None,
    stage: Stage | None = None,
    limit: Limit = 100,
    offset: Offset = 0,
) -> Any:
    require(acting(request), "disclosure.view")
    rows = Document.objects.visible_to(acting(request)).current().defer("text")
    if unit:
        rows = rows.filter(unit__icontains=unit.replace("\0", ""))
    if year is not None:
        rows = rows.filter(year=year)
    if stage is not None:
        rows = rows.filter(stage=stage.value)
    return {"count": rows.count(), "items": list(rows[offset : offset + limit])}


@router.get("/documents/{pk}", response={200: DocumentOut, **REFUSALS}, summary="一份公开文件")
def get_document(request: HttpRequest, pk: Ident) -> Any:
    return one(request, pk)


@router.get("/documents/{pk}/findings", response={200: Findings, **REFUSALS}, summary="检查发现")
def list_findings(
    request: HttpRequest,
    pk: Ident,
    severity: SeverityName | None = None,
    state: StateName = "open",
    limit: Limit = 1000,
    offset: Offset = 0,
) -> Any:
    document = one(request, pk)
    rows = DocumentFinding.objects.visible_to(acting(request)).filter(document=document).order_by("number")
    if severity is not None:
        rows = rows.filter(severity=severity)
    if state != "all":
        rows = rows.filter(state=state)
    items = [_stored(document.name, row) for row in rows[offset : offset + limit]]
    return {"count": rows.count(), "items": items}


def _stored(file: str, row: DocumentFinding) -> dict[str, Any]:
    names = ("rule", "family", "severity", "section", "line", "quote", "printed", "expected", "message")
    stated = {name: getattr(row, name) for name in names}
    places = [{"line": line, "quote": quote} for line, quote in row.places]
    return {"file": file, **stated, "id": row.pk, "places": places, "state": row.state, "reason": row.reason}


@router.get("/documents/{pk}/claims", response={200: Claims, **REFUSALS}, summary="读出的数据")
def list_claims(request: HttpRequest, pk: Ident, limit: Limit = 1000, offset: Offset = 0) -> Any:
    document = one(request, pk)
    rows = DocumentClaim.objects.visible_to(acting(request)).filter(document=document).order_by("pk")
    items = [claim_record(document.name, row.claim) for row in rows[offset : offset + limit]]
    return {"count": rows.count(), "items": items}


@router.get("/runs/{pk}", response={200: RunOut, **REFUSALS}, summary="后台读取的进度")
def get_run(request: HttpRequest, pk: Ident) -> Any:
    run = own_run(acting(request), pk)
    if run is None:
        raise Http404
    return _run(run)


def _run(run: JobRun) -> dict[str, Any]:
    result: dict[str, Any] = run.result or {}
    error = run.error or result.get("error", "")
    document = result.get("document")
    return {
        "run": run.pk,
        "state": run.state,
        "percent": run.percent,
        "note": run.note,
        "error": error,
        "document": document,
    }


@router.post("/check", response={200: Checked, **REFUSALS}, summary="只检查，不保存")
def check_file(request: HttpRequest, file: Annotated[UploadedFile, File()]) -> Any:
    name, data = _content(request, file)
    examined = examine(name, data)
    reading = examined.reading
    return {
        "unit": reading.unit,
        "year": reading.year,
        "stage": reading.stage,
        "form": reading.form,
        "claims": len(reading.claims),
        "findings": [finding_record(name, finding) for finding in spread(examined.findings)],
    }


CONFLICTS = (SameFileError, SameDisclosureError)
