"""How far a permission reaches over rows, and the convention of organisation paths."""

from enum import StrEnum

STEP = 6
"""Digits of one step of an organisation path: only digits, so that every collation sorts a path as its bytes."""


class Scope(StrEnum):
    OWN = "own"
    ORGANISATION = "organisation"
    SUBTREE = "subtree"
    ALL = "all"

    @property
    def label(self) -> str:
        return {"own": "本人", "organisation": "本单位", "subtree": "本单位及下级", "all": "全部"}[self.value]


_WIDTH = {scope: width for width, scope in enumerate(Scope)}


def wider(first: Scope | None, second: Scope) -> Scope:
    """The farther-reaching of two scopes; what several roles give adds up."""
    return second if first is None or _WIDTH[second] > _WIDTH[first] else first


def step(identity: int) -> str:
    """One step of a path, e.g. 12 → ``000012``."""
    text = f"{identity:0{STEP}d}"
    if len(text) > STEP:
        raise ValueError(f"组织机构编号超过 {STEP} 位")
    return text


def above(path: str) -> list[str]:
    """Paths of the ancestors, from the root down, without the path itself."""
    return [path[:end] for end in range(STEP, len(path), STEP)]


def following(path: str) -> str:
    """The first path after the whole subtree, so that ``path <= p < following(path)`` is the subtree."""
    return f"{int(path) + 1:0{len(path)}d}"
