"""Putting what was learned in the place of what serves, in one step."""

from shizheng.engines.cases.models.advice import LearnedModel
from shizheng.engines.cases.queries.learned import model_path
from shizheng.engines.cases.queries.training import Learned
from shizheng.kit import clock
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.policy.domain.actor import Actor


@action("cases.keep_model", "更新派遣建议", permission="cases.train")
def keep_model(actor: Actor, *, learned: Learned) -> LearnedModel:
    """Put a trained model in the place of the one that serves; every server sees it at its next look."""
    row = LearnedModel.objects.create(
        process=learned.process,
        kind=learned.kind,
        version=learned.version,
        digest=learned.digest,
        cases=learned.cases,
        tried=learned.score.tried,
        top1=learned.score.top1,
        top3=learned.score.top3,
        made_at=clock.now(),
    )
    trace(row, f"用{learned.cases}件工单更新{row.get_kind_display()}建议，检验前三正确率{learned.score.top3:.1%}")
    learned.file.replace(model_path(learned.process, learned.kind))
    return row
