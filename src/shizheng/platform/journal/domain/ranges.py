"""A range of another history's rows, as one entry of the journal seals it."""

import json
from dataclasses import dataclass
from enum import StrEnum


class Damage(StrEnum):
    """What became of a sealed range."""

    CHANGED = "内容被改动"
    FEWER = "有记录被删除"
    MORE = "多出未封存的记录"
    SKIPPED = "与上一次封存不相接"


@dataclass(frozen=True, slots=True)
class Range:
    """Keys `first` to `last`, both included, hold `count` rows; keys of transactions that failed hold none."""

    first: int
    last: int
    count: int
    root: str

    @property
    def changes(self) -> dict[str, tuple[object, object]]:
        """As an entry of the journal states it."""
        return {name: (None, getattr(self, name)) for name in ("first", "last", "count", "root")}

    @classmethod
    def stated(cls, changes: str) -> "Range":
        """From an entry's changes; ValueError or KeyError where they are none of a range."""
        found = json.loads(changes)
        first, last, count, root = (found[name][1] for name in ("first", "last", "count", "root"))
        return cls(int(first), int(last), int(count), str(root))

    def damage(self, now: "Range") -> Damage | None:
        """What tells the rows as they stand now from those that were sealed."""
        if now.count != self.count:
            return Damage.FEWER if now.count < self.count else Damage.MORE
        return None if now.root == self.root else Damage.CHANGED
