"""A tree of categories as weak knowledge: the names of the lower levels speak for the first."""

import re

from shizheng.engines.cases.domain.learning.lexicon import Words
from shizheng.engines.cases.domain.learning.records import RecordTable

LEVELS = ("level1", "level2", "level3")
_JOINTS = re.compile(r"[、，,（）()“”\s]|和|及|与")
EMPTY = frozenset({"其他", "管理", "政策", "规划", "待遇", "监管"})
SHORTEST = 2


def tree_words(table: RecordTable) -> Words:
    """Names and their parts; a name that stands under more than one first level speaks for none."""
    found: dict[str, set[str]] = {}
    for record in table.records:
        for level in LEVELS:
            for part in _JOINTS.split(record[level]):
                if len(part) >= SHORTEST and part not in EMPTY:
                    found.setdefault(part, set()).add(record["level1"])
    words: dict[str, list[str]] = {}
    for word in sorted(found):
        if len(found[word]) == 1:
            words.setdefault(found[word].copy().pop(), []).append(word)
    return words


def joined(first: Words, second: Words) -> Words:
    names = dict.fromkeys([*first, *second])
    return {name: list(dict.fromkeys([*first.get(name, ()), *second.get(name, ())])) for name in names}
