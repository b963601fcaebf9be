"""The interface of the hotline as a whole."""

from typing import Any

from shizheng.engines.cases.actions.refusals import KeyReusedError, StaleCaseError
from shizheng.engines.cases.queries.history import told
from shizheng.engines.cases.queries.processes import process
from shizheng.platform.tokens.api.interface import interface
from shizheng.systems.hotline.api.calls import router as calls
from shizheng.systems.hotline.api.cases import router as cases
from shizheng.systems.hotline.api.passed import router as passed
from shizheng.systems.hotline.domain.process.process import WORK_ORDER


def _between(error: Any) -> dict[str, Any]:
    """What happened to the case since its maker saw it."""
    events = getattr(error, "events", ())
    return {"between": [str(moment) for moment in told(process(WORK_ORDER.id), events)]}


api = interface(
    "市政·实证 12345热线",
    "受理、查询、办理热线工单。",
    "hotline_api",
    conflicts=(StaleCaseError, KeyReusedError),
    more=_between,
)
api.add_router("", cases)
api.add_router("", passed)
api.add_router("", calls)
