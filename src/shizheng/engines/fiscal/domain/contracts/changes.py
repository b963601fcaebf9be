"""How far a signed contract may change."""

from collections.abc import Sequence
from typing import NamedTuple

from shizheng.engines.fiscal.domain.words import Worded
from shizheng.kit.errors import Fault
from shizheng.kit.money import format_yuan

SOURCE = "《政府采购法》第四十九条"
_TENTH = 10


class ChangeKind(Worded):
    SUPPLEMENT = "supplement", "追加"
    REDUCTION = "reduction", "核减"


class Change(NamedTuple):
    kind: ChangeKind
    fen: int

    @property
    def signed(self) -> int:
        return self.fen if self.kind is ChangeKind.SUPPLEMENT else -self.fen


def current(original: int, changes: Sequence[Change]) -> int:
    """The contract's amount with all its changes."""
    return original + sum(change.signed for change in changes)


def room(original: int, changes: Sequence[Change]) -> int:
    """How much may still be added; reductions do not widen it."""
    added = sum(change.fen for change in changes if change.kind is ChangeKind.SUPPLEMENT)
    return original // _TENTH - added


def change_faults(original: int, changes: Sequence[Change], new: Change, paid: int) -> list[Fault]:
    """Why the new change cannot be signed after the earlier ones."""
    if new.fen <= 0:
        return [Fault("变更金额应大于零", "变更金额")]
    if new.kind is ChangeKind.SUPPLEMENT:
        left = room(original, changes)
        if new.fen > left:
            words = f"追加{format_yuan(new.fen)}元，最多还可追加{format_yuan(max(left, 0))}元"
            remedy = f"依据{SOURCE}，所有补充合同合计不超过原合同金额的10%，超出部分另行采购"
            return [Fault(words, "变更金额", remedy)]
        return []
    after = current(original, [*changes, new])
    if after < paid or after <= 0:
        return [Fault(f"核减后合同金额为{format_yuan(after)}元，低于已付{format_yuan(paid)}元或不大于零", "变更金额")]
    return []
