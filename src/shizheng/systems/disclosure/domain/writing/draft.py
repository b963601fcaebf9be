"""What a disclosure is written from, and what only a person can still tell."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.forms import Form
from shizheng.engines.fiscal.domain.forms.projection import Facts, Register
from shizheng.engines.fiscal.domain.sheet import TargetSheet


class Question(NamedTuple):
    """Asked from the officer; ``key`` is what the answer is given under. Nothing is ever invented in its place."""

    key: str
    kind: Literal["reason", "text", "facts"]
    ask: str


class Draft(NamedTuple):
    """``prior`` are last year's facts at the same stage; ``answers`` the officer's words by the keys of questions;
    ``empties`` why a kind of table (三公, 采购, 运行) holds nothing."""

    form: Form
    unit: str
    year: int
    day: date
    facts: Facts
    register: Register = Register()
    prior: Facts | None = None
    answers: Mapping[str, str] = {}
    sheets: tuple[TargetSheet, ...] = ()
    empties: Mapping[str, str] = {}

    @property
    def money_unit(self) -> str:
        """The unit of the text: that of the form's tables."""
        return self.form.tables[0].unit


def unanswered(coords: tuple[Coord, ...], table: str) -> Question:
    """Cells for which the facts are not detailed enough."""
    first = "、".join(f"{name}={value}" for name, value in coords[0]._asdict().items() if value and name != "measure")
    return Question(f"facts.{table}", "facts", f"“{table}”有{len(coords)}个单元格的数据不够详细，例如：{first}")
