"""What of this system lies on an actor's desk, and what the search box finds of it."""

from django.db.models import Q, QuerySet

from shizheng.platform.desk.domain.boxes import Box, WorkItem
from shizheng.platform.desk.queries import WorkKind
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.search.queries import SearchSource
from shizheng.systems.disclosure.models import Document, Preparation

_BOOKS = Preparation.objects.select_related("book__organisation").order_by("-changed_at")


def _waiting(actor: Actor) -> "QuerySet[Preparation]":
    return _BOOKS.waiting_for(actor)


def _done(actor: Actor) -> "QuerySet[Preparation]":
    """Handed over or reviewed by the actor, and not waiting for the actor again."""
    mine = Q(submitted_by_id=actor.account_id) | Q(reviewed_by_id=actor.account_id)
    waiting = Preparation.objects.waiting_for(actor).values("pk")
    return _BOOKS.visible_to(actor).filter(mine).exclude(pk__in=waiting)


def _started(actor: Actor) -> "QuerySet[Preparation]":
    return _BOOKS.visible_to(actor).filter(editors__account_id=actor.account_id or 0)


def _item(preparation: Preparation) -> WorkItem:
    return WorkItem(
        title=str(preparation),
        url=preparation.get_absolute_url(),
        step=preparation.get_state_display(),
        unit=preparation.book.organisation.display_name,
        since=preparation.submitted_at or preparation.changed_at,
    )


PREPARATIONS = WorkKind(
    "disclosure.preparations",
    "预决算公开",
    "disclosure.view",
    {Box.TODO: _waiting, Box.DONE: _done, Box.STARTED: _started},
    _item,
)

FOUND_DOCUMENTS = SearchSource(
    "disclosure.documents",
    "公开文件",
    "disclosure.view",
    lambda: Document.objects.current().defer("text"),
    fields=("title", "unit"),
    list_page="disclosure:documents",
    title=lambda document: str(document.subject),
    note=lambda document: f"错误 {document.errors} 处，提示 {document.warnings} 处",
)
FOUND_PREPARATIONS = SearchSource(
    "disclosure.preparations",
    "预算编制",
    "disclosure.view",
    lambda: _BOOKS,
    fields=("book__organisation__name",),
    list_page="disclosure:budgets",
    note=lambda preparation: str(preparation.get_state_display()),
)
