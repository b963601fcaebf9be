"""Taking the outbox to the post, every five seconds."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.conf import settings

from shizheng.kit import clock
from shizheng.platform.hooks.actions import give_up
from shizheng.platform.hooks.domain.pacing import wait
from shizheng.platform.hooks.domain.posting import Answer, Letter, post
from shizheng.platform.hooks.domain.signing import HEADER, sign
from shizheng.platform.hooks.models import Delivery
from shizheng.platform.jobs.domain.timers import timer
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.vault.models import for_machine

BATCH = 40
AT_ONCE = 8
HELD = timedelta(minutes=2)
"""A letter that was taken and never told of is tried again after so long."""


def _letter(delivery: Delivery) -> Letter:
    body = delivery.body.encode()
    instant = int(clock.now().timestamp())
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Shizheng",
        "X-Shizheng-Event": delivery.event,
        "X-Shizheng-Delivery": str(delivery.pk),
        HEADER: sign(for_machine(delivery.subscription.secret), instant, body),
    }
    return Letter(delivery.subscription.url, headers, body)


def _settle(actor: Actor, delivery: Delivery, answer: Answer) -> None:
    """Write down what came of it; part of the outbox's own bookkeeping, only giving up is an act of its own."""
    rows = Delivery.objects.filter(pk=delivery.pk)
    if answer.taken:
        rows.mark_sent(answer.status)
        return
    pause = wait(delivery.attempts + 1)
    rows.mark_failed(answer.status, answer.error, clock.now() + (pause or HELD))
    if pause is None:
        give_up(actor, delivery=Delivery.objects.select_related("subscription").get(pk=delivery.pk))


@timer("hooks.deliver", "推送事件", every=timedelta(seconds=5))
def deliver(actor: Actor) -> str:
    """Letters go out AT_ONCE at a time; the database is spoken to by this thread only."""
    at = clock.now()
    due = Delivery.objects.due(at).select_related("subscription").order_by("next_at")[:BATCH]
    taken = [delivery for delivery in due if delivery.claim(at + HELD)]
    if not taken:
        return ""
    allowed = frozenset(settings.HOOK_OWN_HOSTS)
    with ThreadPoolExecutor(AT_ONCE) as couriers:
        answers = list(couriers.map(lambda letter: post(letter, allowed), [_letter(each) for each in taken]))
    for delivery, answer in zip(taken, answers, strict=True):
        _settle(actor, delivery, answer)
    return f"推送{len(taken)}件，送达{sum(answer.taken for answer in answers)}件"
