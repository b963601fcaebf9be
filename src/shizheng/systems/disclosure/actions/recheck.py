"""Check a document again by the rules of today."""

from shizheng.kit import clock
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.disclosure.models import Document, DocumentClaim, DocumentFinding
from shizheng.systems.disclosure.queries.examination import Examined


@action("disclosure.recheck_document", "重新检查公开文件", permission="disclosure.upload", on="document")
def recheck_document(actor: Actor, *, document: Document, examined: Examined) -> Document:
    """`examined` is the document's own source read anew; decisions about findings that are found again stay."""
    before = (document.errors, document.warnings)
    _fill(document, examined)
    trace(
        document,
        f"重新检查“{document.subject}”：待处理错误 {before[0]}→{document.errors}、提示 {before[1]}→{document.warnings}",
    )
    return document


def _fill(document: Document, examined: Examined) -> None:
    """Store findings and claims, and count them."""
    DocumentFinding.objects.renew(document, examined.findings)
    document.claims = DocumentClaim.objects.renew(document, examined.reading.claims)
    document.checked_at = clock.now()
    _count(document)
    document.save()


def _count(document: Document) -> None:
    for field, count in DocumentFinding.objects.filter(document=document).open_counts().items():
        setattr(document, field, count)
