"""Enumerations whose members carry the word that an office writes."""

from enum import StrEnum
from typing import Self


class Worded(StrEnum):
    """``NAME = "identifier", "名称"``: the member is the identifier, ``label`` the Chinese word."""

    label: str

    def __new__(cls, ident: str, label: str = "") -> Self:
        member = str.__new__(cls, ident)
        member._value_ = ident
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs of identifier and word, in the order of declaration."""
        return [(str(member), member.label) for member in cls]
