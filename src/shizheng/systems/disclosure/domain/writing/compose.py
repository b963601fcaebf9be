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
from shizheng.systems.disclosure.domain.writing.packs import Part, Section, script
from shizheng.systems.disclosure.domain.writing.sheets import block_of as sheet_block
from shizheng.systems.disclosure.domain.writing.tables import tables_of

UNTOLD = "（本项内容待填写）"


class Written(NamedTuple):
    """A manuscript is ready to publish when no question is left."""

    manuscript: Manuscript
    questions: tuple[Question, ...]


def compose(draft: Draft) -> Written:
    """The whole document."""
    told = script(draft.form.stage)
    speaker = Speaker(draft, told)
    blocks: list[Block] = []
    for number, part in enumerate(told.parts, 1):
        if number > 1:
            blocks.append(PageBreak())
        blocks.append(Heading(1, ordinal_part(number), speaker.titled(part.title)))
        blocks.extend(_part(part, draft, speaker, blocks))
    blocks.extend(_sheets(draft, len(told.parts) + 1))
    speaker.questions += [ask for sheet in draft.sheets if sheet.kind == "evaluation" for ask in unscored(sheet)]
    cover = Cover(draft.unit, draft.year, told.years.cover.format(year=draft.year), draft.day)
    return Written(Manuscript(cover, tuple(blocks)), tuple(dict.fromkeys(speaker.questions)))


def ordinal_part(number: int) -> str:
    return f"{ordinal(number, '第一')}部分"


def _part(part: Part, draft: Draft, speaker: Speaker, before: list[Block]) -> list[Block]:
    if part.tables:
        return list(tables_of(draft, speaker.questions))
    if part.glossary:
        return list(explained(before, draft.form.stage))
    speaker.is_rounded = False
    blocks = [block for number, section in enumerate(part.sections, 1) for block in _section(number, section, speaker)]
    if speaker.is_rounded:
        blocks.append(Paragraph(speaker.script.rounding))
    return blocks


def _section(number: int, section: Section, speaker: Speaker) -> Iterator[Block]:
    yield Heading(2, ordinal(number, "一、"), speaker.titled(section.title))
    paragraphs = list(speaker.section(section))
    yield from map(Paragraph, paragraphs or [UNTOLD])
    chart = chart_of(speaker, section.chart) if section.chart else None
    if chart:
        yield chart


def _sheets(draft: Draft, number: int) -> Iterator[Block]:
    if not draft.sheets:
        return
    yield PageBreak()
    yield Heading(1, ordinal_part(number), "绩效目标表" if draft.form.stage == "budget" else "绩效自评表")
    for sheet in draft.sheets:
        yield sheet_block(sheet, draft)
        yield PageBreak()
