"""Dispatch rules: whom a matter goes to by what intake knows of it, as rows that the office keeps. Pure matching.

Rules are tried in their order; the first that catches a matter advises its units. What a rule leaves open it does not
ask for. Words are looked for in title, text and place, whatever their width and case.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from shizheng.kit.clock import aware
from shizheng.kit.errors import Fault

WEEKDAYS = "一二三四五六日"
LONGEST_WORDS = 50
_GAPS = re.compile(r"[、，,；;\s]+")


@dataclass(frozen=True, slots=True)
class Intake:
    """A matter as far as it has been typed; empty where nothing is known. `category` and `area` are codes."""

    title: str = ""
    text: str = ""
    category: str = ""
    area: str = ""
    place: str = ""
    channel: str = ""
    nature: str = ""
    urgency: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """An intake at an instant; `categories` and `areas` lead from the top of the tree down to the own code."""

    intake: Intake
    at: datetime
    categories: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return folded("\n".join((self.intake.title, self.intake.text, self.intake.place)))


@dataclass(frozen=True, slots=True)
class Span:
    """Hours of the day from `start` up to `end`; past midnight where `end` is not later."""

    start: time
    end: time

    def holds(self, at: time) -> bool:
        if self.start < self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end

    def __str__(self) -> str:
        return f"{self.start:%H:%M}至{'次日' if self.end <= self.start else ''}{self.end:%H:%M}"


@dataclass(frozen=True, slots=True)
class Rule:
    """`weekdays` are 1 (Monday) to 7; `valid_to` is the last day. `names` are words for the codes it asks for."""

    id: int
    number: int
    title: str
    main: int
    co: tuple[int, ...] = ()
    category: str = ""
    area: str = ""
    any_words: tuple[str, ...] = ()
    all_words: tuple[str, ...] = ()
    hours: Span | None = None
    weekdays: frozenset[int] = frozenset()
    channel: str = ""
    nature: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether it asks for nothing and would catch every matter."""
        asks = (self.category, self.area, self.any_words, self.all_words, self.hours, self.weekdays)
        return not any((*asks, self.channel, self.nature))

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def catches(self, asked: Asked, words: str) -> bool:
        """`words` are those of the matter, folded once for all rules. Its days of validity are asked apart."""
        intake = asked.intake
        return (
            (not self.category or self.category in asked.categories)
            and (not self.area or self.area in asked.areas)
            and self.channel in {"", intake.channel}
            and self.nature in {"", intake.nature}
            and self._in_time(asked.at)
            and all(word in words for word in self.all_words)
            and (not self.any_words or any(word in words for word in self.any_words))
        )

    def _in_time(self, at: datetime) -> bool:
        local = aware(at)
        if self.weekdays and local.isoweekday() not in self.weekdays:
            return False
        return self.hours is None or self.hours.holds(local.time())

    def met(self, words: str) -> list[str]:
        """The words of the rule that the matter has."""
        return [word for word in (*self.all_words, *self.any_words) if word in words]


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def split_words(text: str) -> tuple[str, ...]:
    """Words as an official types them, parted by commas, 、 or blanks; folded, each once."""
    return tuple(dict.fromkeys(word for word in _GAPS.split(folded(text)) if word))


def caught_by(rules: Iterable[Rule], asked: Asked, day: date | None = None) -> Iterator[Rule]:
    """The rules that catch the matter, in their order; with a day only those that hold on it."""
    words = asked.words
    for rule in rules:
        if (day is None or rule.holds_on(day)) and rule.catches(asked, words):
            yield rule


def said(rule: Rule, names: Mapping[str, str], channels: Mapping[str, str], natures: Mapping[str, str]) -> str:
    """What the rule asks for, in words; `names` are those of categories and areas by code."""
    parts = [
        f"类别：{names.get(rule.category, rule.category)}" if rule.category else "",
        f"区域：{names.get(rule.area, rule.area)}" if rule.area else "",
        f"含任一：{'、'.join(rule.any_words)}" if rule.any_words else "",
        f"须全含：{'、'.join(rule.all_words)}" if rule.all_words else "",
        f"来源：{channels.get(rule.channel, rule.channel)}" if rule.channel else "",
        f"性质：{natures.get(rule.nature, rule.nature)}" if rule.nature else "",
        f"周{'、'.join(WEEKDAYS[day - 1] for day in sorted(rule.weekdays))}" if rule.weekdays else "",
        str(rule.hours) if rule.hours else "",
    ]
    return "；".join(part for part in parts if part)


def rule_faults(rule: Rule) -> Iterator[Fault]:
    """What is wrong with one rule, by the labels of its form."""
    if not rule.title.strip():
        yield Fault("没有写明规则名称", "规则名称")
    if rule.is_open:
        yield Fault("没有任何条件，会套用到全部事项", "条件", "请至少写明类别、区域、关键词、来源、性质或时段之一")
    if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
        yield Fault("失效日期早于生效日期", "失效日期")
    if rule.main in rule.co:
        yield Fault("协办单位中有主办单位", "协办单位", "请从协办单位中去掉它")
    for place, words in (("含任一关键词", rule.any_words), ("须全含关键词", rule.all_words)):
        if len(words) > LONGEST_WORDS:
            yield Fault(f"关键词有{len(words)}个，最多{LONGEST_WORDS}个", place)


@dataclass(frozen=True, slots=True)
class PastCase:
    """A case that was handled, as its intake knew it, with the unit that handled it in the end."""

    number: str
    asked: Asked
    unit: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    number: str
    title: str
    advised: int
    handled: int


@dataclass(slots=True)
class Tally:
    """What one rule, or a whole set, would have done: how many it caught first, how many of those went to its unit."""

    caught: int = 0
    agreed: int = 0
    examples: list[Disagreement] | None = None

    @property
    def share(self) -> float | None:
        return self.agreed / self.caught if self.caught else None


@dataclass(frozen=True, slots=True)
class Trial:
    """`by_rule` has the first catch of each rule; `shadowed` counts what a rule would catch if none stood before it."""

    cases: int
    total: Tally
    by_rule: Mapping[int, Tally]
    shadowed: Mapping[int, int]


def try_out(rules: Sequence[Rule], past: Iterable[PastCase], most_examples: int = 5) -> Trial:
    """Rules over past cases, as if they had always held: the days of validity are left out, hours and weekdays are
    those of the case."""
    total = Tally(examples=[])
    by_rule = {rule.id: Tally(examples=[]) for rule in rules}
    met = dict.fromkeys(by_rule, 0)
    count = 0
    for case in past:
        count += 1
        caught = list(caught_by(rules, case.asked))
        for rule in caught:
            met[rule.id] += 1
        if caught:
            for tally in (total, by_rule[caught[0].id]):
                _note(tally, caught[0], case, most_examples)
    shadowed = {each: met[each] - by_rule[each].caught for each in met}
    return Trial(count, total, by_rule, shadowed)


def _note(tally: Tally, rule: Rule, case: PastCase, most: int) -> None:
    tally.caught += 1
    if rule.main == case.unit:
        tally.agreed += 1
    elif tally.examples is not None and len(tally.examples) < most:
        tally.examples.append(Disagreement(case.number, case.asked.intake.title, rule.main, case.unit))
