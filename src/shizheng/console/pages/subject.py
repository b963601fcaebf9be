"""Pages about one object: how it is obtained."""

from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from shizheng.console.breadcrumbs import Crumb
from shizheng.console.pages.base import Page


class SubjectPage(Page):
    """Finds its object among the rows the actor may see; to others it does not exist.

    `lookup` is the name in the address and the field it is looked up by.
    """

    abstract = True
    queryset: ClassVar["QuerySet[Any] | None"] = None
    lookup: ClassVar[str] = "pk"

    def rows(self) -> "QuerySet[Any]":
        """What the actor may see."""
        if self.queryset is None:
            raise NotImplementedError(f"{type(self).__name__} declares no queryset")
        return self.queryset.visible_to(self.actor)  # type: ignore[attr-defined,no-any-return]  # the platform's queryset

    @cached_property
    def object(self) -> Any:
        return get_object_or_404(self.rows(), **{self.lookup: self.kwargs[self.lookup]})

    def subject(self) -> Any:
        return self.object

    def above(self) -> list[Crumb]:
        """The crumb of the object itself, on pages that stand below it."""
        address = getattr(self.object, "get_absolute_url", None)
        return [Crumb(str(self.object), address() if address else "")]
