"""Numbers that are limited, appeals against it, what is not accepted, and from when a caller counts as repeating."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.urls import reverse

from shizheng.kit import clock
from shizheng.platform.accounts.models import Account
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet
from shizheng.platform.vault.domain.masking import Personal
from shizheng.platform.vault.models import SealedField
from shizheng.systems.hotline.domain.callers import BLOCK_STATES, BlockState, Unaccepted, is_in_force
from shizheng.systems.hotline.domain.process.asks import DECLINED
from shizheng.systems.hotline.models.calls import CallerIndex, caller_indexes

BLOCK, DECIDE_BLOCK = "hotline.block", "hotline.decide_block"


class BlockQuerySet(VisibleQuerySet["Block"]):
    def of_number(self, number: str) -> Self:
        return self.filter(phone_index__in=caller_indexes(number))

    def in_force(self, day: date) -> Self:
        return self.filter(state=BlockState.IN_FORCE, until__gte=day)

    def undecided(self) -> Self:
        return self.filter(state=BlockState.PROPOSED)


class Block(models.Model):
    """A limit on a number. The agent still sees every call of it, with the reason: nothing is dropped unseen."""

    phone = SealedField("号码", personal=Personal.PHONE)
    phone_index = CallerIndex(of="phone")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="热线机构")
    reason = models.CharField("理由", max_length=500)
    until = models.DateField("限制至")
    state = models.CharField("状态", max_length=10, choices=BLOCK_STATES, default=BlockState.PROPOSED)
    proposed_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="提请人"
    )
    proposed_at = models.DateTimeField("提请时间", default=clock.now)
    decided_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="审批人"
    )
    decided_at = models.DateTimeField("审批时间", null=True)
    decision = models.CharField("审批意见", max_length=500, blank=True)

    objects = BlockQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(
        view=BLOCK, owner="proposed_by_id", organisation="organisation_id", path="organisation__path"
    )

    class Meta:
        db_table = "hot_block"
        verbose_name = verbose_name_plural = "来电限制"
        ordering = ["-proposed_at", "-pk"]
        indexes = [models.Index(fields=["phone_index", "state"], name="hot_block_phone_idx")]

    def __str__(self) -> str:
        return str(self.phone)

    @property
    def is_in_force(self) -> bool:
        return is_in_force(self.state, self.until, clock.today())

    @property
    def state_in_words(self) -> str:
        return "已到期" if self.state == BlockState.IN_FORCE and not self.is_in_force else self.get_state_display()

    def get_absolute_url(self) -> str:
        return reverse("hotline:block", kwargs={"pk": self.pk})


class Appeal(models.Model):
    """What a limited caller says against it, and what somebody other than who limited them decided; undecided while
    `granted` is null."""

    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="appeals", verbose_name="来电限制")
    text = models.TextField("申诉内容", max_length=1000)
    received_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    received_at = models.DateTimeField("登记时间", default=clock.now)
    granted = models.BooleanField("申诉成立", null=True)
    decided_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="决定人"
    )
    decided_at = models.DateTimeField("决定时间", null=True)
    decision = models.CharField("决定理由", max_length=500, blank=True)

    objects = VisibleQuerySet["Appeal"].as_manager()
    scope_fields: ClassVar = ScopeFields(
        view=BLOCK,
        owner="received_by_id",
        organisation="block__organisation_id",
        path="block__organisation__path",
    )

    class Meta:
        db_table = "hot_appeal"
        verbose_name = verbose_name_plural = "申诉"
        ordering = ["-received_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.block} 的申诉"


class DeclineRule(models.Model):
    """A kind of matter that is not accepted, from the pack's section `hotline_declined`: told to the agent while the
    text holds one of its keywords. `keywords` are parted by 、."""

    code = models.CharField("代码", max_length=30, unique=True)
    why = models.CharField("不予受理的情形", max_length=30, choices=DECLINED)
    title = models.CharField("事项", max_length=100)
    channel = models.CharField("正确渠道", max_length=200)
    telephone = models.CharField("电话", max_length=30, blank=True)
    keywords = models.CharField("关键词", max_length=500)
    order = models.PositiveSmallIntegerField("顺序", default=100)
    source = models.CharField("依据", max_length=200, blank=True)

    objects = VisibleQuerySet["DeclineRule"].as_manager()
    scope_fields: ClassVar = ScopeFields(view=BLOCK)

    class Meta:
        db_table = "hot_decline_rule"
        verbose_name = verbose_name_plural = "不予受理情形"
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.title

    @property
    def rule(self) -> Unaccepted:
        words = tuple(word for word in self.keywords.split("、") if word)
        return Unaccepted(self.why, self.title, self.channel, self.telephone, words)


class RepeatRule(models.Model):
    """From the pack's section `hotline_repeats`: a number that led to `times` matters or calls within `days` calls
    repeatedly. One row."""

    times = models.PositiveSmallIntegerField("次数")
    days = models.PositiveSmallIntegerField("天数")

    objects = VisibleQuerySet["RepeatRule"].as_manager()
    scope_fields: ClassVar = ScopeFields(view="hotline.accept")

    class Meta:
        db_table = "hot_repeat_rule"
        verbose_name = verbose_name_plural = "重复来电口径"

    def __str__(self) -> str:
        return f"{self.days}日内{self.times}次"
