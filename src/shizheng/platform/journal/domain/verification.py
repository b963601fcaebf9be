"""Walk a chain once and name every place where it does not hold."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from shizheng.kit.chain import GENESIS
from shizheng.platform.journal.domain.sealing import Content, seal


class Fault(StrEnum):
    ALTERED = "altered"
    REMOVED = "removed"
    REORDERED = "reordered"
    TAIL = "tail"
    FORGED = "forged"
    HEADLESS = "headless"


WORDS = {
    Fault.ALTERED: "内容被改动",
    Fault.REMOVED: "记录被删除",
    Fault.REORDERED: "次序被调换",
    Fault.TAIL: "末尾的记录被删除",
    Fault.FORGED: "多出未登记的记录",
    Fault.HEADLESS: "末端锚点缺失或不符",
}


@dataclass(frozen=True, slots=True)
class Break:
    """One place where the chain does not hold: sequences `first`–`last`, both included."""

    fault: Fault
    first: int
    last: int

    def __str__(self) -> str:
        where = f"第 {self.first} 条" if self.first == self.last else f"第 {self.first}–{self.last} 条"
        return f"{where}：{WORDS[self.fault]}"


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry as stored."""

    sequence: int
    content: Content
    previous: str
    digest: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """How many entries there must be and how the last is sealed."""

    sequence: int
    digest: str


Known = Callable[[str], bool]


def breaks(entries: Iterable[Sealed], anchor: Anchor | None, known: Known) -> Iterator[Break]:
    """Every break, in order of position, in one pass and flat memory.

    `entries` come in order of sequence; `known` tells whether a seal is stored anywhere in the journal.
    """
    last = Anchor(0, GENESIS)
    for entry in entries:
        if entry.sequence > last.sequence + 1:
            yield Break(Fault.REMOVED, last.sequence + 1, entry.sequence - 1)
        elif entry.previous != last.digest:
            yield _misplaced(entry, known)
            last = Anchor(entry.sequence, entry.digest)
            continue
        if not _consistent(entry):
            yield Break(Fault.ALTERED, entry.sequence, entry.sequence)
        last = Anchor(entry.sequence, entry.digest)
    yield from _end(last, anchor)


def _consistent(entry: Sealed) -> bool:
    return seal(entry.previous, entry.sequence, entry.content) == entry.digest


def _misplaced(entry: Sealed, known: Known) -> Break:
    """Why an entry names another predecessor than the one it follows."""
    if entry.previous == GENESIS or known(entry.previous):
        return Break(Fault.REORDERED, entry.sequence, entry.sequence)
    if _consistent(entry):
        # Untouched itself, so its predecessor was rewritten together with its seal.
        return Break(Fault.ALTERED, max(entry.sequence - 1, 1), max(entry.sequence - 1, 1))
    return Break(Fault.REMOVED, entry.sequence, entry.sequence)


def _end(last: Anchor, anchor: Anchor | None) -> Iterator[Break]:
    if anchor is None:
        yield Break(Fault.HEADLESS, last.sequence, last.sequence)
    elif anchor.sequence > last.sequence:
        yield Break(Fault.TAIL, last.sequence + 1, anchor.sequence)
    elif anchor.sequence < last.sequence:
        yield Break(Fault.FORGED, anchor.sequence + 1, last.sequence)
    elif anchor.digest != last.digest:
        yield Break(Fault.HEADLESS, last.sequence, last.sequence)
