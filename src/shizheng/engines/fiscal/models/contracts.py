"""Contracts, their changes, instalments and payments."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from shizheng.engines.fiscal.domain.contracts.changes import ChangeKind
from shizheng.engines.fiscal.domain.contracts.terms import InstalmentKind, Milestone, milestones
from shizheng.engines.fiscal.domain.projects.procurement import Category
from shizheng.engines.fiscal.models.projects import Project
from shizheng.engines.fiscal.models.versioned import Versioned, money, scope_through
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.models import VisibleQuerySet


class ContractQuerySet(VisibleQuerySet["Contract"]):
    def without_plan(self) -> "ContractQuerySet":
        return self.filter(instalments__isnull=True)

    def unsettled(self) -> "ContractQuerySet":
        return self.filter(paid__lt=F("amount"))


class Contract(Versioned):
    """`original` is the amount signed, `amount` the present one with its changes, `paid` the sum of valid payments."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="contracts", verbose_name="项目")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="fiscal_contracts", verbose_name="采购人"
    )
    number = models.CharField("合同编号", max_length=60)
    name = models.CharField("合同名称", max_length=200)
    category = models.CharField("采购类别", max_length=10, choices=Category.choices())
    supplier = models.CharField("供应商", max_length=200)
    is_sme = models.BooleanField("中小企业", default=False)
    original = money("合同原金额")
    amount = money("合同金额")
    paid = money("已付金额", default=0)
    signed_on = models.DateField("签订日期")
    starts_on = models.DateField("履约开始", null=True, blank=True)
    ends_on = models.DateField("履约结束", null=True, blank=True)
    warranty_months = models.PositiveSmallIntegerField("质保期（月）", default=0)
    first_accepted_on = models.DateField("初验日期", null=True, blank=True)
    final_accepted_on = models.DateField("终验日期", null=True, blank=True)

    objects = ContractQuerySet.as_manager()
    scope_fields: ClassVar = scope_through("organisation")

    class Meta:
        db_table = "fis_contract"
        verbose_name = verbose_name_plural = "合同"
        ordering = ["-signed_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="fis_contract_number"),
            models.CheckConstraint(condition=Q(original__gt=0, amount__gt=0), name="fis_contract_amount"),
            models.CheckConstraint(condition=Q(paid__gte=0, paid__lte=F("amount")), name="fis_contract_paid"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
                name="fis_contract_term",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def reached(self) -> dict[Milestone, date]:
        """Days on which what payments wait for happened."""
        return milestones(self.signed_on, self.first_accepted_on, self.final_accepted_on, self.warranty_months)


class ContractChange(models.Model):
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="changes", verbose_name="合同")
    kind = models.CharField("变更", max_length=12, choices=ChangeKind.choices())
    amount = money("变更金额")
    signed_on = models.DateField("签订日期")
    reason = models.CharField("事由", max_length=500)

    objects: ClassVar = VisibleQuerySet["ContractChange"].as_manager()
    scope_fields: ClassVar = scope_through("contract__organisation")

    class Meta:
        db_table = "fis_contract_change"
        verbose_name = verbose_name_plural = "合同变更"
        ordering = ["contract", "id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="fis_change_amount")]

    def __str__(self) -> str:
        return f"{ChangeKind(self.kind).label}{self.amount}"


class Instalment(models.Model):
    """`due_on` is filled as soon as it is known: stated by the contract, or reckoned from what it waits for."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="instalments", verbose_name="合同")
    order = models.PositiveSmallIntegerField("期次")
    kind = models.CharField("款项", max_length=20, choices=InstalmentKind.choices())
    share = models.DecimalField("比例（%）", max_digits=9, decimal_places=6, null=True, blank=True)
    amount = money("金额")
    milestone = models.CharField("付款条件", max_length=20, choices=Milestone.choices(), blank=True)
    days = models.PositiveSmallIntegerField("条件成就后天数", default=0)
    due_on = models.DateField("应付日期", null=True, blank=True)

    objects: ClassVar = VisibleQuerySet["Instalment"].as_manager()
    scope_fields: ClassVar = scope_through("contract__organisation")

    class Meta:
        db_table = "fis_instalment"
        verbose_name = verbose_name_plural = "付款计划"
        ordering = ["contract", "order"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "order"], name="fis_instalment_order"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="fis_instalment_amount"),
        ]
        indexes = [models.Index(fields=["due_on"], name="fis_instalment_due_idx")]

    def __str__(self) -> str:
        return f"第{self.order}期{InstalmentKind(self.kind).label}"


class PaymentQuerySet(VisibleQuerySet["Payment"]):
    def valid(self) -> "PaymentQuerySet":
        return self.filter(withdrawn_on__isnull=True)


class Payment(models.Model):
    """A wrong entry is withdrawn with its reason and stays; nothing paid is ever deleted."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="payments", verbose_name="合同")
    instalment = models.ForeignKey(
        Instalment, on_delete=models.PROTECT, null=True, blank=True, related_name="payments", verbose_name="付款期次"
    )
    amount = money("金额")
    paid_on = models.DateField("付款日期")
    voucher = models.CharField("凭证号", max_length=60)
    note = models.CharField("说明", max_length=200, blank=True)
    withdrawn_on = models.DateField("冲销日期", null=True, blank=True)
    withdrawn_reason = models.CharField("冲销事由", max_length=500, blank=True)

    objects = PaymentQuerySet.as_manager()
    scope_fields: ClassVar = scope_through("contract__organisation")

    class Meta:
        db_table = "fis_payment"
        verbose_name = verbose_name_plural = "付款"
        ordering = ["contract", "paid_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="fis_payment_amount"),
            models.UniqueConstraint(
                fields=["contract", "voucher"], condition=Q(withdrawn_on__isnull=True), name="fis_payment_voucher"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paid_on} {self.amount}"
