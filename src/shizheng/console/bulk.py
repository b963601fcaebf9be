"""Actions on the selected rows of a list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from shizheng.console.actor import permitted

# request, the selected rows that the actor may see, the reason ("" where none is asked) → how many were done
Perform = Callable[[HttpRequest, "QuerySet[Any]", str], int]


@dataclass(frozen=True, slots=True)
class BulkAction:
    """A verb for many rows. `reason` asks why before anything is done; `perform` calls the action of the domain."""

    id: str
    label: str
    permission: str
    perform: Perform
    reason: bool = False
    danger: bool = False

    def offered(self, request: HttpRequest) -> bool:
        return permitted(request, self.permission)
