"""A typed registry: what systems contribute (menus, measures, forms, rules) meets here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from shizheng.kit.errors import ShizhengError

T = TypeVar("T")


class RegistryError(ShizhengError):
    """A registration that cannot stand, or a name that nobody registered."""


class Registry(Generic[T]):
    """Ordered mapping of id to item. `key` reads an item's id; `check` raises ValueError on an unfit item."""

    def __init__(self, name: str, key: Callable[[T], str], check: Callable[[T], None] | None = None) -> None:
        self.name = name
        self._key = key
        self._check = check
        self._items: dict[str, T] = {}

    def register(self, item: T) -> T:
        """Add one item and return it, so that it serves as a decorator on classes and functions too."""
        ident = self._key(item)
        if not isinstance(ident, str) or not ident.strip():
            raise RegistryError(f"“{self.name}”中登记的项目没有标识：{item!r}", self.name, "请给出非空的标识")
        if ident in self._items:
            raise RegistryError(f"标识“{ident}”重复登记", self.name, "请换一个标识，或去掉其中一处登记")
        if self._check is not None:
            try:
                self._check(item)
            except ValueError as error:
                raise RegistryError(f"“{ident}”不合要求：{error}", self.name, "请按说明改正后再登记") from error
        self._items[ident] = item
        return item

    def get(self, ident: str) -> T:
        try:
            return self._items[ident]
        except KeyError:
            known = "、".join(self._items) or "（尚无登记）"
            raise RegistryError(f"没有登记“{ident}”", self.name, f"已登记的有：{known}") from None

    def find(self, ident: str) -> T | None:
        return self._items.get(ident)

    def ids(self) -> tuple[str, ...]:
        return tuple(self._items)

    def __contains__(self, ident: object) -> bool:
        return ident in self._items

    def __iter__(self) -> Iterator[T]:
        return iter(tuple(self._items.values()))

    def __len__(self) -> int:
        return len(self._items)

    def copy(self) -> Registry[T]:
        """An independent registry with the same items: what is registered in it stays in it."""
        twin = Registry(self.name, self._key, self._check)
        twin._items = dict(self._items)
        return twin

    @contextmanager
    def isolated(self, *, empty: bool = False) -> Iterator[Registry[T]]:
        """Put back on exit whatever was registered inside; for tests of modules that hold the registry itself."""
        kept = dict(self._items)
        if empty:
            self._items.clear()
        try:
            yield self
        finally:
            self._items = kept
