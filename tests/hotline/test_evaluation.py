"""Evaluation: points by the rules, months that stay as published, pages whose figures lead to their rows."""

import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from shizheng.engines.cases.actions.loading import load_cases
from shizheng.kit import clock
from shizheng.kit.errors import InvalidInputError, ShizhengError
from shizheng.platform.accounts.models import Account
from shizheng.platform.journal.models import Entry
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.policy.queries import DeniedError
from shizheng.systems.hotline.actions.evaluation import (
    adjust_points,
    propose_exclusion,
    publish_ranking,
    set_group,
)
from shizheng.systems.hotline.domain.evaluation import Rule, faults_of, placed, scored
from shizheng.systems.hotline.management.evaluation_pack import GroupItem, RuleItem, apply, review
from shizheng.systems.hotline.models import Adjustment, Exclusion, Ranking
from shizheng.systems.hotline.models.evaluation import PublishedError
from shizheng.systems.hotline.pages import evaluation, evaluation_exclusions, evaluation_ranking
from shizheng.systems.hotline.queries.evaluation import frozen_lines, ranking
from tests.console.suite import PageCase
from tests.hotline.test_measures import history, now, people  # noqa: F401 - fixtures
from tests.hotline.test_process import MATTER, MONDAY, Matter
from tests.platform.measures.counted import refreshed
from tests.platform.people import ROBOT, actor, organisation

MONTH = date(2026, 6, 1)
IN_TIME = Rule("hotline.in_time", Decimal(60), Decimal(100), Decimal(80))
RETURNED = Rule("hotline.returned", Decimal(40), Decimal(0), Decimal(20))


class TestPoints:
    @pytest.mark.parametrize(
        ("rule", "value", "points"),
        [
            (IN_TIME, 100, 60),
            (IN_TIME, 90, 30),
            (IN_TIME, 80, 0),
            (IN_TIME, 12, 0),
            (RETURNED, 0, 40),
            (RETURNED, 5, 30),
            (RETURNED, 20, 0),
            (RETURNED, 55, 0),
        ],
    )
    def test_a_straight_line_from_the_floor_to_the_target(self, rule, value, points):
        assert rule.points(Decimal(value)) == points

    def test_what_a_unit_never_had_is_borne_by_the_rest(self):
        score = scored(1, (IN_TIME, RETURNED), {"hotline.in_time": (Decimal(90), "90.00%")}, Decimal("-1.5"))
        assert (score.base, score.total) == (Decimal("50.00"), Decimal("48.50"))
        assert [point.earned for point in score.points] == [Decimal("30.00"), None]
        assert scored(1, (IN_TIME,), {}, Decimal(5)).total is None

    @given(st.lists(st.one_of(st.none(), st.integers(0, 4)), max_size=9))
    def test_like_totals_share_a_place(self, values):
        scores = [
            scored(n, (IN_TIME,), {} if v is None else {"hotline.in_time": (Decimal(80 + 5 * v), "")}, Decimal(0))
            for n, v in enumerate(values)
        ]
        found = placed(scores)
        assert sorted(each.score.unit for each in found) == list(range(len(values)))
        for each in found:
            better = [
                s for s in scores if s.total is not None and each.score.total is not None and s.total > each.score.total
            ]
            assert each.place == (None if each.score.total is None else len(better) + 1)

    @pytest.mark.parametrize(
        ("rules", "words"),
        [
            ([{"measure": "x", "weight": 100, "target": 1, "floor": 0}], "没有代码为“x”的指标"),
            ([{"measure": "a", "weight": 50, "target": 1, "floor": 0}] * 2, "写了两次"),
            ([{"measure": "a", "weight": 100, "target": 1, "floor": 1}], "不能相同"),
            ([{"measure": "a", "weight": 99, "target": 1, "floor": 0}], "权重合计应为100，现为99"),
        ],
    )
    def test_rules_that_cannot_stand_are_told(self, rules, words):
        assert any(words in fault for fault in faults_of(rules, ["a"]))


@pytest.fixture
def city(people):  # noqa: F811 - a fixture
    """Forty cases of the spring and summer, two groups."""
    load_cases(ROBOT, process="hotline", histories=[history(people, number) for number in range(40)])
    set_group(ROBOT, name="甲组", order=1, units=["U1", "U2"], rules=[IN_TIME, RETURNED])
    set_group(ROBOT, name="乙组", order=2, units=["C"], rules=[IN_TIME, RETURNED])
    refreshed()
    return people


class TestRanking:
    def test_units_are_ranked_in_their_group_with_points_by_hand(self, city):
        unit = Organisation.objects.get(code="U2")
        before = {each.score.unit: each.score for each in ranking(MONTH).groups[0].placed}
        adjust_points(city["supervisor"], month=MONTH, organisation=unit, points=Decimal("-2.5"), reason="瞒报")
        groups = ranking(MONTH).groups
        assert [group.name for group in groups] == ["甲组", "乙组"]
        after = {each.score.unit: each.score for each in groups[0].placed}
        assert after[unit.pk].total == before[unit.pk].total - Decimal("2.5")
        assert [each.place for each in groups[0].placed] == [1, 2]
        assert groups[1].placed[0].place is None

    def test_offices_below_a_unit_count_for_it(self, city):
        found = ranking(MONTH).groups[0].placed
        whole = next(each for each in found if each.score.unit == city["lamp"].organisation_id)
        top = organisation("TOP")
        Organisation.objects.filter(code="U1").update(parent=top, path=f"{top.path}{city['lamp'].organisation_path}")
        set_group(ROBOT, name="甲组", order=1, units=["TOP"], rules=[IN_TIME, RETURNED])
        again = ranking(MONTH).groups[0].placed[0]
        assert again.score.unit == top.pk
        assert again.score.points == whole.score.points

    def test_a_published_month_is_for_good(self, city):
        lines = frozen_lines(ranking(MONTH))
        first = publish_ranking(city["supervisor"], month=MONTH, as_of=clock.now(), lines=lines)
        adjust_points(
            city["supervisor"],
            month=MONTH,
            organisation=Organisation.objects.get(code="U1"),
            points=Decimal(-9),
            reason="更正",
        )
        with pytest.raises(InvalidInputError, match="已发布第1版"):
            publish_ranking(city["supervisor"], month=MONTH, as_of=clock.now(), lines=frozen_lines(ranking(MONTH)))
        second = publish_ranking(
            city["supervisor"], month=MONTH, as_of=clock.now(), lines=frozen_lines(ranking(MONTH)), note="补登扣分"
        )
        assert (first.version, second.version, first.digest == second.digest) == (1, 2, False)
        kept = Ranking.objects.get(pk=first.pk)
        assert kept.lines == lines
        kept.note = "改"
        for change in (kept.save, kept.delete, Ranking.objects.all().delete, lambda: Ranking.objects.update(note="x")):
            with pytest.raises(PublishedError):
                change()
        assert Ranking.objects.get(pk=first.pk).note == ""

    @pytest.mark.parametrize(
        "values", [{"points": Decimal(0)}, {"points": Decimal(21)}, {"reason": " "}, {"month": date(2027, 1, 1)}]
    )
    def test_points_that_cannot_stand_are_refused(self, city, values):
        unit = Organisation.objects.get(code="U1")
        usual = {"month": MONTH, "organisation": unit, "points": Decimal(1), "reason": "表扬"}
        with pytest.raises(InvalidInputError):
            adjust_points(city["supervisor"], **usual | values)
        assert not Adjustment.objects.exists()

    def test_who_may_not_evaluate_changes_nothing(self, city):
        before = Entry.objects.count()
        unit = Organisation.objects.get(code="U1")
        with pytest.raises(DeniedError):
            adjust_points(city["lamp"], month=MONTH, organisation=unit, points=Decimal(5), reason="自荐")
        with pytest.raises(DeniedError):
            publish_ranking(city["lamp"], month=MONTH, as_of=clock.now(), lines=[{}])
        with pytest.raises(DeniedError):
            set_group(city["lamp"], name="甲组", order=1, units=[], rules=[])
        assert (Adjustment.objects.count(), Ranking.objects.count(), Entry.objects.count()) == (0, 0, before)

    def test_a_month_without_groups_is_not_published(self, people):  # noqa: F811 - a fixture
        with pytest.raises(ShizhengError, match="没有可以发布的排名"):
            publish_ranking(people["supervisor"], month=MONTH, as_of=clock.now(), lines=[])


def item(**values) -> GroupItem:
    rules = [RuleItem(measure="hotline.in_time", weight=Decimal(100), target=Decimal(100), floor=Decimal(80))]
    return GroupItem(**{"group": "甲组", "organisations": ["U1"], "rules": rules} | values)


class TestPack:
    def test_applied_twice_it_changes_once(self, people):  # noqa: F811 - a fixture
        assert [apply(ROBOT, item()).created, apply(ROBOT, item()).unchanged] == [1, 1]
        assert apply(ROBOT, item(order=3)).updated == 1

    @pytest.mark.parametrize(
        ("items", "words"),
        [
            ([item(organisations=["没有"])], "不存在"),
            ([item(), item(group="乙组")], "两个分组"),
            ([item(rules=[RuleItem(measure="hotline.median_time", weight=100, target=1, floor=9)])], "没有代码为"),
        ],
    )
    def test_what_is_wrong_is_told(self, people, items, words):  # noqa: F811 - a fixture
        assert any(words in fault.message for _, fault in review(items, {}))


class EvaluationCase(PageCase):
    """As a supervisor sees it; the numbers of cases grow."""

    name = ""
    query = ""

    def address(self) -> str:
        return reverse(self.name) + self.query

    def populate(self, count: int) -> None:
        with clock.frozen(MONDAY):
            centre = Organisation.objects.filter(code="C").first() or organisation("C")
            agent = self.person("agent", hotline__accept=Scope.ALL, hotline__view=Scope.ALL)
            assert centre is not None
            for _ in range(count):
                Matter(agent)
            units = [organisation(f"N{count}-{n}", centre).code for n in range(count)]
            set_group(ROBOT, name="甲组", order=1, units=["C", *units], rules=[IN_TIME, RETURNED])
            self.more(count)
            refreshed()

    def more(self, count: int) -> None:
        """What else the page shows."""

    def person(self, username: str, **grants: Scope) -> Any:
        from shizheng.platform.accounts.queries import actor_for

        known = Account.objects.filter(username=username).first()
        if known is not None:
            return actor_for(known)
        centre = Organisation.objects.filter(code="C").first() or organisation("C")
        return actor(username, centre, **grants)

    def sign_in(self, client: Client) -> None:
        verbs = ("view", "evaluate", "review", "review_exclusions", "reports")
        grants = {f"hotline__{verb}": Scope.ALL for verb in verbs}
        self.person("boss", **grants, cases__view=Scope.ALL, measures__view=Scope.ALL)
        client.force_login(Account.objects.get(username="boss"))

    def sign_in_forbidden(self, client: Client) -> None:
        self.person("outsider", orgs__view=Scope.ALL)
        client.force_login(Account.objects.get(username="outsider"))


class TestEvaluationPage(EvaluationCase):
    page = evaluation.EvaluationPage
    name = "hotline:evaluation"
    query = "?period=2026-09"


class TestEvaluationByAgent(EvaluationCase):
    page = evaluation.EvaluationPage
    name = "hotline:evaluation"
    query = "?period=2026-09&by=agent"


class TestRankingPage(EvaluationCase):
    page = evaluation_ranking.RankingPage
    name = "hotline:ranking"
    query = "?month=2026-09"


class TestPublishPage(EvaluationCase):
    page = evaluation_ranking.PublishRankingPage
    name = "hotline:publish_ranking"


class TestAdjustmentsPage(EvaluationCase):
    page = evaluation_ranking.AdjustmentsPage
    name = "hotline:adjustments"

    def more(self, count: int) -> None:
        unit = Organisation.objects.get(code="C")
        for _ in range(count):
            adjust_points(ROBOT, month=MONTH, organisation=unit, points=Decimal(1), reason="表扬")


class TestAdjustPage(EvaluationCase):
    page = evaluation_ranking.AdjustPage
    name = "hotline:adjust"


class TestExclusionsPage(EvaluationCase):
    page = evaluation_exclusions.ExclusionsPage
    name = "hotline:exclusions"

    def more(self, count: int) -> None:
        from shizheng.engines.cases.models import Case

        for case in Case.objects.filter(exclusions=None):
            propose_exclusion(ROBOT, case=case, ground="beyond", reason="超出职责")


class TestProposePage(EvaluationCase):
    page = evaluation_exclusions.ProposePage
    name = "hotline:exclusion_new"


class TestDecidePage(TestExclusionsPage):
    page = evaluation_exclusions.DecidePage

    def address(self) -> str:
        return reverse("hotline:exclusion_decide", kwargs={"pk": Exclusion.objects.first().pk})

    constant_queries = False  # the page is about one row; `populate` makes the row it is about

    def test_queries_do_not_grow_with_rows(self, client: Client) -> None:
        self.populate(1)
        self.sign_in(client)
        client.get(self.address())
        few = self.queries(client)
        self.populate(19)
        assert self.queries(client) == few


class TestPublishedPage(EvaluationCase):
    page = evaluation_ranking.PublishedRankingPage

    def address(self) -> str:
        return Ranking.objects.first().get_absolute_url()

    def more(self, count: int) -> None:
        if not Ranking.objects.exists():
            line = {
                "group": "甲组",
                "place": 1,
                "unit": 1,
                "name": "单位",
                "base": "1",
                "adjustment": "0",
                "total": "1",
            }
            publish_ranking(ROBOT, month=MONTH, as_of=clock.now(), lines=[{**line, "points": []}])

    def test_allowed_sees_the_page(self, client: Client) -> None:
        self.populate(1)
        self.sign_in(client)
        assert "甲组" in client.get(self.address()).content.decode()

    constant_queries = False  # one frozen row, whatever else there is


def signed_in(client: Client, who: str) -> Client:
    client.force_login(Account.objects.get(username=who))
    return client


def test_every_figure_of_the_page_leads_to_as_many_rows(client, city):
    browser = signed_in(client, "supervisor")
    for by in ("unit", "channel"):
        page = browser.get(reverse("hotline:evaluation"), {"period": "2026Q2", "by": by}).content.decode()
        links = re.findall(r'<td class="num"><a href="([^"]*hotline.accepted/rows/[^"]*)">([\d,]+)</a>', page)
        assert len(links) >= 3
        for url, shown in links:
            told = re.search(r"共 <b>([\d,]+)</b> 条", browser.get(unescape(url)).content.decode())
            assert told is not None and told[1] == shown


def test_the_table_goes_to_excel(client, city):
    answer = signed_in(client, "supervisor").get(reverse("hotline:evaluation"), {"period": "2026Q2", "export": "xlsx"})
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")


def test_a_month_is_published_in_the_browser_once_it_is_over(client, city):
    browser, page = signed_in(client, "supervisor"), reverse("hotline:publish_ranking")
    refused = browser.post(page, {"month": "2026-09", "note": ""})
    assert refused.status_code == 422
    assert "还没有结束" in refused.content.decode()
    assert "请写成 2026-09" in browser.post(page, {"month": "2026-13"}).content.decode()
    with clock.frozen(MONDAY + timedelta(days=1)):
        refreshed()
        answer = browser.post(page, {"month": "2026-06", "note": ""})
    made = Ranking.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert made.published_by.username == "supervisor"
    shown = browser.get(made.get_absolute_url()).content.decode()
    assert "单位U1" in shown and "第1版" in shown


def test_an_exclusion_goes_through_the_pages(client, city):
    case = Matter(city["agent"]).case
    browser = signed_in(client, "supervisor")
    asked = {"number": "2026092100000000", "ground": "beyond", "reason": "超出"}
    refused = browser.post(reverse("hotline:exclusion_new"), asked)
    assert "没有这个编号的热线工单" in refused.content.decode()
    browser.post(reverse("hotline:exclusion_new"), asked | {"number": case.number})
    made = Exclusion.objects.get()
    own = browser.post(made.get_absolute_url(), {"accepted": "yes", "opinion": "同意"})
    assert own.status_code in {403, 422}
    assert Exclusion.objects.get().is_accepted is None
    signed_in(client, "second").post(made.get_absolute_url(), {"accepted": "yes", "opinion": "同意"})
    assert Exclusion.objects.get().is_accepted is True
    assert MATTER["title"] in client.get(reverse("hotline:exclusions")).content.decode()


def test_points_are_written_down_in_the_browser(client, city):
    unit = Organisation.objects.get(code="U1")
    form = {"month": "2026-06", "organisation": unit.pk, "points": "-1.50", "reason": "弄虚作假"}
    signed_in(client, "supervisor").post(reverse("hotline:adjust"), form)
    assert Adjustment.objects.get().points == Decimal("-1.50")
    assert "弄虚作假" in client.get(reverse("hotline:adjustments")).content.decode()
