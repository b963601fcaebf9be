"""Who is calling: what the number has led to, whether it calls repeatedly or is limited. No number is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from shizheng.engines.cases.models import Case, Contact
from shizheng.kit import clock
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.domain.callers import REPEATED_DAYS, REPEATED_TIMES, Unaccepted, is_repeated, spotted
from shizheng.systems.hotline.models import Block, Call, DeclineRule, RepeatRule

MOST = 30
SHOWN = 8


@dataclass(frozen=True, slots=True)
class CallerFile:
    """`open_cases` and `past_cases` newest first; `times` are matters and calls of the last `days`."""

    open_cases: list[Case]
    past_cases: list[Case]
    more: bool
    times: int
    days: int
    is_repeated: bool
    block: Block | None
    appeal: bool

    @property
    def is_new(self) -> bool:
        return not self.open_cases and not self.past_cases


def caller_file(actor: Actor, indexes: Sequence[str], without: int = 0) -> CallerFile:
    """Of a number by its blind indexes; `without` is the call in progress, which is no repetition of itself."""
    now = clock.now()
    known = list(
        Contact.objects.filter(phone_index__in=indexes).order_by("-created_at").values_list("pk", flat=True)[:MOST]
    )
    rows: Any = Case.objects.visible_to(actor, "cases.view").of("hotline")
    cases = list(rows.filter(contact__in=known).select_related("main").defer("text").order_by("-opened_at", "-pk"))
    least, days = repeat_rule()
    since = now - timedelta(days=days)
    recent = [case for case in cases if case.opened_at >= since]
    calls = Call.objects.filter(caller_index__in=indexes, started_at__gte=since, case=None).exclude(pk=without)
    times = len(recent) + calls.incoming().count()
    block = Block.objects.filter(phone_index__in=indexes).in_force(clock.today()).first()
    return CallerFile(
        open_cases=[case for case in cases if case.ended_at is None][:SHOWN],
        past_cases=[case for case in cases if case.ended_at is not None][:SHOWN],
        more=len(cases) > SHOWN,
        times=times,
        days=days,
        is_repeated=is_repeated(times, least),
        block=block,
        appeal=block is not None and block.appeals.filter(granted=None).exists(),
    )


def repeat_rule() -> tuple[int, int]:
    """How many times within how many days make a repeated caller."""
    row = RepeatRule.objects.order_by("pk").first()
    return (row.times, row.days) if row else (REPEATED_TIMES, REPEATED_DAYS)


def unaccepted(text: str) -> list[tuple[Unaccepted, str]]:
    """What of the text sounds like a matter that the hotline does not take, with the word that says so."""
    return spotted((row.rule for row in DeclineRule.objects.all()), text) if text.strip() else []


def waiting_appeal(block: Block) -> bool:
    """Whether an appeal against the limit waits for a decision."""
    return block.appeals.filter(granted=None).exists()
