"""The knowledge base: articles being written, the versions that are read, their uses, and what was not found."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from shizheng.kit import clock
from shizheng.platform.accounts.models import Account
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet
from shizheng.platform.search.domain.terms import terms
from shizheng.platform.search.models import TermsField, holding
from shizheng.systems.hotline.domain.knowledge import REMINDED, State

READ, WRITE, PUBLISH = "hotline.read_articles", "hotline.write_articles", "hotline.publish_articles"
STATES = [(state.value, state.label) for state in State]


class ArticleQuerySet(VisibleQuerySet["Article"]):
    def due_for_review(self, day: date) -> Self:
        return self.filter(state__in=[State.PUBLISHED, State.CHANGED], review_by__lte=day + REMINDED)


class Article(models.Model):
    """The text on which its writers work; what is read is `current`. `version` guards stale forms."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="articles", verbose_name="负责单位"
    )
    category = models.CharField("事项类别", max_length=60, blank=True)
    title = models.CharField("问题", max_length=200)
    keywords = models.CharField("关键词", max_length=200, blank=True)
    body = models.TextField("答复口径")
    source = models.CharField("依据", max_length=300)
    valid_from = models.DateField("生效日期", null=True, blank=True)
    valid_to = models.DateField("失效日期", null=True, blank=True)
    review_by = models.DateField("复核日期")
    state = models.CharField("状态", max_length=10, choices=STATES, default=State.DRAFT)
    current = models.OneToOneField(
        "ArticleVersion", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="现行版本"
    )
    uses = models.PositiveIntegerField("使用次数", default=0)
    changed_at = models.DateTimeField("修改时间", default=clock.now)
    version = models.IntegerField(default=1)

    objects = ArticleQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(view=WRITE, organisation="organisation_id", path="organisation__path")

    class Meta:
        db_table = "hot_article"
        verbose_name = verbose_name_plural = "知识条目"
        ordering = ["-changed_at", "-pk"]
        indexes = [
            models.Index(fields=["organisation", "-changed_at"], name="hot_article_unit_idx"),
            models.Index(fields=["review_by"], name="hot_article_review_idx"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("hotline:article", kwargs={"pk": self.pk})


class VersionQuerySet(VisibleQuerySet["ArticleVersion"]):
    def in_force(self, day: date) -> Self:
        """The current versions that hold on the day."""
        return self.filter(
            Q(is_current=True),
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )

    def about(self, words: str) -> Self:
        """Those that hold all the words, most used first."""
        return self.filter(holding(words)).order_by("-article__uses", "-pk")


class ArticleVersion(models.Model):
    """What was published, unchanged for ever; `is_current` marks the one in force."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="versions", verbose_name="知识条目")
    number = models.PositiveIntegerField("版本")
    title = models.CharField("问题", max_length=200)
    keywords = models.CharField("关键词", max_length=200, blank=True)
    category = models.CharField("事项类别", max_length=60, blank=True)
    body = models.TextField("答复口径")
    source = models.CharField("依据", max_length=300)
    valid_from = models.DateField("生效日期", null=True, blank=True)
    valid_to = models.DateField("失效日期", null=True, blank=True)
    is_current = models.BooleanField("现行", default=True)
    published_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="发布人"
    )
    published_at = models.DateTimeField("发布时间", default=clock.now)
    note = models.CharField("修改说明", max_length=300, blank=True)
    terms = TermsField(of=("title", "keywords", "category", "body"))

    objects = VersionQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(
        view=READ, organisation="article__organisation_id", path="article__organisation__path"
    )

    class Meta:
        db_table = "hot_article_version"
        verbose_name = verbose_name_plural = "知识版本"
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="hot_version_once"),
            models.UniqueConstraint(fields=["article"], condition=Q(is_current=True), name="hot_version_current"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("hotline:answer", kwargs={"pk": self.pk})


class UseQuerySet(VisibleQuerySet["Use"]):
    def count_one(self, version: ArticleVersion, actor: Actor) -> None:
        """Somebody answered with it. A count of readings, no record of the office, hence not journalled."""
        self.create(version=version, account_id=actor.account_id)
        Article.objects.filter(pk=version.article_id).update(uses=F("uses") + 1)


class Use(models.Model):
    """One answer given with a version."""

    version = models.ForeignKey(ArticleVersion, on_delete=models.PROTECT, related_name="uses", verbose_name="知识版本")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="使用人")
    at = models.DateTimeField("时间", default=clock.now)

    objects = UseQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(view=PUBLISH)

    class Meta:
        db_table = "hot_article_use"
        verbose_name = verbose_name_plural = "知识使用"
        indexes = [models.Index(fields=["version", "-at"], name="hot_use_idx")]

    def __str__(self) -> str:
        return f"{self.version} {self.at:%Y-%m-%d}"


class UnansweredQuerySet(VisibleQuerySet["Unanswered"]):
    def count_one(self, words: str) -> None:
        """Words that found nothing; the same terms in another order are the same gap."""
        key = " ".join(sorted(terms(words).split()))[:200]
        if key:
            self.get_or_create(key=key, defaults={"words": words[:100], "times": 0})
            self.filter(key=key).update(times=F("times") + 1, last_at=clock.now(), words=words[:100])


class Unanswered(models.Model):
    """A gap: what was looked for and not found, how often, when last; `settled_at` when somebody saw to it."""

    key = models.CharField(max_length=200, unique=True)
    words = models.CharField("查找的内容", max_length=100)
    times = models.PositiveIntegerField("次数", default=0)
    last_at = models.DateTimeField("最近一次", default=clock.now)
    settled_at = models.DateTimeField("处理时间", null=True)

    objects = UnansweredQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(view=PUBLISH)

    class Meta:
        db_table = "hot_unanswered"
        verbose_name = verbose_name_plural = "知识缺口"
        ordering = ["-times", "-last_at"]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return reverse("hotline:gap_settle", kwargs={"pk": self.pk})
