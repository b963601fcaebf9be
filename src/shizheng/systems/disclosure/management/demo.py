"""The pack section `disclosures`: documents that are there from the start."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from msgspec import Struct

from shizheng.kit.errors import Fault, ShizhengError
from shizheng.platform.accounts.queries import actor_for, named
from shizheng.platform.modules.module import CREATED, UNCHANGED, UPDATED, Outcome, PackSection
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.disclosure.actions.upload import SameDisclosureError, upload_document
from shizheng.systems.disclosure.models import Document
from shizheng.systems.disclosure.queries.examination import Examined, examine

REASON = "配置包中的文件有更新"


class DisclosureItem(Struct, frozen=True, forbid_unknown_fields=True):
    """`file` is a path within the folder of packs, `account` the user name of who uploads it, `name` what is shown."""

    file: str
    account: str
    name: str = ""

    @property
    def path(self) -> Path:
        return Path(settings.PACKS, self.file)


def review(items: Sequence[DisclosureItem], pack: Mapping[str, Sequence[Any]]) -> list[tuple[int, Fault]]:
    """Files that are there, inside the folder of packs, and accounts that are there or in the same pack."""
    root = Path(settings.PACKS).resolve()
    known = {getattr(account, "username", "") for account in pack.get("accounts", ())}
    faults = []
    for index, item in enumerate(items):
        path = item.path.resolve()
        if not (path.is_relative_to(root) and path.is_file()):
            faults.append((index, Fault(f"没有文件“{item.file}”", "file", "请写配置包文件夹内的路径")))
        if item.account not in known and named(item.account) is None:
            faults.append((index, Fault(f"没有用户“{item.account}”", "account", "请先在 accounts 中建立")))
    return faults


def apply(actor: Actor, item: DisclosureItem) -> Outcome:
    """On behalf of the named account; a file that any version was made from is left alone."""
    account = named(item.account)
    if account is None:
        raise ShizhengError(f"没有用户“{item.account}”", "account", "请先在 accounts 中建立")
    uploader = actor_for(account)
    examined = examine(item.name or item.path.name, item.path.read_bytes())
    if Document.objects.within(uploader.organisation_id).filter(digest=examined.digest).exists():
        return UNCHANGED
    return _keep(uploader, examined)


def _keep(uploader: Actor, examined: Examined) -> Outcome:
    try:
        upload_document(uploader, examined=examined)
    except SameDisclosureError as error:
        upload_document(uploader, examined=examined, replaces=error.document, reason=REASON)
        return UPDATED
    return CREATED


DISCLOSURES = PackSection(
    id="disclosures", name="公开文件", schema=DisclosureItem, apply=apply, review=review, rank=700
)
