"""``{% load disclosure %}``: the lines and rows of a document's pane.

Cells by the ten thousand are joined here; a template would take them one by one.
"""

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from shizheng.systems.disclosure.models import Severity
from shizheng.systems.disclosure.queries.pane import Bit, PaneBlock, PaneCell, PaneLine

register = template.Library()
WORDS = dict(Severity.choices)


@register.filter
def words(line: PaneLine) -> SafeString:
    """A line of running text with its marks."""
    return format_html_join("", "{}", ((bit(each),) for cell in line.cells for each in cell.bits))


@register.filter
def rows(block: PaneBlock) -> SafeString:
    """The rows of a table."""
    return format_html_join("\n", "<tr{}>{}</tr>", ((attributes(line), cells(line.cells)) for line in block.lines))


@register.filter
def attributes(line: PaneLine) -> SafeString:
    """What makes a line findable, and marks it where a finding is about the whole of it."""
    if not line.numbers:
        return format_html(' id="L{}"', line.number)
    return format_html(
        ' id="L{}" class="mark mark-line severity-{}" data-findings="{}" data-word="{}"',
        line.number,
        line.severity,
        " ".join(map(str, line.numbers)),
        WORDS[line.severity],
    )


def bit(each: Bit) -> SafeString:
    if not each.numbers:
        return conditional_escape(each.text)
    return format_html(
        '<mark class="mark severity-{}" data-findings="{}" data-word="{}">{}</mark>',
        each.severity,
        " ".join(map(str, each.numbers)),
        WORDS[each.severity],
        each.text,
    )


def cells(each: Iterable[PaneCell]) -> SafeString:
    return format_html_join("", "{}", ((cell(one),) for one in each))


def cell(each: PaneCell) -> SafeString:
    kind = mark_safe(' class="num"') if each.is_number else ""
    shape = format_html(' colspan="{}"', each.span) if each.span > 1 else ""
    return format_html("<td{}{}>{}</td>", kind, shape, format_html_join("", "{}", ((bit(one),) for one in each.bits)))
