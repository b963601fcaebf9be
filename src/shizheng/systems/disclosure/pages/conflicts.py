"""Two officers on one form: it is opened on something, saved on something else, and both are shown before it stands.

A form carries what it was opened on, signed, so that another's change can be told from one's own.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

from django.core import signing

from shizheng.console.formats import instant
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.disclosure.domain.budgeting.merging import Differing, Merged
from shizheng.systems.disclosure.models import Preparation
from shizheng.systems.disclosure.queries.history import history_of

STALE = 409
SALT = "disclosure.opened"
NOTHING = "（没有）"
K = TypeVar("K")
V = TypeVar("V")


def sealed(content: Any) -> str:
    """What a form was opened on, for a hidden field."""
    return signing.dumps(content, salt=SALT, compress=True)


def unsealed(text: str, otherwise: Any) -> Any:
    """Back from the hidden field; `otherwise` where it is missing or not ours."""
    try:
        return signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return otherwise


class Told(NamedTuple):
    """One place in words."""

    what: str
    opened: str
    mine: str
    theirs: str


class Conflict(NamedTuple):
    """`who` saved meanwhile; `taken` has come into the form, in `clashes` the visitor's own stands."""

    who: str
    taken: Sequence[Told]
    clashes: Sequence[Told]


def conflict(
    who: str, merged: Merged[K, V], what: Callable[[K], str], shape: Callable[[V], str], *more: Merged[Any, str]
) -> Conflict:
    """In words; `more` are texts under names of their own."""

    def told(each: Differing[K, V]) -> Told:
        return Told(what(each.key), *(_said(value, shape) for value in (each.opened, each.mine, each.theirs)))

    texts = [each for part in more for each in part.taken]
    clashing = [each for part in more for each in part.clashes]
    return Conflict(
        who,
        [*map(told, merged.taken), *map(_text, texts)],
        [*map(told, merged.clashes), *map(_text, clashing)],
    )


def _text(each: Differing[Any, str]) -> Told:
    return Told(str(each.key), each.opened or NOTHING, each.mine or NOTHING, each.theirs or NOTHING)


def _said(value: V | None, shape: Callable[[V], str]) -> str:
    return NOTHING if value is None else shape(value)


def last_of_others(actor: Actor, preparation: Preparation) -> str:
    """Who else did what last, and when."""
    others = (entry for entry in history_of(preparation) if entry.account_id != actor.account_id)
    entry = next(others, None)
    return f"{entry.account_name} {instant(entry.at)} {entry.summary}" if entry else "别人"
