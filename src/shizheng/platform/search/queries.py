"""Where the search box of the shell looks: each module names its sources, each source asks one query."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from shizheng.console.chips import SEARCH
from shizheng.console.searching import matching
from shizheng.platform.modules.module import contributed
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.search.models import holding

SHOWN = 8
"""Rows of one source; its list shows the rest."""


@dataclass(frozen=True, slots=True)
class SearchSource:
    """One kind of thing that is found by words. `rows` are narrowed by ``visible_to`` under `permission`.

    `fields` are searched as a list page searches them; `terms` names an indexed field for tables that grow; `find`
    stands for both where rows are known by more than words.
    `list_page` is the address name of the list that takes the same words.
    """

    id: str
    label: str
    permission: str
    rows: Callable[[], "QuerySet[Any]"]
    fields: Sequence[str] = ()
    terms: str = ""
    list_page: str = ""
    title: Callable[[Any], str] = str
    note: Callable[[Any], str] = lambda _row: ""
    find: "Callable[[QuerySet[Any], str], QuerySet[Any]] | None" = None

    def found(self, actor: Actor, words: str) -> "QuerySet[Any]":
        visible: QuerySet[Any] = self.rows().visible_to(actor, self.permission)  # type: ignore[attr-defined]  # ours
        if self.find is not None:
            return self.find(visible, words)
        return visible.filter(holding(words, self.terms)) if self.terms else matching(visible, words, self.fields)


@dataclass(frozen=True, slots=True)
class Hit:
    title: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class Found:
    """What one source found: the first SHOWN rows, and where all are listed ("" where these are all)."""

    label: str
    hits: tuple[Hit, ...]
    more_url: str


def _sources(actor: Actor) -> Iterable[SearchSource]:
    for source in contributed("search_sources"):
        if isinstance(source, SearchSource) and actor.may(source.permission):
            yield source


def _found(source: SearchSource, actor: Actor, words: str) -> Found:
    rows = list(source.found(actor, words)[: SHOWN + 1])
    hits = tuple(Hit(source.title(row), row.get_absolute_url(), source.note(row)) for row in rows[:SHOWN])
    more = len(rows) > SHOWN and source.list_page
    return Found(source.label, hits, f"{reverse(source.list_page)}?{urlencode({SEARCH: words})}" if more else "")


def search(actor: Actor, words: str) -> list[Found]:
    """What the actor may see of what holds all `words`, source by source in the order of the modules; no empty ones."""
    if not words.strip():
        return []
    found = (_found(source, actor, words.strip()) for source in _sources(actor))
    return [each for each in found if each.hits]
