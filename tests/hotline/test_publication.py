"""Publication: covered, edited, decided by a second person; public only while it is published."""

import pytest
from django.test import Client

from shizheng.engines.cases.domain.contacts import ContactDetails
from shizheng.engines.cases.models import Case
from shizheng.kit.errors import InvalidInputError, ShizhengError
from shizheng.platform.accounts.models import Account
from shizheng.platform.policy.queries import DeniedError
from shizheng.systems.hotline import tasks
from shizheng.systems.hotline.actions.publication import (
    edit_publication,
    propose_publication,
    publish,
    set_proposal_rule,
    withdraw_publication,
    withhold,
)
from shizheng.systems.hotline.models import Publication
from shizheng.systems.hotline.pages import public_published, publication
from shizheng.systems.hotline.queries.publication import Words, proposable, totals
from tests.console.suite import PageCase, whole
from tests.hotline.citizens import PHONE, city, finished, replied
from tests.hotline.service import Service
from tests.platform.people import ROBOT, account

pytestmark = pytest.mark.django_db
NAMED = f"赵建国您好，已为您更换路灯，联系{PHONE}，晋A12345的车已挪走"


def proposed(at: Service, **more) -> Publication:
    return propose_publication(at.dispatcher, case=finished(at, **more))


def published(at: Service) -> Publication:
    return publish(at.supervisor, publication=proposed(at))


def test_a_second_person_publishes_what_was_covered() -> None:
    at = city()
    row = proposed(at, public_reply=NAMED)
    assert "赵建国" not in row.reply and PHONE not in row.reply and "12345" not in row.reply and "更换路灯" in row.reply
    assert row.satisfaction == "5" and row.unit == at.units[0]
    assert publish(at.supervisor, publication=row).state == "published"
    with pytest.raises(ShizhengError, match="已经已公开"):
        withhold(at.supervisor, publication=row, kind="privacy", reason="含个人信息")


def test_who_proposed_or_edited_does_not_publish_and_what_is_left_must_be_confirmed() -> None:
    at = city()
    row = propose_publication(at.supervisor, case=finished(at))
    with pytest.raises(ShizhengError, match="不能自己审定"):
        publish(at.supervisor, publication=row)
    row = proposed(at)
    edit_publication(at.dispatcher, publication=row, words=Words(row.title, f"请找赵建国或{PHONE}", "", "已修复"))
    with pytest.raises(InvalidInputError, match="疑似个人信息"):
        publish(at.supervisor, publication=row)
    with pytest.raises(DeniedError):
        publish(at.dispatcher, publication=row, confirmed=True)
    assert Publication.objects.public().count() == 0
    assert publish(at.supervisor, publication=row, confirmed=True).state == "published"


def test_confidential_open_and_repeated_matters_are_not_proposed() -> None:
    at = city()
    hidden = finished(at, ContactDetails(name="钱明", phone=PHONE, confidential=True))
    waiting, row = replied(at), proposed(at)
    for case in (hidden, waiting, row.case):
        with pytest.raises(ShizhengError):
            propose_publication(at.dispatcher, case=case)
    assert not proposable().filter(pk__in=[hidden.pk, waiting.pk, row.case_id]).exists()
    assert Publication.objects.count() == 1


def test_the_daily_rule_proposes_what_fits() -> None:
    at = city()
    finished(at)
    assert tasks.propose_finished(ROBOT) == ""
    rule = {"is_active": True, "categories": [], "days": 30}
    set_proposal_rule(at.supervisor, natures=["thanks"], least="", **rule)
    assert tasks.propose_finished(ROBOT) == ""
    set_proposal_rule(at.supervisor, natures=["complaint"], least="4", **rule)
    assert tasks.propose_finished(ROBOT) == "提请公开1件"
    assert tasks.propose_finished(ROBOT) == ""


class OfficeCase(PageCase):
    path = ""

    def populate(self, count: int) -> None:
        if not Account.objects.filter(username="agent").exists():
            self.at = city()
        for _ in range(count):
            self.make()

    def make(self) -> None:
        proposed(self.at)

    def address(self) -> str:
        first = Publication.objects.order_by("pk").first()
        return f"/hotline/publications/{self.path}".format(pk=first.pk if first else 0)

    def sign_in(self, client: Client) -> None:
        self.populate(0)
        client.force_login(Account.objects.get(username="supervisor"))

    def sign_in_forbidden(self, client: Client) -> None:
        client.force_login(account("nobody"))


class TestList(OfficeCase):
    page = publication.PublicationList


class TestProposable(OfficeCase):
    page = publication.ProposableList
    path = "proposable/"

    def make(self) -> None:
        finished(self.at)

    def test_many_are_proposed_at_once(self, client: Client) -> None:
        self.sign_in(client)
        self.populate(2)
        keys = list(Case.objects.values_list("pk", flat=True))
        client.post(self.address(), {"intent": "propose", "selected": keys})
        assert Publication.objects.count() == 2


class TestDetail(OfficeCase):
    page = publication.PublicationDetail
    path = "{pk}/"

    def test_allowed_sees_the_page(self, client: Client) -> None:
        self.sign_in(client)
        proposed(self.at, public_reply=NAMED)
        page = whole(client.get(self.address()))
        assert '<mark title="姓名">赵建国</mark>' in page and "原文" in page


class TestEdit(OfficeCase):
    page = publication.PublicationEdit
    path = "{pk}/edit/"


class TestPublish(OfficeCase):
    page = publication.PublishPage
    path = "{pk}/publish/"

    def test_from_the_page(self, client: Client) -> None:
        self.sign_in(client)
        self.populate(1)
        row = Publication.objects.get()
        assert client.post(self.address(), {"expected_version": row.version}).status_code == 302
        assert Publication.objects.public().count() == 1


class TestWithhold(OfficeCase):
    page = publication.WithholdPage
    path = "{pk}/withhold/"

    def test_a_reason_is_asked_for(self, client: Client) -> None:
        self.sign_in(client)
        self.populate(1)
        form = {"expected_version": 1, "kind": "stability", "reason": ""}
        assert client.post(self.address(), form).status_code == 422
        assert client.post(self.address(), {**form, "reason": "正在处置"}).status_code == 302
        assert Publication.objects.get().get_state_display() == "不予公开"


class TestWithdraw(OfficeCase):
    page = publication.WithdrawMatterPage
    path = "{pk}/withdraw/"


class TestRule(OfficeCase):
    page = publication.ProposalRulePage
    path = "rule/"

    def test_it_is_kept(self, client: Client) -> None:
        self.sign_in(client)
        form = {"is_active": "on", "categories": ["light"], "natures": ["complaint"], "least": "3", "days": "10"}
        assert client.post(self.address(), form).status_code == 302
        assert 'value="10"' in whole(client.get(self.address()))


class PublicCase(OfficeCase):
    def make(self) -> None:
        published(self.at)


class TestPublished(PublicCase):
    page = public_published.PublishedList

    def address(self) -> str:
        return "/12345/published/"

    def test_search_filters_and_figures(self, client: Client) -> None:
        self.populate(2)
        proposed(self.at)
        found = totals()
        assert (found.published, found.finished, found.satisfied) == (2, 3, 100.0)
        unit = self.at.units[0].pk
        for asked, count in (
            ({}, 2),
            ({"q": "路灯"}, 2),
            ({"q": "赵建国"}, 0),
            ({"unit": unit}, 2),
            ({"unit": "999"}, 0),
            ({"month": "2026-13"}, 0),
            ({"category": "none"}, 0),
            ({"q": "\0<script>"}, 0),
        ):
            assert len(client.get(self.address(), asked).context["rows"].object_list) == count, asked
        assert "66.67%" in whole(client.get(self.address()))


class TestMatter(PublicCase):
    page = public_published.PublishedDetail

    def address(self) -> str:
        return f"/12345/published/{Publication.objects.earliest('pk').pk}/"

    def test_what_is_not_published_or_was_withdrawn_is_not_there(self, client: Client) -> None:
        self.populate(1)
        row = Publication.objects.get()
        assert "赵建国" not in whole(client.get(self.address()))
        withdraw_publication(self.at.supervisor, publication=row, kind="unsound", reason="内容有误")
        assert client.get(self.address()).status_code == 404
        assert client.get(f"/12345/published/{proposed(self.at).pk}/").status_code == 404


class TestChart(PublicCase):
    page = public_published.CategoryChart

    def address(self) -> str:
        return "/12345/published/categories/"
