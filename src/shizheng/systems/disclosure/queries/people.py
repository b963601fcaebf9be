"""Who is asked next."""

from shizheng.platform.accounts.models import Account
from shizheng.platform.accounts.queries import accounts_that_may
from shizheng.platform.orgs.models import Organisation
from shizheng.systems.disclosure.models import Preparation


def people_for(preparation: Preparation, permission: str, but: frozenset[int] = frozenset()) -> list[Account]:
    """Those in the unit, or else in the nearest one above it, whose post grants the permission."""
    unit = preparation.book.organisation
    for organisation in (unit, *reversed(Organisation.objects.ancestors(unit))):
        found = [each for each in accounts_that_may(permission, organisation.pk) if each.pk not in but]
        if found:
            return found
    return []


def editors_of(preparation: Preparation) -> frozenset[int]:
    """Accounts that changed anything in this round."""
    return frozenset(preparation.editors.values_list("account_id", flat=True))
