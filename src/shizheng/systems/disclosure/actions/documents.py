"""Put right what a document says it is, or take it out."""

from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError
from shizheng.platform.journal.actions import action, amend, trace
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.disclosure.models import Document, Stage

YEARS = range(1990, 2101)
STALE = "别人刚刚修改了这份文件的信息"


@action("disclosure.identify_document", "更正公开文件信息", permission="disclosure.upload", on="document")
def identify_document(
    actor: Actor,
    *,
    document: Document,
    unit: str,
    region: str,
    year: int,
    stage: str,
    expected_version: int,
    staff: int | None = None,
) -> Document:
    """Say whose document it is, of which year and stage, where reading it told wrongly or not at all.

    `staff` is the number of people in post, for figures a head.
    """
    _refuse_bad(unit, year, stage)
    locked = Document.objects.select_for_update().get(pk=document.pk)
    if locked.version != expected_version:
        raise ShizhengError(STALE, remedy="请核对后重新提交")
    there = Document.objects.same_disclosure(locked.organisation_id, unit, year, stage).exclude(pk=locked.pk).first()
    if there is not None and locked.is_current:
        raise ShizhengError(
            f"已有“{there.subject}”的文件（{there.name}）", "单位", "请在那份文件上换版，或核对单位、年度和阶段"
        )
    changes = amend(locked, unit=unit.strip(), region=region.strip(), year=year, stage=stage, staff=staff)
    locked.version += 1
    locked.save()
    trace(locked, f"更正“{locked.subject}”的信息", changes=changes)
    return locked


def _refuse_bad(unit: str, year: int, stage: str) -> None:
    faults = []
    if not unit.strip():
        faults.append(Fault("请填写单位名称", "unit"))
    if year not in YEARS:
        faults.append(Fault(f"年度应在 {YEARS[0]} 至 {YEARS[-1]} 之间", "year"))
    if stage not in Stage.values:
        faults.append(Fault("请选择预算或决算", "stage"))
    if faults:
        raise InvalidInputError(faults)


@action("disclosure.remove_document", "删除公开文件", permission="disclosure.remove", on="document")
def remove_document(actor: Actor, *, document: Document, reason: str) -> None:
    """Take out a document with its findings and numbers; the version before it, if any, stands again.

    The stored file itself stays: the journal names its digest.
    """
    if not reason.strip():
        raise ShizhengError("请写明删除理由", "理由")
    if Document.objects.filter(supersedes=document).exists():
        raise ShizhengError("该文件已有更新的版本，不能单独删除", document.subject, "请先删除较新的版本")
    before = document.supersedes_id
    trace(document, f"删除“{document.subject}”（{document.name}，SM3 {document.digest[:16]}…）", reason=reason)
    document.delete()
    if before is not None:
        Document.objects.filter(pk=before).update(is_current=True)
