"""A year's budget on its way to publication, what the check found in it, what was typed, and what was imported."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from shizheng.engines.fiscal.models import Book
from shizheng.kit import clock
from shizheng.platform.accounts.models import Account
from shizheng.platform.files.models import StoredFile
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet
from shizheng.systems.disclosure.domain.budgeting.moves import EDITABLE, MOVES, WAITS_FOR, Move, State
from shizheng.systems.disclosure.domain.finding import FAMILIES
from shizheng.systems.disclosure.models.finding import Severity


def _through(owner: str) -> ScopeFields:
    """Scope of rows that hang from a book's organisation."""
    return ScopeFields(view="disclosure.view", organisation=f"{owner}_id", path=f"{owner}__path")


class PreparationQuerySet(VisibleQuerySet["Preparation"]):
    def waiting_for(self, actor: Actor) -> "PreparationQuerySet":
        """Those whose next move is the actor's: to review, to publish, or to put right; never a review of one's own."""
        mine, own = Q(pk__in=[]), Editor.objects.filter(account_id=actor.account_id or 0).values("preparation")
        for state, permission in WAITS_FOR.items():
            reached = self.visible_to(actor, permission).filter(state=state)
            if state in (State.SUBMITTED, State.APPROVED):
                reached = reached.exclude(pk__in=own)
            mine |= Q(pk__in=reached.values("pk"))
        return self.filter(mine) if actor.account_id else self.none()


class Preparation(models.Model):
    """One for each book. `submitted_digest` is the content that was handed over: no other may be approved or published.

    `answers` are what only a person knows, by the question asked in the narrative. `version` guards stale forms.
    """

    book = models.OneToOneField(Book, on_delete=models.PROTECT, related_name="preparation", verbose_name="预算账")
    form = models.CharField("公开格式", max_length=40)
    state = models.CharField("状态", max_length=12, choices=State.choices(), default=State.DRAFTING)
    answers = models.JSONField("文字说明", default=dict)
    opinion = models.CharField("意见", max_length=500, blank=True)
    submitted_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField("送审时间", null=True)
    submitted_digest = models.CharField(max_length=64, blank=True)
    reviewed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField("审核时间", null=True)
    checked_at = models.DateTimeField("检查时间", null=True)
    checked_digest = models.CharField(max_length=64, blank=True)
    errors = models.IntegerField("错误", default=0)
    warnings = models.IntegerField("提示", default=0)
    changed_at = models.DateTimeField("修改时间", default=clock.now)
    version = models.IntegerField(default=1)

    objects = PreparationQuerySet.as_manager()
    scope_fields: ClassVar = _through("book__organisation")

    class Meta:
        db_table = "disc_preparation"
        verbose_name = verbose_name_plural = "预算编制"
        ordering = ["-book__year", "book__organisation__order", "pk"]
        indexes = [models.Index(fields=["state"], name="disc_prep_state_idx")]

    def __str__(self) -> str:
        return str(self.book)

    def get_absolute_url(self) -> str:
        return reverse("disclosure:budget", kwargs={"pk": self.pk})

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    def allows(self, move: Move) -> bool:
        return self.state in MOVES[move].origins


class Editor(models.Model):
    """Who changed anything since the last publication: they neither review nor publish it."""

    preparation = models.ForeignKey(Preparation, on_delete=models.CASCADE, related_name="editors")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar = VisibleQuerySet["Editor"].as_manager()
    scope_fields: ClassVar = _through("preparation__book__organisation")

    class Meta:
        db_table = "disc_editor"
        verbose_name = verbose_name_plural = "编制人"
        constraints = [models.UniqueConstraint(fields=["preparation", "account"], name="disc_editor_once")]

    def __str__(self) -> str:
        return str(self.account)


class CheckFindingQuerySet(VisibleQuerySet["CheckFinding"]):
    def blocking(self) -> "CheckFindingQuerySet":
        """Errors whose explanation no reviewer has accepted."""
        return self.filter(severity=Severity.ERROR, is_approved=False)

    def unexplained(self) -> "CheckFindingQuerySet":
        return self.filter(severity=Severity.ERROR, explanation="")


class CheckFinding(models.Model):
    """What the check found; `place` is the grid, or the sheet of a project (``sheet-12``), where it is put right."""

    preparation = models.ForeignKey(Preparation, on_delete=models.CASCADE, related_name="findings")
    number = models.IntegerField("序号")
    rule = models.CharField("规则", max_length=60)
    family = models.CharField("类别", max_length=20, choices=list(FAMILIES.items()))
    severity = models.CharField("级别", max_length=10, choices=Severity.choices)
    section = models.CharField("位置", max_length=200, blank=True)
    quote = models.TextField("原文")
    printed = models.CharField("印作", max_length=300, blank=True)
    expected = models.CharField("应为", max_length=300, blank=True)
    message = models.TextField("说明")
    clause = models.CharField("依据", max_length=300, blank=True)
    place = models.CharField(max_length=40, blank=True)
    explanation = models.CharField("情况说明", max_length=500, blank=True)
    explained_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    is_approved = models.BooleanField("说明已认可", default=False)
    approved_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    objects = CheckFindingQuerySet.as_manager()
    scope_fields: ClassVar = _through("preparation__book__organisation")

    class Meta:
        db_table = "disc_check"
        verbose_name = verbose_name_plural = "检查发现"
        ordering = ["preparation", "number"]
        constraints = [models.UniqueConstraint(fields=["preparation", "number"], name="disc_check_number")]

    def __str__(self) -> str:
        return self.message[:60]

    def get_absolute_url(self) -> str:
        return f"{reverse('disclosure:budget', kwargs={'pk': self.preparation_id})}#finding-{self.number}"

    @property
    def place_url(self) -> str:
        """The form in which it can be put right; empty where that is not known."""
        kind, _, project = self.place.partition("-")
        if kind == "sheet":
            return reverse("disclosure:budget_sheet", kwargs={"pk": self.preparation_id, "project": int(project)})
        return reverse("disclosure:budget_entry", kwargs={"pk": self.preparation_id, "part": kind}) if kind else ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it the same finding after another check."""
        return self.rule, self.section, self.quote, self.message


class TypedQuerySet(VisibleQuerySet["Typed"]):
    def visible_to(self, actor: Actor, permission: str = "") -> "TypedQuerySet":
        """One's own only, whatever else one may do."""
        return self.filter(account_id=actor.account_id) if actor.account_id else self.none()

    def keep(self, actor: Actor, preparation: Preparation, place: str, content: Any, opened: str) -> None:
        """Remember what is being typed. Private to its author and no record of the office, hence not journalled."""
        self.update_or_create(
            account_id=actor.account_id or 0,
            preparation=preparation,
            place=place,
            defaults={"content": content, "opened": opened, "at": clock.now()},
        )

    def forget(self, actor: Actor, preparation: Preparation, place: str) -> None:
        self.filter(account_id=actor.account_id or 0, preparation=preparation, place=place).delete()


class Typed(models.Model):
    """What somebody is typing into one form; `opened` is what the form was opened on."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    preparation = models.ForeignKey(Preparation, on_delete=models.CASCADE, related_name="typed")
    place = models.CharField(max_length=40)
    content = models.JSONField(default=list)
    opened = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField("时间", default=clock.now)

    objects = TypedQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(view="disclosure.view", owner="account_id")

    class Meta:
        db_table = "disc_typed"
        verbose_name = verbose_name_plural = "填报草稿"
        constraints = [models.UniqueConstraint(fields=["account", "preparation", "place"], name="disc_typed_once")]

    def __str__(self) -> str:
        return self.place


class BudgetImport(models.Model):
    """A workbook handed in; `faults` (place, message, remedy) say why nothing of it was taken."""

    preparation = models.ForeignKey(Preparation, on_delete=models.CASCADE, related_name="imports")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("导入时间", default=clock.now)
    is_taken = models.BooleanField("已导入", default=False)
    faults = models.JSONField(default=list)
    summary = models.CharField("结果", max_length=200)

    objects: ClassVar = VisibleQuerySet["BudgetImport"].as_manager()
    scope_fields: ClassVar = _through("preparation__book__organisation")

    class Meta:
        db_table = "disc_import"
        verbose_name = verbose_name_plural = "导入记录"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.summary
