"""Saved filters and chosen columns, one row a person and page. Private, no record of the office: not journalled."""

from collections.abc import Collection
from typing import ClassVar

from django.db import models

from shizheng.kit import clock
from shizheng.platform.accounts.models import Account
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet

LONGEST_NAME = 30
LIMIT = 20
"""Views of one page; the oldest give way."""
OWN: ScopeFields = ScopeFields(view="preferences.view", owner="account_id")


class SavedViewQuerySet(VisibleQuerySet["SavedView"]):
    def visible_to(self, actor: Actor, permission: str = "") -> "SavedViewQuerySet":
        """One's own only, whatever else one may do."""
        return self.filter(account_id=actor.account_id) if actor.account_id else self.none()

    def keep(self, account_id: int, page: str, name: str, query: str) -> None:
        """Under its name; the view of that name before gives way."""
        self.update_or_create(
            account_id=account_id,
            page=page,
            name=name[:LONGEST_NAME],
            defaults={"query": query, "saved_at": clock.now()},
        )
        rows = self.filter(account_id=account_id, page=page)
        kept = list(rows.order_by("-saved_at", "-pk").values_list("pk", flat=True)[:LIMIT])
        rows.exclude(pk__in=kept).delete()

    def forget(self, account_id: int, page: str, name: str) -> None:
        self.filter(account_id=account_id, page=page, name=name).delete()


class SavedView(models.Model):
    """`page` is the id of a list page, `query` the query string of its address."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    page = models.CharField("列表", max_length=200)
    name = models.CharField("名称", max_length=LONGEST_NAME)
    query = models.TextField("筛选条件", blank=True)
    saved_at = models.DateTimeField("保存时间", default=clock.now)

    objects = SavedViewQuerySet.as_manager()
    scope_fields: ClassVar = OWN

    class Meta:
        db_table = "pref_view"
        verbose_name = verbose_name_plural = "保存的筛选"
        ordering = ["saved_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["account", "page", "name"], name="pref_view_once")]

    def __str__(self) -> str:
        return self.name


class ColumnsQuerySet(VisibleQuerySet["ChosenColumns"]):
    def visible_to(self, actor: Actor, permission: str = "") -> "ColumnsQuerySet":
        """One's own only, whatever else one may do."""
        return self.filter(account_id=actor.account_id) if actor.account_id else self.none()

    def choose(self, account_id: int, page: str, names: Collection[str]) -> None:
        self.update_or_create(account_id=account_id, page=page, defaults={"names": list(names)})


class ChosenColumns(models.Model):
    """The columns of a list page that its reader wants to see."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    page = models.CharField("列表", max_length=200)
    names = models.JSONField("列", default=list)

    objects = ColumnsQuerySet.as_manager()
    scope_fields: ClassVar = OWN

    class Meta:
        db_table = "pref_columns"
        verbose_name = verbose_name_plural = "显示的列"
        constraints = [models.UniqueConstraint(fields=["account", "page"], name="pref_columns_once")]

    def __str__(self) -> str:
        return self.page
