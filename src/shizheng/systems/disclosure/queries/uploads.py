"""What a person has handed in and may go on with; nobody else's."""

from shizheng.platform.files.models import StoredFile
from shizheng.platform.jobs.models import JobRun
from shizheng.platform.policy.domain.actor import Actor


def own_file(actor: Actor, pk: int) -> StoredFile | None:
    return StoredFile.objects.filter(pk=pk, owner_id=actor.account_id).first() if actor.account_id else None


def own_run(actor: Actor, pk: int) -> JobRun | None:
    return JobRun.objects.filter(pk=pk, owner_id=actor.account_id).first() if actor.account_id else None
