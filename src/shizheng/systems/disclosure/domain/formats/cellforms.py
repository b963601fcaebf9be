"""How a workbook prints its cells: 10376.1 under the format ``#,##0.00`` is read as 10,376.10, as an officer sees it.

The printed precision is what later checks reckon with, so it must not be lost between the cell and its reader. Ruled
lines tell the rows of a table from the text around it.
"""

import io
import posixpath
import re
import zipfile
from typing import NamedTuple

from lxml import etree

from shizheng.kit.money import grouped
from shizheng.kit.printed import Printed, from_cell
from shizheng.kit.tabular.cells import column_index

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
BUILT_IN = {  # ECMA-376-1, 18.8.30
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: '#,##0;-#,##0;"-"', 42: '#,##0;-#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"', 44: '#,##0.00;-#,##0.00;"-"',
}  # fmt: skip
TAG = re.compile(rb"<c\s([^>]*)>")
PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
STYLE = re.compile(rb'\bs="(\d+)"')
KIND = re.compile(rb'\bt="([a-zA-Z]+)"')
SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;])*')
SILENT = re.compile(r"\[[^\]]*\]|_.|\*.")
LITERAL = re.compile(r'"[^"]*"|\\.')
NUMBER = re.compile(r"[^#0?,.a-zA-Z]*(?P<whole>[#,]*0)(?:\.(?P<places>0+))?(?P<percent>%?)[^#0?,.a-zA-Z]*")


class Form(NamedTuple):
    """A number format; ``zero`` is what stands for nought where the format has words for it."""

    decimals: int
    is_grouped: bool
    is_percent: bool
    zero: str | None

    def show(self, value: float) -> str:
        """The number as printed."""
        exact = from_cell(value)
        if self.is_percent:
            exact = Printed(exact.units, exact.decimals - 2)
        exact = exact.rounded(self.decimals)
        if not exact.units and self.zero is not None:
            return self.zero
        fixed = Printed(exact.at(self.decimals), self.decimals)
        text = grouped(fixed) if self.is_grouped else grouped(fixed).replace(",", "")
        return f"{text}%" if self.is_percent else text


Forms = dict[tuple[int, int], Form]


class Looks(NamedTuple):
    """Of one sheet, counted from 0: the forms of numeric cells by (row, column), the rows with a ruled first cell."""

    forms: Forms
    ruled: frozenset[int]


PLAIN = Looks({}, frozenset())


class _Style(NamedTuple):
    form: Form | None
    is_ruled: bool


def form_of(code: str) -> Form | None:
    """The printed form of plain number formats; None for dates, scales, fractions and whatever else there is."""
    sections = [section for section in SECTION.findall(code) if section] or [code]
    plain = LITERAL.sub("", SILENT.sub("", sections[0])).replace("?", "")
    match = NUMBER.fullmatch(plain)
    if match is None:
        return None
    zero = None
    if len(sections) > 2 and not re.search("[#0]", LITERAL.sub("", sections[2])):
        zero = "".join(part.strip('"\\') for part in LITERAL.findall(SILENT.sub("", sections[2]))) or sections[2].strip(
            "?_* "
        )
    return Form(len(match["places"] or ""), "," in match["whole"], bool(match["percent"]), zero)


def looks_of(data: bytes) -> dict[str, Looks]:
    """By sheet name how its cells look; nothing for a file that is no .xlsx."""
    if data[:2] != b"PK":
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            styles = _styles(archive)
            if not any(style.form or style.is_ruled for style in styles):
                return {}
            return {name: _looks(archive.read(part), styles) for name, part in _sheets(archive)}
    except (KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError):
        return {}  # an odd workbook still has its values


def _styles(archive: zipfile.ZipFile) -> list[_Style]:
    root = _parse(archive.read("xl/styles.xml"))
    codes = BUILT_IN | {
        int(item.get("numFmtId", "0")): item.get("formatCode", "")
        for item in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")
    }
    ruled = [any(side.get("style") for side in item) for item in root.iterfind(f"{MAIN}borders/{MAIN}border")]
    cells = [
        (int(item.get("numFmtId", "0")), int(item.get("borderId", "0")))
        for item in root.iterfind(f"{MAIN}cellXfs/{MAIN}xf")
    ]
    forms = {ident: form_of(codes[ident]) if ident in codes else None for ident, _ in cells}
    return [_Style(forms[ident], border < len(ruled) and ruled[border]) for ident, border in cells]


def _sheets(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    links = {
        item.get("Id"): posixpath.normpath(posixpath.join("xl", item.get("Target", ""))).lstrip("/")
        for item in _parse(archive.read("xl/_rels/workbook.xml.rels"))
    }
    sheets = _parse(archive.read("xl/workbook.xml")).iterfind(f"{MAIN}sheets/{MAIN}sheet")
    return [(sheet.get("name", ""), links[sheet.get(RELATION)]) for sheet in sheets]


def _looks(xml: bytes, styles: list[_Style]) -> Looks:
    forms: Forms = {}
    ruled = set()
    for tag in TAG.findall(xml):
        number = STYLE.search(tag)
        style = styles[int(number[1])] if number and int(number[1]) < len(styles) else None
        place = PLACE.search(tag) if style else None
        if style is None or place is None:
            continue
        row, column = int(place[2]) - 1, column_index(place[1].decode()) - 1
        if style.is_ruled and column == 0:
            ruled.add(row)
        kind = KIND.search(tag) if style.form else None
        if style.form and (kind is None or kind[1] == b"n"):
            forms[row, column] = style.form
    return Looks(forms, frozenset(ruled))


def _parse(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
