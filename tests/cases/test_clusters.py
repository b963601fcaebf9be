"""热点 and 预警: what is found, told once, kept, and dismissed; and the pages over them."""

from datetime import timedelta

import pytest

from shizheng.engines.cases import tasks
from shizheng.engines.cases.actions import clusters as actions
from shizheng.engines.cases.domain.learning.alerts import Report, burst
from shizheng.engines.cases.domain.learning.matching import same_topics
from shizheng.engines.cases.models import Alert, Case, Category, Cluster, ClusterCase, Contact, WatchWord
from shizheng.engines.cases.models.clusters import AlertState
from shizheng.engines.cases.pages import clusters
from shizheng.engines.cases.queries.clusters import dangers, recent_topics, rises
from shizheng.kit import clock
from shizheng.kit.errors import ShizhengError
from shizheng.platform.notify.models import Notice
from shizheng.platform.policy.domain.actor import system
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.policy.queries import DeniedError
from tests.cases.city import City, found
from tests.cases.test_pages import enter
from tests.console.suite import PageCase, whole
from tests.platform.people import actor, organisation

PROCESS = "trial_hotline"
KEEPER = system("测试")
LAMP = "东湖路88号前路灯不亮，夜间漆黑"


def reported(city: City, title: str, hours: float = 1, phone: str = "", **more) -> Case:
    """A case as the bulk path leaves it; its history is of no concern here."""
    at = clock.now() - timedelta(hours=hours)
    contact = Contact.objects.create(phone=phone) if phone else None
    values = {"version": 1, "stage": "dispatching", "since": at, "keeper": city.centre, "contact": contact}
    return Case.objects.create(process=PROCESS, opened_at=at, title=title, **{**values, **more})


def number(last: int) -> str:
    return "138" + f"{last:08d}"


@pytest.fixture
def boss(city: City):
    return actor("boss", city.centre, cases__alerts=Scope.ALL, cases__view=Scope.ALL)


def regathered(city: City) -> int:
    now = clock.now()
    return actions.keep_clusters(KEEPER, process=PROCESS, found=recent_topics(PROCESS, now), at=now)


def test_a_topic_goes_on_in_the_one_that_has_most_of_its_cases() -> None:
    before = {1: "a", 2: "a", 3: "a", 4: "b", 5: "b"}
    assert same_topics([[2, 3, 6], [4, 5, 1], [7, 8]], before) == ["a", "b", None]
    assert same_topics([[1, 2], [3]], before) == ["a", None]


def test_a_burst_is_of_different_callers_in_one_place() -> None:
    here = [Report("1", "x", "n1"), Report("2", "x", "n1"), Report("3", "y", "n1")]
    assert burst(here) == []
    assert burst([*here, Report("4", "", "n1"), Report("5", "z", "")]) == [*here, Report("4", "", "n1")]
    assert burst([Report(str(at), "", "") for at in range(9)]) == []


def test_clusters_are_kept_and_keep_their_row(city: City) -> None:
    for at in range(4):
        reported(city, f"{LAMP}{at}", hours=30 + at, area_id="n1")
    reported(city, "学校食堂卫生太差")
    assert regathered(city) == 1
    row = Cluster.objects.get()
    assert (row.count, row.week, row.before, row.places) == (4, 4, 0, [["n1", 4]])
    reported(city, f"{LAMP}很久了", area_id="n1")
    regathered(city)
    assert Cluster.objects.get().pk == row.pk
    assert ClusterCase.objects.filter(cluster=row).count() == 5
    Case.objects.filter(title__startswith="东湖路").update(opened_at=clock.now() - timedelta(days=30))
    assert regathered(city) == 0
    assert not Cluster.objects.exists()


def test_words_of_danger_are_told_once(city: City, boss) -> None:
    WatchWord.objects.create(kind="燃气", word="燃气泄漏")
    case = reported(city, "疑似燃气泄漏", text="楼道里有燃气泄漏的味道")
    reported(city, "燃气泄漏已久", hours=48)
    assert tasks.watch(KEEPER) == "发出预警1条"
    alert = Alert.objects.get()
    assert (alert.kind, alert.case_id, alert.title) == ("safety", case.pk, "燃气：疑似燃气泄漏")
    assert tasks.watch(KEEPER) == ""
    notice = Notice.objects.get()
    assert (notice.recipient_id, notice.link) == (boss.account_id, f"/cases/alerts/{alert.pk}/")


def test_a_caller_who_comes_again_is_told_once_a_week(city: City) -> None:
    for at in range(3):
        reported(city, f"第{at}次", hours=1 + 24 * at, phone=number(1))
    reported(city, "别人", phone=number(2))
    tasks.watch(KEEPER)
    alert = Alert.objects.get()
    assert (alert.kind, alert.count, alert.title) == ("repeat", 3, "同一来电30天内3次：第0次")
    assert number(1) not in alert.key + alert.title + alert.detail
    tasks.watch(KEEPER)
    assert Alert.objects.count() == 1


def test_a_burst_is_raised_once_and_counted_on(city: City) -> None:
    for at in range(3):
        reported(city, f"{LAMP}{at}", hours=3 - at, phone=number(at), area_id="n1")
    tasks.watch_bursts(KEEPER)
    alert = Alert.objects.get()
    assert (alert.kind, alert.count) == ("burst", 3)
    assert alert.title.startswith("n124小时内3人反映：东湖路88号")
    reported(city, f"{LAMP}9", hours=0.1, phone=number(9), area_id="n1")
    tasks.watch_bursts(KEEPER)
    assert Alert.objects.get().count == 4


def test_one_caller_many_times_is_no_burst(city: City) -> None:
    for at in range(4):
        reported(city, f"{LAMP}{at}", phone=number(1), area_id="n1")
    tasks.watch_bursts(KEEPER)
    assert not Alert.objects.exists()


def test_a_category_that_rises_is_told(city: City) -> None:
    lamp = Category.objects.create(code="lamp", name="路灯")
    lamp.grow(None)
    lamp.save()
    for week in range(1, 6):
        reported(city, "漏水", hours=24 * (7 * week + 3), category_id="leak")
        reported(city, "路灯", hours=24 * (7 * week + 3), category_id="lamp")
    for _ in range(12):
        reported(city, "漏水", hours=24 * 3, category_id="leak")
    assert [(each.category, each.count) for each in rises(PROCESS, clock.now())] == [("leak", 12)]
    tasks.watch_rises(KEEPER)
    tasks.watch_rises(KEEPER)
    assert Alert.objects.get().title == "“leak”近7天12件，此前每周约1.1件"


def test_many_alerts_are_told_together(city: City, boss) -> None:
    WatchWord.objects.create(kind="火灾", word="着火")
    for at in range(5):
        reported(city, f"着火{at}")
    tasks.watch(KEEPER)
    assert (Alert.objects.count(), Notice.objects.get().title) == (5, "5条新预警")


def test_an_alert_is_seen_or_dismissed_with_a_reason(city: City, boss) -> None:
    WatchWord.objects.create(kind="火灾", word="着火")
    reported(city, "电视剧里着火")
    tasks.watch(KEEPER)
    alert = Alert.objects.get()
    with pytest.raises(DeniedError):
        actions.dismiss_alert(city.agent, alert=alert, reason="误报")
    alert.refresh_from_db()
    assert (alert.state, alert.reason) == (AlertState.NEW, "")
    actions.see_alert(boss, alert=alert)
    actions.dismiss_alert(boss, alert=alert, reason="误报")
    alert.refresh_from_db()
    assert (alert.state, alert.handled_by, alert.reason) == (AlertState.DISMISSED, "用户boss", "误报")
    with pytest.raises(ShizhengError, match="已经排除"):
        actions.dismiss_alert(boss, alert=alert, reason="误报")


def test_words_of_the_pack_replace_those_of_their_heading(city: City) -> None:
    actions.set_watch_words(KEEPER, kind="火灾", words=["着火", "起火"])
    actions.set_watch_words(KEEPER, kind="安全", words=["起火"])
    assert set(WatchWord.objects.values_list("kind", "word")) == {("火灾", "着火"), ("安全", "起火")}
    assert actions.set_watch_words(KEEPER, kind="安全", words=["起火"]) is False
    assert list(dangers(PROCESS, clock.now())) == []


class AlertPageCase(PageCase):
    """Pages over clusters and alerts; `boss` may, `agent` may not."""

    @pytest.fixture(autouse=True)
    def _settle(self, db, now):
        self.city = found()
        actor("boss", organisation("B"), cases__alerts=Scope.ALL, cases__view=Scope.ALL)
        WatchWord.objects.create(kind="火灾", word="着火")
        for at in range(3):
            reported(self.city, f"{LAMP}着火{at}", area_id="n1")
        regathered(self.city)
        tasks.watch(KEEPER)

    def populate(self, count):
        for at in range(count):
            reported(self.city, f"{LAMP}着火第{at}", area_id="n1")
        regathered(self.city)
        tasks.watch(KEEPER)

    def sign_in(self, client):
        enter(client, "boss")

    def sign_in_forbidden(self, client):
        enter(client, "agent")


class TestClusterList(AlertPageCase):
    page = clusters.ClusterList

    def address(self):
        return "/cases/clusters/"


class TestClusterDetail(AlertPageCase):
    page = clusters.ClusterDetail

    def address(self):
        return f"/cases/clusters/{Cluster.objects.get().pk}/"

    def test_members_are_those_that_one_may_see(self, client):
        actor("narrow", organisation("W"), cases__alerts=Scope.ALL, cases__view=Scope.SUBTREE)
        enter(client, "narrow")
        assert "没有您可查看的工单" in whole(client.get(self.address()))


class TestAlertList(AlertPageCase):
    page = clusters.AlertList

    def address(self):
        return "/cases/alerts/"


class TestAlertDetail(AlertPageCase):
    page = clusters.AlertDetail

    def address(self):
        return f"/cases/alerts/{Alert.objects.order_by('pk').first().pk}/"


class TestAlertSee(AlertPageCase):
    page = clusters.AlertSee

    def address(self):
        return f"/cases/alerts/{Alert.objects.order_by('pk').first().pk}/see/"

    def test_it_is_noted_who_has_seen_it(self, client):
        self.sign_in(client)
        assert client.post(self.address()).status_code == 302
        assert Alert.objects.filter(state=AlertState.SEEN, handled_by="用户boss").count() == 1


class TestAlertDismiss(AlertPageCase):
    page = clusters.AlertDismiss

    def address(self):
        return f"/cases/alerts/{Alert.objects.order_by('pk').first().pk}/dismiss/"
