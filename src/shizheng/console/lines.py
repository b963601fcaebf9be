"""The rows of a table as the template writes them: what is the same of every row is looked up once a table.

The library asks for the signature and the attributes of a column once a cell; for a page of fifty rows that was a third
of the request.
"""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

Line = tuple[SafeString, list[tuple[SafeString, Any]]]
"""The attributes of a row, and of each cell its opening tag and its content."""


def lines(table: Any, address: Callable[[Any], str | None] | None) -> Iterator[Line]:
    """The rows of the table's page; a row with an address opens by click and by Enter."""
    columns = [(column, _opening(column), _names(column.render)) for column in table.columns]
    for row in table.paginated_rows:
        cells = [(opening, _cell(row, column, names)) for column, opening, names in columns]
        yield _attributes(row, address), cells


def _opening(column: Any) -> SafeString:
    return format_html('<td {} data-label="{}">', column.attrs["td"].as_html(), column.header)


def _names(render: Callable[..., Any]) -> tuple[str, ...] | None:
    """What the column's rendering asks for; None where it takes whatever there is."""
    kinds = inspect.signature(render).parameters
    every = any(each.kind is inspect.Parameter.VAR_KEYWORD for each in kinds.values())
    return None if every else tuple(name for name, each in kinds.items() if each.kind is not each.VAR_POSITIONAL)


def _cell(row: Any, column: Any, names: tuple[str, ...] | None) -> Any:
    def rendered(bound: Any, value: Any = None) -> Any:
        given = row._optional_cell_arguments(bound, value)
        content = bound.render(**(given if names is None else {name: given[name] for name in names}))
        return bound.link(content, **given) if bound.link else content

    return row._get_and_render_with(column, render_func=rendered, default=column.default)


def _attributes(row: Any, address: Callable[[Any], str | None] | None) -> SafeString:
    kind, href = row.get_even_odd_css_class(), address(row.record) if address else None
    if href is None:
        return format_html('class="{}"', kind)
    return format_html('data-href="{}" tabindex="0" class="{}"', href, kind)
