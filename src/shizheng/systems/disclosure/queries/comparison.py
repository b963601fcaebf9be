"""Stored documents as the portraits that are compared, and the claims behind a figure."""

from collections.abc import Sequence
from typing import NamedTuple

from shizheng.engines.fiscal.domain.claim import FEN
from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.projects.purposes import Purpose, named, purpose_of
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.disclosure.domain.comparing import (
    AXES,
    Axis,
    Compared,
    Portrait,
    Printed,
    compare,
    portrait_of,
    purpose_axis,
)
from shizheng.systems.disclosure.models import Document, DocumentClaim, ProjectPurpose
from shizheng.systems.disclosure.models.claim import TEXTS

MOST = 12
KIND = "kind"


class Comparison(NamedTuple):
    """Documents beside their portraits, in the order they were named; `corrected` purposes by project."""

    documents: Sequence[Document]
    portraits: Sequence[Portrait]
    corrected: dict[str, str]

    def axis(self, name: str) -> Axis:
        return purpose_axis(self.corrected) if name == KIND else AXES[name]

    def rows(self, name: str) -> dict[str, list[Compared | None]]:
        """Key → what each document states, None where one does not."""
        found: dict[str, list[Compared | None]] = {}
        places = {id(portrait): at for at, portrait in enumerate(self.portraits)}
        for each in compare(self.axis(name), self.portraits):
            cells = found.setdefault(each.key, [None] * len(self.portraits))
            cells[places[id(each.portrait)]] = each
        return found


def compared(actor: Actor, documents: Sequence[Document]) -> Comparison:
    """Two queries, however many documents."""
    printed: dict[int, list[Printed]] = {document.pk: [] for document in documents}
    claims = DocumentClaim.objects.visible_to(actor).filter(
        document_id__in=printed, unit=FEN, kind="cell", measure="amount", gov=""
    )
    names = ("document_id", "value", "ulp", "line", "quote", "year", *TEXTS)
    for pk, value, ulp, line, quote, *dimensions in claims.order_by("document_id", "line", "cell").values_list(*names):
        coord = Coord(**dict(zip(("year", *TEXTS), dimensions, strict=True)))
        printed[pk].append(Printed(coord, value, ulp, line, quote))
    portraits = [
        portrait_of(document.name, document.unit, document.year, document.stage, document.staff, printed[document.pk])
        for document in documents
    ]
    return Comparison(documents, portraits, corrections(actor))


def corrections(actor: Actor) -> dict[str, str]:
    return dict(ProjectPurpose.objects.visible_to(actor).values_list("project", "purpose"))


class Behind(NamedTuple):
    """One claim behind a figure; `purpose` only of projects, `is_corrected` where a person said it."""

    claim: DocumentClaim
    code: str
    purpose: Purpose | None = None
    is_corrected: bool = False

    @property
    def rule(self) -> str:
        return "人工更正" if self.is_corrected else self.purpose.rule if self.purpose else ""


def behind(actor: Actor, comparison: Comparison, name: str, key: str) -> list[Behind]:
    """Every claim in a table that states a part of the only document's figure at this key, in the document's order."""
    cells = [cell for cell in comparison.rows(name).get(key, ()) if cell is not None]
    if not cells:
        return []
    cell, axis, document = cells[0], comparison.axis(name), comparison.documents[0]
    wanted = {cell.scope.over(**{axis.dimension: code}): code for code in cell.amount.of}
    rows = DocumentClaim.objects.visible_to(actor).filter(
        document=document, unit=FEN, kind="cell", measure="amount", gov="", **{f"{axis.dimension}__in": cell.amount.of}
    )
    found = []
    for row in rows.order_by("line", "cell"):
        coord = row.claim.coord
        at = coord._replace(org="", stage="", year=0 if coord.year == document.year else coord.year)
        if at in wanted and coord.stage in ("", document.stage):
            found.append(_behind(row, wanted[at], comparison.corrected if name == KIND else None))
    return found


def _behind(row: DocumentClaim, code: str, corrected: dict[str, str] | None) -> Behind:
    if corrected is None:
        return Behind(row, code)
    said = corrected.get(code)
    return Behind(row, code, Purpose(said, named(said)) if said else purpose_of(code), said is not None)
