"""The events of cases: only ever added. Triggers in the database refuse what the class here refuses."""

from typing import Any, ClassVar, NoReturn

from django.db import models

from shizheng.engines.cases.domain.events import Event, Maker, decode, encode, sealed
from shizheng.engines.cases.models.case import Case
from shizheng.engines.cases.models.scope import PartyScope
from shizheng.kit.errors import ShizhengError
from shizheng.platform.policy.models import VisibleQuerySet


class HistoryError(ShizhengError):
    """Somebody tried to change or remove what happened to a case."""


def refuse(*_args: object, **_kwargs: object) -> NoReturn:
    raise HistoryError("工单的办理经过只能追加，不能修改或删除")


class EventQuerySet(VisibleQuerySet["EventRow"]):
    update = refuse
    delete = refuse
    bulk_update = refuse


class EventRow(models.Model):
    """One event. People and organisations are written down as they were, not referred to; `stage` is the one that the
    case was in afterwards, for the history that a reader sees."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events", verbose_name="工单", db_index=False)
    position = models.PositiveIntegerField("序号")
    move = models.CharField("动作", max_length=30)
    at = models.DateTimeField("时间")
    stage = models.CharField("环节", max_length=30)
    account_id = models.BigIntegerField("办理人编号", null=True)
    account_name = models.CharField("办理人", max_length=100, blank=True)
    post_name = models.CharField("岗位", max_length=100, blank=True)
    organisation_id = models.BigIntegerField("单位编号", null=True)
    organisation_name = models.CharField("单位", max_length=200, blank=True)
    body = models.TextField("内容")
    previous = models.CharField(max_length=64)
    digest = models.CharField("摘要值", max_length=64)

    objects: ClassVar[Any] = EventQuerySet.as_manager()
    scope_fields: ClassVar = PartyScope(view="cases.view", case="case_id")

    class Meta:
        db_table = "cas_event"
        verbose_name = verbose_name_plural = "办理经过"
        ordering = ["case", "position"]
        constraints = [models.UniqueConstraint(fields=["case", "position"], name="cas_event_once")]

    def __str__(self) -> str:
        return f"{self.position} {self.move}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            refuse()
        super().save(*args, **kwargs | {"force_insert": True})

    delete = refuse

    @classmethod
    def of(cls, case: Case, event: Event, stage: str, previous: str) -> "EventRow":
        """The sealed row of an event, unsaved."""
        return cls(case=case, **cls.columns(str(case.uid), event, stage, previous))

    @staticmethod
    def columns(case: str, event: Event, stage: str, previous: str) -> dict[str, Any]:
        """Every column but the key and the case; `case` is its identity, which the seal covers."""
        maker, body = event.maker, encode(event.body)
        return {
            "position": event.position,
            "move": event.move,
            "at": event.at,
            "stage": stage,
            "account_id": maker.account,
            "account_name": maker.name,
            "post_name": maker.post,
            "organisation_id": maker.organisation,
            "organisation_name": maker.organisation_name,
            "body": body,
            "previous": previous,
            "digest": sealed(case, event, body, previous),
        }

    @property
    def maker(self) -> Maker:
        return Maker(self.account_id, self.account_name, self.post_name, self.organisation_id, self.organisation_name)

    @property
    def event(self) -> Event:
        return Event(self.position, self.move, self.at, self.maker, decode(self.body))
