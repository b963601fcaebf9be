"""Terms explained because they occur."""

from collections.abc import Iterable, Iterator

from shizheng.kit.numerals import ordinal
from shizheng.systems.disclosure.domain.manuscript import Block, Cell, Paragraph, TableBlock
from shizheng.systems.disclosure.domain.writing.packs import glossary


def explained(blocks: Iterable[Block], stage: str) -> Iterator[Paragraph]:
    """One paragraph for each term that the text or the tables use."""
    text = "\n".join(_words(blocks))
    found = [term for term in glossary() if term.stage in ("", stage) and term.term in text]
    for number, term in enumerate(found, 1):
        yield Paragraph(f"{ordinal(number, '一、')}{term.term}：{term.says}")


def _words(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, TableBlock):
            yield block.title
            yield from (cell.value for cell in _cells(block) if isinstance(cell.value, str))


def _cells(block: TableBlock) -> Iterator[Cell]:
    for row in (*block.head, *block.body):
        yield from row.cells
