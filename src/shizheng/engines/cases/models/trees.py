"""Trees of categories and of areas, held by a path that both databases can search by range."""

from datetime import date
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from shizheng.engines.cases.models.open_scope import OPEN
from shizheng.platform.policy.domain.scope import following, step
from shizheng.platform.policy.models import VisibleQuerySet

DEEPEST = 8
T = TypeVar("T", bound="Branch")


class BranchQuerySet(VisibleQuerySet[T]):
    def below(self, path: str) -> Self:
        """The branch with this path and everything under it."""
        return self.filter(path__gte=path, path__lt=following(path))

    def at(self, day: date) -> Self:
        """Those that may be chosen on the day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )


class Branch(models.Model):
    """`lineage` names the codes from the top of the tree down to the own one, between slashes; cases refer to the
    code, which therefore never changes. `valid_to` is the last day."""

    code = models.CharField("编码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=100)
    path = models.CharField(max_length=6 * DEEPEST, null=True, unique=True, editable=False)
    lineage = models.CharField(max_length=400, editable=False)
    order = models.IntegerField("排序", default=0)
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self.lineage.strip("/").split("/"))

    def is_valid(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def grow(self, parent: "Branch | None") -> None:
        """Find the place in the tree; after the first save, which gives the key."""
        self.path = (parent.path or "" if parent else "") + step(self.pk)
        self.lineage = f"{parent.lineage if parent else '/'}{self.code}/"


class Category(Branch):
    """What a case is about. `process` is empty for one that all processes share."""

    process = models.CharField("流程", max_length=30, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级类别"
    )

    objects: ClassVar[Any] = BranchQuerySet["Category"].as_manager()
    scope_fields: ClassVar = OPEN

    class Meta:
        db_table = "cas_category"
        verbose_name = verbose_name_plural = "类别"
        ordering = ["order", "code"]


class Area(Branch):
    """District, street, community, grid: `level` says which. `code` is the state's where there is one."""

    level = models.CharField(
        "层级",
        max_length=10,
        choices=[("district", "区县"), ("street", "街道乡镇"), ("community", "社区"), ("grid", "网格")],
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级区域"
    )

    objects: ClassVar[Any] = BranchQuerySet["Area"].as_manager()
    scope_fields: ClassVar = OPEN

    class Meta:
        db_table = "cas_area"
        verbose_name = verbose_name_plural = "区域"
        ordering = ["order", "code"]
