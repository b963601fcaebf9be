"""``{% load console %}``: assets, icons, and fields drawn our way."""

from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect, Select
from django.utils.safestring import SafeString

from shizheng.console import assets

register = template.Library()

register.simple_tag(assets.tag, name="asset")
register.simple_tag(assets.icon, name="icon")

PLAIN = (CheckboxSelectMultiple, RadioSelect)


def css_class(widget: Any) -> str:
    """The class that makes a widget look like ours."""
    if isinstance(widget, CheckboxInput):
        return "form-check-input"
    if isinstance(widget, PLAIN):
        return "choices"
    return "form-select" if isinstance(widget, Select) else "form-control"


@register.simple_tag
def widget(field: BoundField, prefix: str = "") -> SafeString:
    """A field's input with our class, tied to its help and errors for those who hear the page."""
    drawn = field.field.widget
    attrs: dict[str, str | bool] = {"class": f"{css_class(drawn)} {drawn.attrs.get('class', '')}".strip()}
    if prefix:
        attrs["id"] = f"{prefix}{field.auto_id}"
    if field.errors:
        attrs |= {"class": f"{attrs['class']} is-invalid", "aria-invalid": "true"}
    if described := described_by(field):
        attrs["aria-describedby"] = described
    return field.as_widget(attrs=attrs)


def described_by(field: BoundField) -> str:
    parts = [("help", field.help_text), ("errors", field.errors)]
    return " ".join(f"{field.auto_id}-{name}" for name, present in parts if present)


@register.filter
def is_checkbox(field: BoundField) -> bool:
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def is_file(field: BoundField) -> bool:
    return isinstance(field.field.widget, FileInput)
