"""The pack sections of calls and callers: who sits where, what is not accepted, when a caller counts as repeating."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from msgspec import Meta, Struct

from shizheng.kit.errors import Fault
from shizheng.platform.accounts.models import Account
from shizheng.platform.modules.module import CREATED, UNCHANGED, UPDATED, Outcome, PackSection
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.actions.callers import set_decline_rule, set_repeat_rule
from shizheng.systems.hotline.actions.calls import set_extension
from shizheng.systems.hotline.domain.process.asks import DECLINED
from shizheng.systems.hotline.models import DeclineRule, Extension, RepeatRule

Faults = list[tuple[int, Fault]]


class DeclinedItem(Struct, forbid_unknown_fields=True, kw_only=True):
    """`why` is the answer of 不予受理; `telephone` may name several."""

    code: Annotated[str, Meta(min_length=1, max_length=30)]
    why: str
    title: Annotated[str, Meta(min_length=1, max_length=100)]
    channel: Annotated[str, Meta(min_length=1, max_length=200)]
    keywords: Annotated[list[Annotated[str, Meta(min_length=1, max_length=20)]], Meta(min_length=1, max_length=30)]
    telephone: Annotated[str, Meta(max_length=30)] = ""
    order: Annotated[int, Meta(ge=1, le=9999)] = 100
    source: Annotated[str, Meta(max_length=200)] = ""

    @property
    def values(self) -> dict[str, object]:
        names = ("why", "title", "channel", "telephone", "order", "source")
        return {**{name: getattr(self, name) for name in names}, "keywords": "、".join(self.keywords)}


class RepeatItem(Struct, forbid_unknown_fields=True, kw_only=True):
    times: Annotated[int, Meta(ge=2, le=1000)]
    days: Annotated[int, Meta(ge=1, le=366)]


class ExtensionItem(Struct, forbid_unknown_fields=True, kw_only=True):
    """`account` is a username, `organisation` a code."""

    number: Annotated[str, Meta(pattern=r"^[0-9]{2,8}$")]
    account: str
    organisation: str


def review_declined(items: Sequence[DeclinedItem], _pack: Mapping[str, Sequence[Any]]) -> Faults:
    known, seen = {value for value, _ in DECLINED}, set[str]()
    faults: Faults = []
    for index, item in enumerate(items):
        if item.why not in known:
            faults.append((index, Fault(f"没有情形“{item.why}”", "why", f"可用：{'、'.join(sorted(known))}")))
        if item.code in seen:
            faults.append((index, Fault(f"代码“{item.code}”重复", "code", "每个代码只写一次")))
        seen.add(item.code)
    return faults


def apply_declined(actor: Actor, item: DeclinedItem) -> Outcome:
    row = DeclineRule.objects.filter(code=item.code).first()
    if row is not None and all(getattr(row, name) == value for name, value in item.values.items()):
        return UNCHANGED
    _, is_new = set_decline_rule(actor, code=item.code, values=item.values)
    return CREATED if is_new else UPDATED


def review_repeats(items: Sequence[RepeatItem], _pack: Mapping[str, Sequence[Any]]) -> Faults:
    return [(index, Fault("只写一条", "hotline_repeats")) for index in range(1, len(items))]


def apply_repeats(actor: Actor, item: RepeatItem) -> Outcome:
    row = RepeatRule.objects.first()
    if row is not None and (row.times, row.days) == (item.times, item.days):
        return UNCHANGED
    set_repeat_rule(actor, times=item.times, days=item.days)
    return UPDATED if row else CREATED


def review_extensions(items: Sequence[ExtensionItem], pack: Mapping[str, Sequence[Any]]) -> Faults:
    """Accounts and units that exist or that the pack brings."""
    people = {
        *Account.objects.values_list("username", flat=True),
        *(each.username for each in pack.get("accounts", ())),
    }
    units = {
        *Organisation.objects.values_list("code", flat=True),
        *(each.code for each in pack.get("organisations", ())),
    }
    faults: Faults = []
    for index, item in enumerate(items):
        if item.account not in people:
            faults.append((index, Fault(f"账号“{item.account}”不存在", "account")))
        if item.organisation not in units:
            faults.append((index, Fault(f"单位“{item.organisation}”不存在", "organisation")))
    return faults


def apply_extension(actor: Actor, item: ExtensionItem) -> Outcome:
    account = Account.objects.get(username=item.account)
    unit = Organisation.objects.get(code=item.organisation)
    seat = Extension.objects.filter(number=item.number).first()
    if seat is not None and (seat.account_id, seat.organisation_id) == (account.pk, unit.pk):
        return UNCHANGED
    set_extension(actor, organisation=unit, number=item.number, account=account)
    return UPDATED if seat else CREATED


CALL_SECTIONS = (
    PackSection("hotline_declined", "不予受理情形", DeclinedItem, apply_declined, review_declined, rank=610),
    PackSection("hotline_repeats", "重复来电口径", RepeatItem, apply_repeats, review_repeats, rank=611),
    PackSection("hotline_extensions", "分机", ExtensionItem, apply_extension, review_extensions, rank=612),
)
