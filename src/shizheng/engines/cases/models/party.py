"""Who is party to a case: what the workbench of a unit reads, and what decides who sees the case."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models

from shizheng.engines.cases.domain.state import Party, State
from shizheng.engines.cases.domain.words import PartyState, Role
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet


class PartyRow(models.Model):
    """An organisation's standing in a case. The keeper has a row too unless it handles the case itself."""

    case = models.ForeignKey(
        "Case", on_delete=models.CASCADE, related_name="parties", verbose_name="工单", db_index=False
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="case_parties",
        verbose_name="单位",
        db_index=False,
    )
    role = models.CharField("角色", max_length=10, choices=Role.choices())
    state = models.CharField("状态", max_length=12, choices=PartyState.choices())
    since = models.DateTimeField("派遣时间")
    signed_at = models.DateTimeField("签收时间", null=True)
    replied_at = models.DateTimeField("回复时间", null=True)
    left_at = models.DateTimeField("退出时间", null=True)
    due_at = models.DateTimeField("时限", null=True)

    objects: ClassVar[Any] = VisibleQuerySet["PartyRow"].as_manager()
    scope_fields: ClassVar = ScopeFields(view="cases.view", organisation="organisation_id", path="organisation__path")

    class Meta:
        db_table = "cas_party"
        verbose_name = verbose_name_plural = "承办单位"
        ordering = ["case", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "organisation"], name="cas_party_once")]
        indexes = [
            models.Index(fields=["organisation", "state", "due_at"], name="cas_party_desk_idx"),
            models.Index(fields=["since"], name="cas_party_since_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_role_display()}"

    @classmethod
    def of(cls, case: Any, state: State) -> "list[PartyRow]":
        return [cls(case=case, **columns) for columns in cls.columns(state)]

    @classmethod
    def columns(cls, state: State) -> list[dict[str, Any]]:
        """Of each row every column but the key and the case."""
        keeper = state.party(state.keeper)
        if not state.keeper or (keeper is not None and keeper.left_at is None):
            return [_handling(state, party) for party in state.parties]
        handling = [_handling(state, party) for party in state.parties if party is not keeper]
        return [*handling, _keeping(state)]


def _handling(state: State, party: Party) -> dict[str, Any]:
    return {
        "organisation_id": party.organisation,
        "role": party.role,
        "state": party.state,
        "since": party.since,
        "signed_at": party.signed_at,
        "replied_at": party.replied_at,
        "left_at": party.left_at,
        "due_at": earliest(state, party.organisation),
    }


def _keeping(state: State) -> dict[str, Any]:
    instants = dict.fromkeys(("signed_at", "replied_at", "left_at", "due_at"))
    kept = {"role": Role.KEEPER, "state": PartyState.KEEPING, "since": state.opened_at}
    return {"organisation_id": state.keeper, **kept, **instants}


def earliest(state: State, organisation: int | None = None) -> datetime | None:
    """The first deadline that still runs: of a party's own clocks, or without one of all; None where none runs."""
    running = (
        clock.due.at for clock in state.clocks if clock.is_running and organisation in {None, clock.organisation}
    )
    return min(running, default=None)
