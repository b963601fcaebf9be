"""Filters of lists: django-filter with our widgets and words."""

from typing import Any

import django_filters
from django import forms
from django_filters.widgets import DateRangeWidget, RangeWidget

BooleanFilter = django_filters.BooleanFilter
CharFilter = django_filters.CharFilter
ChoiceFilter = django_filters.ChoiceFilter
ModelChoiceFilter = django_filters.ModelChoiceFilter
NumberFilter = django_filters.NumberFilter

YES_OR_NO = (("", "不限"), ("true", "是"), ("false", "否"))


class DayPair(DateRangeWidget):  # type: ignore[misc]  # the library carries no types
    """Two date boxes: from and to, both included."""

    template_name = "console/widgets/pair.html"

    def __init__(self) -> None:
        super().__init__()
        self.widgets = [
            forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "aria-label": words})
            for words in ("起始日期", "截止日期")
        ]


class NumberPair(RangeWidget):  # type: ignore[misc]  # the library carries no types
    """Two number boxes: at least and at most."""

    template_name = "console/widgets/pair.html"

    def __init__(self) -> None:
        super().__init__()
        self.widgets = [forms.NumberInput(attrs={"step": "any", "placeholder": words}) for words in ("最小", "最大")]


class PeriodFilter(django_filters.DateFromToRangeFilter):  # type: ignore[misc]  # the library carries no types
    """Between two days, both included; either may be left open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"widget": DayPair, **kwargs})


class AmountFilter(django_filters.RangeFilter):  # type: ignore[misc]  # the library carries no types
    """Between two figures, both included; either may be left open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"widget": NumberPair, **kwargs})


class MultipleChoiceFilter(django_filters.MultipleChoiceFilter):  # type: ignore[misc]  # the library carries no types
    """Any of several choices."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"widget": forms.SelectMultiple(attrs={"data-choose": ""}), **kwargs})


class YesNoFilter(django_filters.BooleanFilter):  # type: ignore[misc]  # the library carries no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"widget": forms.Select(choices=YES_OR_NO), **kwargs})


class FilterSet(django_filters.FilterSet):  # type: ignore[misc]  # the library carries no types
    """Base of our filter sets. Declare the three to five most used filters first: the rest go under 更多."""
