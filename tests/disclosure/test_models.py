"""What is kept of a document: its lines come back as they were, rows stay within their organisation."""

import pytest

from shizheng.engines.fiscal.domain.claim import FEN, Claim, Place
from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.platform.policy.domain.actor import ANONYMOUS
from shizheng.platform.policy.domain.scope import Scope
from shizheng.systems.disclosure.domain.source import Line, Source
from shizheng.systems.disclosure.models import Document, DocumentClaim, DocumentFinding
from tests.disclosure.documents import TEXT, officer, uploaded
from tests.platform.people import organisation

pytestmark = pytest.mark.django_db


def test_the_lines_of_a_document_come_back_with_their_places() -> None:
    lines = (Line(1, "部门收支总表", "第1页"), Line(2, ""), Line(3, "合计\t１２\t\t“引号”", "Sheet1!A3"))
    document = Document(title="表")
    document.keep(Source("a.xlsx", "xlsx", lines))
    assert document.source() == Source("a.xlsx", "xlsx", lines)
    assert (document.lines, document.origin) == (3, "xlsx")


def test_a_saved_document_gives_the_text_that_was_handed_in() -> None:
    document = Document.objects.get(pk=uploaded(officer()).pk)
    assert "\n".join(line.text for line in document.source().lines) == TEXT


def test_documents_findings_and_claims_are_seen_within_the_organisation_only() -> None:
    mine, stranger = officer("one"), officer("two")
    document = uploaded(mine)
    for model in (Document, DocumentFinding, DocumentClaim):
        assert model.objects.visible_to(mine).count() > 0
        assert model.objects.visible_to(stranger).count() == 0
        assert model.objects.visible_to(ANONYMOUS).count() == 0
    assert document.organisation_id == mine.organisation_id


def test_a_bureau_sees_the_documents_of_its_subordinate_units() -> None:
    bureau = organisation("bureau")
    unit = organisation("unit", bureau)
    uploaded(officer("below", unit))
    above = officer("above", bureau, permissions={"disclosure__view"}, scope=Scope.SUBTREE)
    assert Document.objects.visible_to(above).count() == 1


def test_a_number_longer_than_any_money_is_left_out() -> None:
    document = Document(title="表")
    place = Place(1)
    assert DocumentClaim.of(document, Claim(Coord(), 10**30, 1, FEN, "cell", place, "1")) is None
    kept = DocumentClaim.of(document, Claim(Coord(func="201", year=2025), 2**63 - 1, 1, FEN, "cell", place, "1"))
    assert kept is not None
    assert (kept.func, kept.year, kept.value) == ("201", 2025, 2**63 - 1)
