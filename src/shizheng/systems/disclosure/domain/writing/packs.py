"""The declarations of what a disclosure says in words: packs/narratives/*.yaml."""

from functools import cache
from typing import Any, Literal

import msgspec
import yaml

from shizheng.kit.errors import ShizhengError
from shizheng.kit.packfiles import pack_file

Source = Literal["funds", "classes", "items", "economic", ""]


class Named(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A member of a list that the form names itself."""

    name: str
    at: dict[str, str]


class Listing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parts of an amount, one clause each; only those that are not nought are told."""

    each: str
    join: str
    of: Source = ""
    named: tuple[Named, ...] = ()
    at: dict[str, str] = {}


class Say(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence about a coordinate. ``zero`` is said where it is nought (nothing, if empty); ``also`` are further
    amounts; ``base`` is what a share refers to; ``each`` repeats the sentence for every item of the money. With a
    ``unit`` it tells counts, and nothing where nobody counted."""

    id: str
    at: dict[str, str]
    say: str
    zero: str = ""
    base: dict[str, str] = {}
    also: dict[str, dict[str, str]] = {}
    lists: dict[str, Listing] = {}
    each: Source = ""
    unit: str = ""
    counts: Literal["projects", "sheets", ""] = ""


class Chart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    kind: Literal["pie", "bar"]
    at: dict[str, str]
    of: Source = ""
    named: tuple[Named, ...] = ()


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``asks`` is the key of a text that only the officer can give, ``prompt`` the question; ``instead`` asks only
    where no sentence could be said. ``grid`` names the grid whose emptiness is explained here."""

    title: str
    says: tuple[Say, ...] = ()
    asks: str = ""
    prompt: str = ""
    is_optional: bool = False
    instead: bool = False
    grid: str = ""
    chart: Chart | None = None


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    sections: tuple[Section, ...] = ()
    tables: bool = False
    glossary: bool = False


class Years(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    this: str
    cover: str


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that a disclosure of one stage says, in order."""

    id: str
    stage: Literal["budget", "final"]
    years: Years
    changes: dict[str, str]
    rounding: str
    funds: tuple[Named, ...]
    parts: tuple[Part, ...]


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    term: str
    says: str
    stage: Literal["budget", "final", ""] = ""


@cache
def script(stage: str) -> Script:
    """What a budget or a final account says."""
    found: Script = _read(f"{stage}.yaml", Script)
    return found


@cache
def glossary() -> tuple[Term, ...]:
    """Terms with their explanations, in the order in which they are printed."""
    terms: tuple[Term, ...] = _read("glossary.yaml", tuple[Term, ...])
    return terms


def _read(name: str, kind: Any) -> Any:
    path = pack_file("narratives", name)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return msgspec.convert(yaml.load(path.read_text(encoding="utf-8"), loader), kind, strict=False)  # noqa: S506
    except (msgspec.ValidationError, yaml.YAMLError) as error:
        raise ShizhengError(f"说明文字的声明有误：{error}", name) from None
