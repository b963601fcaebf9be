"""The way of one file from a browser or a program into the system; every write on it is an action of its own."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from shizheng.kit.errors import ShizhengError
from shizheng.platform.files.actions import store_file
from shizheng.platform.files.models import StoredFile
from shizheng.platform.jobs.actions import enqueue
from shizheng.platform.jobs.models import JobRun
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.queries import require
from shizheng.systems.disclosure.actions.upload import SameDisclosureError, upload_document
from shizheng.systems.disclosure.models import Document
from shizheng.systems.disclosure.queries.examination import examine

READ = "disclosure.read"
KINDS = ("pdf", "docx", "xlsx", "xls", "html", "txt")
SLOW = ("pdf",)
"""Kinds whose reading takes seconds."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file: `document` kept, `run` reading it in the background, or `error` saying why neither.

    Where the error is a SameDisclosureError, `file` waits for a person's choice.
    """

    name: str
    document: Document | None = None
    run: JobRun | None = None
    file: StoredFile | None = None
    error: ShizhengError | None = None

    @classmethod
    def in_from(cls, actor: Actor, name: str, chunks: Iterable[bytes]) -> "Taken":
        """Take the file in. What is refused leaves no row behind."""
        require(actor, "disclosure.upload")
        try:
            with transaction.atomic():
                return cls._kept(actor, store_file(actor, name=name, chunks=chunks, wanted=KINDS))
        except ShizhengError as error:
            return cls(name, error=error)

    @classmethod
    def _kept(cls, actor: Actor, file: StoredFile) -> "Taken":
        if file.kind in SLOW:
            run = enqueue(actor, job=READ, arguments={"file_id": file.pk}, label=f"读取“{file.name}”"[:200])
            return cls(file.name, run=run, file=file)
        examined = examine(file.name, file.path.read_bytes())
        try:
            return cls(file.name, document=upload_document(actor, examined=examined, file=file), file=file)
        except SameDisclosureError as error:
            return cls(file.name, file=file, error=error)
