"""Tables of lists and panels: our template, our words, columns a user may hide."""

from collections.abc import Callable, Collection, Iterator
from typing import Any, ClassVar

import django_tables2

from shizheng.console.columns import SelectColumn
from shizheng.console.lines import Line, lines

RowAddress = Callable[[Any], str | None]
SELECT = "select"
DEFAULTS = {
    "template_name": "console/table.html",
    "attrs": {"class": "table table-vcenter"},
    "default": "—",
    "order_by_field": "sort",
}


class Table(django_tables2.Table):  # type: ignore[misc]  # the library carries no types
    """Base of our tables. `hidden` names columns a user sees only after choosing them."""

    hidden: ClassVar[Collection[str]] = ()
    _address: RowAddress | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Here, because the library does not inherit a Meta.
        super().__init__(*args, **{**DEFAULTS, **kwargs})

    def rows_lead_to(self, address: RowAddress) -> None:
        """Make each row open by click and by Enter."""
        self._address = address

    def lines(self) -> Iterator[Line]:
        """The rows as the template writes them."""
        return lines(self, self._address)


def choosable(table_class: type[Table]) -> dict[str, str]:
    """Column name to heading, in order, of what a user may show or hide."""
    return {name: str(heading(name, column)) for name, column in table_class.base_columns.items() if name != SELECT}


def heading(name: str, column: Any) -> str:
    return column.verbose_name if column.verbose_name is not None else name


def build(table_class: type[Table], rows: Any, *, shown: Collection[str], selectable: bool) -> Table:
    """A table over `rows` with only the `shown` columns, and the tick boxes first where rows can be selected."""
    hidden = [name for name in choosable(table_class) if name not in shown]
    if not selectable:
        return table_class(rows, exclude=hidden)
    return table_class(rows, exclude=hidden, extra_columns=[(SELECT, SelectColumn())], sequence=(SELECT, "..."))
