"""Two officers on one form: what each of them changed since it was opened, and both changes together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Differing(Generic[K, V]):
    """One place with what stood there when the form was opened, what was typed, and what another saved; None: nothing.

    It is a clash where both changed it, differently.
    """

    key: K
    opened: V | None
    mine: V | None
    theirs: V | None

    @property
    def is_clash(self) -> bool:
        return self.mine not in (self.opened, self.theirs)


@dataclass(frozen=True, slots=True)
class Merged(Generic[K, V]):
    """`values`: mine, and of theirs what I did not touch (`taken`); in `clashes` mine stand."""

    values: Mapping[K, V]
    taken: tuple[Differing[K, V], ...]
    clashes: tuple[Differing[K, V], ...]


def merge(opened: Mapping[K, V], mine: Mapping[K, V], theirs: Mapping[K, V]) -> Merged[K, V]:
    """Whatever only the other changed is taken over, whatever I changed stays mine; mine keep their order."""
    found = list(_changed_by_them(opened, mine, theirs))
    taken = tuple(each for each in found if not each.is_clash)
    values = dict(mine)
    for each in taken:
        if each.theirs is None:
            values.pop(each.key, None)
        else:
            values[each.key] = each.theirs
    return Merged(values, taken, tuple(each for each in found if each.is_clash))


def _changed_by_them(opened: Mapping[K, V], mine: Mapping[K, V], theirs: Mapping[K, V]) -> Iterable[Differing[K, V]]:
    """Where theirs is neither what was there nor what I typed too."""
    for key in dict.fromkeys((*opened, *mine, *theirs)):
        each = Differing(key, opened.get(key), mine.get(key), theirs.get(key))
        if each.theirs != each.opened and each.theirs != each.mine:
            yield each
