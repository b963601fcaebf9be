"""Making the rows of a case again from its events."""

from shizheng.engines.cases.models import Case, CaseWords, ClockRow, MarkRow, PartyRow, RequestRow
from shizheng.engines.cases.models.writing import upsert
from shizheng.engines.cases.queries.history import events_of, state_of
from shizheng.engines.cases.queries.verification import differences, flaws, stored_beside
from shizheng.kit.errors import ShizhengError
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.policy.domain.actor import Actor


class BrokenChainError(ShizhengError):
    """A case whose events do not hold: rebuilding from them would hide what was done to them."""


@action("cases.rebuild", "重建工单数据", permission="cases.rebuild")
def rebuild_case(actor: Actor, *, case: Case) -> list[str]:
    """What was not as the events say, each in words; empty where nothing had to be done."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    events, beside = events_of(case), stored_beside(case)
    for flaw in flaws(case, events, beside):
        if flaw.in_chain:
            raise BrokenChainError(str(flaw), remedy="请先查明办理经过被谁改动，再从备份恢复")
    state = state_of(events)
    found = list(differences(case, state, beside))
    if found:
        case.take(state)
        case.save(force_update=True)
        for table in (PartyRow, ClockRow, RequestRow, MarkRow):
            table.objects.filter(case=case).delete()
        upsert(case.projected(state))
        CaseWords(case=case).save()
    trace(case, f"重建工单{case.number}：{len(found)}处不符", reason="；".join(found)[:500])
    return found
