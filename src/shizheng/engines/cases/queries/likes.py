"""Cases like a matter that is being typed, among those that its maker may see.

    like_cases(actor, matter, process="", at=None) -> list[Like]

`matter` is an `Intake`; with a process only its cases are looked at. Likeness joins words, place and time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from shizheng.engines.cases.domain.dispatch_rules import Intake
from shizheng.engines.cases.domain.learning import likes
from shizheng.engines.cases.models import Case
from shizheng.engines.cases.queries.choices import labels
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.kit import clock
from shizheng.platform.policy.domain.actor import Actor

MOST = 5
REACH = timedelta(days=180)
CANDIDATES = 200
DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Like:
    """`score` joins words, place and time, 0 to 1; `main` and `stage` are words, `url` is the case's page."""

    case: int
    number: str
    title: str
    place: str
    stage: str
    main: str
    opened_at: datetime
    is_open: bool
    score: float
    url: str


def like_cases(actor: Actor, matter: Intake, process: str = "", at: datetime | None = None) -> list[Like]:
    """The likest first, at most five; none for a matter without words."""
    now = at or clock.now()
    rows = _candidates(actor, process, now)
    index = likes.LikeIndex(_as_like(case) for case in rows)
    asked = likes.Case("", matter.title, matter.text, matter.place, now.timestamp() / DAY)
    by_key = {str(case.pk): case for case in rows}
    return [_told(by_key[found.id], found.score) for found in index.like(asked, MOST)]


def _candidates(actor: Actor, process: str, at: datetime) -> list[Case]:
    rows: Any = Case.objects.visible_to(actor).filter(opened_at__gte=at - REACH).select_related("main")
    if process:
        rows = rows.of(process)
    return list(rows.order_by("-opened_at", "-pk")[:CANDIDATES])


def _as_like(case: Case) -> likes.Case:
    return likes.Case(str(case.pk), case.title, case.text, case.place, case.opened_at.timestamp() / DAY)


def _told(case: Case, score: float) -> Like:
    stage = labels(process_of(case.process)).get(case.stage, case.stage)
    main = case.main.display_name if case.main else ""
    return Like(
        case.pk,
        case.number,
        case.title,
        case.place,
        stage,
        main,
        case.opened_at,
        case.ended_at is None,
        score,
        case.get_absolute_url(),
    )
