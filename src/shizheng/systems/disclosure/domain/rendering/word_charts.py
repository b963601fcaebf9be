"""Native charts of a Word document: a chart part each, with the workbook that 编辑数据 opens."""

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import NamedTuple

import xlsxwriter

from shizheng.kit.printed import Printed
from shizheng.systems.disclosure.domain.manuscript import ChartBlock
from shizheng.systems.disclosure.domain.rendering.charts import COLOURS, slices
from shizheng.systems.disclosure.domain.rendering.ooxml import DECLARATION, DRAWING, RELATIONS, escape
from shizheng.systems.disclosure.domain.rendering.wording import printable

SHEET = "Sheet1"
BOX = (5_200_000, 2_700_000)  # EMU


class Plot(NamedTuple):
    """What a chart shows, after small slices were put together."""

    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[Printed, ...]], ...]


def plot_of(chart: ChartBlock) -> Plot:
    """The slices of a pie, each named with its share, or the bars as they are."""
    if chart.kind == "pie":
        parts = slices(chart)
        name = printable(chart.series[0].name) if chart.series else ""
        return Plot(
            tuple(f"{part.name} {part.share}" for part in parts), ((name, tuple(part.value for part in parts)),)
        )
    names = tuple(printable(name) for name in chart.categories)
    return Plot(names, tuple((printable(series.name), series.values[: len(names)]) for series in chart.series))


def inline(chart: ChartBlock, ident: str, number: int, words: str) -> str:
    """The run that holds a chart; ``words`` describe it to those who cannot see it."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{BOX[0]}" cy="{BOX[1]}"/>'
        f'<wp:docPr id="{number}" name="{escape(chart.title)}" descr="{escape(words)}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{DRAWING}/chart"><c:chart r:id="{ident}"/></a:graphicData></a:graphic>'
        f"</wp:inline></w:drawing></w:r>"
    )


def chart_part(chart: ChartBlock) -> str:
    """word/charts/chartN.xml."""
    plot = plot_of(chart)
    body = _pie(plot) if chart.kind == "pie" else _bars(plot)
    side = "r" if chart.kind == "pie" else "b"
    legend = f'<c:legend><c:legendPos val="{side}"/><c:overlay val="0"/></c:legend>'
    shown = legend if chart.kind == "pie" or len(plot.series) > 1 else ""
    return (
        f'{DECLARATION}<c:chartSpace xmlns:c="{DRAWING}/chart" xmlns:a="{DRAWING}/main" xmlns:r="{RELATIONS}">'
        f'<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{body}</c:plotArea>'
        f'{shown}<c:plotVisOnly val="1"/></c:chart>'
        f'<c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1000"/></a:pPr>'
        f'<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
        f'<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def workbook(chart: ChartBlock, day: date) -> bytes:
    """The chart's figures as a workbook of one sheet."""
    buffer = io.BytesIO()
    plot = plot_of(chart)
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.combine(day, time.min)})
        sheet = book.add_worksheet(SHEET)
        for row, name in enumerate(plot.categories, 1):
            sheet.write_string(row, 0, name)
        for column, (name, values) in enumerate(plot.series, 1):
            sheet.write_string(0, column, name)
            for row, value in enumerate(values, 1):
                sheet.write_number(row, column, float(value.value))
    return buffer.getvalue()


def _pie(plot: Plot) -> str:
    colours = "".join(
        f'<c:dPt><c:idx val="{at}"/><c:bubble3D val="0"/>{_fill(at)}</c:dPt>' for at in range(len(plot.categories))
    )
    series = "".join(_series(plot, at, name, values, colours) for at, (name, values) in enumerate(plot.series))
    return f'<c:pieChart><c:varyColors val="1"/>{series}<c:firstSliceAng val="0"/></c:pieChart>'


def _bars(plot: Plot) -> str:
    labels = (
        '<c:dLbls><c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )
    series = "".join(
        _series(plot, at, name, values, f'<c:invertIfNegative val="0"/>{labels}', _fill(at))
        for at, (name, values) in enumerate(plot.series)
    )
    axes = "".join(
        f'<c:{kind}><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        f'<c:delete val="{hidden}"/><c:axPos val="{side}"/><c:crossAx val="{other}"/></c:{kind}>'
        for kind, own, other, side, hidden in (("catAx", 1, 2, "b", 0), ("valAx", 2, 1, "l", 1))
    )
    return (
        '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="80"/><c:axId val="1"/><c:axId val="2"/></c:barChart>{axes}'
    )


def _series(plot: Plot, at: int, name: str, values: Sequence[Printed], inner: str, looks: str = "") -> str:
    column, last = chr(ord("B") + at), len(plot.categories) + 1
    names = "".join(f'<c:pt idx="{i}"><c:v>{escape(text)}</c:v></c:pt>' for i, text in enumerate(plot.categories))
    figures = "".join(f'<c:pt idx="{i}"><c:v>{value}</c:v></c:pt>' for i, value in enumerate(values))
    decimals = max((value.decimals for value in values), default=0)
    form = "#,##0" + ("." + "0" * decimals if decimals > 0 else "")
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:strRef><c:f>{SHEET}!${column}$1</c:f><c:strCache>'
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f"{looks}{inner}<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f><c:strCache>"
        f'<c:ptCount val="{len(plot.categories)}"/>{names}</c:strCache></c:strRef></c:cat>'
        f"<c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${last}</c:f><c:numCache>"
        f'<c:formatCode>{form}</c:formatCode><c:ptCount val="{len(values)}"/>{figures}'
        f"</c:numCache></c:numRef></c:val></c:ser>"
    )


def _fill(at: int) -> str:
    colour = COLOURS[at % len(COLOURS)].lstrip("#")
    return f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></c:spPr>'
