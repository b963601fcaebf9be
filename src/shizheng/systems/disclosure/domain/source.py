"""The one shape every file format is read into: numbered lines whose cells are separated by tabs."""

from typing import NamedTuple


class Line(NamedTuple):
    """``number`` counts from 1 as in the file; ``place`` names page or sheet and cell where the format has them."""

    number: int
    text: str
    place: str = ""

    @property
    def cells(self) -> list[str]:
        """The stripped cells of a tabular line."""
        return [cell.strip() for cell in self.text.split("\t")]


class Source(NamedTuple):
    """A document as lines; ``origin`` is txt, docx, xlsx, pdf or html: what extraction can have garbled."""

    name: str
    origin: str
    lines: tuple[Line, ...]


def from_text(name: str, text: str, origin: str = "txt") -> Source:
    """Split exported text into lines, keeping the file's own numbering."""
    return Source(name, origin, tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1)))


class Unread(NamedTuple):
    """A place that could not be understood; listed, never dropped."""

    line: int
    quote: str
    why: str
