"""Who sees a case: the organisations that are party to it now, and its keeper."""

from dataclasses import dataclass

from django.db.models import Q

from shizheng.engines.cases.models.party import PartyRow
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.scope import Scope, following
from shizheng.platform.policy.models import NO_ROWS, ScopeFields


@dataclass(frozen=True, slots=True)
class PartyScope(ScopeFields):
    """`case` is the lookup to the case's key. The keeper stands among the parties, so that one indexed subselect over
    their table answers for everybody; whoever has left a case sees it no more. A scope over a subtree asks for its
    organisations first, one small statement more."""

    case: str = "pk"

    def reach(self, scope: Scope, actor: Actor) -> Q:
        if scope is Scope.ALL:
            return Q()
        if scope is Scope.OWN:
            return Q(**{self.owner: actor.account_id}) if self.owner and actor.account_id else NO_ROWS
        mine = self._mine(scope, actor)
        if mine is None:
            return NO_ROWS
        parties = PartyRow.objects.filter(mine, left_at=None).values("case_id")
        return Q(**{f"{self.case}__in": parties})

    def _mine(self, scope: Scope, actor: Actor) -> Q | None:
        if scope is Scope.ORGANISATION:
            return Q(organisation_id=actor.organisation_id) if actor.organisation_id else None
        path = actor.organisation_path
        if not path:
            return None
        # Asked for apart: with the keys in hand the planner knows how many rows they have. Joined by path it takes the
        # centre, party to every case, for an average unit, and sorts all of them for each page.
        below = Organisation.objects.filter(path__gte=path, path__lt=following(path))
        return Q(organisation_id__in=list(below.values_list("pk", flat=True)))
