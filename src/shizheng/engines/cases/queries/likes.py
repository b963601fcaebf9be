"""Cases like a matter that is being typed, among those that its maker may see.

    like_cases(actor, matter, process="", at=None) -> list[Like]

`matter` is an `Intake`; with a process only its cases are looked at. The index of words gives candidates by the rarest
terms of the matter; the newest of them are compared by the terms they share, and the best of those by words, place and
time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Max, Q

from shizheng.engines.cases.domain.dispatch_rules import Intake
from shizheng.engines.cases.domain.learning import likes
from shizheng.engines.cases.domain.learning.keys import keys
from shizheng.engines.cases.models import Case, CaseWords
from shizheng.engines.cases.queries.learned import rarity_shelf
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.kit import clock
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.search.domain.terms import terms

MOST = 5
REACH = timedelta(days=180)
LONGEST = 600
"""Characters of a matter whose terms are looked up; single characters (号, 户) are none: nearly every case has them."""
FETCHED = 3_000
NEWEST = 250
COMPARED = 15
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

    @property
    def sure(self) -> str:
        """In whole percent: more digits would feign what nobody knows."""
        return f"{self.score:.0%}"


def like_cases(
    actor: Actor, matter: Intake, process: str = "", at: datetime | None = None, without: int = 0
) -> list[Like]:
    """The likest of the last 180 days first, at most five; none for a matter without words. `without` is a case that
    the matter is of and that is not to be found."""
    asked = [term for term in terms(f"{matter.title}\n{matter.place}\n{matter.text}"[:LONGEST]).split() if term[1:]]
    if not asked:
        return []
    served = rarity_shelf().get()
    known = served.model if served else None
    now = at or clock.now()
    near = _nearest(_candidates(actor, asked, known, process, now), asked, known)
    rows = {str(row.pk): row for row in _rows(pk for pk in near if pk != without)}
    cases = [_as_like(row) for row in rows.values()]
    subject = likes.Case("", matter.title, matter.text, matter.place, now.timestamp() / DAY)
    found = likes.compare(known or _rarity_of(cases), subject, cases, MOST)
    return [_told(rows[like.id], like.score) for like in found]


def _candidates(
    actor: Actor, asked: Sequence[str], known: likes.Rarity | None, process: str, at: datetime
) -> list[tuple[int, str]]:
    """Keys and terms of the newest that share one of the matter's keys. The index is asked first and alone: joined to
    the cases and sorted, planners walk the newest of all cases instead."""
    last = Case.objects.aggregate(last=Max("pk"))["last"] or 0
    wanted = keys(asked, known.met, known.total, last) if known else [(term,) for term in asked[: 2 * MOST]]
    if not wanted:
        return []
    holding = reduce(or_, (Q(terms__holds=key) for key in wanted))
    found = sorted(CaseWords.objects.filter(holding).values_list("pk", flat=True)[:FETCHED], reverse=True)[:NEWEST]
    rows: Any = Case.objects.visible_to(actor).filter(pk__in=found, opened_at__gte=at - REACH)
    if process:
        rows = rows.of(process)
    return list(rows.values_list("pk", "words__terms"))


def _nearest(rows: Iterable[tuple[int, str]], asked: Sequence[str], known: likes.Rarity | None) -> list[int]:
    """By the weight of the terms they share with the matter; a term weighs more the rarer it is."""
    weight = known.vector(dict.fromkeys(asked, 1)) if known else dict.fromkeys(asked, 1.0)
    scored = [(sum(weight.get(term, 0.0) for term in held.split()), pk) for pk, held in rows]
    return [pk for _, pk in sorted(scored, reverse=True)[:COMPARED]]


def _rarity_of(cases: Iterable[likes.Case]) -> likes.Rarity:
    """Until anything was learned the candidates themselves say what is rare."""
    found = likes.Rarity()
    for case in cases:
        found.learn(likes.shingles(case.subject, case.text))
    return found


def _rows(wanted: Iterable[int]) -> list[Case]:
    return list(Case.objects.filter(pk__in=list(wanted)).select_related("main"))


def _as_like(case: Case) -> likes.Case:
    return likes.Case(str(case.pk), case.title, case.text, case.place, case.opened_at.timestamp() / DAY)


def _told(case: Case, score: float) -> Like:
    stage = process_of(case.process).stage(case.stage)
    main = case.main.display_name if case.main else ""
    return Like(
        case.pk,
        case.number,
        case.title,
        case.place,
        stage.label if stage else case.stage,
        main,
        case.opened_at,
        case.ended_at is None,
        score,
        case.get_absolute_url(),
    )
