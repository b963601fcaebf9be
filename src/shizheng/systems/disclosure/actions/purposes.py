"""Say what a project is for, where its name told wrongly."""

from shizheng.engines.fiscal.domain.projects.purposes import choices, named, purpose_of
from shizheng.kit import clock
from shizheng.kit.errors import Fault, InvalidInputError
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.disclosure.models import Document, ProjectPurpose


@action("disclosure.sort_project", "更正项目类别", permission="disclosure.handle", on="document")
def sort_project(actor: Actor, *, document: Document, project: str, purpose: str, reason: str = "") -> None:
    """For all documents of the same organisation; an empty purpose lets the name tell again."""
    if purpose and purpose not in dict(choices()):
        raise InvalidInputError([Fault("没有这种项目类别", "purpose")])
    if document.organisation_id is None or not document.stated.filter(project=project).exists():
        raise InvalidInputError([Fault("文件中没有这个项目", "project", "请从对比页进入")])
    rows = ProjectPurpose.objects.filter(organisation_id=document.organisation_id, project=project)
    known = rows.first()
    before = named(known.purpose if known else purpose_of(project).id)
    if not purpose:
        rows.delete()
    else:
        rows.update_or_create(
            organisation_id=document.organisation_id,
            project=project,
            defaults={"purpose": purpose, "by_id": actor.account_id, "at": clock.now()},
        )
    after = named(purpose or purpose_of(project).id)
    trace(document, f"更正项目“{project}”的类别为{after}", changes={"purpose": (before, after)}, reason=reason)
