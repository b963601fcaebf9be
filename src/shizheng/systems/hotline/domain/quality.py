"""What is wrong with a reply before anybody reads it: cheap checks that warn and never forbid.

Source: GB/T 33358—2016《政府热线服务规范》(答复应针对诉求、准确、完整) and
GB/T 33357—2016《政府热线服务评价》(服务差错率).
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from shizheng.kit.digest import sm3
from shizheng.kit.personal import personal

SHORTEST = 20
_PLAIN = re.compile(r"[\W_]+")
_PROMISE = re.compile(
    r"将(?:会|于|在|尽快)|拟于|计划(?:于|在)|下一步|正在(?:协调|安排|办理|处理)|尽快(?:处理|解决|修复)|预计"
)
_STOP = frozenset("的了在是有和与及等也都被将把对为上下中前后里内外个这那一不没")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a unit says, beside the matter it answers. `nature` is the matter's own, `kept_within` the deadline."""

    text: str
    solved: bool
    title: str
    matter: str
    place: str = ""
    nature: str = ""
    at: datetime | None = None
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What only the records know: how many other cases got the very same text, and the city's stock phrases."""

    same_elsewhere: int = 0
    phrases: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    rule: str
    words: str


def fingerprint(text: str) -> str:
    """Equal for texts that differ in blanks and punctuation only; "" for a text too short to tell."""
    plain = _PLAIN.sub("", text)
    return sm3(plain.encode())[:32] if len(plain) >= SHORTEST else ""


def hints(reply: Reply, known: Known) -> list[Hint]:
    """Every hint, in the order in which a reviewer asks."""
    return [Hint(rule, words) for rule, judge in _RULES.items() for words in judge(reply, known)]


def _too_short(reply: Reply, known: Known) -> Iterator[str]:
    length = len(_PLAIN.sub("", reply.text))
    if length < SHORTEST:
        yield f"答复只有{length}个字，请写明办理结果"


def _same_text(reply: Reply, known: Known) -> Iterator[str]:
    if known.same_elsewhere:
        yield f"与另外{known.same_elsewhere}件工单的答复一字不差，请针对本件诉求答复"


def _nothing_of_the_matter(reply: Reply, known: Known) -> Iterator[str]:
    """Neither the place nor any pair of characters of the title that tells something."""
    if reply.place and any(part in reply.text for part in _parts(reply.place)):
        return
    if not any(pair in reply.text for pair in _pairs(reply.title)):
        yield "答复没有提到诉求的地点或事项，请核对是否答非所问"


def _relabelled(reply: Reply, known: Known) -> Iterator[str]:
    if reply.nature in {"complaint", "report"} and re.search(r"(?:感谢|谢谢)您?的?咨询|您咨询的", reply.text):
        yield "诉求是投诉或举报，答复却按咨询处理"


def _stock(reply: Reply, known: Known) -> Iterator[str]:
    found = [phrase for phrase in known.phrases if phrase in reply.text]
    if found:
        yield f"含有套话：{'、'.join(f'“{phrase}”' for phrase in found)}，请写具体做了什么"


def _only_promises(reply: Reply, known: Known) -> Iterator[str]:
    found = _PROMISE.search(reply.text)
    if reply.solved and found:
        yield f"填写为“已解决”，答复却说“{found[0]}”，请核对"


def _late(reply: Reply, known: Known) -> Iterator[str]:
    if reply.at is not None and reply.due is not None and reply.at > reply.due:
        yield "答复时已超过办理时限"


def _personal(reply: Reply, known: Known) -> Iterator[str]:
    kinds = dict.fromkeys(span.kind.value for span in personal(reply.text))
    if kinds:
        yield f"公开答复中有{'、'.join(kinds)}，公开前须删去"


def _parts(place: str) -> list[str]:
    """Pieces of an address that a reply would name: between digits and blanks, three characters and more."""
    return [part for part in re.split(r"[\d\s,，、（）()\-号]+", place) if len(part) >= 3] or [place]


def _pairs(title: str) -> set[str]:
    plain = _PLAIN.sub("", title)
    return {plain[at : at + 2] for at in range(len(plain) - 1) if not _STOP.intersection(plain[at : at + 2])}


_RULES: dict[str, Callable[[Reply, Known], Iterator[str]]] = {
    "too_short": _too_short,
    "same_text": _same_text,
    "nothing_of_the_matter": _nothing_of_the_matter,
    "relabelled": _relabelled,
    "stock": _stock,
    "only_promises": _only_promises,
    "late": _late,
    "personal": _personal,
}
