"""Word documents (.docx): an office's styles, a contents field, sideways sections for wide tables, native charts."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from shizheng.kit.chinese import format_date
from shizheng.systems.disclosure.domain.manuscript import (
    ChartBlock,
    Heading,
    Manuscript,
    Paragraph,
    SheetBlock,
    TableBlock,
    listed,
)
from shizheng.systems.disclosure.domain.rendering import word_charts
from shizheng.systems.disclosure.domain.rendering.charts import in_words
from shizheng.systems.disclosure.domain.rendering.layout import (
    MARGINS,
    PAGE,
    Frame,
    Placed,
    flow,
    title_size,
)
from shizheng.systems.disclosure.domain.rendering.ooxml import (
    DECLARATION,
    DRAWING,
    PACKAGE,
    RELATIONS,
    WORD,
    Relation,
    content_types,
    escape,
    package,
    relations,
)
from shizheng.systems.disclosure.domain.rendering.word_styles import fonts_part, styles_part
from shizheng.systems.disclosure.domain.rendering.word_tables import TWIPS, run, table

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMES = (
    f'xmlns:w="{WORD}" xmlns:r="{RELATIONS}" xmlns:a="{DRAWING}/main" xmlns:c="{DRAWING}/chart" '
    f'xmlns:wp="{DRAWING}/wordprocessingDrawing"'
)
FIXED = (
    Relation("rId1", "styles", "styles.xml"),
    Relation("rId2", "fontTable", "fontTable.xml"),
    Relation("rId3", "settings", "settings.xml"),
    Relation("rId4", "footer", "footer1.xml"),
)
CONTENTS = 'TOC \\o "1-2" \\h \\z \\t "表标题,2"'


def render_word(manuscript: Manuscript) -> bytes:
    """The document as .docx, the same bytes for the same manuscript."""
    placed = list(flow(manuscript))
    drawn = [item.block for item in placed if isinstance(item.block, ChartBlock)]
    body = "".join([*_front(manuscript, placed), *_sections(placed)])
    parts: dict[str, str | bytes] = {
        "word/document.xml": f"{DECLARATION}<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": styles_part(),
        "word/fontTable.xml": fonts_part(),
        "word/settings.xml": _settings(),
        "word/footer1.xml": _footer(),
        "docProps/core.xml": _properties(manuscript),
    }
    kinds = {name: f"{KIND}.{_kind(name)}+xml" for name in parts if name.startswith("word/")}
    kinds["docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    for number, chart in enumerate(drawn, 1):
        parts |= _chart_parts(number, chart, manuscript.cover.day)
        kinds[f"word/charts/chart{number}.xml"] = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    links = [Relation(_chart_ident(n), "chart", f"charts/chart{n}.xml") for n in range(1, len(drawn) + 1)]
    parts["word/_rels/document.xml.rels"] = relations([*FIXED, *links])
    root = [
        Relation("rId1", "officeDocument", "word/document.xml"),
        Relation("rId2", "metadata/core-properties", "docProps/core.xml"),
    ]
    return package({"[Content_Types].xml": content_types(kinds), "_rels/.rels": relations(root), **parts})


def _kind(name: str) -> str:
    stem = name.removeprefix("word/").removesuffix(".xml").rstrip("1")
    return "document.main" if stem == "document" else stem


def _chart_ident(number: int) -> str:
    return f"rIdChart{number}"


def _chart_parts(number: int, chart: ChartBlock, day: date) -> dict[str, str | bytes]:
    book = f"embeddings/chart{number}.xlsx"
    return {
        f"word/charts/chart{number}.xml": word_charts.chart_part(chart),
        f"word/charts/_rels/chart{number}.xml.rels": relations([Relation("rId1", "package", f"../{book}")]),
        f"word/{book}": word_charts.workbook(chart, day),
    }


def _front(manuscript: Manuscript, placed: list[Placed]) -> Iterator[str]:
    """Cover and contents, without page numbers."""
    cover = manuscript.cover
    yield '<w:p><w:pPr><w:pStyle w:val="CoverLine"/><w:spacing w:before="3200"/></w:pPr></w:p>'
    yield _paragraph("CoverTitle", cover.unit)
    yield _paragraph("CoverTitle", cover.title)
    yield '<w:p><w:pPr><w:pStyle w:val="CoverLine"/><w:spacing w:before="5200"/></w:pPr></w:p>'
    yield _paragraph("CoverLine", format_date(cover.day))
    if manuscript.has_contents:
        yield from _contents(placed)
    yield _section_end(is_landscape=False)


def _contents(placed: list[Placed]) -> Iterator[str]:
    yield _paragraph("ContentsTitle", "目　录", is_new_page=True)
    entries = [(entry, at) for at, item in enumerate(placed) if (entry := listed(item.block))]
    opening = f"{_mark('begin')}{_code(CONTENTS)}{_mark('separate')}"
    for entry, at in entries:
        page = _field(f"PAGEREF {_bookmark(at)} \\h", "")
        link = f'<w:hyperlink w:anchor="{_bookmark(at)}">{run(entry.text)}<w:r><w:tab/></w:r>{page}</w:hyperlink>'
        yield f'<w:p><w:pPr><w:pStyle w:val="TOC{entry.level}"/></w:pPr>{opening}{link}</w:p>'
        opening = ""
    if entries:
        yield f'<w:p><w:pPr><w:pStyle w:val="SectionEnd"/></w:pPr>{_mark("end")}</w:p>'


def _field(instruction: str, shown: str) -> str:
    """A field with what is shown until Word has counted it."""
    words = run(shown) if shown else ""
    return f"{_mark('begin')}{_code(instruction)}{_mark('separate')}{words}{_mark('end')}"


def _mark(kind: str) -> str:
    dirty = ' w:dirty="true"' if kind == "begin" else ""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"{dirty}/></w:r>'


def _code(instruction: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'


def _bookmark(at: int) -> str:
    return f"_Toc{at:08}"


def _sections(placed: list[Placed]) -> Iterator[str]:
    pages = groupby(enumerate(placed), lambda pair: pair[1].is_landscape)
    groups = [(is_landscape, list(items)) for is_landscape, items in pages]
    charts = 0
    for number, (is_landscape, items) in enumerate(groups):
        for order, (at, item) in enumerate(items):
            if isinstance(item.block, ChartBlock):
                charts += 1
            yield from _block(item, at, charts, is_new_page=item.is_new_page and order > 0)
        is_last = number == len(groups) - 1
        yield _section(is_landscape, number == 0) if is_last else _section_end(is_landscape, number == 0)
    if not groups:
        yield _section(False, True)


def _block(placed: Placed, at: int, charts: int, *, is_new_page: bool) -> Iterator[str]:
    block = placed.block
    if isinstance(block, Heading):
        level = min(block.level, 4)
        yield _paragraph(f"Heading{level}", block.printed, is_new_page=is_new_page, at=at)
    elif isinstance(block, Paragraph):
        yield _paragraph("BodyText", block.text, is_new_page=is_new_page)
    elif isinstance(block, ChartBlock):
        yield _paragraph("ChartTitle", block.title, is_new_page=is_new_page)
        drawing = word_charts.inline(block, _chart_ident(charts), charts, in_words(block))
        yield f'<w:p><w:pPr><w:pStyle w:val="ChartPlace"/></w:pPr>{drawing}</w:p>'
    elif isinstance(block, TableBlock | SheetBlock) and placed.frame:
        yield from _table(block, placed.frame, at, is_new_page)


def _table(block: TableBlock | SheetBlock, frame: Frame, at: int, is_new_page: bool) -> Iterator[str]:
    room = frame.room
    number = block.number if isinstance(block, TableBlock) else ""
    if number:
        yield _paragraph("TableNumber", number, is_new_page=is_new_page)
    size = title_size(block.title, room)
    yield _paragraph("TableTitle", block.title, is_new_page=is_new_page and not number, at=at, size=size)
    if isinstance(block, SheetBlock):
        for caption in block.captions:
            yield _paragraph("TableCaption", caption)
    elif block.organisation or block.unit:
        yield _ends(block.organisation, block.unit, room)
    yield from table(frame)
    for note in block.notes:
        yield _paragraph("TableNote", note)
    if not block.notes:  # two tables that touch would become one
        yield _paragraph("SectionEnd", "")


def _ends(left: str, right: str, room: float) -> str:
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{round(room * TWIPS)}"/></w:tabs>'
    return f'<w:p><w:pPr><w:pStyle w:val="TableLine"/>{tabs}</w:pPr>{run(left)}<w:r><w:tab/></w:r>{run(right)}</w:p>'


def _paragraph(style: str, text: str, *, is_new_page: bool = False, at: int | None = None, size: float = 0) -> str:
    breaks = "<w:pageBreakBefore/>" if is_new_page else ""
    words = run(text) if text else ""
    if size:
        words = words.replace("<w:r>", f'<w:r><w:rPr><w:sz w:val="{size * 2:g}"/></w:rPr>', 1)
    if at is not None:
        words = f'<w:bookmarkStart w:id="{at}" w:name="{_bookmark(at)}"/>{words}<w:bookmarkEnd w:id="{at}"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{breaks}</w:pPr>{words}</w:p>'


def _section_end(is_landscape: bool, is_first: bool = False) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="SectionEnd"/>{_section(is_landscape, is_first)}</w:pPr></w:p>'


def _section(is_landscape: bool, is_first: bool) -> str:
    """Page setup; the first numbered section brings the footer, which the later ones inherit."""
    width, height = (round(side * TWIPS) for side in (PAGE[::-1] if is_landscape else PAGE))
    left, right = MARGINS["left"], MARGINS["right"]
    top, bottom = (left, left) if is_landscape else (MARGINS["top"], MARGINS["bottom"])
    sides = {"top": top, "right": right, "bottom": bottom, "left": right if is_landscape else left}
    margins = " ".join(f'w:{side}="{round(value * TWIPS)}"' for side, value in sides.items())
    turned = ' w:orient="landscape"' if is_landscape else ""
    footer = '<w:footerReference w:type="default" r:id="rId4"/>' if is_first else ""
    start = '<w:pgNumType w:start="1"/>' if is_first else ""
    return (
        f'<w:sectPr>{footer}<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar {margins} w:header="851" w:footer="1400" w:gutter="0"/>{start}</w:sectPr>'
    )


def _footer() -> str:
    words = f"{run('— ')}{_field('PAGE', '1')}{run(' —')}"
    return f'{DECLARATION}<w:ftr {NAMES}><w:p><w:pPr><w:pStyle w:val="PageNumber"/></w:pPr>{words}</w:p></w:ftr>'


def _settings() -> str:
    return (
        f'{DECLARATION}<w:settings xmlns:w="{WORD}"><w:updateFields w:val="true"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        "</w:settings>"
    )


def _properties(manuscript: Manuscript) -> str:
    day = f"{manuscript.cover.day.isoformat()}T00:00:00Z"
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(manuscript.cover.title)}</dc:title><dc:creator>{escape(manuscript.cover.unit)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created></cp:coreProperties>'
    )
