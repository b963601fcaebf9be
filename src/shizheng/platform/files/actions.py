"""Handing in a file."""

from collections.abc import Collection, Iterable
from pathlib import Path

from django.conf import settings

from shizheng.platform.files.domain.keeping import receive, settle
from shizheng.platform.files.domain.kinds import FileError, FileKind, UnknownKindError, accepted, check_name, sniff
from shizheng.platform.files.domain.names import clean_name
from shizheng.platform.files.models import StoredFile
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.rules.rate import spend


def _spend_upload(actor: Actor) -> None:
    if not actor.everything:
        limit, seconds = settings.UPLOAD_RATE
        spend(f"upload:{actor.account_id}", limit=limit, seconds=seconds)


def _kind_of(path: Path, wanted: Collection[str], name: str) -> FileKind:
    try:
        return sniff(path)
    except UnknownKindError as error:
        raise FileError(error.fault.message, name, accepted(wanted)) from error


def _require_wanted(kind: FileKind, wanted: Collection[str], name: str) -> None:
    if wanted and kind.id not in wanted:
        raise FileError(f"这里不接收{kind.label}", name, accepted(wanted))


@action("files.store", "上传文件", permission=None)
def store_file(
    actor: Actor, *, name: str, chunks: Iterable[bytes], wanted: Collection[str] = (), limit: int = 0
) -> StoredFile:
    """Stream the file in and keep it; `wanted` are ids of kinds (default: all), `limit` bytes (default: UPLOAD_LIMIT).

    Any account may hand in a file; what it is then used for asks its own permission.
    """
    _spend_upload(actor)
    root, shown = Path(settings.MEDIA_ROOT), clean_name(name)
    with receive(root, chunks, limit or settings.UPLOAD_LIMIT) as received:
        kind = _kind_of(received.path, wanted, shown)
        check_name(shown, kind)
        _require_wanted(kind, wanted, shown)
        settle(root, received)
    stored = StoredFile.objects.create(
        digest=received.digest,
        size=received.size,
        kind=kind.id,
        name=shown,
        owner_id=actor.account_id,
        organisation_id=actor.organisation_id,
    )
    trace(stored, f"上传文件“{shown}”（{received.size} 字节，SM3 {received.digest[:16]}…）")
    return stored
