"""Why a move was not made, as errors whose text its maker may read."""

from collections.abc import Sequence

from shizheng.engines.cases.domain.process import Process
from shizheng.engines.cases.models import Case, EventRow
from shizheng.engines.cases.queries.history import told
from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError


class MoveRefusedError(InvalidInputError):
    """The process does not allow the move as it was wished."""

    @classmethod
    def of(cls, faults: Sequence[Fault], label: str) -> "MoveRefusedError":
        return cls(faults, f"不能“{label}”")


class StaleCaseError(ShizhengError):
    """The case is not as the maker saw it; `events` came between, oldest first."""

    def __init__(self, process: Process, case: Case, events: Sequence[EventRow]) -> None:
        self.events = list(events)
        happened = "；".join(str(moment) for moment in told(process, self.events))
        super().__init__(f"{process.noun}{case.number}在您填写期间已有变化：{happened}", remedy="请重新打开后再办理")


class KeyReusedError(ShizhengError):
    """A client key that was used for something else."""

    def __init__(self) -> None:
        super().__init__("提交标识已用于另一次提交，没有办理", remedy="请刷新页面后重新提交")
