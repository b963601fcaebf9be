"""From the check to the second pair of eyes: findings explained, handed over, returned or approved."""

from collections.abc import Sequence

from shizheng.kit import clock
from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError
from shizheng.platform.accounts.models import Account
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.notify.actions import send_notice
from shizheng.platform.notify.models import Kind
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.queries import DeniedError
from shizheng.systems.disclosure.domain.budgeting.moves import MOVES, Move, State
from shizheng.systems.disclosure.domain.finding import RULES
from shizheng.systems.disclosure.domain.styling import styled
from shizheng.systems.disclosure.models import CheckFinding, Preparation, Severity
from shizheng.systems.disclosure.queries.people import editors_of, people_for
from shizheng.systems.disclosure.queries.preparing import Checked, Placed, content_of, unanswered, untold

CHANGED = "内容在此期间有改动"


@action("disclosure.record_check", "检查预算", permission="disclosure.view", on="preparation")
def record_check(actor: Actor, *, preparation: Preparation, checked: Checked) -> Preparation:
    """Keep what the check found; an explanation stays with a finding that is found again."""
    preparation = _locked(preparation)
    _require_same(preparation, checked.digest)
    known = {row.key: row for row in preparation.findings.all()}
    rows = [_row(preparation, number, each) for number, each in enumerate(checked.findings, 1)]
    for row in rows:
        _explained_as(row, known.get(row.key))
    preparation.findings.all().delete()
    CheckFinding.objects.bulk_create(rows, batch_size=200)
    preparation.errors = sum(row.severity == Severity.ERROR for row in rows)
    preparation.warnings = sum(row.severity == Severity.WARNING for row in rows)
    preparation.checked_at, preparation.checked_digest = clock.now(), checked.digest
    preparation.save(update_fields=["errors", "warnings", "checked_at", "checked_digest"])
    trace(preparation, f"检查“{preparation}”：错误{preparation.errors}、提示{preparation.warnings}")
    return preparation


def _locked(preparation: Preparation) -> Preparation:
    rows = Preparation.objects.select_for_update(of=("self",)).select_related("book__organisation")
    return rows.get(pk=preparation.pk)


def _require_same(preparation: Preparation, digest: str) -> None:
    if content_of(preparation).digest != digest:
        raise ShizhengError(CHANGED, str(preparation), "请刷新页面后重新办理")


def _row(preparation: Preparation, number: int, placed: Placed) -> CheckFinding:
    finding, rule = styled(placed.finding), RULES.get(placed.finding.rule)
    return CheckFinding(
        preparation=preparation,
        number=number,
        rule=finding.rule[:60],
        family=rule.family,
        severity=finding.severity,
        section=finding.section[:200],
        quote=finding.quote,
        printed=finding.printed[:300],
        expected=finding.expected[:300],
        message=finding.message,
        clause=rule.source[:300],
        place=placed.place,
    )


def _explained_as(row: CheckFinding, earlier: CheckFinding | None) -> None:
    if earlier is not None:
        row.explanation, row.explained_by_id = earlier.explanation, earlier.explained_by_id
        row.is_approved, row.approved_by_id = earlier.is_approved, earlier.approved_by_id


@action("disclosure.explain_finding", "说明检查发现", permission="disclosure.prepare", on="finding")
def explain_finding(actor: Actor, *, finding: CheckFinding, reason: str) -> CheckFinding:
    """Why an error found may stand; a reviewer has to accept it."""
    preparation = _locked(finding.preparation)
    if not preparation.is_editable:
        raise ShizhengError(f"{State(preparation.state).label}，不能补充说明", remedy="如需补充，请先撤回")
    if not reason.strip():
        raise InvalidInputError([Fault("没有填写情况说明", "reason")])
    finding = CheckFinding.objects.select_for_update().get(pk=finding.pk)
    finding.explanation, finding.explained_by_id = reason.strip()[:500], actor.account_id
    finding.is_approved, finding.approved_by_id = False, None
    finding.save()
    trace(preparation, f"说明“{finding}”", reason=reason)
    return finding


@action("disclosure.accept_explanation", "认可情况说明", permission="disclosure.review", on="finding")
def accept_explanation(actor: Actor, *, finding: CheckFinding) -> CheckFinding:
    preparation = _locked(finding.preparation)
    if preparation.state != State.SUBMITTED:
        raise ShizhengError(f"{State(preparation.state).label}，不在审核中", str(preparation))
    _require_another(actor, preparation)
    finding = CheckFinding.objects.select_for_update().get(pk=finding.pk)
    if not finding.explanation:
        raise ShizhengError("这一条没有情况说明", str(finding), "请退回由经办人改正或说明")
    finding.is_approved, finding.approved_by_id = True, actor.account_id
    finding.save(update_fields=["is_approved", "approved_by"])
    trace(preparation, f"认可对“{finding}”的说明", reason=finding.explanation)
    return finding


def _require_another(actor: Actor, preparation: Preparation) -> None:
    if actor.account_id in editors_of(preparation) or actor.account_id == preparation.submitted_by_id:
        raise DeniedError("编制或送审人不能审核、发布自己经手的内容", str(preparation), "请由其他人员办理")


def _start(actor: Actor, preparation: Preparation, move: Move, reason: str = "") -> Preparation:
    """The row, held, where the move is allowed to this actor now; DeniedError or ShizhengError otherwise."""
    preparation, edge = _locked(preparation), MOVES[move]
    if preparation.state not in edge.origins:
        raise ShizhengError(f"“{preparation}”{State(preparation.state).label}，不能{move.label}", remedy="请刷新页面")
    if edge.by_another:
        _require_another(actor, preparation)
    if edge.reason and not reason.strip():
        raise InvalidInputError([Fault(f"没有写明{move.label}的理由", "reason")])
    return preparation


def _finish(preparation: Preparation, move: Move) -> None:
    preparation.state = MOVES[move].target
    preparation.version += 1
    preparation.changed_at = clock.now()
    preparation.save()


def _tell(
    actor: Actor,
    preparation: Preparation,
    people: Sequence[Account],
    title: str,
    body: str = "",
    kind: Kind = Kind.TODO,
) -> None:
    if people and not actor.is_anonymous:
        link = preparation.get_absolute_url()
        send_notice(actor, recipients=people, title=title, body=body, link=link, kind=kind)


@action("disclosure.submit_budget", "送审", permission="disclosure.prepare", on="preparation")
def submit_budget(actor: Actor, *, preparation: Preparation, checked: Checked) -> Preparation:
    """Hand over what was just checked; every error has to be put right or explained first."""
    record_check(actor, preparation=preparation, checked=checked)
    preparation = _start(actor, preparation, Move.SUBMIT)
    if left := preparation.findings.unexplained().count():
        raise ShizhengError(f"还有{left}处错误没有改正或说明", str(preparation), "请改正后重新检查，或逐条写明情况说明")
    if asked := unanswered(content_of(preparation)):
        words = "；".join(each.ask for each in asked[:3])
        raise ShizhengError(f"还有{len(asked)}处文字说明没有填写：{words}", str(preparation), "请在“文字说明”中填写")
    if empty := untold(content_of(preparation)):
        raise ShizhengError(f"文稿中“{'”“'.join(empty[:3])}”没有内容", str(preparation), "请补充有关数据或文字说明")
    preparation.submitted_by_id, preparation.submitted_at = actor.account_id, clock.now()
    preparation.submitted_digest, preparation.opinion = checked.digest, ""
    preparation.reviewed_by = preparation.reviewed_at = None
    _finish(preparation, Move.SUBMIT)
    _tell(
        actor,
        preparation,
        people_for(preparation, "disclosure.review", editors_of(preparation) | {actor.account_id or 0}),
        f"请审核：{preparation}",
    )
    trace(preparation, f"送审“{preparation}”（SM3 {checked.digest[:16]}…）")
    return preparation


@action("disclosure.withdraw_budget", "撤回", permission="disclosure.prepare", on="preparation")
def withdraw_budget(actor: Actor, *, preparation: Preparation, reason: str) -> Preparation:
    preparation = _start(actor, preparation, Move.WITHDRAW, reason)
    _finish(preparation, Move.WITHDRAW)
    trace(preparation, f"撤回“{preparation}”", reason=reason)
    return preparation


@action("disclosure.return_budget", "退回", permission="disclosure.review", on="preparation")
def return_budget(actor: Actor, *, preparation: Preparation, reason: str) -> Preparation:
    preparation = _start(actor, preparation, Move.RETURN, reason)
    preparation.opinion = reason.strip()[:500]
    preparation.reviewed_by_id, preparation.reviewed_at = actor.account_id, clock.now()
    _finish(preparation, Move.RETURN)
    people = [preparation.submitted_by] if preparation.submitted_by else []
    _tell(actor, preparation, people, f"被退回：{preparation}", preparation.opinion)
    trace(preparation, f"退回“{preparation}”", reason=reason)
    return preparation


@action("disclosure.approve_budget", "审核通过", permission="disclosure.review", on="preparation")
def approve_budget(actor: Actor, *, preparation: Preparation, reason: str = "") -> Preparation:
    """Errors block unless each carries an explanation that the reviewer accepted."""
    preparation = _start(actor, preparation, Move.APPROVE, reason)
    _require_same(preparation, preparation.submitted_digest)
    if left := preparation.findings.blocking().count():
        raise ShizhengError(f"还有{left}处错误的说明没有认可", str(preparation), "请逐条认可说明，或退回修改")
    preparation.opinion = reason.strip()[:500]
    preparation.reviewed_by_id, preparation.reviewed_at = actor.account_id, clock.now()
    _finish(preparation, Move.APPROVE)
    _tell(
        actor,
        preparation,
        people_for(preparation, "disclosure.publish", editors_of(preparation)),
        f"请发布：{preparation}",
    )
    trace(preparation, f"审核通过“{preparation}”", reason=reason)
    return preparation
