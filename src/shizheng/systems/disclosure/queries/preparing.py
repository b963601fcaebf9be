"""A preparation as content, manuscript and files, and what the rules find in it; nothing is stored."""

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.ledger import BookStage
from shizheng.engines.fiscal.domain.promises import Promise
from shizheng.engines.fiscal.models import Book, Indicator, Project, TargetSheet
from shizheng.engines.fiscal.queries.ledger import ledger_of
from shizheng.kit import clock
from shizheng.kit.errors import ShizhengError
from shizheng.systems.disclosure.domain.budgeting.asking import worded
from shizheng.systems.disclosure.domain.budgeting.content import Content, Goal, SheetContent
from shizheng.systems.disclosure.domain.budgeting.drawn import drawn
from shizheng.systems.disclosure.domain.budgeting.plain import STAGES
from shizheng.systems.disclosure.domain.budgeting.sealing import Edition
from shizheng.systems.disclosure.domain.budgeting.written import written
from shizheng.systems.disclosure.domain.finding import Finding
from shizheng.systems.disclosure.domain.formats.intake import open_document
from shizheng.systems.disclosure.domain.gathering import spread, told
from shizheng.systems.disclosure.domain.manuscript import ChartBlock, Heading, Manuscript, Paragraph
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.rendering.excel import render_excel
from shizheng.systems.disclosure.domain.rendering.pdf import render_pdf
from shizheng.systems.disclosure.domain.rendering.webpage import render_webpage
from shizheng.systems.disclosure.domain.rendering.word import render_word
from shizheng.systems.disclosure.domain.writing.compose import UNTOLD
from shizheng.systems.disclosure.domain.writing.draft import Question
from shizheng.systems.disclosure.models import Preparation
from shizheng.systems.disclosure.rules import check

log = logging.getLogger(__name__)
PLACES = (
    ("三公", "three_public"),
    ("运行经费", "operating"),
    ("采购", "procurement"),
    ("基本支出", "basic"),
    ("项目支出", "projects"),
    ("收入", "income"),
    ("收支", "income"),
    ("支出", "basic"),
)
"""Words of a table's title → the grid in which its figures are entered."""
_LINES = re.compile("（第[0-9、]+行）|第[0-9]+行(?=“)")
"""Where in the composed document; shown to nobody who only sees grids and sheets."""


def sheets_of(preparation: Preparation) -> list[TargetSheet]:
    """The unit's target sheets of the year, with their indicators; the whole unit's first."""
    book = preparation.book
    rows = TargetSheet.objects.filter(organisation_id=book.organisation_id, year=book.year)
    told = ("indicators__evaluation",) if book.stage == BookStage.FINAL else ("indicators",)
    return list(rows.select_related("project").prefetch_related(*told).order_by("project__code"))


def content_of(preparation: Preparation) -> Content:
    """Everything that would be published, as it is now."""
    book = preparation.book
    sheets = [_sheet(sheet, book.stage == BookStage.FINAL) for sheet in sheets_of(preparation)]
    return Content(
        str(book.organisation),
        book.year,
        book.stage,
        preparation.form,
        ledger_of(book),
        sorted(sheets),
        dict(preparation.answers),
        _prior(book),
    )


def _prior(book: Book) -> dict[Coord, Decimal]:
    """The facts of the year before, where its book is kept here."""
    rows = Book.objects.filter(organisation_id=book.organisation_id, year=book.year - 1, stage=book.stage)
    before = rows.first()
    return ledger_of(before) if before else {}


def _sheet(sheet: TargetSheet, is_final: bool) -> SheetContent:
    """What was achieved belongs to the final account alone: a budget that is published stays as it was."""
    rows = sorted(sheet.indicators.all(), key=lambda row: (row.column, row.order))
    goals = tuple(_goal(row, is_final) for row in rows)
    project = sheet.project
    amounts = (sheet.budget, sheet.adjusted, sheet.executed) if is_final else (None, None, None)
    money = ["" if amount is None else f"{amount:.2f}" for amount in amounts]
    if project is None:
        return SheetContent("", sheet.period_goal, sheet.annual_goal, goals, "", "", *money)
    first, last = project.first_year, project.last_year
    term = f"{first}年" if first == last else f"{first}—{last}年"
    nature = project.get_continuity_display()
    return SheetContent(project.name, sheet.period_goal, sheet.annual_goal, goals, nature, term, *money)


def _goal(row: Indicator, is_final: bool) -> Goal:
    goal = Goal(row.column, row.level2, row.name, row.text, "" if row.weight is None else f"{row.weight:f}")
    told = getattr(row, "evaluation", None) if is_final else None
    return goal if told is None else goal._replace(actual=told.actual, score=f"{told.score:f}", reason=told.reason)


def composed(content: Content) -> Manuscript:
    """The document that would be published."""
    return written(content, clock.today()).manuscript


def questions_of(content: Content) -> list[Question]:
    """What the document asks of a person, answered or not, and where the figures are not detailed enough."""
    return [worded(each) for each in written(content._replace(answers={}), clock.today()).questions]


def unanswered(content: Content) -> list[Question]:
    """What has to be told before it can be handed over: reasons and texts; coarse figures are only pointed out."""
    return [each for each in written(content, clock.today()).questions if each.kind != "facts"]


def rendered(manuscript: Manuscript) -> dict[str, bytes]:
    """Format → file."""
    return {
        "docx": render_word(manuscript),
        "xlsx": render_excel(manuscript),
        "pdf": render_pdf(manuscript),
        "html": render_webpage(manuscript),
    }


def edition_of(preparation: Preparation) -> Edition:
    """All that is published of the present content."""
    content = content_of(preparation)
    manuscript = composed(content)
    title = f"{content.unit}{content.year}年{STAGES[content.stage]}公开"
    return Edition(content, title, drawn(manuscript), rendered(manuscript))


def untold(content: Content) -> list[str]:
    """Sections that would be published without a word in them."""
    found, heading = [], ""
    for block in composed(content).blocks:
        if isinstance(block, Heading):
            heading = block.printed
        elif isinstance(block, Paragraph) and block.text == UNTOLD:
            found.append(heading)
    return found


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding and where it can be put right."""

    finding: Finding
    place: str


@dataclass(frozen=True, slots=True)
class Checked:
    """`digest` is that of the content that was checked."""

    digest: str
    findings: tuple[Placed, ...]


def checked(preparation: Preparation) -> Checked:
    """Compose the document, read it as a citizen's computer would, and apply every rule."""
    content = content_of(preparation)
    reading, findings = examined(content)
    places = {
        sheet.project.name if sheet.project else "": f"sheet-{sheet.project_id or 0}"
        for sheet in sheets_of(preparation)
    }
    return Checked(content.digest, tuple(Placed(each, place_of(each, reading, places)) for each in _apart(findings)))


def sheet_findings(
    preparation: Preparation, project: Project | None, promises: Sequence[Promise], goals: tuple[str, str]
) -> list[Finding]:
    """What the rules say of one sheet as it is being typed; nothing where the sheet is empty."""
    if not promises:
        return []
    rows = tuple(Goal(each.column, each.level2, each.name, each.text, "") for each in promises)
    return findings_in(preparation, SheetContent(project.name if project else "", *goals, rows))


def findings_in(preparation: Preparation, sheet: SheetContent) -> list[Finding]:
    """What the rules say of a sheet alone, with the money of its project."""
    book, name = preparation.book, sheet.project
    facts = {coord: amount for coord, amount in ledger_of(book).items() if not name or coord.project == name}
    content = Content(str(book.organisation), book.year, book.stage, preparation.form, facts, [sheet])
    reading, findings = examined(content)
    return [each for each in _apart(spread(findings)) if any(s.line <= each.line <= s.last for s in reading.sheets)]


def examined(content: Content) -> tuple[Reading, list[Finding]]:
    """ShizhengError where our own document cannot be read."""
    try:
        manuscript = composed(content)
        told = tuple(block for block in manuscript.blocks if not isinstance(block, ChartBlock))
        reading = read(open_document("预算.html", render_webpage(manuscript._replace(blocks=told))))
        return reading, check(reading)
    except ShizhengError:
        raise
    except Exception as error:  # a rule that fails must not keep an officer from their own figures
        log.exception("checking a budget failed")
        raise ShizhengError("检查时出现意外，未能完成", remedy="数据没有改变，请稍后再试或联系系统管理员") from error


def _apart(findings: Iterable[Finding]) -> list[Finding]:
    """What the text export may have garbled is no finding here: nothing was exported, and nobody sees its lines."""
    return [
        finding._replace(message=_LINES.sub("", told(finding)))
        for finding in findings
        if finding.severity != "extraction"
    ]


def place_of(finding: Finding, reading: Reading, places: Mapping[str, str]) -> str:
    """Where to go: the sheet whose lines it stands in, or the grid that the table's title names."""
    for sheet in reading.sheets:
        if sheet.line <= finding.line <= sheet.last:
            return places.get(sheet.name, places.get("", ""))
    title = finding.section
    for table in reading.tables:
        if table.first <= finding.line <= table.last:
            title = table.title
    return next((place for word, place in PLACES if word in title), "")
