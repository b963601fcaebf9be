"""Ledger, form and answers → the manuscript of a disclosure, with the questions that are still open."""

from collections.abc import Iterator
from typing import NamedTuple

from shizheng.kit.numerals import ordinal
from shizheng.systems.disclosure.domain.manuscript import Block, Cover, Heading, Manuscript, PageBreak, Paragraph
from shizheng.systems.disclosure.domain.writing.charts import chart_of
from shizheng.systems.disclosure.domain.writing.draft import Draft, Question
from shizheng.systems.disclosure.domain.writing.evaluations import unscored
from shizheng.systems.disclosure.domain.writing.glossary import explained
from shizheng.systems.disclosure.domain.writing.narrative import Speaker
from shizheng.systems.disclosure.domain.writing.packs import Part, Section, script_of
from shizheng.systems.disclosure.domain.writing.sheets import block_of as sheet_block
from shizheng.systems.disclosure.domain.writing.tables import tables_of

GLOSSARY = Paragraph("")
UNTOLD = "（本项内容待填写）"


class Written(NamedTuple):
    """A manuscript is ready to publish when no question is left."""

    manuscript: Manuscript
    questions: tuple[Question, ...]


def compose(draft: Draft) -> Written:
    """The whole document."""
    told = script_of(draft.form)
    speaker = Speaker(draft, told)
    blocks: list[Block] = []
    for number, part in enumerate(told.parts, 1):
        if number > 1:
            blocks.append(PageBreak())
        blocks.append(Heading(1, ordinal_part(number), speaker.titled(part.title)))
        blocks.extend(_part(part, draft, speaker, blocks))
    blocks.extend(_sheets(draft, len(told.parts) + 1))
    speaker.questions += [ask for sheet in draft.sheets if sheet.kind == "evaluation" for ask in unscored(sheet)]
    blocks = list(_with_glossary(blocks, draft.form.stage))
    cover = Cover(draft.unit, draft.year, told.years.cover.format(year=draft.year), draft.day)
    return Written(Manuscript(cover, tuple(blocks)), tuple(dict.fromkeys(speaker.questions)))


def ordinal_part(number: int) -> str:
    return f"{ordinal(number, '第一')}部分"


def _part(part: Part, draft: Draft, speaker: Speaker, before: list[Block]) -> list[Block]:
    if part.tables:
        return list(tables_of(draft, speaker.questions))
    if part.glossary:
        return [GLOSSARY]
    speaker.is_rounded = False
    first = 1 + _sections_of(before) if speaker.script.runs_on else 1
    blocks = [block for at, section in enumerate(part.sections, first) for block in _section(at, section, speaker)]
    if speaker.is_rounded:
        blocks.append(Paragraph(speaker.script.rounding))
    return blocks


def _sections_of(blocks: list[Block]) -> int:
    return sum(isinstance(block, Heading) and block.level == 2 for block in blocks)


def _section(number: int, section: Section, speaker: Speaker, level: int = 2) -> Iterator[Block]:
    yield Heading(level, ordinal(number, "一、" if level == 2 else "（一）"), speaker.titled(section.title))
    if section.glossary:
        yield GLOSSARY
        return
    paragraphs = list(speaker.section(section))
    yield from map(Paragraph, paragraphs or ([] if section.sections else [UNTOLD]))
    chart = chart_of(speaker, section.chart) if section.chart else None
    if chart:
        yield chart
    for at, inner in enumerate(section.sections, 1):
        yield from _section(at, inner, speaker, level + 1)


def _with_glossary(blocks: list[Block], stage: str) -> Iterator[Block]:
    """Terms are explained where the form wants it, whether they occur before or after."""
    for block in blocks:
        if block is GLOSSARY:
            yield from explained(blocks, stage)
        else:
            yield block


def _sheets(draft: Draft, number: int) -> Iterator[Block]:
    if not draft.sheets:
        return
    yield PageBreak()
    yield Heading(1, ordinal_part(number), "绩效目标表" if draft.form.stage == "budget" else "绩效自评表")
    for sheet in draft.sheets:
        yield sheet_block(sheet, draft)
        yield PageBreak()
