"""What a project's money is for, told from its name: the lexicon is ``packs/codes/project-purposes.csv``.

A Chinese name ends in what it is about, so the word that ends last decides, and of several ending there the longest:
云平台运维服务费 is 运维 (运维服务), not 服务. A name without any of the words is 其他.
"""

from functools import cache
from typing import NamedTuple

from shizheng.engines.fiscal.domain.codes import books

BOOK = "project-purposes"
OTHER = "other"


class Purpose(NamedTuple):
    """``word`` is what in the name decided; empty where nothing did, or where a person said it."""

    id: str
    name: str
    word: str = ""

    @property
    def rule(self) -> str:
        """Why, for whoever asks."""
        return f"名称中有“{self.word}”" if self.word else "名称中没有可辨认的词"


def choices() -> list[tuple[str, str]]:
    return [(row.code, row.name) for row in books(BOOK).rows]


def named(ident: str) -> str:
    """What an officer calls a purpose; 其他 for one that is not known."""
    return dict(choices()).get(ident, dict(choices())[OTHER])


@cache
def _words() -> tuple[tuple[str, str], ...]:
    return tuple((word, row.code) for row in books(BOOK).rows for word in row.aliases)


def purpose_of(project: str) -> Purpose:
    found = [(project.rfind(word) + len(word), len(word), word, code) for word, code in _words() if word in project]
    if not found:
        return Purpose(OTHER, named(OTHER))
    *_, word, code = max(found)
    return Purpose(code, named(code), word)
