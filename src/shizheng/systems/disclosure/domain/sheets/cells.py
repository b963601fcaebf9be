"""What followed an indicator's name, by role: target, past values, value reached, points."""

import re
from typing import NamedTuple

from shizheng.engines.fiscal.domain.targets import Target, parse
from shizheng.systems.disclosure.domain.sheets.pairs import LONE_COMPARATOR, Pair
from shizheng.systems.disclosure.domain.sheets.tokens import Token

POINTS = re.compile(r"\d{1,3}(?:\.\d{1,4})?")
_BRACKET_UNIT = re.compile(r"[（(]\s*(%|％|个|人|次|元|万元?|月|天|台|家|项|小时|分钟)\s*[)）]\s*$")


class Cells(NamedTuple):
    """What followed a name, by role."""

    target: str
    unit: str = ""
    past: tuple[str, ...] = ()
    standard: str = ""
    actual: str = ""
    reason: str = ""
    weight: int | None = None
    score: int | None = None
    points: Token | None = None

    @classmethod
    def of(cls, pair: Pair, heads: list[str], is_evaluation: bool) -> "Cells":
        """Read the cells after a name by what the head row promised."""
        texts = [token.text for token in pair.values]
        if not texts:
            return cls("")
        if "past" in heads or ("standard" in heads and len(texts) == 4):
            return cls._with_past(pair, texts)
        if "nature" in heads or "unit" in heads:
            return cls._in_columns(texts, heads)
        if is_evaluation:
            return cls._evaluated(pair, texts, heads)
        if "weight" in heads:
            points = [parse(text).value for text in texts[1:] if POINTS.fullmatch(text)]
            return cls(texts[0], weight=points[0] if points else None)
        if "standard" in heads and len(texts) > 1:
            return cls(texts[0], standard=texts[1])
        return cls(texts[0])

    @classmethod
    def _with_past(cls, pair: Pair, texts: list[str]) -> "Cells":
        if len(texts) >= 4:
            return cls(texts[2], past=tuple(texts[:2]), standard=texts[3])
        gap = len(texts) == 3 and pair.values[2].at - pair.values[1].at > 1
        if gap:
            return cls("", past=tuple(texts[:2]), standard=texts[2])
        return cls(texts[-1] if len(texts) != 2 else texts[0], standard=texts[1] if len(texts) == 2 else "")

    @classmethod
    def _in_columns(cls, texts: list[str], heads: list[str]) -> "Cells":
        """≥ | 95 | % | 10: the national form keeps comparator, value and unit apart."""
        nature = texts.pop(0) if "nature" in heads and LONE_COMPARATOR.fullmatch(texts[0]) else ""
        if "nature" in heads and not nature and texts[0] in ("定性", "定量"):
            texts.pop(0)
        value = texts.pop(0) if texts else ""
        unit = ""
        if "unit" in heads and texts and not POINTS.fullmatch(texts[0]):
            unit = texts.pop(0)
        points = [parse(text).value for text in texts if POINTS.fullmatch(text)]
        return cls(
            nature + value + (unit if value[-1:].isdigit() else ""),
            weight=points[0] if points and "weight" in heads else None,
            score=points[1] if len(points) > 1 else None,
        )

    @classmethod
    def _evaluated(cls, pair: Pair, texts: list[str], heads: list[str]) -> "Cells":
        actual = texts[1] if len(texts) > 1 else ""
        rest = list(pair.values[2:])
        numbers = [token for token in rest if POINTS.fullmatch(token.text)]
        words = [token.text for token in rest if not POINTS.fullmatch(token.text)]
        reason = words[0] if words else ""
        if "weight" in heads:
            points = [parse(token.text).value for token in numbers]
            return cls(
                texts[0],
                actual=actual,
                reason=reason,
                weight=points[0] if points else None,
                score=points[1] if len(points) > 1 else None,
            )
        return cls(texts[0], actual=actual, reason=reason, points=numbers[0] if numbers else None)


def target_of(name: str, text: str, unit: str = "") -> Target:
    """The target printed as ``text``; the name may hold its unit in brackets."""
    if not unit and text[-1:].isdigit():
        hint = _BRACKET_UNIT.search(name)
        unit = hint[1] if hint else ""
    elif not unit and text.endswith("月") and "周期" in name:
        unit = "月"
    return parse(text, unit)
