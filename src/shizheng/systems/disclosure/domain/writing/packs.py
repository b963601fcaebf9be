"""The declarations of what a disclosure says in words: packs/narratives/*.yaml."""

from functools import cache
from typing import Any, Literal

import msgspec
import yaml
from msgspec import structs

from shizheng.engines.fiscal.domain.forms import Form
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
    where no sentence could be said. ``grid`` names the grid whose emptiness is explained here. ``like`` takes all
    but the title from a section of the script that this one varies; ``sections`` are its subsections."""

    title: str
    id: str = ""
    like: str = ""
    says: tuple[Say, ...] = ()
    asks: str = ""
    prompt: str = ""
    is_optional: bool = False
    instead: bool = False
    grid: str = ""
    glossary: bool = False
    sections: tuple["Section", ...] = ()
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
    """All that a disclosure of one stage says, in order; ``spare`` sections wait for a region that wants them.

    Where the numbering ``runs_on``, sections are counted through all parts.
    """

    id: str
    stage: Literal["budget", "final"]
    years: Years
    changes: dict[str, str]
    rounding: str
    funds: tuple[Named, ...]
    parts: tuple[Part, ...]
    spare: tuple[Section, ...] = ()
    runs_on: bool = False


class Variant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A region's order and titles of the sections of the script it ``varies``."""

    id: str
    varies: str
    parts: tuple[Part, ...]
    cover: str = ""
    runs_on: bool = False


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    term: str
    says: str
    stage: Literal["budget", "final", ""] = ""


@cache
def script(name: str) -> Script:
    """A script by the name of its file: of a stage, or a region's variant of it."""
    if name in ("budget", "final"):
        found: Script = _read(f"{name}.yaml", Script)
        return found
    variant: Variant = _read(f"{name}.yaml", Variant)
    return _varied(variant, script(variant.varies))


def script_of(form: Form) -> Script:
    """What a document of this form says."""
    return script(form.narrative or form.stage)


def _varied(variant: Variant, base: Script) -> Script:
    known = {section.id: section for part in base.parts for section in part.sections if section.id}
    known |= {section.id: section for section in base.spare}
    parts = tuple(structs.replace(part, sections=_taken(part.sections, known, variant)) for part in variant.parts)
    years = structs.replace(base.years, cover=variant.cover or base.years.cover)
    return structs.replace(base, id=variant.id, parts=parts, years=years, runs_on=variant.runs_on)


def _taken(sections: tuple[Section, ...], known: dict[str, Section], variant: Variant) -> tuple[Section, ...]:
    taken = []
    for section in sections:
        if section.like and section.like not in known:
            raise ShizhengError(f"没有名为“{section.like}”的说明段落", f"{variant.id}.yaml", "请改用已有的段落")
        full = structs.replace(known[section.like], title=section.title) if section.like else section
        taken.append(structs.replace(full, sections=_taken(section.sections, known, variant)))
    return tuple(taken)


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
