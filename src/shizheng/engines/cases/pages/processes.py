"""Processes as they are declared."""

from typing import Any

from django.http import Http404

from shizheng.console.pages import Page
from shizheng.engines.cases.domain.diagram import mermaid
from shizheng.engines.cases.domain.drawing import drawn
from shizheng.engines.cases.domain.process import BACK, Move, Process
from shizheng.engines.cases.queries.processes import UnknownProcessError, processes
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.platform.policy.domain.permissions import PERMISSIONS

MENU = "cases:processes"


class ProcessList(Page):
    title = "流程"
    purpose = "各系统声明的办理流程。"
    permission = "cases.view"
    menu = MENU
    template_name = "cases/processes.html"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "processes": list(processes())}


class ProcessDiagram(Page):
    title = "流程图"
    permission = "cases.view"
    menu = MENU
    template_name = "cases/process.html"

    def process(self) -> Process:
        try:
            return process_of(self.kwargs["process"])
        except UnknownProcessError as error:
            raise Http404 from error

    def get_title(self) -> str:
        return f"{self.process().name}流程图"

    def context(self) -> dict[str, Any]:
        process = self.process()
        return {
            **super().context(),
            "process": process,
            "moves": [_row(process, move) for move in process.moves],
            "drawing": drawn(process),
            "mermaid": mermaid(process),
        }


def _row(process: Process, move: Move) -> dict[str, Any]:
    """A move in words."""
    words = {stage.id: stage.label for stage in process.stages}
    target = {"": "不变", BACK: "恢复原环节"}.get(move.target) or words[move.target]
    return {
        "label": move.label,
        "origins": "、".join(words[origin] for origin in move.origins) or "（建立）",
        "target": target,
        "who": f"{PERMISSIONS.get(move.permission).label}（{move.by.label}）",
        "asks": "、".join(ask.label for ask in move.asks),
        "clause": str(move.clause),
    }
