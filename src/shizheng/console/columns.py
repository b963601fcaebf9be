"""The kinds of columns a list is made of. ``value`` is what goes to Excel: the bare figure, date or word."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import django_tables2
from django.utils.html import format_html
from django.utils.safestring import SafeString

from shizheng.console import formats
from shizheng.console.tones import Tones

NUMBER = {"th": {"class": "num"}, "td": {"class": "num"}}
SHORT = {"td": {"class": "nowrap"}}


class Column(django_tables2.Column):  # type: ignore[misc]  # the library carries no types
    """A plain column; base of ours."""


class NumberColumn(Column):
    """A count or figure with thousands separators."""

    attrs = NUMBER

    def render(self, value: Any) -> str:
        return f"{value:,}"

    def value(self, value: Any) -> Any:
        return value


class MoneyColumn(NumberColumn):
    """An amount held in 元, shown in 元; the heading should name the unit."""

    def render(self, value: Any) -> str:
        return formats.money(value)


class WanColumn(NumberColumn):
    """An amount held in 元, shown in 万元 with two decimals; exported in 万元, unrounded."""

    def render(self, value: Any) -> str:
        return formats.wan(value)

    def value(self, value: Any) -> Decimal:
        return formats.exact(value) / formats.WAN


class PercentColumn(NumberColumn):
    """A ratio shown as a percentage."""

    def render(self, value: Any) -> str:
        return formats.percent(value)

    def value(self, value: Any) -> str:
        return formats.percent(value)


class DayColumn(Column):
    attrs = SHORT

    def render(self, value: Any) -> str:
        return formats.day(value)

    def value(self, value: Any) -> Any:
        return value


class InstantColumn(DayColumn):
    def render(self, value: Any) -> str:
        return formats.instant(value)


class StatusColumn(Column):
    """A badge with a word. `tones` maps the stored value to its tone; a value not listed is 停用/未知 grey."""

    attrs = SHORT

    def __init__(self, *args: Any, tones: Tones, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tones = tones

    def render(self, value: Any, record: Any, bound_column: Any) -> SafeString:
        stored = str(bound_column.accessor.resolve(record))
        return format_html('<span class="badge tone-{}">{}</span>', self.tones.get(stored, "off"), value)

    def value(self, value: Any) -> Any:
        return value


class DeadlineColumn(Column):
    """剩 3 小时, with the instant itself on hover; `soon` is when the amber begins."""

    attrs = SHORT

    def __init__(self, *args: Any, soon: timedelta = timedelta(hours=24), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.soon = soon

    def render(self, value: Any) -> SafeString:
        return format_html(
            '<span class="badge tone-{}" title="{}">{}</span>',
            formats.urgency(value, soon=self.soon),
            formats.instant(value),
            formats.remaining(value),
        )

    def value(self, value: Any) -> Any:
        return value


class WideColumn(Column):
    """Running text: cut to one line on screen with the whole on hover, whole in Excel."""

    def render(self, value: Any) -> SafeString:
        return format_html('<span class="clip" title="{0}">{0}</span>', value)

    def value(self, value: Any) -> Any:
        return value


class SelectColumn(Column):
    """The tick box of bulk actions; added by the list page."""

    attrs = {"th": {"class": "select"}, "td": {"class": "select"}}

    def __init__(self) -> None:
        super().__init__(accessor="pk", orderable=False, exclude_from_export=True, verbose_name="选择")

    def render(self, value: Any, record: Any) -> SafeString:
        return format_html(
            '<input type="checkbox" class="form-check-input" form="bulk" name="selected" value="{}" '
            'aria-label="选择 {}" data-select>',
            value,
            record,
        )
