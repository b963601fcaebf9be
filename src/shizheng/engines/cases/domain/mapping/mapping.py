"""A mapping: which columns of a file become which parts of a case, and what their words mean here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from shizheng.engines.cases.domain.process import Process
from shizheng.engines.cases.domain.words import AskKind, Word

MISSING = ("", "-", "—", "－", "NULL", "null")


class Kind(Word):
    TEXT = "text", "文字"
    LONG = "long", "长文字"
    INSTANT = "instant", "时间"
    YES_NO = "yes_no", "是否"
    CHOICE = "choice", "选项"


@dataclass(frozen=True, slots=True)
class Target:
    """What a column may become. Its id is that of the ask which it answers, where it is no part of every case."""

    id: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    longest: int = 200
    hint: str = ""


TARGETS = (
    Target("number", "原编号", required=True, longest=80, hint="对方平台的编号；同一来源的同一编号只导入一次"),
    Target("title", "标题", required=True),
    Target("text", "内容", Kind.LONG, longest=5000),
    Target("opened_at", "受理时间", Kind.INSTANT, required=True),
    Target("due_at", "时限", Kind.INSTANT, hint="对方平台规定的到期时间，原样保留"),
    Target("closed", "是否办结", Kind.YES_NO, hint="不设时，有办结时间的就是已办结"),
    Target("closed_at", "办结时间", Kind.INSTANT),
    Target("verdict", "时限判定", Kind.CHOICE, hint="只有“按时”“超期”而没有时间的数据用它"),
    Target("place", "地点"),
    Target("nature", "性质", Kind.CHOICE),
    Target("urgency", "紧急程度", Kind.CHOICE),
    Target("channel", "来源渠道", Kind.CHOICE),
    Target("result", "办理情况", Kind.LONG, longest=5000),
    Target("public_reply", "公开答复", Kind.LONG, longest=5000),
    Target("solved", "是否解决", Kind.YES_NO),
    Target("satisfaction", "满意度", Kind.CHOICE),
    Target("notes", "原平台记载", Kind.LONG, longest=2000, hint="没有对应栏目的内容，留作查考"),
    Target("contact_name", "诉求人", longest=50, hint="加密保存"),
    Target("contact_phone", "联系电话", longest=25, hint="加密保存"),
    Target("confidential", "是否保密", Kind.YES_NO),
)
BY_ID = {target.id: target for target in TARGETS}


class Reading(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Where one part of a case comes from: a column, or a text with columns in braces, or a text alone.

    `values` translates what was found. A word that is neither translated nor known is a fault, unless `otherwise` says
    what to take instead; empty there leaves the part empty.
    """

    column: str = ""
    text: str = ""
    values: dict[str, str] = {}
    otherwise: str | None = None


class Level(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One level of a tree: the column of the names and, where there is one, of the other platform's codes."""

    column: str
    code: str = ""


class Tree(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Levels from the top down. `values` leads from a deepest name to a code of ours; `under` is the code of ours that
    their whole tree hangs below. Unknown branches are planted where `plant` says so, else they are faults, unless
    `otherwise` names the code to take; empty there leaves the part empty."""

    levels: list[Level]
    under: str = ""
    values: dict[str, str] = {}
    plant: bool = False
    otherwise: str | None = None


class UnitColumn(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """`values` leads from their name to a code of ours; planted units stand below the unit with the code `under`."""

    column: str
    code: str = ""
    under: str = ""
    values: dict[str, str] = {}
    plant: bool = False
    otherwise: str | None = None


class Mapping(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """`source` names the other platform in codes and external numbers; `keeper` is the code of the unit that answers
    for the cases, the importer's own where empty; cells that are one of `missing` count as empty."""

    name: Annotated[str, Meta(min_length=1, max_length=60)]
    process: str
    source: Annotated[str, Meta(min_length=1, max_length=16, pattern="^[A-Za-z0-9_-]+$")]
    fields: dict[str, Reading]
    keeper: str = ""
    missing: tuple[str, ...] = MISSING
    category: Tree | None = None
    area: Tree | None = None
    unit: UnitColumn | None = None

    def columns(self) -> Iterator[tuple[str, str]]:
        """Every column that is read, with what it is read for."""
        for name, reading in self.fields.items():
            for column in reading_columns(reading):
                yield column, BY_ID[name].label if name in BY_ID else name
        for tree, word in ((self.category, "类别"), (self.area, "区域")):
            for level in tree.levels if tree else ():
                yield from ((each, word) for each in (level.column, level.code) if each)
        if self.unit:
            yield from ((each, "承办单位") for each in (self.unit.column, self.unit.code) if each)


def reading_columns(reading: Reading) -> list[str]:
    if reading.column:
        return [reading.column]
    pieces = reading.text.split("{")[1:]
    return [piece.split("}")[0] for piece in pieces if "}" in piece]


def mapping_faults(mapping: Mapping) -> list[str]:
    """What is wrong with a mapping whatever the file."""
    faults = [f"没有“{name}”这一项" for name in mapping.fields if name not in BY_ID]
    lacking = [target.label for target in TARGETS if target.required and target.id not in mapping.fields]
    if lacking:
        faults.append(f"没有说明从哪一列读取：{'、'.join(lacking)}")
    for name, tree in (("类别", mapping.category), ("区域", mapping.area)):
        if tree is not None and not tree.levels:
            faults.append(f"{name}没有写明任何一列")
    return faults


def choices_of(process: Process) -> dict[str, dict[str, str]]:
    """Codes of every choice that moves of the process offer, by code and by label; by the id of the ask."""
    found: dict[str, dict[str, str]] = {}
    for move in process.moves:
        for ask in move.asks:
            if ask.kind is AskKind.CHOICE:
                known = found.setdefault(ask.id, {})
                known |= {code: code for code, _ in ask.choices} | {label: code for code, label in ask.choices}
    return found


def as_body(mapping: Mapping) -> dict[str, object]:
    """What is stored of it."""
    found: dict[str, object] = msgspec.to_builtins(mapping)
    return found


def of_body(body: object) -> Mapping:
    return msgspec.convert(body, Mapping)
