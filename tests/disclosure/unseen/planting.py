"""One fault at a time, put into a document that is right, and whether the checker tells it where it stands."""

from collections.abc import Callable, Iterable
from random import Random
from typing import NamedTuple

from shizheng.systems.disclosure.domain.finding import Finding
from shizheng.systems.disclosure.domain.gathering import spread
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.source import from_text
from shizheng.systems.disclosure.rules import check
from tests.disclosure.unseen.paper import Mark, Page

OPPOSITE = {"增加": "减少", "减少": "增加"}
Alter = Callable[[Random, str], str]


class Fault(NamedTuple):
    """``line`` counts from 1 and is where the wrong figure stands; ``old`` and ``new`` what stood there and stands."""

    kind: str
    text: str
    line: int
    old: str
    new: str


def findings(text: str) -> list[Finding]:
    return check(read(from_text("unseen.txt", text)))


def another_digit(random: Random, text: str) -> str:
    """One digit changed by two at least, but for the last place, where rounding may excuse it."""
    digits = [at for at, char in enumerate(text) if char.isdigit()]
    places = digits[:-1] or digits
    if "." in text:
        places = [at for at in digits if at < len(text) - 2] or digits[:-1]
    at = random.choice(places)
    choices = [
        digit for digit in "0123456789" if abs(int(digit) - int(text[at])) > 1 and not (at == 0 and digit == "0")
    ]
    return text[:at] + random.choice(choices) + text[at + 1 :]


def lost_decimal(random: Random, text: str) -> str:
    """888.08 as 88.08: a digit lost before the point."""
    whole, point, rest = text.partition(".")
    at = random.randrange(len(whole)) if whole.isdigit() and len(whole) > 1 else -1
    return whole[:at] + whole[at + 1 :] + point + rest if at >= 0 else text


def a_point_off(random: Random, text: str) -> str:
    """A percentage off by one."""
    whole, point, rest = text.partition(".")
    return f"{int(whole) + 1}{point}{rest}"


def reversed_direction(random: Random, text: str) -> str:
    return OPPOSITE.get(text, text)


KINDS: dict[str, tuple[str, Alter]] = {
    "cell": ("cell", another_digit),
    "cell loses a digit": ("cell", lost_decimal),
    "amount": ("amount", another_digit),
    "amount loses a digit": ("amount", lost_decimal),
    "share": ("share", a_point_off),
    "growth": ("growth", a_point_off),
    "completion": ("completion", a_point_off),
    "direction": ("direction", reversed_direction),
    "prior": ("prior", another_digit),
    "budget": ("budget", another_digit),
    "rate": ("rate", a_point_off),
    "score": ("score", another_digit),
    "total": ("total", another_digit),
}


def faults(random: Random, page: Page, kind: str, count: int) -> Iterable[Fault]:
    """Some faults of a kind, each in a document of its own."""
    marked, alter = KINDS[kind]
    marks = [mark for mark in page.marks if mark.kind == marked]
    for mark in random.sample(marks, min(count, len(marks))):
        new = alter(random, mark.text)
        if _matters(mark, new):
            yield Fault(kind, page.changed(mark, new), mark.line, mark.text, new)


def _matters(mark: Mark, new: str) -> bool:
    """A fault that changes the value by more than rounding could."""
    if mark.text in OPPOSITE:
        return new != mark.text
    old, now = (float(text.replace(",", "")) for text in (mark.text, new))
    return abs(old - now) >= 0.04


def fresh(before: Iterable[Finding], now: Iterable[Finding]) -> list[Finding]:
    """What is said now and was not said of the document without the fault."""
    known = {(found.rule, found.severity, found.line, found.quote) for found in spread(before)}
    return [found for found in spread(now) if (found.rule, found.severity, found.line, found.quote) not in known]


def tells(found: Finding, fault: Fault) -> bool:
    """At the wrong figure, or naming its line where another figure is held against it."""
    return found.line == fault.line or f"第{fault.line}行" in found.message
