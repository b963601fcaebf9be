"""Subscribing, changing and ending a subscription, and sending a dead letter again."""

from collections.abc import Sequence

from django.conf import settings

from shizheng.kit import clock
from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError
from shizheng.platform.hooks.domain.addresses import check_address
from shizheng.platform.hooks.domain.signing import new_secret
from shizheng.platform.hooks.models import Delivery, State, Subscription
from shizheng.platform.hooks.queries import events_for
from shizheng.platform.journal.actions import action, amend, trace
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor

MANAGE = "hooks.manage"


def _check(actor: Actor, url: str, events: Sequence[str]) -> str:
    """The address; InvalidInputError where it may not be told, or an event is none that the actor may be told of."""
    known = {event.id for event in events_for(actor)}
    unknown = sorted(set(events) - known)
    if unknown or not events:
        words = f"不能订阅：{'、'.join(unknown)}" if unknown else "请至少选择一个事件"
        raise InvalidInputError([Fault(words, "事件")])
    return check_address(url, frozenset(settings.HOOK_OWN_HOSTS))


@action("hooks.subscribe", "建立推送订阅", permission=MANAGE, on="organisation")
def subscribe(
    actor: Actor, *, organisation: Organisation, name: str, url: str, events: Sequence[str]
) -> tuple[Subscription, str]:
    """The subscription and its secret, which is shown this once."""
    secret = new_secret()
    row = Subscription.objects.create(
        organisation=organisation, name=name, url=_check(actor, url, events), events=sorted(events), secret=secret
    )
    trace(row, f"建立推送订阅“{name}”，推送到{row.url}")
    return row, secret


@action("hooks.change", "修改推送订阅", permission=MANAGE, on="subscription")
def change_subscription(
    actor: Actor, *, subscription: Subscription, name: str, url: str, events: Sequence[str], is_active: bool
) -> Subscription:
    changes = amend(subscription, name=name, url=_check(actor, url, events), events=sorted(events), is_active=is_active)
    subscription.version += 1
    subscription.save()
    trace(subscription, f"修改推送订阅“{name}”", changes=changes)
    return subscription


@action("hooks.resend", "重新推送", permission=MANAGE, on="delivery")
def resend(actor: Actor, *, delivery: Delivery) -> Delivery:
    """A dead letter starts anew; one that waits or was taken is left alone (ShizhengError)."""
    if delivery.state != State.DEAD:
        raise ShizhengError("只有未送达的可以重新推送", str(delivery))
    delivery.state, delivery.attempts, delivery.next_at = State.WAITING, 0, clock.now()
    delivery.save(update_fields=["state", "attempts", "next_at"])
    trace(delivery, f"重新推送“{delivery}”")
    return delivery


@action("hooks.settle", "记录推送结果", permission=MANAGE, on="delivery")
def give_up(actor: Actor, *, delivery: Delivery) -> Delivery:
    """The last attempt failed: the letter is dead and waits for a person."""
    delivery.state = State.DEAD
    delivery.save(update_fields=["state"])
    trace(delivery, f"推送“{delivery}”多次失败，已停止：{delivery.error}")
    return delivery
