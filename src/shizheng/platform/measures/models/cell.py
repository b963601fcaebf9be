"""The additive cells, and the one way in which they change."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import islice
from typing import Any, ClassVar, NamedTuple

from django.db import connection, models
from django.db.models import F, Q

from shizheng.platform.measures.models.standing import Standing
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.scope import Scope, following
from shizheng.platform.policy.models import NO_ROWS, ScopeFields, VisibleQuerySet

BATCH = 5_000
_POURED = 2_000
"""From so many new cells on, PostgreSQL takes them by COPY."""


class Grain(models.TextChoices):
    DAY = "d", "日"
    MONTH = "m", "月"


class CellKey(NamedTuple):
    """`organisation` is 0 in a cell of a dimension and where a row has none; `value` is "" in one of organisations."""

    standing: int
    dimension: str
    day: date
    organisation: int
    value: str


class CellValue(NamedTuple):
    numerator: int
    denominator: int


Cells = Mapping[CellKey, CellValue]
_KEY = ("standing_id", "dimension", "day", "organisation_id", "value")
_COLUMNS = ("grain", *_KEY, "numerator", "denominator")


class CellScope(ScopeFields):
    """Cells of dimensions are of the whole city: only whoever may see all organisations sees them."""

    def reach(self, scope: Scope, actor: Actor) -> Q:
        if scope is Scope.ALL:
            return Q()
        if scope is Scope.OWN or not actor.organisation_id:
            return NO_ROWS
        if scope is Scope.ORGANISATION:
            return Q(dimension="", organisation_id=actor.organisation_id)
        path = actor.organisation_path
        below = Organisation.objects.filter(path__gte=path, path__lt=following(path)) if path else ()
        return Q(dimension="", organisation_id__in=[each.pk for each in below])


class CellQuerySet(VisibleQuerySet["Cell"]):
    def swap(self, new: Cells, grain: Grain) -> int:
        """Make the cells of this queryset, all of one grain, those of `new`; how many were not as they should be.

        Only differences are written: a recount that finds nothing new costs reading.
        """
        stored = {CellKey(*row[1:6]): (row[0], CellValue(*row[6:])) for row in self._stored()}
        gone = [pk for key, (pk, _) in stored.items() if key not in new]
        fresh = [(key, value) for key, value in new.items() if key not in stored]
        changed = [
            Cell.at(key, grain, value, stored[key][0])
            for key, value in new.items()
            if key in stored and stored[key][1] != value
        ]
        for first in range(0, len(gone), BATCH):
            Cell.objects.filter(pk__in=gone[first : first + BATCH]).delete()
        Cell.objects.bulk_update(changed, ["numerator", "denominator"], batch_size=500)
        _add(fresh, grain)
        return len(gone) + len(changed) + len(fresh)

    def _stored(self) -> Iterable[tuple[Any, ...]]:
        return self.order_by().values_list("pk", *_KEY, "numerator", "denominator").iterator(chunk_size=BATCH)


def _add(cells: "list[tuple[CellKey, CellValue]]", grain: Grain) -> None:
    if connection.vendor == "postgresql" and len(cells) >= _POURED:
        with connection.cursor() as cursor, cursor.copy(f"COPY mea_cell ({','.join(_COLUMNS)}) FROM STDIN") as copy:
            for key, value in cells:
                copy.write_row((grain.value, *key, *value))
        return
    rows = iter(cells)
    while batch := list(islice(rows, BATCH)):
        Cell.objects.bulk_create(Cell.at(key, grain, value) for key, value in batch)


class Cell(models.Model):
    """What the rows of one day, or of one month, come to for an organisation or for one value of a dimension."""

    id = models.BigAutoField(primary_key=True)
    standing = models.ForeignKey(Standing, on_delete=models.CASCADE, related_name="cells", db_index=False)
    grain = models.CharField(max_length=1, choices=Grain.choices)
    dimension = models.CharField("维度", max_length=16, blank=True)
    day = models.DateField("日期")
    organisation_id = models.BigIntegerField("单位编号", default=0)
    value = models.CharField("取值", max_length=60, blank=True)
    numerator = models.BigIntegerField("分子")
    denominator = models.BigIntegerField("分母", default=0)

    objects: ClassVar[Any] = CellQuerySet.as_manager()
    scope_fields: ClassVar = CellScope(view="measures.view", organisation="organisation_id")

    class Meta:
        db_table = "mea_cell"
        verbose_name = verbose_name_plural = "指标数据"
        constraints = [
            models.UniqueConstraint(
                fields=["standing", "dimension", "grain", "day", "organisation_id", "value"], name="mea_cell_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.standing_id} {self.day} {self.numerator}/{self.denominator}"

    @classmethod
    def at(cls, key: CellKey, grain: Grain, value: CellValue, pk: int | None = None) -> "Cell":
        return cls(
            pk=pk,
            standing_id=key.standing,
            grain=grain,
            dimension=key.dimension,
            day=key.day,
            organisation_id=key.organisation,
            value=key.value,
            numerator=value.numerator,
            denominator=value.denominator,
        )


SUMS = {"n": models.Sum(F("numerator")), "d": models.Sum(F("denominator"))}
