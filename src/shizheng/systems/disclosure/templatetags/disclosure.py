"""``{% load disclosure %}``: the lines and rows of a document's pane.

Cells by the ten thousand are joined here; a template would take them one by one.
"""

from collections.abc import Iterable

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from shizheng.engines.fiscal.models import TargetSheet
from shizheng.systems.disclosure.models import Severity
from shizheng.systems.disclosure.queries.pane import Bit, PaneBlock, PaneCell, PaneLine

register = template.Library()
WORDS = dict(Severity.choices)


@register.filter
def evaluated(sheet: TargetSheet) -> int:
    """How many of its indicators have been evaluated; prefetch ``indicators__evaluation``."""
    return sum(hasattr(row, "evaluation") for row in sheet.indicators.all())


@register.filter
def words(line: PaneLine) -> SafeString:
    """A line of running text with its marks."""
    return SafeString("".join(bit(each) for cell in line.cells for each in cell.bits))


@register.filter
def rows(block: PaneBlock) -> SafeString:
    """The rows of a table."""
    return SafeString("".join(f"<tr{attributes(line)}>{cells(line.cells)}</tr>" for line in block.lines))


@register.filter
def attributes(line: PaneLine) -> SafeString:
    """What makes a line findable, and marks it where a finding is about the whole of it."""
    if not line.numbers:
        return SafeString(f' id="L{line.number:d}"')
    return format_html(
        ' id="L{}" class="mark mark-line severity-{}" data-findings="{}" data-word="{}"',
        line.number,
        line.severity,
        " ".join(map(str, line.numbers)),
        WORDS[line.severity],
    )


def bit(each: Bit) -> SafeString:
    if not each.numbers:
        return escape(each.text)
    return format_html(
        '<mark class="mark severity-{}" data-findings="{}"{}>{}</mark>',
        each.severity,
        " ".join(map(str, each.numbers)),
        "" if each.goes_on else format_html(' data-word="{}"', WORDS[each.severity]),
        each.text,
    )


def cells(each: Iterable[PaneCell]) -> SafeString:
    return SafeString("".join(map(cell, each)))


def cell(each: PaneCell) -> SafeString:
    """Most cells carry no mark; `format_html` on each of them would take most of the page's time."""
    opening = '<td class="num"' if each.is_number else "<td"
    shape = f' colspan="{each.span:d}"' if each.span > 1 else ""
    return SafeString(f"{opening}{shape}>{''.join(map(bit, each.bits))}</td>")
