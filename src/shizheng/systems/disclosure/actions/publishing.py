"""Publishing: an immutable version with its files, digests and the list of what changed."""

import json
import zlib

from shizheng.engines.fiscal.actions.books import lock_book, unlock_book
from shizheng.engines.fiscal.models.books import BookStatus
from shizheng.kit import clock
from shizheng.kit.digest import sm3
from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError
from shizheng.platform.files.actions import store_file
from shizheng.platform.files.models import StoredFile
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.notify.models import Kind as NoticeKind
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.disclosure.actions.reviewing import _finish, _require_same, _start, _tell
from shizheng.systems.disclosure.domain.budgeting.content import Change, changes
from shizheng.systems.disclosure.domain.budgeting.moves import Move
from shizheng.systems.disclosure.domain.budgeting.sealing import Edition, sealed_text
from shizheng.systems.disclosure.models import Editor, Preparation, Publication, PublishedFile
from shizheng.systems.disclosure.queries.people import people_for


@action("disclosure.publish_budget", "发布", permission="disclosure.publish", on="preparation")
def publish_budget(actor: Actor, *, preparation: Preparation, edition: Edition, reason: str = "") -> Publication:
    """Publish exactly what was approved as the next version; a later version says why and what changed."""
    preparation = _start(actor, preparation, Move.PUBLISH)
    _require_same(preparation, preparation.submitted_digest)
    if edition.content.digest != preparation.submitted_digest:
        raise ShizhengError("待发布的文件不是审核通过的内容", str(preparation), "请刷新页面后重新发布")
    if left := preparation.findings.blocking().count():
        raise ShizhengError(f"还有{left}处错误没有解决", str(preparation), "请退回修改")
    before = Publication.objects.filter(book=preparation.book_id).order_by("-number").first()
    publication = _version(actor, preparation, edition, before, reason)
    publication.save()
    for kind, data in edition.files.items():
        file = _stored(actor, f"{edition.title}_第{publication.number}版.{kind}", data)
        PublishedFile.objects.create(publication=publication, file=file, kind=kind)
    book = preparation.book
    if book.status != BookStatus.LOCKED:
        lock_book(actor, book=book, expected_version=book.version)
    _finish(preparation, Move.PUBLISH)
    Editor.objects.filter(preparation=preparation).delete()
    people = [preparation.submitted_by] if preparation.submitted_by else []
    _tell(actor, preparation, people, f"已发布：{edition.title}（第{publication.number}版）", kind=NoticeKind.REPLY)
    version = f"第{publication.number}版（SM3 {publication.digest[:16]}…）"
    trace(publication, f"发布“{edition.title}”{version}，变更{len(publication.changes)}处", reason=reason)
    return publication


def _stored(actor: Actor, name: str, data: bytes) -> StoredFile:
    return store_file(actor, name=name, chunks=[data])


def _version(
    actor: Actor, preparation: Preparation, edition: Edition, before: Publication | None, reason: str
) -> Publication:
    if before is not None and not reason.strip():
        raise InvalidInputError([Fault("再次发布应写明变更理由", "reason")])
    found: list[Change] = changes(before.told, edition.content) if before else []
    if before is not None and not found:
        raise ShizhengError("内容与上一版完全相同", str(preparation), "没有变更时不需要再次发布")
    body = json.dumps(edition.blocks, ensure_ascii=False, separators=(",", ":")).encode()
    number, previous = (before.number + 1, before.digest) if before else (1, "")
    book = preparation.book
    return Publication(
        book=book,
        number=number,
        unit=str(book.organisation),
        year=book.year,
        stage=book.stage,
        title=edition.title[:200],
        reason=reason.strip()[:500],
        changes=[list(change) for change in found],
        body=zlib.compress(body, 6),
        content=zlib.compress(edition.content.canonical(), 6),
        digest=sm3(sealed_text(edition, number, previous).encode()),
        previous=previous,
        prepared_by=str(preparation.submitted_by or ""),
        reviewed_by=str(preparation.reviewed_by or ""),
        published_by=actor.display_name[:100],
        published_at=clock.now(),
    )


@action("disclosure.revise_budget", "更正", permission="disclosure.publish", on="preparation")
def revise_budget(actor: Actor, *, preparation: Preparation, reason: str) -> Preparation:
    """Open what has been published for a correction; what is published stays until the next version."""
    preparation = _start(actor, preparation, Move.REVISE, reason)
    book = preparation.book
    if book.status == BookStatus.LOCKED:
        unlock_book(actor, book=book, expected_version=book.version, reason=reason)
    preparation.opinion = reason.strip()[:500]
    _finish(preparation, Move.REVISE)
    _tell(actor, preparation, people_for(preparation, "disclosure.prepare"), f"请更正：{preparation}", reason)
    trace(preparation, f"更正“{preparation}”", reason=reason)
    return preparation
