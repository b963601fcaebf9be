"""承办工作台: what a unit has to sign, to handle and to answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from shizheng.console.bulk import BulkAction
from shizheng.console.columns import Column, DeadlineColumn, InstantColumn
from shizheng.console.filters import CharFilter, FilterSet
from shizheng.console.pages import ListPage
from shizheng.console.tables import Table
from shizheng.engines.cases.actions.moves import make_move
from shizheng.engines.cases.models import Case, PartyRow
from shizheng.kit.errors import ShizhengError
from shizheng.platform.policy.queries import acting
from shizheng.systems.hotline.queries.workbench import COUNTED, HANDLE, WorkBox, boxed, counts, parties

MENU = "hotline:work"
_TOLD = 5


def waiting_to_sign(request: HttpRequest) -> int:
    """What the menu shows beside 承办工作台, counted to at most 100."""
    return boxed(parties(acting(request)), WorkBox.SIGN)[:100].count()


class PartyFilter(FilterSet):
    category = CharFilter(label="类别（名称或编码）", method="by_branch")
    area = CharFilter(label="区域（名称或编码）", method="by_branch")

    class Meta:
        model = PartyRow
        fields: list[str] = []

    def by_branch(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(case__in=Case.objects.within(name, value).values("pk"))


class WorkTable(Table):
    hidden = ("area",)
    case = Column(verbose_name="编号", orderable=False)
    title = Column(verbose_name="标题", accessor="case__title", orderable=False)
    category = Column(verbose_name="类别", accessor="case__category", orderable=False)
    area = Column(verbose_name="区域", accessor="case__area", orderable=False)
    organisation = Column(verbose_name="单位", orderable=False)
    role = Column(verbose_name="角色", orderable=False)
    state = Column(verbose_name="状态", orderable=False)
    since = InstantColumn(verbose_name="派遣", orderable=False)
    due_at = DeadlineColumn(verbose_name="时限", orderable=False)


def sign(request: HttpRequest, rows: Any, reason: str) -> int:
    """Each by its own move; what cannot be signed is told and does not keep the others from it."""
    refused: list[str] = []
    done = 0
    for row in rows.select_related("case"):
        case: Case = row.case
        try:
            make_move(
                acting(request),
                case=case,
                move="sign",
                answers={},
                expected_version=case.version,
                organisation=row.organisation_id,
            )
            done += 1
        except ShizhengError as error:
            refused.append(f"{case.number}：{error.fault.message}")
    if refused:
        more = f"等{len(refused)}件" if len(refused) > _TOLD else ""
        messages.warning(request, f"没有签收：{'；'.join(refused[:_TOLD])}{more}")
    return done


class WorkPage(ListPage):
    title = "承办工作台"
    purpose = "派给本单位的工单，快到期的在前。"
    permission = HANDLE
    menu = MENU
    template_name = "hotline/work.html"
    queryset = PartyRow.objects.select_related("case", "case__category", "case__area", "organisation").order_by(
        "due_at", "pk"
    )
    table_class = WorkTable
    filterset_class = PartyFilter
    search_fields = ("case__title",)
    search_hint = "编号、标题、内容或地点"
    page_size = 50
    keyset = True
    bulk_actions = (BulkAction("sign", "签收", HANDLE, sign),)
    empty_text = "这里没有工单"

    def box(self) -> WorkBox:
        asked = self.request.GET.get("box", "")
        return WorkBox(asked) if asked in set(WorkBox) else WorkBox.SIGN

    def rows(self) -> Any:
        mine = self.queryset.filter(pk__in=parties(acting(self.request)).values("pk"))
        return boxed(mine, self.box())

    def matching(self, rows: Any, words: str) -> Any:
        if not words.strip():
            return rows
        return rows.filter(case__in=Case.objects.called(words))

    def row_address(self, record: PartyRow) -> str | None:
        """Whoever has left a case sees it no more."""
        return None if record.left_at else reverse("cases:detail", kwargs={"pk": record.case_id})

    def context(self) -> dict[str, Any]:
        found = counts(acting(self.request))
        here = reverse(MENU)
        tabs = [(box, f"{here}?box={box.value}", found.get(box) if box in COUNTED else None) for box in WorkBox]
        return {**super().context(), "box": self.box(), "tabs": tabs}
