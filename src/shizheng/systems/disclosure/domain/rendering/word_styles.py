"""The styles of a Word document: an office's type, sizes and spacing by GB/T 9704-2012 and custom for tables."""

from typing import NamedTuple

from shizheng.systems.disclosure.domain.rendering.layout import SIZES
from shizheng.systems.disclosure.domain.rendering.ooxml import DECLARATION, WORD

TITLE, TEXT, HEADING, SUBHEADING, TABLE = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
LATIN = "Times New Roman"
# The fonts that are not on every machine, with the ones that Word then takes.
SUBSTITUTES = {TITLE: "宋体", TEXT: "仿宋", SUBHEADING: "楷体", HEADING: "SimHei", TABLE: "SimSun"}
SIDES = {"left": "l", "center": "c", "right": "r"}


class Style(NamedTuple):
    """``size`` in points; ``line`` exact line height in points (0: the font's); before, after in points."""

    ident: str
    name: str
    font: str
    size: float
    align: str = "both"
    line: float = 0
    before: float = 0
    after: float = 0
    is_bold: bool = False
    outline: int = 0  # level in the navigation pane and contents, from 1
    indent: int = 0  # characters of the first line
    keeps: bool = False  # stays with what follows


STYLES = (
    Style("CoverTitle", "封面标题", TITLE, 26, "center", before=20, after=20),
    Style("CoverLine", "封面落款", TEXT, 16, "center"),
    Style("ContentsTitle", "目录标题", TITLE, 22, "center", after=16),
    Style("TOC1", "toc 1", HEADING, 14, "left", line=26),
    Style("TOC2", "toc 2", TEXT, 14, "left", line=26, indent=2),
    Style("Heading1", "heading 1", TITLE, 22, "center", before=12, after=18, outline=1, keeps=True),
    Style("Heading2", "heading 2", HEADING, 16, "left", line=29, before=6, outline=2, indent=2, keeps=True),
    Style("Heading3", "heading 3", SUBHEADING, 16, "left", line=29, outline=3, indent=2, keeps=True),
    Style("Heading4", "heading 4", TEXT, 16, "left", line=29, is_bold=True, outline=4, indent=2, keeps=True),
    Style("BodyText", "Body Text", TEXT, 16, "both", line=29, indent=2),
    Style("TableNumber", "表号", HEADING, 12, "left", keeps=True),
    Style("TableTitle", "表标题", TITLE, 18, "center", before=6, after=6, keeps=True),
    Style("TableCaption", "表副题", TABLE, 10.5, "center", after=4, keeps=True),
    Style("TableLine", "表前说明", TABLE, 10.5, "left", before=4, after=3, keeps=True),
    Style("TableNote", "表注", TABLE, 10.5, "left", before=4),
    Style("ChartTitle", "图标题", HEADING, 12, "center", before=8, keeps=True),
    Style("ChartPlace", "图", TABLE, 10.5, "center", after=8),
    Style("PageNumber", "页码", TABLE, 14, "center"),
    Style("SectionEnd", "分节", TABLE, 1, "left", line=1),
    *(
        Style(f"Cell{int(size * 10)}{letter}", f"表内 {size:g} {side}", TABLE, size, side)
        for size in SIZES
        for side, letter in SIDES.items()
    ),
)


def styles_part() -> str:
    """word/styles.xml."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(TEXT)}"
        '<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    )
    return f'{DECLARATION}<w:styles xmlns:w="{WORD}">{defaults}{"".join(map(_style, STYLES))}</w:styles>'


def _style(style: Style) -> str:
    spacing = f'<w:spacing w:before="{style.before * 20:g}" w:after="{style.after * 20:g}"'
    spacing += f' w:line="{style.line * 20:g}" w:lineRule="exact"/>' if style.line else "/>"
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.ident}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>'
        f"{'<w:keepNext/><w:keepLines/>' if style.keeps else ''}{_tabs(style)}"
        f'<w:snapToGrid w:val="0"/>{spacing}'
        f"{_indent(style)}"
        f'<w:jc w:val="{style.align}"/>'
        f"{_outline(style)}</w:pPr><w:rPr>{_fonts(style.font)}{'<w:b/>' if style.is_bold else ''}"
        f'<w:sz w:val="{style.size * 2:g}"/><w:szCs w:val="{style.size * 2:g}"/></w:rPr></w:style>'
    )


def _tabs(style: Style) -> str:
    if not style.ident.startswith("TOC"):
        return ""
    return '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8840"/></w:tabs>'


def _outline(style: Style) -> str:
    return f'<w:outlineLvl w:val="{style.outline - 1}"/>' if style.outline else ""


def _indent(style: Style) -> str:
    if not style.indent:
        return ""
    side = "left" if style.ident.startswith("TOC") else "firstLine"
    return f'<w:ind w:{side}Chars="{style.indent * 100}" w:{side}="{style.indent * style.size * 20:g}"/>'


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" w:eastAsia="{name}"/>'


def fonts_part() -> str:
    """word/fontTable.xml: what Word takes where a font is missing."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in SUBSTITUTES.items()
    )
    return f'{DECLARATION}<w:fonts xmlns:w="{WORD}">{fonts}</w:fonts>'
