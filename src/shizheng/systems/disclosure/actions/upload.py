"""Take a document in: as a new one, or as the next version of one that is there."""

from django.db import IntegrityError, transaction

from shizheng.kit.errors import ShizhengError
from shizheng.platform.files.models import StoredFile
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.queries import require
from shizheng.systems.disclosure.actions.recheck import _fill
from shizheng.systems.disclosure.models import Document
from shizheng.systems.disclosure.queries.examination import Examined


class SameFileError(ShizhengError):
    """The very file is there already, as `document`."""

    def __init__(self, document: Document) -> None:
        super().__init__(f"这份文件已经上传过（{document.subject}）", remedy="可直接打开查看，或重新检查")
        self.document = document


class SameDisclosureError(ShizhengError):
    """Another file of the same unit, year and stage is there, as `document`: a person chooses what to do."""

    def __init__(self, document: Document) -> None:
        super().__init__(
            f"已有“{document.subject}”的文件（{document.name}）",
            remedy="请选择作为新版本保存并写明理由，或放弃本次上传",
        )
        self.document = document


@action("disclosure.upload_document", "上传公开文件", permission="disclosure.upload")
def upload_document(
    actor: Actor,
    *,
    examined: Examined,
    file: StoredFile | None = None,
    replaces: Document | None = None,
    reason: str = "",
) -> Document:
    """Keep an examined file with its findings and numbers.

    Raises SameFileError, or SameDisclosureError unless `replaces` names the document it is a new version of, with why.
    """
    document = Document(
        file=file,
        uploaded_by_id=actor.account_id,
        organisation_id=actor.organisation_id,
        digest=examined.digest,
        size=examined.size,
    )
    _identify(document, examined)
    _refuse_twice(document)
    if replaces is None:
        _refuse_unseen(document)
    else:
        _succeed(actor, document, replaces, reason)
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError as error:
        raise ShizhengError("同一单位、年度和阶段的文件刚刚由别人上传", remedy="请刷新列表后再试") from error
    _fill(document, examined)
    trace(document, _summary(document), reason=reason)
    return document


def _identify(document: Document, examined: Examined) -> None:
    reading = examined.reading
    document.keep(examined.source)
    document.unit, document.year, document.stage = reading.unit[:200], reading.year, examined.stage
    document.staff = examined.staff
    document.form, document.region, document.title = reading.form[:40], examined.region[:60], examined.title[:200]


def _refuse_twice(document: Document) -> None:
    same = Document.objects.current().within(document.organisation_id).filter(digest=document.digest).first()
    if same is not None:
        raise SameFileError(same)


def _refuse_unseen(document: Document) -> None:
    there = Document.objects.same_disclosure(
        document.organisation_id, document.unit, document.year, document.stage
    ).first()
    if there is not None:
        raise SameDisclosureError(there)


def _succeed(actor: Actor, document: Document, replaces: Document, reason: str) -> None:
    """Make `document` the version after `replaces`, which stays as it was."""
    require(actor, "disclosure.upload", replaces)
    if not reason.strip():
        raise ShizhengError("请写明换版理由", "理由")
    if not Document.objects.filter(pk=replaces.pk, is_current=True).update(is_current=False):
        raise ShizhengError("该文件已有更新的版本", replaces.subject, "请在最新版本上换版")
    document.supersedes, document.edition, document.edition_reason = replaces, replaces.edition + 1, reason[:500]
    document.organisation_id = replaces.organisation_id
    document.unit, document.year, document.stage = replaces.unit, replaces.year, replaces.stage


def _summary(document: Document) -> str:
    counts = f"错误 {document.errors}、提示 {document.warnings}"
    version = f"第 {document.edition} 版，" if document.edition > 1 else ""
    return f"上传“{document.subject}”（{version}{document.name}，SM3 {document.digest[:16]}…），检查出{counts}"
