"""What has been checked, and what is still open, at a glance."""

from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlencode

from django.db.models import Count, Sum
from django.urls import reverse

from shizheng.console.charts import Figures, Island, Series, Tile
from shizheng.console.pages import ChartPage, DashboardPage
from shizheng.kit import clock
from shizheng.platform.policy.queries import acting
from shizheng.systems.disclosure.domain.finding import FAMILIES
from shizheng.systems.disclosure.models import Document, DocumentFinding, Handling, Severity
from shizheng.systems.disclosure.models.finding import COUNTED

MOST_BARS = 20
MOST_FAMILIES = 8
GRAVE = (Severity.ERROR, Severity.WARNING)


class OverviewPage(DashboardPage):
    permission = "disclosure.view"
    title = "检查概览"
    purpose = "全部现行公开文件的检查情况；数字均可点击"
    menu = "disclosure:overview"

    def tiles(self) -> Sequence[Tile]:
        documents = Document.objects.visible_to(acting(self.request)).current()
        sums = documents.aggregate(count=Count("pk"), **{field: Sum(field) for field in COUNTED.values()})
        listed = reverse("disclosure:documents")
        tiles = [Tile("公开文件", f"{sums['count']:,}", "份", listed)]
        for severity, field in COUNTED.items():
            address = f"{listed}?{urlencode({'open': severity.value})}"
            tiles.append(Tile(severity.label, f"{sums[field] or 0:,}", "处", address, "待处理", TONES[severity]))
        return tiles

    def islands(self) -> Sequence[Island]:
        return [
            Island(DocumentsChart.title, reverse("disclosure:overview_documents"), wide=True),
            Island(FamiliesChart.title, reverse("disclosure:overview_families"), wide=True),
        ]


TONES = {Severity.ERROR: "bad", Severity.WARNING: "soon", Severity.ROUNDING: "off", Severity.EXTRACTION: "busy"}


class DocumentsChart(ChartPage):
    permission = "disclosure.view"
    title = "各文件待处理的发现"
    menu = "disclosure:overview"

    def figures(self) -> Figures:
        rows = Document.objects.visible_to(acting(self.request)).current().defer("text")
        documents = list(rows.order_by("-errors", "-warnings")[:MOST_BARS])
        series = [
            Series(
                severity.label,
                [getattr(document, field) for document in documents],
                [f"{document.get_absolute_url()}?{urlencode({'severity': severity.value})}" for document in documents],
                TONES[severity],
            )
            for severity, field in COUNTED.items()
        ]
        names = [each.subject.replace(f" {each.year}年", f"\n{each.year}年") for each in documents]
        return Figures("stack", names, series, "处", clock.now(), empty="还没有公开文件")


class FamiliesChart(ChartPage):
    permission = "disclosure.view"
    title = "错误和提示最多的类别"
    menu = "disclosure:overview"

    def figures(self) -> Figures:
        rows = DocumentFinding.objects.visible_to(acting(self.request)).filter(
            document__is_current=True, state=Handling.OPEN, severity__in=GRAVE
        )
        pairs = Counter(rows.values_list("family", "severity"))
        shown = sorted(
            {family for family, _ in pairs}, key=lambda family: (-pairs[family, "error"], -pairs[family, "warning"])
        )
        shown = shown[:MOST_FAMILIES]
        series = [
            Series(each.label, [pairs[family, each.value] for family in shown], tone=TONES[each]) for each in GRAVE
        ]
        names = [FAMILIES.get(family, family) for family in shown]
        return Figures("bar", names, series, "处", clock.now(), empty="没有待处理的发现")
