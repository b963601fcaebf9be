"""报告: daily, weekly and monthly reports, written as a job and kept to be downloaded."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.urls import reverse

from shizheng.console.buttons import Button
from shizheng.console.columns import Column, DayColumn, InstantColumn
from shizheng.console.filters import ChoiceFilter, FilterSet, PeriodFilter
from shizheng.console.formats import day, instant
from shizheng.console.pages import DetailPage, EditPage, ListPage
from shizheng.console.panels import Fact, FactsPanel
from shizheng.console.tables import Table
from shizheng.kit import clock
from shizheng.platform.jobs.actions import enqueue
from shizheng.platform.jobs.models import JobRun
from shizheng.platform.policy.queries import acting
from shizheng.systems.hotline.actions.evaluation import MAKE_REPORT
from shizheng.systems.hotline.domain.evaluation_periods import period_of
from shizheng.systems.hotline.models import Report
from shizheng.systems.hotline.models.evaluation import REPORTS
from shizheng.systems.hotline.queries.evaluation_reports import KINDS

MENU = "hotline:reports"


class ReportFilter(FilterSet):
    kind = ChoiceFilter(label="种类", choices=list(KINDS.items()), empty_label="不限")
    first = PeriodFilter(label="统计日期", field_name="first")


class ReportTable(Table):
    title = Column(verbose_name="报告")
    kind = Column(verbose_name="种类")
    first = DayColumn(verbose_name="开始日期")
    last = DayColumn(verbose_name="结束日期")
    as_of = InstantColumn(verbose_name="数据截至", orderable=False)
    made_at = InstantColumn(verbose_name="生成时间")


class ReportsPage(ListPage):
    title = "热线报告"
    purpose = "日报、周报、月报：每天、每周一、每月一日早上自动生成，也可以随时生成。"
    permission = REPORTS
    menu = MENU
    queryset = Report.objects.select_related("word", "pdf")
    table_class = ReportTable
    filterset_class = ReportFilter
    empty_text = "还没有报告"
    empty_hint = "生成一份日报、周报或月报，完成后在这里下载"
    buttons: ClassVar[Sequence[Button]] = (
        Button("生成报告", "hotline:report_new", REPORTS, tone="primary", icon="plus"),
    )


class ReportForm(forms.Form):
    kind = forms.ChoiceField(label="种类", choices=list(KINDS.items()))
    on = forms.DateField(
        label="日期",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text="报告统计这一天，或这一天所在的周、月",
    )

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > clock.today():
            raise forms.ValidationError("日期还没有到")
        return on


class NewReportPage(EditPage):
    title = "生成报告"
    permission = REPORTS
    menu = MENU
    form_class = ReportForm
    submit_label = "生成"
    success_message = ""

    def initial(self) -> dict[str, Any]:
        return {"kind": "day", "on": clock.today() - timedelta(days=1)}

    def perform(self, form: Any) -> JobRun:
        kind, period = form.cleaned_data["kind"], period_of(form.cleaned_data["on"], form.cleaned_data["kind"])
        run = enqueue(
            acting(self.request),
            job=MAKE_REPORT,
            arguments={"kind": kind, "first": period.first.isoformat()},
            label=f"生成{KINDS[kind]}：{period.label}",
        )
        messages.success(self.request, f"正在生成{KINDS[kind]}（{period.label}），完成后出现在这里。")
        return run

    def success_url(self, result: Any) -> str:
        return reverse("hotline:reports")


class ReportPage(DetailPage):
    title = "热线报告"
    permission = REPORTS
    menu = MENU
    queryset = Report.objects.select_related("made_by")
    buttons: ClassVar[Sequence[Button]] = (
        Button("下载 Word", "hotline:report_word", REPORTS, tone="primary", icon="download"),
        Button("下载 PDF", "hotline:report_pdf", REPORTS, icon="download"),
    )
    panels = (
        FactsPanel(
            title="报告",
            facts=(
                Fact("种类", "kind"),
                Fact("开始日期", "first", day),
                Fact("结束日期", "last", day),
                Fact("数据截至", "as_of", instant),
                Fact("生成时间", "made_at", instant),
                Fact("生成人", lambda row: row.made_by.name if row.made_by else "系统"),
            ),
        ),
    )


class ReportFile(DetailPage):
    """One of the two files of a report, to whoever may read the report."""

    abstract = True
    permission = REPORTS
    menu = MENU
    queryset = Report.objects.select_related("word", "pdf")
    edition: ClassVar[str] = ""

    def get(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        file = getattr(self.object, self.edition)
        if not Path(file.path).exists():
            raise Http404("文件已不在")
        return FileResponse(Path(file.path).open("rb"), as_attachment=True, filename=file.name)


class ReportWord(ReportFile):
    title = "下载 Word"
    edition = "word"


class ReportPdf(ReportFile):
    title = "下载 PDF"
    edition = "pdf"
