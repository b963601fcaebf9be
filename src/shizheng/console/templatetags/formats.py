"""``{% load formats %}``: figures, dates and deadlines as offices write them."""

from django import template

from shizheng.console import formats

register = template.Library()

for name in ("money", "wan", "fen", "fen_wan", "percent", "day", "instant", "long_day", "long_instant", "file_size"):
    register.filter(name, getattr(formats, name))
register.filter("thousands", formats.count)
register.filter("remaining", formats.remaining)
register.filter("urgency", formats.urgency)
