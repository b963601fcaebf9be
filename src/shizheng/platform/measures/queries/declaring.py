"""What a measure is made of. Systems declare these and contribute them under ``measures``.

A `Population` is rows of one table with their instant, organisation and dimensions. A `Tally` counts some of them or
adds one of their columns up. A `Measure` is one tally, or one over another. The same declaration, not summed, is the
list of rows behind the figure.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable

from shizheng.platform.measures.domain.figures import COUNT, Direction, Figure, Shape

Expression = str | Combinable
Side = Literal["numerator", "denominator"]
Condition = Q | Combinable
EVERY = Q()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value of a dimension stands in a table: the value it is shown under, and that one's name."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """`places` answers for many values at once; a value that it leaves out is shown as it is stored. A leaf that is
    shown under its branch has the branch as its place."""

    id: str
    label: str
    places: Callable[[Iterable[str]], Mapping[str, Place]]
    empty: str = "未填"


@dataclass(frozen=True, slots=True)
class Column:
    """What the list of rows shows of a row; `path` is an accessor such as ``case.title``, for a unit its key's."""

    label: str
    path: str
    kind: Literal["text", "instant", "unit"] = "text"


@dataclass(frozen=True, slots=True)
class Population:
    """`instant` says on which day a row counts, `organisation` for whom (0 where for nobody). `source` names the
    `Source` that tells which days changed; every instant must be one of the columns that it watches. `rows` takes no
    account of who asks: lists of rows are narrowed by ``visible_to``."""

    id: str
    source: str
    noun: str
    rows: Callable[[], "QuerySet[Any]"]
    instant: Expression
    organisation: Expression
    dimensions: Mapping[str, Expression]
    columns: Sequence[Column] = ()
    address: Callable[[Any], str | None] = lambda _row: None
    related: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Reckoned:
    """An amount that no database can work out: whole numbers from the values of some columns of a row."""

    columns: Sequence[str]
    function: Callable[..., int]


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows that meet `where`: their number, the sum of the whole numbers in a column, or what is reckoned of each."""

    population: Population
    where: Condition = EVERY
    amount: str | Reckoned | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """`definition` is one Chinese sentence, `source` the document it rests on, `owner` the id of the module.

    `quantile` (0.5 is the median) makes a figure of the distribution of the numerator's amounts instead of their sum.
    """

    id: str
    name: str
    owner: str
    permission: str
    definition: str
    source: str
    numerator: Tally
    denominator: Tally | None = None
    shape: Shape = COUNT
    better: Direction = Direction.NEITHER
    quantile: float | None = None
    order: int = 100

    def tallies(self) -> "Iterable[tuple[Side, Tally]]":
        yield "numerator", self.numerator
        if self.denominator is not None:
            yield "denominator", self.denominator

    def tally(self, side: Side) -> Tally:
        found = dict(self.tallies()).get(side)
        return found if found is not None else self.numerator

    @property
    def sources(self) -> frozenset[str]:
        return frozenset(tally.population.source for _, tally in self.tallies())

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Those that all its rows have."""
        sets = [tally.population.dimensions for _, tally in self.tallies()]
        return tuple(name for name in sets[0] if all(name in other for other in sets))

    def figure(self, numerator: int, denominator: int) -> Figure:
        return Figure(numerator, denominator if self.denominator is not None else None)


@dataclass(frozen=True, slots=True)
class Changed:
    """What a source tells: the days touched since the cursor, None for all there are, and the cursor from now on."""

    days: frozenset[date] | None
    cursor: str


@dataclass(frozen=True, slots=True)
class Source:
    """Tables that change together. `changed` reads on from a cursor ("" the first time); it is called in the
    transaction that also notes the days, so that none is lost. A source whose writers mark the days themselves
    (`Touched.objects.mark`) has none. `news` asks cheaply whether there may be anything."""

    id: str
    name: str
    changed: Callable[[str], Changed] | None = None
    news: Callable[[str], bool] = lambda _cursor: True
    dimensions: Sequence[Dimension] = field(default_factory=tuple)
