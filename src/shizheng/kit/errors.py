"""What went wrong, where, and what to do about it: in Chinese, for the person who can put it right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong. `place` names the file, sheet, row or field; `remedy` says what to do next."""

    message: str
    place: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        head = f"{self.place}：{self.message}" if self.place else self.message
        return f"{head}（{self.remedy}）" if self.remedy else head

    def within(self, outer: str) -> Fault:
        """The same fault seen from outside: its place is prefixed by the file, sheet or form it lies in."""
        place = f"{outer} {self.place}" if self.place else outer
        return Fault(self.message, place, self.remedy)


class ShizhengError(Exception):
    """Base of every error the platform raises on purpose; its text may be shown to a user as it stands."""

    def __init__(self, message: str, place: str = "", remedy: str = "") -> None:
        super().__init__(message, place, remedy)
        self.fault = Fault(message, place, remedy)

    def __str__(self) -> str:
        return str(self.fault)


class InvalidInputError(ShizhengError):
    """Input refused as a whole, with every fault found in it and not only the first."""

    def __init__(self, faults: Iterable[Fault], summary: str = "") -> None:
        self.faults: Sequence[Fault] = tuple(faults)
        if not self.faults:
            raise ValueError("a refusal needs at least one fault")
        first = self.faults[0]
        super().__init__(summary or first.message, first.place, first.remedy)
        self.summary = summary

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.faults, self.summary)

    def __str__(self) -> str:
        if len(self.faults) == 1 and not self.summary:
            return str(self.fault)
        head = self.summary or f"共有{len(self.faults)}处问题"
        return "\n".join([f"{head}：", *(f"- {fault}" for fault in self.faults)])
