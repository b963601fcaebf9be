"""One case as lists read it."""

import functools
import operator
import re
import uuid
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse

from shizheng.engines.cases.domain.points import point_of
from shizheng.engines.cases.domain.state import State
from shizheng.engines.cases.domain.words import Field
from shizheng.engines.cases.models.attached import Contact
from shizheng.engines.cases.models.party import PartyRow, earliest
from shizheng.engines.cases.models.projected import ClockRow, MarkRow, RequestRow
from shizheng.engines.cases.models.scope import PartyScope
from shizheng.engines.cases.models.trees import Area, Category
from shizheng.kit.chain import GENESIS
from shizheng.kit.clock import aware
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.scope import following
from shizheng.platform.policy.models import VisibleQuerySet
from shizheng.platform.search.models import holding
from shizheng.platform.vault.models import known_as

_NUMBER = re.compile(r"\d{16,18}")
_PHONE = re.compile(r"\d{7,12}")
_TEXTS = (Field.TITLE, Field.TEXT, Field.PLACE, Field.NATURE, Field.URGENCY, Field.CHANNEL)


class CaseQuerySet(VisibleQuerySet["Case"]):
    def of(self, process: str) -> Self:
        return self.filter(process=process)

    def open(self) -> Self:
        return self.filter(ended_at=None)

    def within(self, tree: str, code: str) -> Self:
        """Those of a branch of the tree `category` or `area`, by its code or name, and of everything below it; of all
        branches that share the name."""
        branches: type[Category] | type[Area] = Category if tree == "category" else Area
        found = [each.path or "" for each in branches.objects.filter(models.Q(code=code) | models.Q(name=code))]
        if not found:
            return self.none()
        below = [models.Q(path__gte=path, path__lt=following(path)) for path in found]
        wanted = branches.objects.filter(functools.reduce(operator.or_, below))
        return self.filter(**{f"{tree}__in": wanted.values("code")})

    def holding(self, words: str) -> Self:
        """Those whose title, content or place has all of the words."""
        return self.filter(holding(words, "words__terms"))

    def called(self, words: str) -> Self:
        """Those that an official means by a number, by a telephone number, or by words of title, content or place.

        Whoever asked for confidence is not found by telephone: that would tell a unit who had complained.
        """
        plain = "".join(words.replace("\0", "").split())
        if _NUMBER.fullmatch(plain):
            return self.filter(pk=int(plain[8:]))
        if _PHONE.fullmatch(plain):
            known = Contact.objects.filter(known_as(Contact, "phone_index", plain), confidential=False)
            return self.filter(contact__in=known)
        return self.holding(words)

    def overdue(self, at: datetime) -> Self:
        """Those with a deadline that runs and has passed."""
        return self.filter(due_at__lt=at)


class Case(models.Model):
    """`uid` is what the seals of its events cover; `version` and `digest` are those of the last one. `due_at` is the
    first deadline that still runs, null while none does."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    process = models.CharField("流程", max_length=30)
    version = models.PositiveIntegerField("版本", editable=False)
    digest = models.CharField(max_length=64, default=GENESIS, editable=False)
    stage = models.CharField("环节", max_length=30)
    since = models.DateTimeField("进入环节时间")
    opened_at = models.DateTimeField("受理时间")
    ended_at = models.DateTimeField("办结时间", null=True)
    opened_by_id = models.BigIntegerField("受理人编号", null=True, editable=False)
    keeper = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="kept_cases", verbose_name="受理单位"
    )
    main = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        related_name="main_cases",
        verbose_name="主办单位",
        db_index=False,
    )
    due_at = models.DateTimeField("时限", null=True)
    breached = models.BooleanField("曾超时", default=False)
    title = models.CharField("标题", max_length=200, blank=True)
    text = models.TextField("内容", blank=True)
    place = models.CharField("地点", max_length=200, blank=True)
    latitude = models.DecimalField("纬度", max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True)
    nature = models.CharField("性质", max_length=30, blank=True)
    urgency = models.CharField("紧急程度", max_length=30, blank=True)
    channel = models.CharField("来源渠道", max_length=30, blank=True)
    category = models.ForeignKey(
        Category,
        to_field="code",
        on_delete=models.PROTECT,
        null=True,
        related_name="cases",
        verbose_name="类别",
        db_index=False,
    )
    area = models.ForeignKey(
        Area,
        to_field="code",
        on_delete=models.PROTECT,
        null=True,
        related_name="cases",
        verbose_name="区域",
        db_index=False,
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, related_name="cases", verbose_name="联系人"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="children", verbose_name="并入工单"
    )
    origin = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="offshoots", verbose_name="拆分自工单"
    )

    objects: ClassVar[Any] = CaseQuerySet.as_manager()
    scope_fields: ClassVar = PartyScope(view="cases.view", owner="opened_by_id")

    class Meta:
        db_table = "cas_case"
        verbose_name = verbose_name_plural = "工单"
        ordering = ["-opened_at", "-id"]
        indexes = [
            models.Index(fields=["opened_at", "id"], name="cas_case_newest_idx"),
            models.Index(fields=["due_at", "id"], name="cas_case_next_idx"),
            models.Index(fields=["process", "opened_at", "id"], name="cas_case_opened_idx"),
            models.Index(fields=["process", "ended_at"], name="cas_case_ended_idx"),
            models.Index(fields=["process", "stage", "due_at"], name="cas_case_stage_idx"),
            models.Index(fields=["process", "due_at"], name="cas_case_due_idx"),
            models.Index(fields=["main", "ended_at", "due_at"], name="cas_case_main_idx"),
            models.Index(fields=["category", "opened_at"], name="cas_case_cat_idx"),
            models.Index(fields=["area", "opened_at"], name="cas_case_area_idx"),
            models.Index(fields=["channel", "opened_at"], name="cas_case_channel_idx"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What officials call it by: the day and the key, so that no counter is a queue for all who take cases in."""
        return f"{aware(self.opened_at):%Y%m%d}{self.pk:08d}"

    def get_absolute_url(self) -> str:
        return reverse("cases:detail", kwargs={"pk": self.pk})

    def take(self, state: State) -> None:
        """Set every column to what the state says; nothing is saved."""
        self.version, self.stage, self.since = state.version, state.stage, state.since or self.since
        self.opened_at = state.opened_at or self.opened_at
        self.ended_at, self.due_at = state.ended_at, earliest(state)
        self.breached = any(clock.breached_at is not None for clock in state.clocks)
        self.keeper_id, self.main_id = state.keeper, state.main.organisation if state.main else None
        for field in _TEXTS:
            setattr(self, field, state.text(field))
        self.category_id, self.area_id = state.text(Field.CATEGORY) or None, state.text(Field.AREA) or None
        self.latitude, self.longitude = point_of(state.text(Field.POINT)) or (None, None)
        contact = state.fields.get(Field.CONTACT)
        self.contact_id = contact if isinstance(contact, int) else None
        self.parent_id, self.origin_id = state.parent or None, state.origin or None

    def projected(self, state: State) -> "list[PartyRow | ClockRow | RequestRow | MarkRow]":
        """The rows beside the case's own that the state comes to; nothing is saved."""
        clocks = [ClockRow.of(self, clock) for clock in state.clocks]
        requests = [RequestRow.of(self, request) for request in state.requests]
        marks = [MarkRow.of(self, mark) for mark in state.marks]
        return [*PartyRow.of(self, state), *clocks, *requests, *marks]
