"""Taking short messages to the gateway, every ten seconds."""

import shlex
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from shizheng.kit import clock
from shizheng.platform.jobs.domain.timers import timer
from shizheng.platform.notify.actions import give_up_message
from shizheng.platform.notify.domain.sms import Courier, Message, by_command, by_http, into_folder, wait
from shizheng.platform.notify.models import ShortMessage
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.vault.models import for_machine

BATCH = 20
HELD = timedelta(minutes=5)
"""A message that was taken and never told of is tried again after so long: longer than a batch can last."""


def _courier() -> Courier:
    """As the settings say; a file where they name no gateway."""
    if settings.SMS_URL:
        return by_http(settings.SMS_URL, settings.SMS_TOKEN, frozenset(settings.HOOK_OWN_HOSTS))
    if settings.SMS_COMMAND:
        return by_command(shlex.split(settings.SMS_COMMAND))
    return into_folder(Path(settings.VAR) / "sms", clock.now())


def _settle(actor: Actor, message: ShortMessage, error: str) -> None:
    """Part of the outbox's own bookkeeping; only giving up is an act of its own."""
    rows = ShortMessage.objects.filter(pk=message.pk)
    if not error:
        rows.mark_sent()
        return
    pause = wait(message.attempts + 1)
    rows.mark_failed(error, clock.now() + (pause or HELD))
    if pause is None:
        give_up_message(actor, message=ShortMessage.objects.get(pk=message.pk))


@timer("notify.messages", "发送短信", every=timedelta(seconds=10))
def send_messages(actor: Actor) -> str:
    """Each is taken before it is sent, so that two workers do not send it twice."""
    at, carry, sent = clock.now(), _courier(), 0
    taken = [row for row in ShortMessage.objects.due(at).order_by("next_at")[:BATCH] if row.claim(at + HELD)]
    for row in taken:
        error = carry(Message(str(row.key), for_machine(row.phone), for_machine(row.text)))
        _settle(actor, row, error)
        sent += not error
    return f"发送{len(taken)}条短信，成功{sent}条" if taken else ""
