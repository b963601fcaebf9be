"""Taking over the year before from the disclosure that was published then, so that figures can be compared."""

from collections.abc import Sequence

from shizheng.engines.fiscal.actions.books import FactsWritten, open_book, set_facts
from shizheng.engines.fiscal.domain.ledger import BookStage, FactRow
from shizheng.engines.fiscal.models import Book, Fact
from shizheng.kit.errors import ShizhengError
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.disclosure.actions.preparing import _edited, _held
from shizheng.systems.disclosure.models import Document, Preparation


@action("disclosure.import_prior", "导入上年数据", permission="disclosure.prepare", on="preparation")
def import_prior(
    actor: Actor, *, preparation: Preparation, document: Document, rows: Sequence[FactRow]
) -> FactsWritten:
    """Fill the empty book of the year before with what a document of that year prints."""
    preparation = _held(preparation)
    book = preparation.book
    if (document.year, document.stage) != (book.year - 1, "final" if book.stage == "final" else "budget"):
        raise ShizhengError(f"“{document.subject}”不是{book.year - 1}年同一阶段的文件", remedy="请选择上年的公开文件")
    if not rows:
        raise ShizhengError("没有从这份文件的报表中读出可用的数据", document.subject, "请直接填报上年的预算账")
    before = Book.objects.filter(organisation_id=book.organisation_id, year=book.year - 1, stage=book.stage).first()
    if before is None:
        before = open_book(actor, organisation=book.organisation, year=book.year - 1, stage=BookStage(book.stage))
    if Fact.objects.filter(book=before).exists():
        raise ShizhengError(f"“{before}”已有数据", remedy="为免覆盖，没有导入；如需改动请直接填报上年的账")
    written = set_facts(actor, book=before, rows=rows, expected_version=before.version)
    _edited(actor, preparation)
    trace(preparation, f"从“{document.subject}”导入上年数据{written.created}条")
    return written
