"""Organisations in one tree, held by a path that both databases can search by range."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from shizheng.platform.policy.domain.scope import above, following, step
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet

DEEPEST = 20


class Kind(models.TextChoices):
    GOVERNMENT = "government", "政府"
    DEPARTMENT = "department", "部门"
    INSTITUTION = "institution", "事业单位"
    COUNTY = "county", "县（市、区）"
    TOWNSHIP = "township", "乡镇（街道）"
    ENTERPRISE = "enterprise", "企业"
    OFFICE = "office", "内设机构"
    OTHER = "other", "其他"


class OrganisationQuerySet(VisibleQuerySet["Organisation"]):
    def subtree(self, root: "Organisation") -> "OrganisationQuerySet":
        """The root and everything below it, parents before children."""
        return self.filter(path__gte=root.path, path__lt=following(root.path or "")).order_by("path")

    def ancestors(self, organisation: "Organisation") -> "OrganisationQuerySet":
        """From the top of the tree down, without the organisation itself."""
        return self.filter(path__in=above(organisation.path or "")).order_by("path")

    def at(self, day: date) -> "OrganisationQuerySet":
        """Those that exist on the day; `valid_to` is the last day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )


class Organisation(models.Model):
    """`code` is the pack's or the state's own code; `valid_to` is the last day, null while it exists."""

    code = models.CharField("单位编码", max_length=40, unique=True)
    name = models.CharField("单位名称", max_length=200)
    short_name = models.CharField("简称", max_length=60, blank=True)
    kind = models.CharField("类别", max_length=20, choices=Kind.choices, default=Kind.DEPARTMENT)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级单位"
    )
    path = models.CharField(max_length=6 * DEEPEST, null=True, unique=True, editable=False)
    order = models.IntegerField("排序", default=0)
    valid_from = models.DateField("设立日期", null=True, blank=True)
    valid_to = models.DateField("撤销日期", null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(view="orgs.view", organisation="pk", path="path")
    shows_journal: ClassVar = True

    class Meta:
        db_table = "org_unit"
        verbose_name = verbose_name_plural = "单位"
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to")),
                name="org_valid_span",
                violation_error_message="撤销日期不能早于设立日期",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("orgs:detail", kwargs={"pk": self.pk})

    @property
    def display_name(self) -> str:
        return self.short_name or self.name

    @property
    def depth(self) -> int:
        """1 for the top of a tree."""
        return len(above(self.path or "")) + 1

    def path_under(self, parent: "Organisation | None") -> str:
        return (parent.path or "" if parent else "") + step(self.pk)

    def contains(self, other: "Organisation") -> bool:
        """Whether the other is this organisation or lies below it."""
        return bool(self.path and other.path and other.path.startswith(self.path))


class FormerNameQuerySet(VisibleQuerySet["FormerName"]):
    pass


class FormerName(models.Model):
    """What an organisation was called until the day `valid_to`, inclusive; old documents use it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField("曾用名", max_length=200)
    valid_to = models.DateField("使用至")

    objects = FormerNameQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(view="orgs.view", organisation="organisation_id", path="organisation__path")

    class Meta:
        db_table = "org_former_name"
        verbose_name = verbose_name_plural = "曾用名"
        ordering = ["-valid_to"]

    def __str__(self) -> str:
        return self.name
