"""Every number that a document states, at its coordinate, so that documents can be compared."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models

from shizheng.engines.fiscal.domain.claim import Claim, Place
from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet
from shizheng.systems.disclosure.models.document import Document

LARGEST = 2**63 - 1
"""What the column holds; a longer number is a defect of the text and no amount of money."""
TEXTS = {
    "org": 120, "stage": 10, "side": 30, "fund": 30, "func": 10, "dept": 10, "gov": 10, "nature": 40, "project": 200,
    "item": 60, "measure": 20,
}  # fmt: skip
"""Dimension of the coordinate → characters of its column."""


class ClaimQuerySet(VisibleQuerySet["DocumentClaim"]):
    def renew(self, document: Document, claims: Iterable[Claim]) -> int:
        """Replace the document's claims; how many are kept."""
        rows = [row for row in (DocumentClaim.of(document, claim) for claim in claims) if row is not None]
        self.filter(document=document).delete()
        self.bulk_create(rows, batch_size=200)
        return len(rows)


class DocumentClaim(models.Model):
    """The columns of the coordinate are those of `engines.fiscal.domain.coord.Coord`; `value` and `ulp` in `unit`."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="stated")
    org = models.CharField(max_length=TEXTS["org"], blank=True)
    year = models.IntegerField(default=0)
    stage = models.CharField(max_length=TEXTS["stage"], blank=True)
    side = models.CharField(max_length=TEXTS["side"], blank=True)
    fund = models.CharField(max_length=TEXTS["fund"], blank=True)
    func = models.CharField(max_length=TEXTS["func"], blank=True)
    dept = models.CharField(max_length=TEXTS["dept"], blank=True)
    gov = models.CharField(max_length=TEXTS["gov"], blank=True)
    nature = models.CharField(max_length=TEXTS["nature"], blank=True)
    project = models.CharField(max_length=TEXTS["project"], blank=True)
    item = models.CharField(max_length=TEXTS["item"], blank=True)
    measure = models.CharField(max_length=TEXTS["measure"], blank=True)
    value = models.BigIntegerField()
    ulp = models.BigIntegerField()
    unit = models.CharField(max_length=10)
    kind = models.CharField(max_length=20)
    line = models.IntegerField()
    cell = models.IntegerField(default=0)
    section = models.CharField(max_length=200, blank=True)
    table = models.CharField(max_length=200, blank=True)
    quote = models.TextField()

    objects = ClaimQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(
        view="disclosure.view",
        owner="document__uploaded_by_id",
        organisation="document__organisation_id",
        path="document__organisation__path",
    )

    class Meta:
        db_table = "disc_claim"
        verbose_name = verbose_name_plural = "公开数据"
        ordering = ["document", "line", "cell"]
        indexes = [models.Index(fields=["document", "measure", "func"], name="disc_claim_coord_idx")]

    def __str__(self) -> str:
        return f"第{self.line}行“{self.quote[:40]}”"

    @property
    def claim(self) -> Claim:
        """The claim as it was read."""
        coord = Coord(year=self.year, **{name: getattr(self, name) for name in TEXTS})
        place = Place(self.line, self.cell, self.section, self.table)
        return Claim(coord, self.value, self.ulp, self.unit, self.kind, place, self.quote)

    @classmethod
    def of(cls, document: Document, claim: Claim) -> "DocumentClaim | None":
        """The unsaved row of a claim; None for a number too long to be one."""
        if abs(claim.value) > LARGEST or claim.ulp > LARGEST:
            return None
        coord, place = claim.coord, claim.place
        return cls(
            document=document,
            year=coord.year,
            value=claim.value,
            ulp=claim.ulp,
            unit=claim.unit[:10],
            kind=claim.kind[:20],
            line=place.line,
            cell=place.cell,
            section=place.section[:200],
            table=place.table[:200],
            quote=claim.quote,
            **{name: str(getattr(coord, name))[:width] for name, width in TEXTS.items()},
        )
