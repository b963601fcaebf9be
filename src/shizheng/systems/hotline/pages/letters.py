"""市长信箱: every letter that came, what became of it, and those that somebody has to read."""

from django.urls import reverse

from shizheng.console.columns import Column, InstantColumn, StatusColumn
from shizheng.console.filters import ChoiceFilter, FilterSet
from shizheng.console.pages import ListPage
from shizheng.console.tables import Table
from shizheng.systems.hotline.models.mailbox import Letter, Outcome


class LetterFilter(FilterSet):
    outcome = ChoiceFilter(label="结果", choices=Outcome.choices, empty_label="不限")

    class Meta:
        model = Letter
        fields: list[str] = []


class LetterTable(Table):
    at = InstantColumn(verbose_name="收取时间", orderable=False)
    subject = Column(verbose_name="主题", orderable=False)
    sender = Column(verbose_name="发件人", orderable=False)
    outcome = StatusColumn(
        verbose_name="结果",
        tones={"taken": "good", "added": "good", "ignored": "off", "aside": "bad"},
        orderable=False,
    )
    case = Column(verbose_name="工单", orderable=False)
    reason = Column(verbose_name="说明", orderable=False)
    place = Column(verbose_name="信箱位置", orderable=False)


class LetterList(ListPage):
    title = "市长信箱"
    purpose = "从信箱收取的邮件；无法读取的请到信箱中查看原件，再由坐席登记。"
    permission = "hotline.accept"
    menu = "hotline:letters"
    queryset = Letter.objects.select_related("case")
    table_class = LetterTable
    filterset_class = LetterFilter
    search_fields = ("subject",)
    keyset = True
    empty_text = "还没有收到邮件"

    def row_address(self, record: Letter) -> str | None:
        return reverse("cases:detail", kwargs={"pk": record.case_id}) if record.case_id else None
