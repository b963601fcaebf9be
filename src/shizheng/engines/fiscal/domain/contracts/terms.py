"""From the terms of payment that a contract states to instalments that sum to it, to the 分."""

import calendar
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from shizheng.engines.fiscal.domain.words import Worded
from shizheng.kit.errors import Fault, InvalidInputError
from shizheng.kit.money import format_yuan


class InstalmentKind(Worded):
    ADVANCE = "advance", "预付款"
    PROGRESS = "progress", "进度款"
    FIRST_ACCEPTANCE = "first_acceptance", "初验款"
    FINAL_ACCEPTANCE = "final_acceptance", "终验款"
    WARRANTY = "warranty", "质保金"


class Milestone(Worded):
    """What a due date may wait for."""

    SIGNING = "signing", "合同签订"
    FIRST_ACCEPTANCE = "first_acceptance", "初验合格"
    FINAL_ACCEPTANCE = "final_acceptance", "终验合格"
    WARRANTY_END = "warranty_end", "质保期满"


class Term(NamedTuple):
    """``share`` in per cent or ``fen``; the last term of a contract may leave out both and take the remainder.

    Due on ``due``, or ``days`` after ``milestone``.
    """

    kind: InstalmentKind
    share: Decimal | None = None
    fen: int | None = None
    due: date | None = None
    milestone: Milestone | None = None
    days: int = 0


class Instalment(NamedTuple):
    order: int
    fen: int
    term: Term

    def due_on(self, reached: Mapping[Milestone, date]) -> date | None:
        """The day it falls due; None while what it waits for has not happened."""
        term = self.term
        if term.milestone is None:
            return term.due
        day = reached.get(term.milestone)
        return day + timedelta(days=term.days) if day else None


def plan(contract: int, terms: Sequence[Term]) -> tuple[Instalment, ...]:
    """Instalments of exactly the contract's amount; shares are rounded half up, the last takes the remainder.

    InvalidInputError names every term that cannot stand.
    """
    if faults := _term_faults(contract, terms):
        raise InvalidInputError(faults, "付款计划不能成立")
    amounts = [_amount(contract, term) for term in terms[:-1]]
    last = contract - sum(amounts)
    if fault := _remainder_fault(contract, terms, last, min(amounts, default=last)):
        raise InvalidInputError([fault], "付款计划不能成立")
    return tuple(
        Instalment(order, fen, term) for order, (fen, term) in enumerate(zip([*amounts, last], terms, strict=True), 1)
    )


def _amount(contract: int, term: Term) -> int:
    if term.share is None:
        return term.fen or 0
    return int((contract * term.share / 100).quantize(Decimal(1), ROUND_HALF_UP))


def _term_faults(contract: int, terms: Sequence[Term]) -> list[Fault]:
    if contract <= 0:
        return [Fault("合同金额应大于零", "合同金额")]
    if not terms:
        return [Fault("至少要有一期付款", "付款计划")]
    faults = [fault for number, term in enumerate(terms, 1) for fault in _faults_of(number, term, len(terms))]
    shares = [term.share for term in terms if term.share is not None]
    if len(shares) == len(terms) and sum(shares) != 100:
        faults.append(Fault(f"各期比例合计为{sum(shares)}%，应为100%", "付款计划"))
    return faults


def _faults_of(number: int, term: Term, count: int) -> list[Fault]:
    place, found = f"第{number}期", []
    if term.share is not None and term.fen is not None:
        found.append(Fault("比例和金额只能填一项", place))
    if term.share is None and term.fen is None and number < count:
        found.append(Fault("没有填写比例或金额", place, "只有最后一期可以不填，取余额"))
    if (term.share is not None and not 0 < term.share <= 100) or (term.fen is not None and term.fen <= 0):
        found.append(Fault("比例或金额应大于零，比例不超过100%", place))
    if term.due is not None and term.milestone is not None:
        found.append(Fault("付款日期和付款条件只能填一项", place))
    if term.days < 0:
        found.append(Fault("付款天数不能为负", place))
    return found


def _remainder_fault(contract: int, terms: Sequence[Term], last: int, least: int) -> Fault | None:
    term, place = terms[-1], f"第{len(terms)}期"
    if last <= 0:
        return Fault(f"前几期合计已达{format_yuan(contract - last)}元，不小于合同金额{format_yuan(contract)}元", place)
    if least <= 0:
        return Fault("按比例计算有一期不足一分", "付款计划", "请合并期数")
    if term.fen is not None and term.fen != last:
        return Fault(f"填写{format_yuan(term.fen)}元，合同余额为{format_yuan(last)}元", place)
    if term.share is not None and abs(last - _amount(contract, term)) > len(terms):
        return Fault(f"{term.share}%与合同余额{format_yuan(last)}元不符", place)
    return None


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def milestones(
    signed: date | None, first: date | None, final: date | None, warranty_months: int
) -> dict[Milestone, date]:
    """What has been reached; the warranty runs from final acceptance."""
    reached = {Milestone.SIGNING: signed, Milestone.FIRST_ACCEPTANCE: first, Milestone.FINAL_ACCEPTANCE: final}
    known = {milestone: day for milestone, day in reached.items() if day}
    if final:
        known[Milestone.WARRANTY_END] = months_after(final, warranty_months)
    return known
