"""Charts as SVG for PDF and web page, and in words for those who cannot see them.

Word and Excel get their own native charts; all of them show the slices and bars chosen here.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import cos, pi, sin
from typing import NamedTuple

from lxml import etree

from shizheng.kit.money import format_percent, grouped
from shizheng.kit.printed import Printed
from shizheng.systems.disclosure.domain.manuscript import ChartBlock
from shizheng.systems.disclosure.domain.rendering.wording import ems, printable

COLOURS = ("#1f4e8c", "#c55a11", "#548235", "#7f6000", "#5b3f8c", "#2e8b8b", "#a23b5c", "#7f7f7f", "#3a78c3", "#8a9a5b")
FONTS = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, SimHei, sans-serif"
WIDTH, HEIGHT = 520, 240
SLICES = 9
OTHERS = "其他"
TYPE = 11.0
BASE = HEIGHT - 46  # where bars stand
TALLEST = BASE - 34
NAME_CEILING = 14.0  # characters of a category that a legend has room for


class Slice(NamedTuple):
    """One part of a pie with its printed share."""

    name: str
    value: Printed
    share: str


def slices(chart: ChartBlock) -> list[Slice]:
    """What is above zero in the given order; beyond SLICES parts the smallest are one part 其他."""
    values = chart.series[0].values if chart.series else ()
    parts = [(name, value) for name, value in zip(chart.categories, values, strict=False) if value.units > 0]
    if len(parts) > SLICES:
        kept = sorted(parts, key=lambda part: part[1].value, reverse=True)[: SLICES - 1]
        rest = [part[1] for part in parts if part not in kept]
        parts = [part for part in parts if part in kept] + [(OTHERS, _sum(rest))]
    whole = _sum([value for _, value in parts])
    return [Slice(printable(name), value, format_percent(value.value, whole.value)) for name, value in parts]


def _sum(values: Sequence[Printed]) -> Printed:
    decimals = max((value.decimals for value in values), default=0)
    return Printed(sum(value.at(decimals) for value in values), decimals)


def in_words(chart: ChartBlock) -> str:
    """The chart as one sentence."""
    unit = printable(chart.unit)
    if chart.kind == "pie":
        parts = [f"{part.name}{grouped(part.value)}{unit}，占{part.share}" for part in slices(chart)]
    else:
        parts = [
            f"{printable(name)}{printable(series.name)}{grouped(value)}{unit}"
            for series in chart.series
            for name, value in zip(chart.categories, series.values, strict=False)
        ]
    return f"{printable(chart.title)}：{'；'.join(parts) or '没有数据'}。"


def draw(chart: ChartBlock) -> bytes:
    """An SVG picture without its title, which the page prints as text."""
    root = etree.Element(
        "svg",
        {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH} {HEIGHT}", "font-family": FONTS},
    )
    root.set("font-size", f"{TYPE:g}")
    shapes = _pie(slices(chart)) if chart.kind == "pie" else _bars(chart)
    root.extend(list(shapes) or [_text(WIDTH / 2, HEIGHT / 2, "没有数据", "middle")])
    return etree.tostring(root)


def _shape(tag: str, **attributes: str | float) -> etree._Element:
    return etree.Element(
        tag,
        {
            name.replace("_", "-"): f"{value:.2f}" if isinstance(value, float) else str(value)
            for name, value in attributes.items()
        },
    )


def _text(x: float, y: float, text: str, anchor: str = "start") -> etree._Element:
    element = _shape("text", x=float(x), y=float(y), text_anchor=anchor, fill="#222222")
    element.text = text
    return element


def _pie(parts: Sequence[Slice]) -> Iterator[etree._Element]:
    """From twelve o'clock clockwise; the legend at the right names each part, its figure and share."""
    x, y, radius, angle = 125.0, HEIGHT / 2, 100.0, -pi / 2
    whole = sum((part.value.value for part in parts), Decimal(0))
    step = min(24.0, (HEIGHT - 20) / max(len(parts), 1))
    top = HEIGHT / 2 - step * (len(parts) - 1) / 2
    for at, part in enumerate(parts):
        turn = 2 * pi * float(part.value.value / whole)
        yield _wedge((x, y), radius, angle, turn, COLOURS[at % len(COLOURS)])
        angle += turn
        row = top + at * step
        yield _shape("rect", x=252.0, y=row - 9.0, width=10.0, height=10.0, fill=COLOURS[at % len(COLOURS)])
        yield _text(268, row, _shortened(part.name))
        yield _text(WIDTH - 58, row, grouped(part.value), "end")
        yield _text(WIDTH - 4, row, part.share, "end")


def _wedge(centre: tuple[float, float], radius: float, start: float, turn: float, colour: str) -> etree._Element:
    x, y = centre
    if turn > 2 * pi - 1e-6:
        return _shape("circle", cx=x, cy=y, r=radius, fill=colour)
    ends = [(x + radius * cos(angle), y + radius * sin(angle)) for angle in (start, start + turn)]
    path = (
        f"M{x:.2f} {y:.2f}L{ends[0][0]:.2f} {ends[0][1]:.2f}"
        f"A{radius:g} {radius:g} 0 {int(turn > pi)} 1 {ends[1][0]:.2f} {ends[1][1]:.2f}Z"
    )
    return _shape("path", d=path, fill=colour, stroke="#ffffff", stroke_width="1")


def _bars(chart: ChartBlock) -> Iterator[etree._Element]:
    """One group of bars a category on a common base, each with its figure at its end."""
    values = [[float(value.value) for value in series.values] for series in chart.series]
    highest = max((abs(value) for row in values for value in row), default=0.0)
    if not chart.categories or not values:
        return
    group = (WIDTH - 20) / len(chart.categories)
    bar = min(42.0, group * 0.8 / len(values))
    for at, category in enumerate(chart.categories):
        middle = 10 + group * (at + 0.5)
        for number, series in enumerate(chart.series):
            if at >= len(series.values):
                continue
            height = TALLEST * abs(values[number][at]) / highest if highest else 0.0
            left = middle + bar * (number - len(values) / 2)
            colour = COLOURS[number % len(COLOURS)]
            yield _shape("rect", x=left + 1, y=BASE - height, width=bar - 2, height=height, fill=colour)
            yield _text(left + bar / 2, BASE - height - 4, grouped(series.values[at]), "middle")
        yield from _wrapped(middle, BASE + 15, printable(category), group)
    yield _shape("line", x1=8.0, x2=WIDTH - 8.0, y1=float(BASE), y2=float(BASE), stroke="#444444")
    yield from _legend(chart)


def _legend(chart: ChartBlock) -> Iterator[etree._Element]:
    names = [printable(series.name) for series in chart.series]
    if len(names) < 2:
        return
    left = WIDTH - 8 - sum(ems(name) * TYPE + 26 for name in names)
    for number, name in enumerate(names):
        yield _shape("rect", x=left, y=4.0, width=10.0, height=10.0, fill=COLOURS[number % len(COLOURS)])
        yield _text(left + 14, 13, name)
        left += ems(name) * TYPE + 26


def _wrapped(x: float, y: float, text: str, room: float) -> Iterator[etree._Element]:
    """A category below its bars in at most three lines."""
    length = max(int(room / TYPE), 2)
    lines = [text[start : start + length] for start in range(0, len(text), length)][:3]
    for number, line in enumerate(lines):
        yield _text(x, y + number * (TYPE + 2), line, "middle")


def _shortened(name: str) -> str:
    if ems(name) <= NAME_CEILING:
        return name
    return name[: int(NAME_CEILING) - 1] + "…"
