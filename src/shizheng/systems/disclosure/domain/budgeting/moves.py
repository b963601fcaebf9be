"""Who moves a budget from entry to publication: one table of moves."""

from collections.abc import Mapping
from typing import NamedTuple

from shizheng.engines.fiscal.domain.words import Worded


class State(Worded):
    DRAFTING = "drafting", "编制中"
    SUBMITTED = "submitted", "待审核"
    RETURNED = "returned", "退回修改"
    APPROVED = "approved", "待发布"
    PUBLISHED = "published", "已发布"
    REVISING = "revising", "更正中"


class Move(Worded):
    SUBMIT = "submit", "送审"
    WITHDRAW = "withdraw", "撤回"
    RETURN = "return", "退回"
    APPROVE = "approve", "审核通过"
    PUBLISH = "publish", "发布"
    REVISE = "revise", "更正"


class Edge(NamedTuple):
    """``by_another`` forbids whoever changed anything in this round; ``reason`` asks for one."""

    origins: tuple[State, ...]
    target: State
    permission: str
    by_another: bool = False
    reason: bool = False


EDITABLE = (State.DRAFTING, State.RETURNED, State.REVISING)
MOVES: Mapping[Move, Edge] = {
    Move.SUBMIT: Edge(EDITABLE, State.SUBMITTED, "disclosure.prepare"),
    Move.WITHDRAW: Edge((State.SUBMITTED,), State.DRAFTING, "disclosure.prepare", reason=True),
    Move.RETURN: Edge((State.SUBMITTED, State.APPROVED), State.RETURNED, "disclosure.review", True, True),
    Move.APPROVE: Edge((State.SUBMITTED,), State.APPROVED, "disclosure.review", by_another=True),
    Move.PUBLISH: Edge((State.APPROVED,), State.PUBLISHED, "disclosure.publish", by_another=True),
    Move.REVISE: Edge((State.PUBLISHED,), State.REVISING, "disclosure.publish", reason=True),
}
"""``by_another``: incompatible duties are kept apart (财会〔2012〕21号《行政事业单位内部控制规范（试行）》第十二条)."""
WAITS_FOR: Mapping[State, str] = {
    State.SUBMITTED: "disclosure.review",
    State.RETURNED: "disclosure.prepare",
    State.APPROVED: "disclosure.publish",
    State.REVISING: "disclosure.prepare",
}
"""Whose turn it is; what the menu counts."""
