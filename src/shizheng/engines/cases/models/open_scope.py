"""Reference data: whoever may see cases may see all of it."""

from dataclasses import dataclass

from django.db.models import Q

from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.policy.models import ScopeFields


@dataclass(frozen=True, slots=True)
class OpenScope(ScopeFields):
    """Rows that belong to nobody."""

    def reach(self, scope: Scope, actor: Actor) -> Q:
        return Q()


OPEN = OpenScope(view="cases.view")
