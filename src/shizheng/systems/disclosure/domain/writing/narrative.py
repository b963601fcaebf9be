"""The sentences of a disclosure from its declaration and the facts: right words, true rounding, reasons only asked."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from shizheng.engines.fiscal.domain.codes import books
from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.evaluation import evaluate
from shizheng.engines.fiscal.domain.forms.projection import Facts
from shizheng.engines.fiscal.domain.forms.projection.filling import UNITS, counted
from shizheng.engines.fiscal.domain.score import GRADES
from shizheng.kit.money import from_fen, grouped, percent
from shizheng.kit.printed import Printed
from shizheng.systems.disclosure.domain.writing.draft import Draft, Question
from shizheng.systems.disclosure.domain.writing.packs import Listing, Named, Say, Script, Section, Source
from shizheng.systems.disclosure.domain.writing.templates import holes_of, write

_LEAD = re.compile(r"^(?:\{year\}年度?|\d+\.)")
Words = Mapping[str, str | None]


class Member(NamedTuple):
    """One part of an amount: its name, its coordinate and its exact value."""

    name: str
    coord: Coord
    fen: int


class Speaker:
    """Says what a script declares; ``questions`` gathers what only a person knows, ``is_rounded`` what was rounded."""

    def __init__(self, draft: Draft, script: Script) -> None:
        self.draft, self.script = draft, script
        self.questions: list[Question] = []
        self.is_rounded = False

    def section(self, section: Section) -> Iterator[str]:
        """The paragraphs of a section."""
        said = [text for say in section.says for text in self._said(say)]
        yield from said
        why = self.draft.empties.get(section.grid, "")
        if why:
            yield why
        if section.asks and not (section.instead and said):
            answer = self.draft.answers.get(f"text.{section.asks}", "").strip()
            if answer:
                yield from answer.split("\n")
            elif not section.is_optional:
                prompt = section.prompt or f"请写明“{section.title}”"
                self.questions.append(Question(f"text.{section.asks}", "text", prompt))

    def titled(self, text: str) -> str:
        return text.format(year=self.draft.year, unit=self.draft.unit)

    def members(self, of: Source, named: tuple[Named, ...], coord: Coord) -> list[Member]:
        """The parts of an amount that are not nought."""
        if of in ("", "funds"):
            listed = named or self.script.funds
            parts = [(each.name, coord.over(**each.at)) for each in listed]
        else:
            parts = list(_coded(of, self.draft.facts, coord, self.draft.year))
        found = [Member(name, at, self.draft.facts.total(at)) for name, at in parts]
        return [member for member in found if member.fen]

    def told(self, value: int, unit: str) -> str:
        """Money, or a count in its own unit."""
        return grouped(counted(value)) + unit if unit else self.money(value)

    def money(self, fen: int) -> str:
        return grouped(self.printed(fen)) + self.draft.money_unit

    def printed(self, fen: int) -> Printed:
        return from_fen(fen, UNITS[self.draft.money_unit], 2).printed

    def _said(self, say: Say) -> Iterator[str]:
        coord = Coord().over(**say.at)
        if say.each:
            for number, member in enumerate(self.members(say.each, (), coord), 1):
                key = f"{say.id}.{member.coord.func}"
                yield write(say.say, self._words(say, key, member.coord, {"path": member.name, "number": str(number)}))
            return
        value = self.draft.facts.value(coord)
        template = say.say if value else say.zero
        if value is None and say.unit:
            return
        if value is None:
            self.questions.append(Question(f"facts.{say.id}", "facts", f"数据中没有“{_subject(say)}”的金额"))
        elif template:
            yield write(template, self._words(say, say.id, coord, {}))

    def _words(self, say: Say, key: str, coord: Coord, more: Words) -> Words:
        value = self.draft.facts.total(coord)
        words: dict[str, str | None] = {"year": str(self.draft.year), "value": self.told(value, say.unit), **more}
        template = say.say if value else say.zero
        for name, at in say.also.items():
            fen = self.draft.facts.value(coord.over(**at))
            words[name] = None if fen is None else self.told(fen, say.unit)
        parts = [self.draft.facts.value(coord.over(**at)) or 0 for at in say.also.values()]
        if not say.unit and sum(parts) == value and len(parts) > 1:
            self._note_rounding(parts, value)
        for name, listing in say.lists.items():
            words[name] = self._list(listing, coord.over(**listing.at), say.unit)
        if "share" in holes_of(template):
            words["share"] = _percent(value, self.draft.facts.total(coord.over(**say.base)))
        if "change" in holes_of(template):
            words["change"] = self._change(key, coord, value, more.get("path") or _subject(say))
        words |= self._completed(coord, value, template)
        words["count"] = self._count(say.counts, coord)
        words["grades"] = self._grades()
        return words

    def _list(self, listing: Listing, coord: Coord, unit: str) -> str:
        members = self.members(listing.of, listing.named, coord)
        whole = sum(member.fen for member in members)
        if not unit:
            self._note_rounding([member.fen for member in members], whole)
        clauses = []
        for member in members:
            words = {"name": member.name, "value": self.told(member.fen, unit), "share": _percent(member.fen, whole)}
            clauses.append(write(listing.each, words))
        return listing.join.join(clauses) or "无"

    def _note_rounding(self, parts: list[int], whole: int) -> None:
        """Whether printed parts or shares miss their printed whole."""
        printed = sum(self.printed(fen).value for fen in parts)
        shares = [share for fen in parts if (share := percent(fen, whole)) is not None]
        misses = printed != self.printed(whole).value or (shares and sum(share.units for share in shares) != 10_000)
        self.is_rounded = self.is_rounded or bool(misses)

    def _change(self, key: str, coord: Coord, value: int, about: str) -> str:
        """Increase, decrease or none against last year; from nothing there is no rate, and a reason is a question."""
        if self.draft.prior is None or (before := self.draft.prior.value(coord)) is None:
            return ""
        delta = value - before
        if not self.printed(delta).units:
            return self.script.changes["same"]
        kind = "down" if delta < 0 else "up" if before else "up_from_zero"
        reason = self.draft.answers.get(f"reason.{key}", "").strip("。 ") or None
        if reason is None:
            told = f"“{about}”比上年{'减少' if delta < 0 else '增加'}{self.money(abs(delta))}，原因是什么？"
            self.questions.append(Question(f"reason.{key}", "reason", told))
        growth, shown = percent(abs(delta), before), self.printed(before).value
        if growth is not None and shown:  # the rate of what is printed, which a reader works out
            again = percent(self.printed(abs(delta)).units, self.printed(before).units)
            self.is_rounded = self.is_rounded or again != growth
        words = {"delta": self.money(abs(delta)), "growth": _percent(abs(delta), before), "reason": reason}
        return write(self.script.changes[kind], words)

    def _completed(self, coord: Coord, value: int, template: str) -> Words:
        """The budget beside the final account, where the facts hold both."""
        words: dict[str, str | None] = {}
        for stage, hole, rate in (("budget", "budget", "completion"), ("adjusted", "adjusted", "fulfilled")):
            if hole not in holes_of(template) or stage not in self.draft.facts.stages:
                continue
            planned = self.draft.facts.value(coord._replace(stage=stage))
            if planned:
                words |= {hole: self.money(planned), rate: _percent(value, planned)}
        return words

    def _grades(self) -> str | None:
        """优3个、良1个; None where nothing was evaluated."""
        found = Counter(evaluate(sheet).grade for sheet in self.draft.sheets if sheet.kind == "evaluation")
        return "、".join(f"“{name}”{found[name]}个" for name, _ in GRADES if found[name]) or None

    def _count(self, counts: str, coord: Coord) -> str | None:
        if counts == "sheets":
            return str(len(self.draft.sheets))
        names = [project.name for project in self.draft.register.projects]
        return str(sum(bool(self.draft.facts.value(coord._replace(project=name))) for name in names))


def _subject(say: Say) -> str:
    """What a sentence is about, in its own words before the amount."""
    return _LEAD.sub("", say.say.partition("{value}")[0])


def _percent(part: int, whole: int) -> str | None:
    printed = percent(part, whole)
    return None if printed is None else f"{grouped(printed)}%"


def _coded(of: Source, facts: Facts, coord: Coord, year: int) -> Iterator[tuple[str, Coord]]:
    """Classes, items with their path, or economic items that the money inside a coordinate has."""
    if of == "economic":
        for (code,) in sorted(facts.codes(("dept",), coord) or ()):
            yield _name("departmental", code, year), coord._replace(dept=code)
        return
    codes = {code for (code,) in facts.codes(("func",), coord, "2") or ()}
    width = 3 if of == "classes" else 7
    for code in sorted({code[:width] for code in codes}):
        yield _path(code, year) if of == "items" else _name("functional", code, year), coord._replace(func=code)


def _path(code: str, year: int) -> str:
    """一般公共服务支出（类）统计信息事务（款）行政运行（项）."""
    steps = zip((3, 5, 7), "类款项", strict=True)
    return "".join(f"{_name('functional', code[:cut], year)}（{level}）" for cut, level in steps if cut <= len(code))


def _name(book: str, code: str, year: int) -> str:
    found = books(book).find(code, year)
    return found.name if found else code
