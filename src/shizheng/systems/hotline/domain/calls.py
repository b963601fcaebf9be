"""What a telephone call is to the hotline: its direction, how it ended, what an agent is doing, the caller's number."""

import re
import unicodedata
from enum import StrEnum

_DIGITS = re.compile(r"[^0-9]")
_MOBILE = re.compile(r"0?(1[3-9][0-9]{9})")
_COUNTRY = ("+86", "0086")
LONGEST_EXTENSION = 6
"""Digits of an extension of an exchange; a shorter or equal number is nobody's outside line."""


class Direction(StrEnum):
    IN = "in"
    OUT = "out"
    INTERNAL = "internal"

    @property
    def label(self) -> str:
        return {"in": "呼入", "out": "呼出", "internal": "内部"}[self.value]


class Disposition(StrEnum):
    """How a call stands or ended. 放弃: the caller hung up before anybody answered."""

    RINGING = "ringing"
    TALKING = "talking"
    ANSWERED = "answered"
    ABANDONED = "abandoned"
    BUSY = "busy"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return _DISPOSITIONS[self]

    @property
    def is_over(self) -> bool:
        return self not in (Disposition.RINGING, Disposition.TALKING)


_DISPOSITIONS = {
    Disposition.RINGING: "振铃中",
    Disposition.TALKING: "通话中",
    Disposition.ANSWERED: "已接通",
    Disposition.ABANDONED: "未接通",
    Disposition.BUSY: "占线",
    Disposition.FAILED: "失败",
}


class AgentState(StrEnum):
    """What an agent is doing; AWAY is signed off and counts for nothing."""

    READY = "ready"
    TALKING = "talking"
    WRAPPING = "wrapping"
    RESTING = "resting"
    AWAY = "away"

    @property
    def label(self) -> str:
        return {"ready": "就绪", "talking": "通话", "wrapping": "话后", "resting": "小休", "away": "签出"}[self.value]


CAUSES = {
    "NORMAL_CLEARING": "正常挂断",
    "ANSWERED": "正常挂断",
    "ORIGINATOR_CANCEL": "主叫挂断",
    "USER_BUSY": "占线",
    "BUSY": "占线",
    "NO_ANSWER": "无人接听",
    "NO ANSWER": "无人接听",
    "NO_USER_RESPONSE": "分机无应答",
    "USER_NOT_REGISTERED": "分机未登录",
    "CALL_REJECTED": "拒接",
    "RECOVERY_ON_TIMER_EXPIRE": "线路超时",
    "UNALLOCATED_NUMBER": "空号",
    "FAILED": "呼叫失败",
    "CONGESTION": "线路拥塞",
}
"""What exchanges say of the end of a call, in words; what is not listed is shown as it came."""
DIRECTIONS = [(str(each.value), each.label) for each in Direction]
DISPOSITIONS = [(str(each.value), each.label) for each in Disposition]
AGENT_STATES = [(str(each.value), each.label) for each in AgentState]


def plain_number(text: str) -> str:
    """A telephone number as it is compared: digits alone, a mobile without the country and the trunk's zero.

    "" for a number that the exchange withholds (anonymous, unknown).
    """
    known = unicodedata.normalize("NFKC", text).strip()
    for country in _COUNTRY:
        known = known.removeprefix(country)
    digits = _DIGITS.sub("", known)
    mobile = _MOBILE.fullmatch(digits)
    return mobile.group(1) if mobile else digits


def is_extension(number: str) -> bool:
    return number.isdecimal() and len(number) <= LONGEST_EXTENSION


def direction_of(caller: str, called: str) -> Direction:
    """By the lengths of the two numbers: an exchange's own are short."""
    if is_extension(caller):
        return Direction.INTERNAL if is_extension(called) else Direction.OUT
    return Direction.IN
