"""Sending notices and reading them; giving up a short message and sending it again."""

import logging
from collections.abc import Iterable
from functools import partial

from django.core.mail import EmailMessage

from shizheng.kit import clock
from shizheng.kit.errors import ShizhengError
from shizheng.platform.accounts.models import Account
from shizheng.platform.journal.actions import action, after_commit, trace
from shizheng.platform.notify.models import Kind, MessageState, Notice, ShortMessage
from shizheng.platform.policy.domain.actor import Actor

log = logging.getLogger(__name__)
SUBJECT = "【市政·实证】{title}"


def _require_inner(link: str) -> None:
    """A message never leads out of the platform."""
    if link and (not link.startswith("/") or link.startswith(("//", "/\\"))):
        raise ShizhengError("消息的链接只能指向本平台", link)


def _mail(addresses: list[str], title: str, body: str) -> None:
    """One message each: recipients do not see one another; a refused address does not keep it from the others."""
    for address in addresses:
        try:
            EmailMessage(SUBJECT.format(title=title), body or title, to=[address]).send()
        except OSError:
            log.exception("a notice could not be sent by e-mail")


@action("notify.send", "发送消息", permission=None)
def send_notice(
    actor: Actor,
    *,
    recipients: Iterable[Account],
    title: str,
    body: str = "",
    link: str = "",
    kind: Kind = Kind.SYSTEM,
    by_mail: bool = False,
) -> list[Notice]:
    """To each recipient once; by e-mail too where asked and an address is known, after commit."""
    _require_inner(link)
    people = {account.pk: account for account in recipients if account.is_active}
    notices = Notice.objects.bulk_create(
        Notice(recipient=account, kind=kind, title=title[:200], body=body, link=link) for account in people.values()
    )
    addresses = [account.email for account in people.values() if account.email]
    if by_mail and addresses:
        after_commit(partial(_mail, addresses, title.replace("\n", " ").replace("\r", " "), body))
    trace(None, f"向 {len(notices)} 人发送消息“{title}”")
    return notices


@action("notify.mark_read", "标为已读", permission=None)
def mark_read(actor: Actor, *, notices: Iterable[int]) -> int:
    """Those of the given ids that are one's own and unread; how many."""
    found = Notice.objects.of(actor).unread().filter(pk__in=list(notices)).update(read_at=clock.now())
    trace(None, f"将 {found} 条消息标为已读")
    return found


@action("notify.resend", "重新发送短信", permission="notify.messages", on="message")
def resend_message(actor: Actor, *, message: ShortMessage) -> ShortMessage:
    """A dead message starts anew; any other is left alone (ShizhengError)."""
    if message.state != MessageState.DEAD:
        raise ShizhengError("只有未送达的可以重新发送", str(message))
    message.state, message.attempts, message.next_at = MessageState.WAITING, 0, clock.now()
    message.save(update_fields=["state", "attempts", "next_at"])
    trace(message, f"重新发送短信“{message}”")
    return message


@action("notify.give_up", "停止发送短信", permission="notify.messages", on="message")
def give_up_message(actor: Actor, *, message: ShortMessage) -> ShortMessage:
    """The last attempt failed: the message is dead and waits for a person."""
    message.state = MessageState.DEAD
    message.save(update_fields=["state"])
    trace(message, f"短信“{message}”多次发送失败，已停止：{message.error}")
    return message
