"""Which part of a document a line belongs to, as an officer would name it: 第二部分 › 三、支出总表."""

from bisect import bisect_right
from collections.abc import Iterable

from shizheng.systems.disclosure.domain.segments import Block, Contents, Heading, Table

LABEL_CEILING = 24  # characters of one heading that a list can show


class Outline:
    """Section labels by line, from headings and table titles."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._lines: list[int] = []
        self._labels: list[str] = []
        path: dict[int, str] = {}
        for block in blocks:
            if isinstance(block, Heading):
                path = {depth: text for depth, text in path.items() if depth < block.depth} | {block.depth: block.text}
                self._mark(block.line.number, path.values())
            elif isinstance(block, Contents):
                self._mark(block.lines[0].number, ["目录"])
            elif isinstance(block, Table):
                first = block.titles[0] if block.titles else block.rows[0]
                self._mark(first.number, [*path.values(), *_title(block)])
            elif self._labels and self._labels[-1] != _join(path.values()):
                self._mark(block.lines[0].number, path.values())

    def label(self, line: int) -> str:
        """The section of a line, or an empty string above the first heading."""
        index = bisect_right(self._lines, line) - 1
        return self._labels[index] if index >= 0 else ""

    def _mark(self, line: int, parts: Iterable[str]) -> None:
        self._lines.append(line)
        self._labels.append(_join(parts))


def _join(parts: Iterable[str]) -> str:
    return " › ".join(part[:LABEL_CEILING] for part in parts)


def _title(table: Table) -> list[str]:
    titles = [title.text.strip(" #*") for title in table.titles]
    longest = max((title for title in titles if "表" in title), key=len, default="")
    return [longest] if longest else []
