"""What a person makes of a finding: right, not to be followed, or open again."""

from shizheng.kit import clock
from shizheng.kit.errors import ShizhengError
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.disclosure.actions.recheck import _count
from shizheng.systems.disclosure.models import Document, DocumentFinding, Handling
from shizheng.systems.disclosure.models.finding import COUNTED


@action("disclosure.accept_finding", "采纳检查发现", permission="disclosure.handle", on="finding")
def accept_finding(actor: Actor, *, finding: DocumentFinding) -> DocumentFinding:
    """The document is wrong there and will be put right."""
    return _decide(actor, finding, Handling.ACCEPTED, "")


@action("disclosure.dismiss_finding", "忽略检查发现", permission="disclosure.handle", on="finding")
def dismiss_finding(actor: Actor, *, finding: DocumentFinding, reason: str) -> DocumentFinding:
    """The document may stay as it is, for a reason."""
    if not reason.strip():
        raise ShizhengError("请写明忽略的理由", "理由")
    return _decide(actor, finding, Handling.DISMISSED, reason.strip()[:500])


@action("disclosure.reopen_finding", "恢复检查发现", permission="disclosure.handle", on="finding")
def reopen_finding(actor: Actor, *, finding: DocumentFinding) -> DocumentFinding:
    """Take back what was decided."""
    locked, document = _locked(finding)
    if locked.is_open:
        raise ShizhengError("该发现本来就是待处理", str(locked))
    before = locked.get_state_display()
    locked.state, locked.reason, locked.handled_by_id, locked.handled_at = Handling.OPEN, "", None, None
    _settle(locked, document)
    trace(locked, f"恢复“{document.subject}”的发现：{locked.message}", changes={"state": (before, Handling.OPEN.label)})
    return locked


def _decide(actor: Actor, finding: DocumentFinding, state: Handling, reason: str) -> DocumentFinding:
    locked, document = _locked(finding)
    if not locked.is_open:
        raise ShizhengError(f"该发现{locked.get_state_display()}", str(locked), "如需改变，请先恢复")
    locked.state, locked.reason = state, reason
    locked.handled_by_id, locked.handled_at = actor.account_id, clock.now()
    _settle(locked, document)
    changes = {"state": (Handling.OPEN.label, state.label)}
    verb = "采纳" if state is Handling.ACCEPTED else "忽略"
    trace(locked, f"{verb}“{document.subject}”的发现：{locked.message}", changes=changes, reason=reason)
    return locked


def _locked(finding: DocumentFinding) -> tuple[DocumentFinding, Document]:
    """Both rows as they are now; the document first, so that its counts change one at a time."""
    document = Document.objects.select_for_update().get(pk=finding.document_id)
    return DocumentFinding.objects.select_for_update().get(pk=finding.pk), document


def _settle(finding: DocumentFinding, document: Document) -> None:
    finding.save(update_fields=["state", "reason", "handled_by", "handled_at"])
    _count(document)
    document.save(update_fields=list(COUNTED.values()))
