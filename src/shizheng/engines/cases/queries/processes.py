"""The processes that switched-on systems contribute, each checked before it is first used."""

from collections.abc import Iterator

from shizheng.engines.cases.domain.checking import require_sound
from shizheng.engines.cases.domain.process import Process
from shizheng.kit.errors import ShizhengError
from shizheng.platform.modules.module import contributed
from shizheng.platform.policy.domain.permissions import PERMISSIONS

KIND = "processes"
_sound: dict[str, Process] = {}


class UnknownProcessError(ShizhengError):
    """A process that no switched-on system contributes."""


def processes() -> Iterator[Process]:
    """All of them, in the order of the systems; InvalidInputError where one cannot work."""
    for item in contributed(KIND):
        if isinstance(item, Process):
            yield _checked(item)


def process(ident: str) -> Process:
    for found in contributed(KIND):
        if found.id == ident and isinstance(found, Process):
            return _checked(found)
    raise UnknownProcessError(f"没有流程“{ident}”", remedy="请确认提供该流程的系统已启用")


def _checked(found: Process) -> Process:
    """Check once: a process is a value of the program and does not change while it runs."""
    if _sound.get(found.id) is not found:
        _sound[found.id] = require_sound(found, PERMISSIONS.ids())
    return found
