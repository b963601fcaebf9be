"""Saved filters and chosen columns. The console has no tables: it keeps them in the session unless the platform
registers a store that lasts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from django.http import HttpRequest

from shizheng.kit.registry import Registry

SESSION_VIEWS = "console.views"
SESSION_COLUMNS = "console.columns"
LIMIT = 20
NAME_LENGTH = 30


@dataclass(frozen=True, slots=True)
class SavedView:
    """A named query string of one list page."""

    name: str
    query: str


class ViewStore(Protocol):
    """Where one visitor's saved views and columns of a page are kept; `page` is the page's id."""

    @property
    def id(self) -> str: ...
    def views(self, request: HttpRequest, page: str) -> Sequence[SavedView]: ...
    def save(self, request: HttpRequest, page: str, view: SavedView) -> None: ...
    def remove(self, request: HttpRequest, page: str, name: str) -> None: ...
    def columns(self, request: HttpRequest, page: str) -> Sequence[str] | None: ...
    def choose(self, request: HttpRequest, page: str, columns: Collection[str]) -> None: ...


class SessionStore:
    """Until the visitor logs out."""

    id = "session"

    def views(self, request: HttpRequest, page: str) -> Sequence[SavedView]:
        return [SavedView(name, query) for name, query in self._views(request, page).items()]

    def save(self, request: HttpRequest, page: str, view: SavedView) -> None:
        kept = {**self._views(request, page), view.name: view.query}
        self._put(request, SESSION_VIEWS, page, dict(list(kept.items())[-LIMIT:]))

    def remove(self, request: HttpRequest, page: str, name: str) -> None:
        kept = {key: query for key, query in self._views(request, page).items() if key != name}
        self._put(request, SESSION_VIEWS, page, kept)

    def columns(self, request: HttpRequest, page: str) -> Sequence[str] | None:
        return cast(Sequence[str] | None, request.session.get(SESSION_COLUMNS, {}).get(page))

    def choose(self, request: HttpRequest, page: str, columns: Collection[str]) -> None:
        self._put(request, SESSION_COLUMNS, page, list(columns))

    def _views(self, request: HttpRequest, page: str) -> dict[str, str]:
        return cast(dict[str, str], request.session.get(SESSION_VIEWS, {}).get(page, {}))

    def _put(self, request: HttpRequest, key: str, page: str, value: object) -> None:
        request.session[key] = {**request.session.get(key, {}), page: value}


STORES: Registry[ViewStore] = Registry("保存的筛选", key=lambda store: store.id)
STORES.register(SessionStore())


def store() -> ViewStore:
    """The store in use: the last one registered."""
    return list(STORES)[-1]
