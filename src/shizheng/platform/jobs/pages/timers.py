"""定时任务: what time starts, when it ran last and what it said."""

from django.urls import reverse

from shizheng.console.columns import Column, InstantColumn, StatusColumn, WideColumn
from shizheng.console.forms import NoInputForm, ReasonForm
from shizheng.console.pages import ActionPage, ListPage
from shizheng.console.tables import Table
from shizheng.console.tones import Tones
from shizheng.platform.jobs.actions.timing import pause_timer, resume_timer
from shizheng.platform.jobs.models import TimerState
from shizheng.platform.policy.queries import acting

MENU = "jobs:timers"
TONES: Tones = {"正常": "good", "上次未完成": "bad", "已暂停": "off"}


class TimerTable(Table):
    label = Column(verbose_name="任务")
    rhythm = Column(verbose_name="频率", orderable=False)
    state = StatusColumn(verbose_name="状态", tones=TONES, orderable=False)
    finished_at = InstantColumn(verbose_name="上次完成")
    note = WideColumn(verbose_name="结果", orderable=False)
    error = WideColumn(verbose_name="未完成的原因", orderable=False)
    next_at = InstantColumn(verbose_name="下次执行")


class TimerList(ListPage):
    title = "定时任务"
    purpose = "到时间自动执行的工作：上次结果如何，下次什么时候。点击一行可暂停或恢复。"
    permission = "jobs.manage"
    menu = MENU
    queryset = TimerState.objects.order_by("label")
    table_class = TimerTable
    search_fields = ("label",)
    search_hint = "任务名称"
    empty_text = "没有定时任务"
    empty_hint = "“shizheng serve”或“shizheng work”运行后自动登记"


class TimerPause(ActionPage):
    title = "暂停"
    permission = "jobs.manage"
    menu = MENU
    queryset = TimerState.objects.filter(is_paused=False)
    warning = "暂停期间到时间也不执行；恢复后立即补一次。"
    success_message = "已暂停。"

    def perform(self, form: ReasonForm) -> TimerState:
        return pause_timer(acting(self.request), timer=self.object, reason=form.cleaned_data["reason"])

    def success_url(self, result: TimerState) -> str:
        return reverse(MENU)


class TimerResume(ActionPage):
    title = "恢复"
    permission = "jobs.manage"
    menu = MENU
    queryset = TimerState.objects.filter(is_paused=True)
    form_class = NoInputForm  # type: ignore[assignment]  # ActionPage asks for a reason unless told otherwise
    success_message = "已恢复，马上执行一次。"

    def perform(self, form: NoInputForm) -> TimerState:
        return resume_timer(acting(self.request), timer=self.object)

    def success_url(self, result: TimerState) -> str:
        return reverse(MENU)
