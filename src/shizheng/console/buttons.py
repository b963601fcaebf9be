"""What a page offers to do: shown only to those who may, and only where it can be done now."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.http import HttpRequest
from django.urls import reverse

from shizheng.console.actor import permitted

Tone = Literal["primary", "plain", "danger"]


def own_key(subject: Any) -> Mapping[str, object]:
    """The usual arguments of an address: none for a page without a subject, the subject's key otherwise."""
    return {} if subject is None else {"pk": subject.pk}


def always(subject: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Button:
    """A verb and where it leads. `dialog` opens the target (an ActionPage) over this page instead of leaving it;
    `when` says from the subject whether the verb applies now."""

    label: str
    url_name: str
    permission: str
    tone: Tone = "plain"
    icon: str = ""
    dialog: bool = False
    arguments: Callable[[Any], Mapping[str, object]] = own_key
    when: Callable[[Any], bool] = always

    def offered(self, request: HttpRequest, subject: Any) -> bool:
        return permitted(request, self.permission) and self.when(subject)


@dataclass(frozen=True, slots=True)
class ShownButton:
    label: str
    url: str
    tone: Tone
    icon: str
    dialog: bool


def shown(buttons: Iterable[Button], request: HttpRequest, subject: Any = None) -> list[ShownButton]:
    """The buttons this visitor sees for this subject (None on a page that has none)."""
    return [
        ShownButton(b.label, reverse(b.url_name, kwargs=dict(b.arguments(subject))), b.tone, b.icon, b.dialog)
        for b in buttons
        if b.offered(request, subject)
    ]
