"""What a sentence says of one amount, and which amounts it adds up to another."""

from dataclasses import dataclass, field

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.systems.disclosure.domain.narrative.figures import Figure
from shizheng.systems.disclosure.domain.narrative.passage import Passage


@dataclass(slots=True, eq=False)
class Statement:
    """``amount`` is the amount itself (the final one where a budget is named beside it); the rest is said about it."""

    passage: Passage
    name: str
    start: int
    amount: Figure | None = None
    budget: Figure | None = None
    share: Figure | None = None
    delta: Figure | None = None
    growth: Figure | None = None
    completion: Figure | None = None
    prior: Figure | None = None  # the amount of the year before, where it is stated
    since: int = 0  # the year the change is measured from; 0: the year before
    flat: bool = False  # said to be as before
    reasoned: bool = False  # a reason is given for its change
    detached: bool = False  # a change told inside a reason, of an amount not stated
    group: "Group | None" = None  # the sum it is a part of
    rivals: tuple["Statement", ...] = ()  # other amounts its change may be about
    again: "Statement | None" = None  # whose amount it states once more
    under: str = ""  # the words that announced the list it stands in
    coord: Coord | None = None
    told: Passage | None = None  # the paragraph in which its change is told, where that is a later one
    end: int = 0
    tail: str = ""  # the words up to the next statement

    def passage_of(self, figure: Figure) -> Passage:
        """The paragraph in which one of its figures stands."""
        return self.told or self.passage if figure is self.delta or figure is self.growth else self.passage

    def quote(self, figure: Figure | None = None) -> tuple[int, str]:
        """Line and literal words of one of its figures, with the name when it is on the same line."""
        figure = figure or self.amount or self.budget or self.delta
        if figure is None:
            return self.passage.quote(self.start, self.start + 1)
        if figure is self.amount and 0 < figure.end - self.start <= 40:
            line, words = self.passage.quote(self.start, figure.end)
            if words.endswith(figure.unit):
                return line, words
        return self.passage_of(figure).quote(figure.start, figure.end)


@dataclass(slots=True, eq=False)
class Group:
    """A total and what a text lists as its parts; ``tail`` follows after a stop and may or may not belong to it."""

    total: Statement
    opener: str
    outer: "Group | None" = None
    parts: list[Statement] = field(default_factory=list)
    tail: list[Statement] = field(default_factory=list)
    style: str = ""  # the numbering of its parts when they are paragraphs of their own
    opened: str = ""  # the numbering of the paragraph that opened such a list
    colon: bool = True  # the list was announced by a colon or comma
    loose: bool = False  # after a full stop, with several amounts before: which of them is split is not told
    open_ended: bool = False  # closed by 等: not all parts are named
