"""Publication of finished matters: proposed with personal data covered, edited, published by a second person or
withheld with a reason, and withdrawn later."""

from shizheng.engines.cases.models import Case
from shizheng.kit import clock
from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError
from shizheng.kit.personal import Kind
from shizheng.platform.journal.actions import action, amend, trace
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.vault.models import for_machine
from shizheng.systems.hotline.domain.publication import PublicationState
from shizheng.systems.hotline.models import ProposalRule, Publication
from shizheng.systems.hotline.models.publication import PROPOSE, PUBLISH
from shizheng.systems.hotline.queries.publication import FINISHED, Words, covered, grade_of, still_personal


@action("hotline.propose_publication", "提请公开", permission=PROPOSE, on="case")
def propose_publication(actor: Actor, *, case: Case) -> Publication:
    """ShizhengError for a matter that is not finished, was proposed before, or whose caller asked for confidence."""
    row = Case.objects.select_for_update(of=("self",)).select_related("contact", "main").get(pk=case.pk)
    if row.stage not in FINISHED or row.ended_at is None:
        raise ShizhengError(f"工单{row.number}还没有办结，不能公开")
    if row.contact is not None and row.contact.confidential:
        raise ShizhengError("诉求人要求保密，不提请公开", row.number)
    if Publication.objects.filter(case=row).exists():
        raise ShizhengError(f"工单{row.number}已经提请过公开")
    words, places = covered(row, _known(row))
    made = Publication.objects.create(
        case=row,
        title=words.title,
        text=words.text,
        place=words.place,
        reply=words.reply,
        covered=places,
        unit_id=row.main_id,
        category_id=row.category_id,
        nature=row.nature,
        satisfaction=grade_of(row),
        opened_at=row.opened_at,
        ended_at=row.ended_at,
        proposed_by_id=actor.account_id,
    )
    trace(made, f"提请公开：{row.number}")
    return made


@action("hotline.edit_publication", "修改公开内容", permission=PROPOSE, on="publication")
def edit_publication(actor: Actor, *, publication: Publication, words: Words) -> Publication:
    row = _open(publication)
    changes = amend(row, title=words.title, text=words.text, place=words.place, reply=words.reply)
    row.edited_by_id, row.version = actor.account_id, row.version + 1
    row.save()
    trace(row, f"修改公开内容：{row.case.number}", changes=changes)
    return row


@action("hotline.publish", "公开事项", permission=PUBLISH, on="publication")
def publish(actor: Actor, *, publication: Publication, confirmed: bool = False) -> Publication:
    """By somebody who neither proposed nor edited it. What still looks personal must be `confirmed` to be none."""
    row = _open(publication)
    if actor.account_id is not None and actor.account_id in {row.proposed_by_id, row.edited_by_id}:
        raise ShizhengError("提请人和修改人不能自己审定公开", remedy="请由另一人审定")
    if row.case.contact is not None and row.case.contact.confidential:
        raise ShizhengError("诉求人要求保密，不能公开", remedy="请选“不予公开”")
    if not row.reply.strip():
        raise ShizhengError("没有答复内容，不能公开", remedy="请先补充答复内容，或选“不予公开”")
    remaining = still_personal(row, _known(row.case))
    if remaining and not confirmed:
        shown = "；".join(remaining[:5])
        raise InvalidInputError([Fault(f"仍有疑似个人信息——{shown}", remedy="请修改后再公开，或勾选“已核对”")])
    _decide(actor, row, PublicationState.PUBLISHED)
    row.published_at = clock.now()
    row.save()
    trace(row, f"公开事项：{row.case.number}")
    return row


@action("hotline.withhold", "不予公开", permission=PUBLISH, on="publication")
def withhold(actor: Actor, *, publication: Publication, kind: str, reason: str) -> Publication:
    row = _open(publication)
    _decide(actor, row, PublicationState.WITHHELD, kind, reason)
    row.save()
    trace(row, f"不予公开：{row.case.number}", reason=reason)
    return row


@action("hotline.withdraw_publication", "撤下公开", permission=PUBLISH, on="publication")
def withdraw_publication(actor: Actor, *, publication: Publication, kind: str, reason: str) -> Publication:
    row = _locked(publication)
    if row.state != PublicationState.PUBLISHED:
        raise ShizhengError("只有已公开的可以撤下")
    _decide(actor, row, PublicationState.WITHDRAWN, kind, reason)
    row.save()
    trace(row, f"撤下公开：{row.case.number}", reason=reason)
    return row


@action("hotline.set_proposal_rule", "设置自动提请", permission=PUBLISH)
def set_proposal_rule(
    actor: Actor, *, is_active: bool, categories: list[str], natures: list[str], least: str, days: int
) -> ProposalRule:
    row = ProposalRule.objects.select_for_update().first() or ProposalRule()
    row.is_active, row.categories, row.natures, row.least, row.days = is_active, categories, natures, least, days
    row.save()
    trace(row, f"{'启用' if is_active else '停用'}自动提请公开")
    return row


def _locked(publication: Publication) -> Publication:
    rows = Publication.objects.select_for_update(of=("self",)).select_related("case", "case__contact", "case__main")
    return rows.get(pk=publication.pk)


def _open(publication: Publication) -> Publication:
    row = _locked(publication)
    if row.state != PublicationState.PROPOSED:
        raise ShizhengError(f"这件已经{row.get_state_display()}，不能再改")
    return row


def _decide(actor: Actor, row: Publication, state: PublicationState, kind: str = "", reason: str = "") -> None:
    row.state, row.reason_kind, row.reason = state, kind, reason.strip()
    row.decided_by_id, row.decided_at, row.version = actor.account_id, clock.now(), row.version + 1


def _known(case: Case) -> list[tuple[str, str]]:
    """What the contact's sealed values say, to be searched and covered; never shown."""
    if case.contact is None:
        return []
    kinds = (("name", Kind.NAME), ("phone", Kind.MOBILE), ("identity", Kind.IDENTITY), ("address", Kind.HOUSE))
    return [(kind.value, for_machine(getattr(case.contact, field))) for field, kind in kinds]
