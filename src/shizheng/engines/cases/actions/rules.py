"""Keeping dispatch rules: changed in a draft, tried over past cases, then put in force as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db.models import Max

from shizheng.engines.cases.domain.dispatch_rules import rule_faults
from shizheng.engines.cases.models.rules import KEEP, DispatchRule, RuleSet, SetState
from shizheng.engines.cases.models.trees import Area, Category
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.kit import clock
from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError
from shizheng.platform.journal.actions import action, amend, trace
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleText:
    """A rule as its keeper types it; what is left empty is not asked for. `weekdays` are digits 1 to 7."""

    title: str
    main: Organisation
    co: Sequence[Organisation] = ()
    category: Category | None = None
    area: Area | None = None
    any_words: str = ""
    all_words: str = ""
    starts: time | None = None
    ends: time | None = None
    weekdays: str = ""
    channel: str = ""
    nature: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    note: str = ""
    is_on: bool = True

    def values(self) -> dict[str, Any]:
        shallow = {name: getattr(self, name) for name in self.__slots__}
        return {**shallow, "co": [unit.pk for unit in self.co]}


class NotADraftError(ShizhengError):
    """Somebody would change rules that are in force, or were."""


def _draft(ruleset: RuleSet) -> RuleSet:
    """The set, locked, if it may be changed."""
    found: RuleSet = RuleSet.objects.select_for_update().get(pk=ruleset.pk)
    if not found.is_draft:
        raise NotADraftError(f"{found}已{found.get_state_display()}，不能修改", remedy="请先建立草稿，在草稿中修改")
    return found


def _touch(ruleset: RuleSet) -> None:
    """What was tried before is no longer what would go live."""
    ruleset.version += 1
    ruleset.changed_at = clock.now()
    ruleset.save(update_fields=["version", "changed_at"])


@action("cases.draft_rules", "建立派遣规则草稿", permission=KEEP)
def draft_rules(actor: Actor, *, process: str) -> RuleSet:
    """A draft with the rules in force; the one that exists where there is one."""
    declared = process_of(process)
    known = RuleSet.objects.draft(process)
    if known is not None:
        trace(known, f"打开{declared.name}派遣规则草稿")
        return known
    edition = RuleSet.objects.filter(process=process).aggregate(last=Max("edition"))["last"] or 0
    made: RuleSet = RuleSet.objects.create(process=process, edition=edition + 1)
    live = RuleSet.objects.live(process)
    copies = list(live.rules.all()) if live else []
    for row in copies:
        row.pk, row.ruleset = None, made
    DispatchRule.objects.bulk_create(copies)
    trace(made, f"建立{declared.name}派遣规则草稿，含{len(copies)}条规则")
    return made


@action("cases.add_rule", "添加派遣规则", permission=KEEP, on="ruleset")
def add_rule(actor: Actor, *, ruleset: RuleSet, rule: RuleText, number: int = 0) -> DispatchRule:
    """At the place `number`, or last. InvalidInputError with every fault."""
    draft = _draft(ruleset)
    row = DispatchRule(ruleset=draft, number=0, **rule.values())
    _check(row)
    row.save()
    _place(row, number)
    _touch(draft)
    trace(draft, f"添加{row}")
    return row


@action("cases.change_rule", "修改派遣规则", permission=KEEP, on="rule")
def change_rule(actor: Actor, *, rule: DispatchRule, text: RuleText, number: int = 0) -> DispatchRule:
    """Also to another place in the order. InvalidInputError with every fault."""
    draft = _draft(rule.ruleset)
    changes = amend(rule, **text.values())
    _check(rule)
    rule.save()
    before = rule.number
    _place(rule, number or before)
    if rule.number != before:
        changes["number"] = (before, rule.number)
    _touch(draft)
    trace(draft, f"修改{rule}", changes=changes)
    return rule


@action("cases.switch_rule", "启停派遣规则", permission=KEEP, on="rule")
def switch_rule(actor: Actor, *, rule: DispatchRule, is_on: bool) -> DispatchRule:
    draft = _draft(rule.ruleset)
    rule.is_on = is_on
    rule.save(update_fields=["is_on"])
    _touch(draft)
    trace(draft, f"{'启用' if is_on else '停用'}{rule}")
    return rule


@action("cases.drop_rule", "删除派遣规则", permission=KEEP, on="rule")
def drop_rule(actor: Actor, *, rule: DispatchRule, reason: str) -> RuleSet:
    draft = _draft(rule.ruleset)
    trace(draft, f"删除{rule}", reason=reason)
    rule.delete()
    _number(list(draft.rules.all()))
    _touch(draft)
    return draft


@action("cases.drop_draft", "放弃派遣规则草稿", permission=KEEP, on="ruleset")
def drop_draft(actor: Actor, *, ruleset: RuleSet, reason: str) -> None:
    draft = _draft(ruleset)
    trace(draft, f"放弃{draft}草稿", reason=reason)
    draft.delete()


@action("cases.keep_trial", "试运行派遣规则", permission=KEEP, on="ruleset")
def keep_trial(actor: Actor, *, ruleset: RuleSet, trial: dict[str, Any]) -> RuleSet:
    """The trial states the draft's version that it is of; refused where the draft has changed since."""
    draft = _draft(ruleset)
    if draft.version != trial["version"]:
        raise ShizhengError("试运行期间草稿又有修改，结果未保存", remedy="请重新试运行")
    draft.trial, draft.tried_at = trial, clock.now()
    draft.save(update_fields=["trial", "tried_at"])
    ours = trial["draft"]
    trace(draft, f"以{trial['cases']}件试运行{draft}：套用{ours['caught']}件，与实际承办一致{ours['agreed']}件")
    return draft


@action("cases.publish_rules", "施行派遣规则", permission=KEEP, on="ruleset")
def publish_rules(actor: Actor, *, ruleset: RuleSet, note: str) -> RuleSet:
    """Put a draft that was tried as it stands in the place of the rules in force."""
    draft = _draft(ruleset)
    if not draft.is_tried:
        raise ShizhengError("草稿修改后还没有试运行", remedy="请先试运行，核对结果后再施行")
    now = clock.now()
    RuleSet.objects.filter(process=draft.process, state=SetState.LIVE).update(state=SetState.FORMER)
    draft.state, draft.live_at, draft.live_by, draft.note = SetState.LIVE, now, actor.display_name[:100], note[:500]
    draft.save()
    trace(draft, f"施行{draft}，共{draft.rules.count()}条", reason=note)
    return draft


def _check(row: DispatchRule) -> None:
    faults = list(rule_faults(row.rule))
    if bool(row.starts) != bool(row.ends):
        faults.append(Fault("时段只写了一半", "时段起", "起止时刻都要写，或都不写"))
    if faults:
        raise InvalidInputError(faults)


def _place(rule: DispatchRule, number: int) -> None:
    """Put the rule at this place and the others around it in their order; 0 or too far is last."""
    others = list(rule.ruleset.rules.exclude(pk=rule.pk).order_by("number", "pk"))
    at = min(number - 1, len(others)) if number > 0 else len(others)
    others.insert(at, rule)
    _number(others)


def _number(rows: Sequence[DispatchRule]) -> None:
    moved = []
    for number, row in enumerate(rows, 1):
        if row.number != number:
            row.number = number
            moved.append(row)
    DispatchRule.objects.bulk_update(moved, ["number"])
