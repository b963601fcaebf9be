"""The console's store of saved filters and columns, in the database: the same at every machine."""

from collections.abc import Collection, Sequence

from django.http import HttpRequest

from shizheng.console.saved_views import SavedView as View
from shizheng.console.saved_views import SessionStore
from shizheng.platform.accounts.models import Account
from shizheng.platform.policy.queries import acting
from shizheng.platform.preferences.models import ChosenColumns, SavedView


def account_of(request: HttpRequest) -> int | None:
    user = getattr(request, "user", None)
    return user.pk if isinstance(user, Account) else None


class AccountStore(SessionStore):
    """Of the account; a visitor without one keeps them for the session."""

    id = "account"

    def views(self, request: HttpRequest, page: str) -> Sequence[View]:
        if account_of(request) is None:
            return super().views(request, page)
        rows = SavedView.objects.visible_to(acting(request)).filter(page=page)
        return [View(row.name, row.query) for row in rows]

    def save(self, request: HttpRequest, page: str, view: View) -> None:
        if (account := account_of(request)) is None:
            super().save(request, page, view)
        else:
            SavedView.objects.keep(account, page, view.name, view.query)

    def remove(self, request: HttpRequest, page: str, name: str) -> None:
        if (account := account_of(request)) is None:
            super().remove(request, page, name)
        else:
            SavedView.objects.forget(account, page, name)

    def columns(self, request: HttpRequest, page: str) -> Sequence[str] | None:
        if account_of(request) is None:
            return super().columns(request, page)
        chosen = ChosenColumns.objects.visible_to(acting(request)).filter(page=page).first()
        return chosen.names if chosen else None

    def choose(self, request: HttpRequest, page: str, columns: Collection[str]) -> None:
        if (account := account_of(request)) is None:
            super().choose(request, page, columns)
        else:
            ChosenColumns.objects.choose(account, page, columns)
