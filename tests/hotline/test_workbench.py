"""What lies before a unit and before the supervisors, and what they do with many at once."""

from datetime import timedelta

import pytest

from shizheng.engines.cases.actions.sweeping import sweep_clocks
from shizheng.engines.cases.models import Case
from shizheng.kit import clock
from shizheng.platform.policy.domain.actor import system
from shizheng.systems.hotline.pages import board, workbench
from shizheng.systems.hotline.queries.board import HEAPS, cases, figures, heaped
from shizheng.systems.hotline.queries.workbench import WorkBox, boxed, counts, parties
from tests.console.suite import PageCase, whole
from tests.hotline.service import REPLY, Service, handled, login, moved, opened, service
from tests.hotline.test_process import MONDAY
from tests.platform.people import actor, organisation

WORK, BOARD = "/hotline/work/", "/hotline/board/"


@pytest.fixture
def at(db) -> Service:
    return service()


def in_box(at: Service, box: WorkBox) -> list[int]:
    return [row.case_id for row in boxed(parties(at.city), box).order_by("case_id")]


def test_each_box_holds_what_its_tab_says(at: Service):
    with clock.frozen(MONDAY):
        fresh, signed = handled(at), moved(at.city, handled(at), "sign")
        done = moved(at.city, moved(at.city, handled(at), "sign"), "reply", **REPLY)
        helped = moved(at.dispatcher, opened(at), "dispatch", main=at.units[1].pk, co=[at.units[0].pk])
        watched = moved(at.supervisor, handled(at), "supervise", level="yellow", reason="逾期未回")
        left = moved(at.city, handled(at), "ask_return", why="not_ours", reason="非我单位职责")
        moved(at.dispatcher, left, "grant_return")
        assert in_box(at, WorkBox.SIGN) == [fresh.pk, helped.pk, watched.pk]
        assert in_box(at, WorkBox.HANDLE) == [signed.pk]
        assert in_box(at, WorkBox.CO) == [helped.pk]
        assert in_box(at, WorkBox.SUPERVISED) == [watched.pk]
        assert in_box(at, WorkBox.REPLIED) == [done.pk]
        assert in_box(at, WorkBox.LEFT) == [left.pk]
        assert in_box(at, WorkBox.LATE) == []
        found = counts(at.city)
        assert (found[WorkBox.SIGN], found[WorkBox.HANDLE], found[WorkBox.SUPERVISED]) == (3, 1, 1)
    with clock.frozen(MONDAY + timedelta(days=30)):
        assert in_box(at, WorkBox.LATE) == [fresh.pk, signed.pk, helped.pk, watched.pk]
        assert counts(at.city)[WorkBox.LATE] == 4


def test_a_unit_has_nothing_of_anothers(at: Service):
    handled(at)
    assert parties(at.housing).count() == 0
    assert set(counts(at.housing).values()) == {0}


def test_many_are_signed_at_once_and_what_cannot_be_is_told(at: Service, client):
    first, second = handled(at), handled(at)
    rows = list(parties(at.city).order_by("pk"))
    login(client, at.city)
    moved(at.dispatcher, second, "recall", reason="派错单位")
    answer = client.post(WORK, {"intent": "sign", "selected": [row.pk for row in rows]}, follow=True)
    assert Case.objects.get(pk=first.pk).version == 3
    assert "签收" in whole(answer)
    assert [row.state for row in parties(at.city).order_by("pk")] == ["signed", "withdrawn"]


def test_another_units_party_is_not_signed(at: Service, client):
    case = handled(at)
    row = parties(at.city).get()
    login(client, at.housing)
    client.post(WORK, {"intent": "sign", "selected": [row.pk]})
    assert Case.objects.get(pk=case.pk).version == 2


def test_every_figure_of_the_board_is_its_rows(at: Service):
    with clock.frozen(MONDAY):
        opened(at)
        handled(at)
        watched = moved(at.supervisor, handled(at), "supervise", level="yellow", reason="逾期未回")
        asked = moved(at.city, handled(at), "ask_extension", days=3, reason="等待配件")
        unhappy = moved(at.city, moved(at.city, handled(at), "sign"), "reply", **REPLY)
        moved(at.dispatcher, unhappy, "review")
        moved(at.agent, unhappy, "close", contacted="reached", solved=False, satisfaction="1", why="没有修好")
    with clock.frozen(MONDAY + timedelta(days=5)):
        sweep_clocks(system("平台"))
        found = figures(at.supervisor)
        for heap in HEAPS:
            assert heaped(cases(at.supervisor), heap.id).count() == found[heap.id], heap.id
        assert (found["dispatching"], found["extension"], found["supervised"], found["unanswered"]) == (1, 1, 1, 1)
        assert (found["unsatisfied"], found["callback"]) == (1, 0)
        assert list(heaped(cases(at.supervisor), "extension")) == [asked]
        assert list(heaped(cases(at.supervisor), "unanswered")) == [watched]


def test_extensions_are_granted_and_units_urged_together(at: Service, client):
    asked = [moved(at.city, handled(at), "ask_extension", days=3, reason="等待配件") for _ in range(2)]
    login(client, at.supervisor)
    keys = [case.pk for case in asked]
    client.post(f"{BOARD}extension/", {"intent": "grant_extension", "selected": keys})
    assert figures(at.supervisor)["extension"] == 0
    client.post(f"{BOARD}late/", {"intent": "urge", "selected": keys, "reason": "请尽快"})
    assert [Case.objects.get(pk=key).version for key in keys] == [4, 4]


class HotlinePageCase(PageCase):
    @pytest.fixture(autouse=True)
    def _settle(self, db):
        self.at = service()
        self.nobody = actor("nobody", organisation("N"))

    def populate(self, count):
        for _ in range(count):
            handled(self.at)

    def sign_in_forbidden(self, client):
        login(client, self.nobody)


class TestWorkPage(HotlinePageCase):
    page = workbench.WorkPage

    def address(self):
        return WORK

    def sign_in(self, client):
        login(client, self.at.city)


class TestBoardPage(HotlinePageCase):
    page = board.BoardPage

    def address(self):
        return BOARD

    def sign_in(self, client):
        login(client, self.at.supervisor)


class TestBoardCases(TestBoardPage):
    page = board.BoardCases

    def address(self):
        return f"{BOARD}soon/"
