"""What systems show beside the form of a move: templates, hints, advice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from shizheng.engines.cases.models import Case
from shizheng.platform.modules.module import contributed
from shizheng.platform.policy.domain.actor import Actor

KIND = "move_helpers"


@dataclass(frozen=True, slots=True)
class MoveHelper:
    """Drawn by `template` with what `data` knows of the case, beside the forms of these moves; it gets the actor, the
    case and the organisation acted for (0 for none)."""

    id: str
    process: str
    moves: tuple[str, ...]
    template: str
    data: Callable[[Actor, Case, int], dict[str, Any]]


def helpers(actor: Actor, case: Case, move: str, organisation: int) -> Iterator[dict[str, Any]]:
    """Template and data of each helper of the move."""
    for each in contributed(KIND):
        if isinstance(each, MoveHelper) and each.process == case.process and move in each.moves:
            yield {"template": each.template, **each.data(actor, case, organisation)}
