"""From the figures of a section to statements: which number says what about which amount."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from shizheng.engines.fiscal.domain.claim import FEN, PPM
from shizheng.systems.disclosure.domain.narrative import figures as grammar
from shizheng.systems.disclosure.domain.narrative.figures import Figure, figures
from shizheng.systems.disclosure.domain.narrative.names import (
    BOTH,
    TOTAL_WORDS,
    alike,
    bare,
    last_clause,
    name_of,
    year_compared,
)
from shizheng.systems.disclosure.domain.narrative.passage import ORDINAL, Passage
from shizheng.systems.disclosure.domain.narrative.ratios import WRONG, growth_verdict, signed
from shizheng.systems.disclosure.domain.narrative.statement import Group, Statement

OPENER = re.compile(
    r"^：(?!主要|原因|因)|其中|(?:主要|支出|收入|具体)?包括|分别(?:为|是)|如下|主要用于(?:以下方面)?[：，]|(?:^|[，。；])(?:收入|支出)(?:为|是)|构成"
)
STOPPED = re.compile(r"[；。]")  # a list of words, not of amounts, lies between the opener and the number
CLOSING_OPENER = re.compile(r"(?:其中|包括|如下|主要用于(?:以下方面)?|用于|构成)[：，]?$")
REASON = re.compile(r"原因|由于|因为|主要是|主要系|系因|是因|主要为|为了")
ANNOUNCED = re.compile(r"(?P<what>[^，。；：]{0,20}支出)[^，。；：]{0,10}(?:如下|包括)：$")
AGAIN = re.compile(r"20\d{2}年度?(?:当年)?(?:部门)?预算安排$")
OPENING = 12  # characters in which a paragraph says what it is about
SIDE_WORDS = frozenset({"支出", "收入", "支出预算", "收入预算", "总支出", "总收入"})
CLASS = re.compile(r"（[类款项]）[。：]?$")
FLAT = re.compile(r"持平|一致|相同|无变化|没有变化|无增减|未发生变化")


class Assembler:
    """Reads the passages under one heading; ``statements`` and ``groups`` are its result."""

    def __init__(self, unit: str = "") -> None:
        self.unit = unit
        self.statements: list[Statement] = []
        self.groups: list[Group] = []
        self.others: list[tuple[Passage, Figure]] = []  # counts, and numbers that lost their unit
        self.stack: list[Group] = []
        self.lead: Statement | None = None  # the amount that the paragraph before opened with
        self.announced = ""  # the class that a paragraph of its own named, its amounts to follow in the next
        self.under = ""  # what a paragraph without amounts said the numbered ones below it are
        self.inline: Group | None = None
        self.current: Statement | None = None
        self.changed: Statement | None = None

    def read(self, passage: Passage) -> None:
        """One paragraph."""
        ordinal = ORDINAL.match(passage.text)
        style = (ordinal.lastgroup or "") if ordinal else ""
        self.settle_stack(style)
        self.inline = self.current = self.changed = None
        first = len(self.statements)
        carried = ""
        for figure in figures(passage):
            if figure.kind not in (FEN, PPM):
                self.others.append((passage, figure))
                figure = self.unitless(figure) if figure.role == "bare" else figure
            if figure.kind not in (FEN, PPM):
                carried += figure.gap + figure.text + figure.unit
                continue
            if carried:
                figure = figure._replace(gap=carried + figure.gap)
                carried = ""
            self.take(passage, figure, style)
        fresh = self.statements[first:]
        self.settle_announcement(passage, fresh, style)
        self.finish(passage, fresh, style)
        self.announced = name_of(passage.text.rstrip("。："), unit=self.unit) if CLASS.search(passage.text) else ""
        self.lead = next((statement for statement in fresh if not statement.detached), self.lead)

    def settle_announcement(self, passage: Passage, fresh: list[Statement], style: str) -> None:
        """财政拨款支出主要内容如下：: what holds for the numbered paragraphs that follow."""
        if not fresh:
            found = ANNOUNCED.search(passage.text)
            self.under = found["what"] if found else self.under
        elif not style:
            self.under = ""
        for statement in fresh:
            statement.under = self.under

    def unitless(self, figure: Figure) -> Figure:
        """A number that lost its unit inside a list of amounts is in the unit of the one before it."""
        last = self.current.amount if self.current is not None else None
        if last is None or figure.gap[:1] not in "、，；" or grammar.DIRECTION.search(figure.gap):
            return figure
        if figure.printed.decimals != last.printed.decimals:
            return figure
        value, ulp = grammar.in_fen(figure.printed, grammar.MONEY.get(last.unit, 0))
        return figure._replace(kind=FEN, value=value, ulp=ulp, role="amount")

    def settle_stack(self, style: str) -> None:
        """Leave the lists that a paragraph numbered in an outer style has ended."""
        if self.stack and not self.stack[-1].parts and not style:
            return
        for depth, group in enumerate(self.stack):
            if style and group.opened == style:
                del self.stack[depth:]
                break
        for depth in range(len(self.stack) - 1, -1, -1):
            if self.stack[depth].parts and self.stack[depth].style == style:
                del self.stack[depth + 1 :]
                return

    def take(self, passage: Passage, figure: Figure, style: str) -> None:
        role = figure.role
        if role == "delta":
            self.take_change(passage, figure)
        elif role == "growth":
            self.take_growth(passage, figure)
        elif role == "prior":
            if self.current is not None and self.current.prior is None and self.current.delta is None:
                self.current.prior = figure
        elif role in ("share", "completion"):
            if self.current is not None and getattr(self.current, role) is None:
                setattr(self.current, role, figure)
                self.current.end = figure.end
        elif role in ("amount", "budget", "final"):
            self.take_amount(passage, figure, style)

    def take_amount(self, passage: Passage, figure: Figure, style: str) -> None:
        pattern = {"budget": grammar.BUDGET, "final": grammar.FINAL}.get(figure.role)
        words = pattern.sub("", figure.gap) if pattern else figure.gap
        clause, offset = last_clause(words)
        name = name_of(clause, unit=self.unit)
        current = self.current
        again = current if current is not None and current.prior is not None and AGAIN.search(clause) else None
        if again is not None:
            name = again.name
        if figure.role == "final" and current is not None and not name and self.completes(current, figure):
            return
        if figure.role == "budget" and current is not None and not name and self.precedes(current, figure):
            return
        start = figure.start - len(figure.gap) + offset + max(0, clause.find(name)) if name else figure.start
        if not name:
            name = current.name if current is not None else self.announced or _head(passage, self.unit)
        statement = Statement(passage, name, start, end=figure.end)
        if figure.role == "budget" and again is None:
            statement.budget = figure
        else:
            statement.amount = figure
        if again is not None:
            statement.again, statement.prior = again, again.prior
        else:
            self.place(statement, figure, style)
        self.statements.append(statement)
        self.current = statement

    def completes(self, current: Statement, figure: Figure) -> bool:
        """Attach a final amount to the budget named before it."""
        if current.budget is not None and current.amount is None:
            current.amount = figure
        elif current.amount is not None and current.budget is None and grammar.PLAIN_BUDGET.search(current.amount.gap):
            current.budget, current.amount = current.amount, figure
        else:
            return False
        current.end = figure.end
        return True

    def precedes(self, current: Statement, figure: Figure) -> bool:
        """Attach a budget told after its final amount, in the same sentence."""
        if current.amount is None or current.budget is not None or "。" in figure.gap:
            return False
        current.budget = figure
        current.end = figure.end
        return True

    def place(self, statement: Statement, figure: Figure, style: str) -> None:
        """Find the sum that a new amount is a part of."""
        gap = figure.gap
        if self.bracketed(statement, gap):
            return
        openers = [opener for opener in OPENER.finditer(gap) if not STOPPED.search(gap, opener.end())]
        whole = self.current or (self.lead if gap.startswith("其中") and not self.stack else None)
        if openers and whole is not None:
            self.open_list(whole, openers[-1], gap)
        elif self.inline is not None and "；" in gap and self.ends_at_semicolon(self.inline, statement):
            self.inline = self.inline.outer
        elif self.inline is not None and "。" in gap:
            self.inline = self.inline.outer
            if self.inline is not None:
                self.inline.tail.append(statement)
                statement.group = self.inline
                return
        if self.inline is not None:
            self.join(statement, self.inline)
        elif self.stack and (self.current is None or "；" in gap):
            self.join_stack(statement, style)

    def ends_at_semicolon(self, group: Group, statement: Statement) -> bool:
        """其中甲…；乙…: a list without a colon goes no further, nor does any before a second total."""
        return not group.colon or bool(TOTAL_WORDS.search(statement.name))

    def join(self, statement: Statement, group: Group) -> None:
        group.parts.append(statement)
        statement.group = group

    def join_stack(self, statement: Statement, style: str) -> None:
        """The first amount of a paragraph belongs to the list that its numbering carries on."""
        group = self.stack[-1]
        if not group.parts or group.style == style:
            group.style = style
            self.join(statement, group)

    def bracketed(self, statement: Statement, gap: str) -> bool:
        """Amounts in brackets are parts of the amount before the bracket."""
        opened, closed = unmatched(gap)
        if closed and self.inline is not None and self.inline.opener == "（":
            self.inline = self.inline.outer
        if opened and self.current is not None:
            self.inline = Group(self.current, "（", self.inline)
            self.groups.append(self.inline)
            self.join(statement, self.inline)
            return True
        return False

    def open_list(self, current: Statement, opener: re.Match[str], gap: str) -> None:
        """A list of parts begins: of the amount before it or, after a full stop, of the sum that was last split."""
        before = gap[: opener.start()] + opener[0][:1]
        after_stop = "。" in before or "；" in before
        previous = current.group
        resumed = after_stop and previous is not None and previous in self.groups[-1:]
        total = previous.total if resumed and previous is not None else current
        group = Group(total, opener[0], None if after_stop else self.inline)
        group.colon = "其中" not in opener[0] or gap[opener.end() : opener.end() + 1] in "：，"
        group.loose = "。" in before and not resumed and (before.count("。") > 1 or self.follows_others(current))
        self.inline = group
        self.groups.append(group)

    def follows_others(self, current: Statement) -> bool:
        """Whether other amounts that no sum holds stand before one in its own sentence."""
        index = self.statements.index(current)
        if index == 0 or current.amount is None or current.group is not None:
            return False
        before = self.statements[index - 1]
        same = before.passage is current.passage and "。" not in current.amount.gap
        return same and before.group is None and before.amount is not None

    def take_change(self, passage: Passage, figure: Figure) -> None:
        words = grammar.DIRECTION.sub("", figure.gap)
        clause, offset = last_clause(words)
        name = name_of(clause, unit=self.unit)
        told = bool(REASON.search(figure.gap)) or bool(
            self.changed and self.changed.detached and "。" not in figure.gap
        )
        target = self.current if not bare(name) else self.named(name)
        if "。" in figure.gap and name in SIDE_WORDS:
            target = self.whole_side(name) or target
        if target is None and BOTH.search(name):
            target = self.whole_of(passage)
        if told or target is None or target.delta is not None:
            start = figure.start - len(figure.gap) + offset
            target = Statement(passage, name, start, end=figure.end, detached=told)
            self.statements.append(target)
        elif not name and self.inline is not None and target.group is self.inline:
            target.rivals = (self.inline.total,)
        target.delta = figure
        target.told = passage
        target.since = year_compared(figure.gap)
        target.end = max(target.end, figure.end) if target.passage is passage else target.end
        self.changed = target

    def named(self, name: str) -> Statement | None:
        """The statement under this heading whose amount a change by name is about, the latest first."""
        for statement in reversed(self.statements):
            if statement.delta is None and not statement.detached and alike(statement.name, name):
                return statement
        return None

    def whole_side(self, name: str) -> Statement | None:
        """支出比上年…behind a list of what is spent: the sum that the list explains."""
        group = self.current.group if self.current is not None else None
        while group is not None:
            total = group.total
            if total.delta is None and (name in total.name or name in total.passage.text[:OPENING]):
                return total
            group = group.outer
        return None

    def whole_of(self, passage: Passage) -> Statement | None:
        """收、支总计各增加: the total that its own paragraph opened with."""
        tops = [each for each in self.statements if each.passage is passage and each.group is None]
        return next((each for each in tops if each.amount is not None and each.delta is None), None)

    def take_growth(self, passage: Passage, figure: Figure) -> None:
        target = self.changed
        if target is None or target.growth is not None:
            target = self.current
        if target is not None and target.growth is None:
            target.growth = figure
            target.told = target.told or passage
            if target.delta is not None and not target.delta.direction:
                target.delta = target.delta._replace(direction=figure.direction)
            if target.passage is passage:
                target.end = max(target.end, figure.end)

    def finish(self, passage: Passage, fresh: list[Statement], style: str) -> None:
        """What the words between and after the statements say; a list that the next paragraphs carry on."""
        text = passage.text
        ends = [following.start for following in fresh[1:]] + [len(text)]
        for statement, end in zip(fresh, ends, strict=False):
            statement.tail = text[statement.end : end]
            statement.flat = bool(FLAT.search(statement.tail.partition("。")[0]))
        for statement in fresh:
            if statement.rivals:
                _settle_rivals(statement)
        for group in self.groups:
            last = group.parts[-1] if group.parts else None
            if last is not None and last.passage is passage and last.tail.startswith("等"):
                group.open_ended = True
        if fresh and self.current is not None and CLOSING_OPENER.search(self.current.tail):
            split = self.current.group if "。" in self.current.tail else None
            resumed = split is not None and split in self.groups[-1:]
            group = Group(split.total if split is not None and resumed else self.current, "：", opened=style)
            group.loose = "。" in self.current.tail and sum(statement.group is None for statement in fresh) > 1
            self.groups.append(group)
            self.stack.append(group)


def unmatched(gap: str) -> tuple[bool, bool]:
    """Whether a bracket is left open in a stretch of text, and whether one from before is closed in it."""
    if "（" not in gap and "）" not in gap:
        return False, False
    depth, closed = 0, False
    for char in gap:
        if char == "（":
            depth += 1
        elif char == "）":
            closed = closed or depth == 0
            depth = max(0, depth - 1)
    return depth > 0, closed


def _settle_rivals(statement: Statement) -> None:
    """A change told after the last part of a sum may be the sum's: the one that its rate fits has it."""
    total = statement.rivals[0]
    if statement.amount is None or statement.delta is None or total.amount is None or total.delta is not None:
        return
    possible = signed(statement.delta) <= statement.amount.value
    if statement.amount.value and possible and (statement.growth is None or growth_verdict(statement) != WRONG):
        return
    total.delta, total.growth, total.since = statement.delta, statement.growth, statement.since
    total.told = statement.told
    statement.delta = statement.growth = None
    total.flat, statement.flat = statement.flat, False


def _head(passage: Passage, unit: str) -> str:
    """The subject that a paragraph opens with."""
    head = re.split(r"[。，；：]", passage.text, maxsplit=1)[0]
    return name_of(head, unit=unit) if len(head) <= 60 else ""


def assemble(passages: Iterable[Passage], unit: str = "") -> Iterator[Assembler]:
    """One assembler for each run of paragraphs under the same headings."""
    for _, run in groupby(passages, key=lambda passage: (passage.section, passage.titles)):
        assembler = Assembler(unit)
        for passage in run:
            assembler.read(passage)
        _reasons(assembler)
        yield assembler


def _reasons(assembler: Assembler) -> None:
    """A change has its reason where one follows before the next change, or where the sum it belongs to has one."""
    changes = [statement for statement in assembler.statements if statement.delta is not None]
    for statement in changes:
        following = statement.passage_of(statement.delta).text[statement.delta.end :] if statement.delta else ""
        statement.reasoned = bool(REASON.search(following)) or statement.detached
    for statement in changes:
        total = statement.group.total if statement.group else None
        statement.reasoned = statement.reasoned or bool(total and total.reasoned)
