"""Background work as a list, followed one by one."""

from shizheng.console.buttons import Button
from shizheng.console.columns import Column, InstantColumn, NumberColumn, StatusColumn, WideColumn
from shizheng.console.filters import ChoiceFilter, FilterSet
from shizheng.console.formats import instant
from shizheng.console.forms import NoInputForm
from shizheng.console.pages import ActionPage, Badge, DetailPage, ListPage
from shizheng.console.panels import Fact, FactsPanel
from shizheng.console.tables import Table
from shizheng.console.tones import Tones
from shizheng.platform.jobs.actions import retry
from shizheng.platform.jobs.models import JobRun, State
from shizheng.platform.policy.queries import acting

MENU = "jobs:list"
TONES: Tones = {State.QUEUED: "off", State.RUNNING: "busy", State.DONE: "good", State.FAILED: "bad"}


class RunFilter(FilterSet):
    state = ChoiceFilter(label="状态", choices=State.choices, empty_label="不限")

    class Meta:
        model = JobRun
        fields: list[str] = []


class RunTable(Table):
    label = Column(verbose_name="任务")
    state = StatusColumn(verbose_name="状态", tones=TONES)
    percent = NumberColumn(verbose_name="进度（%）")
    note = WideColumn(verbose_name="说明", orderable=False)
    owner = Column(verbose_name="提交人", orderable=False)
    created_at = InstantColumn(verbose_name="提交时间")
    finished_at = InstantColumn(verbose_name="结束时间")


class RunList(ListPage):
    title = "后台任务"
    purpose = "需要较长时间的处理：进行到哪一步，结果如何。"
    permission = "jobs.view"
    menu = MENU
    queryset = JobRun.objects.select_related("owner").order_by("-created_at", "-pk")
    filterset_class = RunFilter
    table_class = RunTable
    search_fields = ("label",)
    search_hint = "任务名称"
    empty_text = "还没有后台任务"


class RunDetail(DetailPage):
    title = "后台任务"
    permission = "jobs.view"
    menu = MENU
    queryset = JobRun.objects.select_related("owner", "organisation")
    buttons = (Button("重试", "jobs:retry", "jobs.view", dialog=True, when=lambda run: run.may_be_retried),)
    panels = (
        FactsPanel(
            title="进展",
            facts=(
                Fact("说明", "note", wide=True),
                Fact("未完成的原因", "error", wide=True),
                Fact("进度（%）", "percent"),
                Fact("提交人", "owner"),
                Fact("提交时间", "created_at", instant),
                Fact("开始时间", "started_at", instant),
                Fact("结束时间", "finished_at", instant),
                Fact("执行次数", "attempts"),
            ),
        ),
    )

    def badge(self) -> Badge:
        return Badge(self.object.get_state_display(), TONES[self.object.state])


class RunRetry(ActionPage):
    title = "重试"
    permission = "jobs.view"
    menu = MENU
    queryset = JobRun.objects.select_related("owner")
    form_class = NoInputForm  # type: ignore[assignment]  # ActionPage asks for a reason unless told otherwise
    success_message = "已重新提交。"

    def perform(self, form: NoInputForm) -> JobRun:
        return retry(acting(self.request), run=self.object)
