"""督办台: what is near or past its limit, what waits for a decision, and the cases behind each figure."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from shizheng.console.bulk import BulkAction
from shizheng.console.charts import Tile
from shizheng.console.pages import DashboardPage, ListPage
from shizheng.engines.cases.actions.moves import make_move
from shizheng.engines.cases.models import Case
from shizheng.engines.cases.pages.cases import CaseFilter, CaseTable
from shizheng.kit.errors import ShizhengError
from shizheng.platform.policy.queries import acting
from shizheng.systems.hotline.queries.board import HEAPS, figures, heaped, late_by_unit

SUPERVISE = "hotline.supervise"
MENU = "hotline:board"
_TOLD = 5


class BoardPage(DashboardPage):
    title = "督办台"
    purpose = "需要督办员处理的工单；点数字看明细。"
    permission = SUPERVISE
    menu = MENU
    template_name = "hotline/board.html"

    def tiles(self) -> list[Tile]:
        found = figures(acting(self.request))
        return [
            Tile(
                heap.label,
                f"{found[heap.id]:,}",
                "件",
                reverse("hotline:board_cases", kwargs={"heap": heap.id}),
                tone=heap.tone if found[heap.id] else "",
            )
            for heap in HEAPS
        ]

    def context(self) -> dict[str, Any]:
        here = reverse("hotline:board_cases", kwargs={"heap": "late"})
        units = [{**row, "url": f"{here}?unit={row['main__code']}"} for row in late_by_unit(acting(self.request))]
        return {**super().context(), "late_units": units}


def _each(request: HttpRequest, rows: Any, move: str, answers: dict[str, Any]) -> int:
    """The move on each case; what is refused is told and does not keep the others from it."""
    refused: list[str] = []
    done = 0
    for case in rows:
        try:
            make_move(acting(request), case=case, move=move, answers=answers, expected_version=case.version)
            done += 1
        except ShizhengError as error:
            refused.append(f"{case.number}：{error.fault.message}")
    if refused:
        more = f"等{len(refused)}件" if len(refused) > _TOLD else ""
        messages.warning(request, f"没有办理：{'；'.join(refused[:_TOLD])}{more}")
    return done


def urge(request: HttpRequest, rows: Any, reason: str) -> int:
    return _each(request, rows, "urge", {"reason": reason})


def remind(request: HttpRequest, rows: Any, reason: str) -> int:
    return _each(request, rows, "supervise", {"level": "remind", "reason": reason})


def grant_extension(request: HttpRequest, rows: Any, reason: str) -> int:
    return _each(request, rows, "grant_extension", {})


def grant_pause(request: HttpRequest, rows: Any, reason: str) -> int:
    return _each(request, rows, "grant_pause", {})


class BoardCases(ListPage):
    """The cases behind one figure of the board."""

    title = "督办明细"
    permission = SUPERVISE
    menu = MENU
    queryset = Case.objects.select_related("main", "category", "area").defer("text").order_by("due_at", "pk")
    table_class = CaseTable
    filterset_class = CaseFilter
    search_fields = ("title",)
    search_hint = "编号、标题、内容或地点"
    page_size = 50
    keyset = True
    bulk_actions = (
        BulkAction("urge", "催办", SUPERVISE, urge, reason=True),
        BulkAction("remind", "督办（提醒）", SUPERVISE, remind, reason=True),
        BulkAction("grant_extension", "同意延期", SUPERVISE, grant_extension),
        BulkAction("grant_pause", "同意缓办", SUPERVISE, grant_pause),
    )
    empty_text = "没有这样的工单"

    def rows(self) -> Any:
        mine = self.queryset.visible_to(acting(self.request), SUPERVISE).of("hotline")
        return heaped(mine, self.kwargs["heap"])

    def matching(self, rows: Any, words: str) -> Any:
        return rows.called(words) if words.strip() else rows

    def get_title(self) -> str:
        found = next((heap.label for heap in HEAPS if heap.id == self.kwargs["heap"]), "在办")
        return f"{self.title}：{found}"
