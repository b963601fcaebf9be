"""Dispatch rules: what they catch, how a draft goes live, and the pages over them."""

from datetime import datetime, time

import pytest

from shizheng.engines.cases.actions import rules as actions
from shizheng.engines.cases.domain.dispatch_rules import (
    Asked,
    Intake,
    PastCase,
    Rule,
    Span,
    caught_by,
    split_words,
    try_out,
)
from shizheng.engines.cases.models import Case, DispatchRule, RuleSet
from shizheng.engines.cases.models.rules import SetState
from shizheng.engines.cases.pages import advice, rules
from shizheng.engines.cases.queries.rule_trial import trial_of
from shizheng.kit import clock
from shizheng.kit.errors import InvalidInputError, ShizhengError
from shizheng.platform.journal.models import Entry
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.policy.queries import DeniedError
from tests.cases.city import City, found
from tests.cases.test_pages import enter
from tests.cases.test_training import past
from tests.console.suite import PageCase, whole
from tests.platform.people import actor, organisation

PROCESS = "trial_hotline"
MONDAY = datetime(2026, 9, 21, 9, 30, tzinfo=clock.ZONE)


def asked(title: str = "", at: datetime = MONDAY, **more: object) -> Asked:
    return Asked(Intake(title=title, **more), at, ("water", "leak"), ("north",))


@pytest.mark.parametrize(
    ("rule", "catches"),
    [
        (Rule(1, 1, "", 9, category="water"), True),
        (Rule(1, 1, "", 9, category="lamp"), False),
        (Rule(1, 1, "", 9, area="n1"), False),
        (Rule(1, 1, "", 9, any_words=("爆裂", "断水")), True),
        (Rule(1, 1, "", 9, all_words=("爆裂", "断水")), False),
        (Rule(1, 1, "", 9, all_words=("水管", "dn100")), True),
        (Rule(1, 1, "", 9, channel="app"), False),
        (Rule(1, 1, "", 9, hours=Span(time(9, 30), time(12))), True),
        (Rule(1, 1, "", 9, hours=Span(time(8), time(9, 30))), False),
        (Rule(1, 1, "", 9, hours=Span(time(22), time(9, 31))), True),
        (Rule(1, 1, "", 9, weekdays=frozenset({1})), True),
        (Rule(1, 1, "", 9, weekdays=frozenset({6, 7})), False),
    ],
)
def test_a_rule_asks_only_for_what_it_states(rule: Rule, catches: bool) -> None:
    matter = asked("ＤＮ100水管爆裂")
    assert bool(list(caught_by([rule], matter))) is catches


def test_words_are_parted_as_officials_part_them() -> None:
    assert split_words("燃气、煤气，漏气 ＤＮ100；煤气") == ("燃气", "煤气", "漏气", "dn100")


def test_a_trial_counts_the_first_catch_and_what_stood_behind_it() -> None:
    rules_ = [Rule(1, 1, "甲", 10, any_words=("水",)), Rule(2, 2, "乙", 20, category="water")]
    past_ = [PastCase("a", asked("水"), 10), PastCase("b", asked("水管"), 20), PastCase("c", asked("灯"), 20)]
    found_ = try_out(rules_, past_)
    assert (found_.cases, found_.total.caught, found_.total.agreed) == (3, 3, 2)
    assert [(tally.caught, tally.agreed) for tally in found_.by_rule.values()] == [(2, 1), (1, 1)]
    assert found_.shadowed == {1: 0, 2: 2}
    assert [(each.number, each.advised, each.handled) for each in found_.by_rule[1].examples or ()] == [("b", 10, 20)]


@pytest.fixture
def keeper(city: City):
    return actor("keeper", city.centre, cases__rules=Scope.ALL, cases__view=Scope.ALL)


def leak(city: City, **more) -> actions.RuleText:
    return actions.RuleText(**{"title": "漏水", "main": city.units[0], "any_words": "爆裂", **more})


def test_a_draft_is_changed_tried_and_goes_live(city: City, keeper) -> None:
    past(city)
    draft = actions.draft_rules(keeper, process=PROCESS)
    first = actions.add_rule(keeper, ruleset=draft, rule=leak(city))
    actions.add_rule(keeper, ruleset=draft, rule=leak(city, title="先", any_words="路灯"), number=1)
    first.refresh_from_db()
    assert first.number == 2
    with pytest.raises(ShizhengError, match="还没有试运行"):
        actions.publish_rules(keeper, ruleset=draft, note="新规则")
    draft.refresh_from_db()
    tried = actions.keep_trial(keeper, ruleset=draft, trial=trial_of(draft))
    assert (tried.trial["cases"], tried.trial["draft"]["caught"], tried.trial["draft"]["agreed"]) == (300, 300, 150)
    wrong = tried.trial["draft"]["rules"][0]
    assert (wrong["title"], wrong["agreed"], wrong["examples"][0]["handled"]) == ("规则1：先", 0, "单位U1")
    live = actions.publish_rules(keeper, ruleset=draft, note="新规则")
    assert (live.state, live.live_by) == (SetState.LIVE, "用户keeper")
    again = actions.draft_rules(keeper, process=PROCESS)
    assert (again.edition, again.rules.count()) == (2, 2)
    assert actions.draft_rules(keeper, process=PROCESS) == again
    with pytest.raises(actions.NotADraftError):
        actions.change_rule(keeper, rule=live.rules.first(), text=leak(city))
    assert Entry.objects.filter(action="cases.publish_rules").count() == 1
    assert Case.objects.count() == 300


def test_a_change_after_the_trial_asks_for_another(city: City, keeper) -> None:
    draft = actions.draft_rules(keeper, process=PROCESS)
    rule = actions.add_rule(keeper, ruleset=draft, rule=leak(city))
    actions.keep_trial(keeper, ruleset=draft, trial=trial_of(draft))
    actions.switch_rule(keeper, rule=rule, is_on=False)
    with pytest.raises(ShizhengError, match="还没有试运行"):
        actions.publish_rules(keeper, ruleset=draft, note="新规则")
    stale = RuleSet.objects.get()
    actions.drop_rule(keeper, rule=rule, reason="重复")
    with pytest.raises(ShizhengError, match="又有修改"):
        actions.keep_trial(keeper, ruleset=stale, trial={"version": stale.version})


def test_every_fault_of_a_rule_is_told(city: City, keeper) -> None:
    draft = actions.draft_rules(keeper, process=PROCESS)
    wrong = leak(city, title=" ", any_words="", co=[city.units[0]], starts=time(8))
    with pytest.raises(InvalidInputError) as refused:
        actions.add_rule(keeper, ruleset=draft, rule=wrong)
    assert [fault.place for fault in refused.value.faults] == ["规则名称", "条件", "协办单位", "时段起"]
    assert not DispatchRule.objects.exists()


def test_who_may_not_keep_rules_changes_nothing(city: City) -> None:
    with pytest.raises(DeniedError):
        actions.draft_rules(city.agent, process=PROCESS)
    made = RuleSet.objects.create(process=PROCESS, edition=1)
    for refused in (
        lambda: actions.add_rule(city.agent, ruleset=made, rule=leak(city)),
        lambda: actions.keep_trial(city.agent, ruleset=made, trial=trial_of(made)),
        lambda: actions.publish_rules(city.agent, ruleset=made, note="n"),
        lambda: actions.drop_draft(city.agent, ruleset=made, reason="r"),
    ):
        with pytest.raises(DeniedError):
            refused()
    made.refresh_from_db()
    assert (made.state, made.trial, made.rules.count()) == (SetState.DRAFT, None, 0)


class RulePageCase(PageCase):
    """Pages over a draft with rules; `keeper` may, `agent` may not."""

    @pytest.fixture(autouse=True)
    def _settle(self, db, now):
        self.city = found()
        self.keeper = actor("keeper", organisation("K"), cases__rules=Scope.ALL, cases__view=Scope.ALL)
        self.draft = actions.draft_rules(self.keeper, process=PROCESS)
        self.rule = actions.add_rule(self.keeper, ruleset=self.draft, rule=leak(self.city, co=[self.city.units[1]]))

    def populate(self, count):
        for at in range(count):
            actions.add_rule(self.keeper, ruleset=self.draft, rule=leak(self.city, title=f"漏水{at}"))

    def sign_in(self, client):
        enter(client, "keeper")

    def sign_in_forbidden(self, client):
        enter(client, "agent")


class TestRuleSetList(RulePageCase):
    page = rules.RuleSetList

    def address(self):
        return "/cases/rules/"


class TestRuleSetDetail(RulePageCase):
    page = rules.RuleSetDetail

    def address(self):
        return f"/cases/rules/{self.draft.pk}/"

    def test_the_trial_and_its_examples_are_shown(self, client):
        past(self.city)
        actions.keep_trial(self.keeper, ruleset=self.draft, trial=trial_of(self.draft))
        self.sign_in(client)
        text = whole(client.get(self.address()))
        assert "以最近 <b>300</b> 件" in text
        assert "含任一：爆裂" in text


class TestRuleDraft(RulePageCase):
    page = rules.RuleDraft

    def address(self):
        return "/cases/rules/draft/"


class TestRuleNew(RulePageCase):
    page = rules.RuleNew

    def address(self):
        return f"/cases/rules/{self.draft.pk}/new/"

    def test_what_was_typed_is_kept_where_a_rule_is_refused(self, client):
        self.sign_in(client)
        sent = {"title": "只有名称", "main": self.city.ids[0], "is_on": "on"}
        answer = client.post(self.address(), sent)
        assert answer.status_code == 422
        assert "没有任何条件" in whole(answer)
        assert "只有名称" in whole(answer)
        assert client.post(self.address(), {**sent, "any_words": "爆裂", "weekdays": ["6", "7"]}).status_code == 302
        made = DispatchRule.objects.get(title="只有名称")
        assert (made.number, made.weekdays, made.is_on) == (2, "67", True)


class TestRuleEdit(RulePageCase):
    page = rules.RuleEdit

    def address(self):
        return f"/cases/rules/rule/{self.rule.pk}/"

    def test_a_form_opened_before_another_change_is_shown_both(self, client):
        self.sign_in(client)
        sent = {"title": "改名", "any_words": "水", "main": self.city.ids[0], "expected_version": "1"}
        assert client.post(self.address(), sent).status_code == 409
        now = RuleSet.objects.get(pk=self.draft.pk).version
        assert client.post(self.address(), {**sent, "expected_version": str(now)}).status_code == 302
        self.rule.refresh_from_db()
        assert (self.rule.title, self.rule.number) == ("改名", 1)

    def test_a_rule_in_force_cannot_be_opened(self, client):
        RuleSet.objects.update(state=SetState.LIVE)
        self.sign_in(client)
        assert client.get(self.address()).status_code == 404


class TestRuleDrop(RulePageCase):
    page = rules.RuleDrop

    def address(self):
        return f"/cases/rules/rule/{self.rule.pk}/drop/"


class TestRuleTrial(RulePageCase):
    page = rules.RuleTrial

    def address(self):
        return f"/cases/rules/{self.draft.pk}/trial/"

    def test_it_is_tried_and_put_in_force_from_the_page(self, client):
        self.sign_in(client)
        assert client.post(self.address()).status_code == 302
        publish = self.address().replace("trial", "publish")
        assert client.post(publish, {"reason": "经领导同意"}).status_code == 302
        assert RuleSet.objects.get().state == SetState.LIVE


class TestRulePublish(RulePageCase):
    page = rules.RulePublish

    def address(self):
        return f"/cases/rules/{self.draft.pk}/publish/"


class TestRuleAbandon(RulePageCase):
    page = rules.RuleAbandon

    def address(self):
        return f"/cases/rules/{self.draft.pk}/abandon/"

    def test_nothing_of_it_is_left(self, client):
        self.sign_in(client)
        answer = client.post(self.address(), {"reason": "不需要"})
        assert (answer.status_code, answer["Location"]) == (302, "/cases/rules/")
        assert not DispatchRule.objects.exists()


class TestAcceptance(RulePageCase):
    page = advice.AcceptancePage

    def address(self):
        return "/cases/acceptance/"


class FragmentCase(RulePageCase):
    def sign_in(self, client):
        enter(client, "agent")

    def sign_in_forbidden(self, client):
        actor("nobody", organisation("N"))
        enter(client, "nobody")


class TestAdviceFragment(FragmentCase):
    page = advice.AdviceFragment

    def address(self):
        return f"/cases/advice/?process={PROCESS}&move=register"

    def test_what_is_typed_is_posted_and_answered(self, client):
        RuleSet.objects.update(state=SetState.LIVE)
        self.sign_in(client)
        text = whole(client.post(self.address(), {"title": "水管爆裂<script>", "category": "leak"}))
        assert "规则1：漏水（爆裂）" in text
        assert "办理时限" in text
        assert "<script>" not in text
        assert client.post("/cases/advice/?process=no", {}).status_code == 404


class TestLikesFragment(FragmentCase):
    page = advice.LikesFragment

    def address(self):
        return f"/cases/likes/?process={PROCESS}"
