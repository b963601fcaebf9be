"""Keeping a unit's reply templates and the city's stock phrases."""

from collections.abc import Iterable

from shizheng.kit import clock
from shizheng.kit.errors import Fault, InvalidInputError
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.queries import DeniedError, require
from shizheng.systems.hotline.domain.templates import template_faults
from shizheng.systems.hotline.models import ReplyTemplate, StockPhrase

HANDLE = "hotline.handle"


@action("hotline.keep_template", "保存答复模板", permission=HANDLE)
def keep_template(actor: Actor, *, name: str, text: str, template: ReplyTemplate | None = None) -> ReplyTemplate:
    """A new template of the actor's unit, or another text for one; InvalidInputError for a name that is taken."""
    if faults := template_faults(text):
        raise InvalidInputError(faults, "模板没有保存")
    if template is not None:
        require(actor, HANDLE, template)
        row = ReplyTemplate.objects.select_for_update().get(pk=template.pk)
    else:
        row = ReplyTemplate(organisation=_own_unit(actor))
    taken = ReplyTemplate.objects.filter(organisation=row.organisation, name=name).exclude(pk=row.pk)
    if taken.exists():
        raise InvalidInputError([Fault("已有同名的模板", "名称", "请换一个名称")])
    row.name, row.text, row.changed_at = name, text, clock.now()
    row.version = row.version + 1 if row.pk else 1
    row.save()
    trace(row, f"保存答复模板“{name}”")
    return row


def _own_unit(actor: Actor) -> Organisation:
    found = Organisation.objects.filter(pk=actor.organisation_id or 0).first()
    if found is None:
        raise DeniedError("当前岗位不在任何单位，不能建立答复模板")
    return found


@action("hotline.drop_template", "删除答复模板", permission=HANDLE)
def drop_template(actor: Actor, *, template: ReplyTemplate) -> None:
    require(actor, HANDLE, template)
    trace(template, f"删除答复模板“{template.name}”")
    template.delete()


@action("hotline.set_phrases", "设置套话", permission="hotline.set_office")
def add_phrases(actor: Actor, *, phrases: Iterable[str]) -> int:
    """Those that are new; how many."""
    known = set(StockPhrase.objects.values_list("text", flat=True))
    fresh = [StockPhrase(text=phrase) for phrase in dict.fromkeys(phrases) if phrase not in known]
    StockPhrase.objects.bulk_create(fresh)
    trace(None, f"增加套话{len(fresh)}条")
    return len(fresh)
