"""The console over cases: who sees what, what the forms do, and how many statements a page takes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shizheng.engines.cases.models import Attachment, Case, EventRow
from shizheng.engines.cases.pages import cases, contacts, files, moves, processes
from shizheng.kit import clock
from shizheng.platform.accounts.models import Account
from shizheng.platform.files.actions import store_file
from shizheng.platform.policy.domain.scope import Scope
from tests.cases.city import MATTER, City, dispatched, found, moved, raised
from tests.console.suite import PageCase, whole
from tests.platform.people import actor, organisation

ROUTE = "/cases/"


def enter(client: Client, name: str) -> None:
    client.force_login(Account.objects.get(username=name))


class CasePageCase(PageCase):
    """Pages over the city's cases; `agent` may, `nobody` may not."""

    city: City | None = None

    @pytest.fixture(autouse=True)
    def _settle(self, db, now):
        self.city = found()
        actor("nobody", organisation("N"))
        self.first = dispatched(self.city)

    def populate(self, count):
        for _ in range(count):
            raised(self.city, category="leak", area="n1")

    def sign_in(self, client):
        enter(client, "agent")

    def sign_in_forbidden(self, client):
        enter(client, "nobody")


class TestCaseList(CasePageCase):
    page = cases.CaseList

    def address(self):
        return ROUTE

    def test_who_may_open_a_case_finds_the_way_from_the_list(self, client):
        enter(client, "agent")
        text = whole(client.get(ROUTE))
        assert f'href="{ROUTE}new/trial_hotline/register/"' in text
        assert "split_off" not in text
        enter(client, "water")
        assert f"{ROUTE}new/" not in whole(client.get(ROUTE))


class TestCaseDetail(CasePageCase):
    page = cases.CaseDetail

    def address(self):
        return f"{ROUTE}{self.first.pk}/"


class TestAttachedFile(CasePageCase):
    page = files.AttachedFile

    def address(self):
        stored = getattr(self, "stored", None) or store_file(self.city.water, name="a.txt", chunks=["一".encode()])
        self.stored = stored
        row, _ = Attachment.objects.get_or_create(case=self.first, file=stored, position=1, ask="files")
        return f"{ROUTE}files/{row.pk}/"

    def test_allowed_sees_the_page(self, client):
        enter(client, "agent")
        assert client.get(self.address()).status_code == 200


class TestContactOpen(CasePageCase):
    page = contacts.ContactOpen

    def address(self):
        return f"{ROUTE}{self.first.pk}/contact/"


class TestContactEdit(CasePageCase):
    page = contacts.ContactEdit

    def address(self):
        return f"{ROUTE}{self.first.pk}/contact/edit/"


class TestCaseMove(CasePageCase):
    page = moves.CaseMove

    def address(self):
        return f"{ROUTE}{self.first.pk}/add/0/"

    def test_allowed_sees_the_page(self, client):
        enter(client, "agent")
        text = whole(client.get(self.address()))
        assert "加派" in text
        assert "依据：热线办理办法（测试）" in text


class TestCaseOpen(CasePageCase):
    page = moves.CaseOpen

    def address(self):
        return f"{ROUTE}new/trial_hotline/register/"


class TestProcessList(CasePageCase):
    page = processes.ProcessList

    def address(self):
        return f"{ROUTE}processes/"


class TestProcessDiagram(CasePageCase):
    page = processes.ProcessDiagram

    def address(self):
        return f"{ROUTE}processes/trial_hotline/"


def test_a_unit_sees_its_own_cases_alone(client, city: City):
    mine, other = dispatched(city, title="北街路灯"), raised(city, title="南街积水")
    enter(client, "water")
    text = whole(client.get(ROUTE))
    assert "北街路灯" in text
    assert "南街积水" not in text
    assert client.get(f"{ROUTE}{mine.pk}/").status_code == 200
    assert client.get(f"{ROUTE}{other.pk}/").status_code == 404
    assert client.get(f"{ROUTE}{other.pk}/urge/0/").status_code == 404


def test_only_moves_that_can_be_made_are_offered(client, city: City):
    case = dispatched(city)
    enter(client, "water")
    text = whole(client.get(f"{ROUTE}{case.pk}/"))
    assert f"{case.pk}/sign/{city.ids[0]}/" in text
    assert "/reply/" not in text
    assert "/urge/" not in text
    enter(client, "agent")
    text = whole(client.get(f"{ROUTE}{case.pk}/"))
    assert "/urge/0/" in text
    assert "/review/" not in text
    assert "/sign/" not in text


def test_a_case_is_opened_and_dispatched_through_forms(client, city: City):
    enter(client, "agent")
    asked = {**MATTER, "category": "leak", "submission": "s1"}
    answer = client.post(f"{ROUTE}new/trial_hotline/register/", asked)
    case = Case.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{ROUTE}{case.pk}/")
    assert client.post(f"{ROUTE}new/trial_hotline/register/", asked)["Location"] == f"{ROUTE}{case.pk}/"
    assert Case.objects.count() == 1
    sent = {"main": city.ids[0], "co": [city.ids[1], city.ids[2]], "expected_version": 1}
    assert client.post(f"{ROUTE}{case.pk}/dispatch/0/", sent).status_code == 302
    case.refresh_from_db()
    assert (case.main_id, case.parties.count()) == (city.ids[0], 4)
    text = whole(client.get(f"{ROUTE}{case.pk}/"))
    assert "协办单位：2个" in text
    assert "主办单位：单位U0" in text


def test_each_open_request_is_decided_by_its_own_button(client, city: City):
    case = dispatched(city)
    for who in (city.water, city.road):
        moved(who, case, "sign")
        moved(who, case, "ask_extension", days=2, reason="待料")
    enter(client, "agent")
    text = whole(client.get(f"{ROUTE}{case.pk}/"))
    assert "同意延期（单位U0）" in text
    assert f"{case.pk}/grant_extension/0/?request=6" in text
    answer = client.post(f"{ROUTE}{case.pk}/grant_extension/0/?request=6", {"expected_version": 6})
    assert answer.status_code == 302
    assert [(row.number, row.granted) for row in case.requests.all()] == [(4, None), (6, True)]
    answer = client.post(f"{ROUTE}{case.pk}/refuse_extension/0/?request=6", {"reason": "x", "expected_version": 7})
    assert (answer.status_code, "没有待审批的申请" in whole(answer)) == (422, True)


def test_wrong_answers_come_back_beside_their_fields(client, city: City):
    enter(client, "agent")
    answer = client.post(f"{ROUTE}new/trial_hotline/register/", {**MATTER, "title": "", "text": "夜间"})
    assert answer.status_code == 422
    assert "夜间" in whole(answer)
    assert Case.objects.count() == 0
    case = dispatched(city, co=False)
    moved(city.water, case, "sign")
    enter(client, "water")
    address = f"{ROUTE}{case.pk}/reply/{city.ids[0]}/"
    said = {"result": "无法修复", "solved": "false", "public_reply": "暂无法修复", "expected_version": 3}
    answer = client.post(address, said)
    assert (answer.status_code, "没有填写" in whole(answer)) == (422, True)
    assert client.post(address, {**said, "unsolved_reason": "待规划"}).status_code == 302


def test_a_form_that_is_outdated_says_what_happened_and_keeps_the_words(client, city: City):
    case = dispatched(city)
    moved(city.road, case, "sign")
    enter(client, "agent")
    answer = client.post(f"{ROUTE}{case.pk}/shelve/0/", {"reason": "待批复的理由", "expected_version": 2})
    text = whole(answer)
    assert answer.status_code == 409
    assert "单位U1签收" in text
    assert "待批复的理由" in text
    assert Case.objects.get(pk=case.pk).version == 3


def test_a_move_without_its_permission_is_refused(client, city: City):
    case = dispatched(city)
    enter(client, "water")
    before = EventRow.objects.count()
    assert client.get(f"{ROUTE}{case.pk}/urge/0/").status_code == 403
    assert client.post(f"{ROUTE}{case.pk}/urge/0/", {"reason": "快", "expected_version": 2}).status_code in {403, 422}
    assert client.get(f"{ROUTE}new/trial_hotline/register/").status_code == 403
    assert client.get(f"{ROUTE}{case.pk}/fly/0/").status_code == 404
    assert EventRow.objects.count() == before


def test_files_are_kept_with_the_answer(client, city: City, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    case = dispatched(city, co=False)
    moved(city.water, case, "sign")
    enter(client, "water")
    sent = {
        "result": "已修复",
        "solved": "true",
        "public_reply": "已修复",
        "expected_version": 3,
        "files": [SimpleUploadedFile("a.txt", "一".encode()), SimpleUploadedFile("b.txt", "二".encode())],
    }
    assert client.post(f"{ROUTE}{case.pk}/reply/{city.ids[0]}/", sent).status_code == 302
    assert [(each.ask, each.position, str(each.file)) for each in case.attachments.all()] == [
        ("files", 4, "a.txt"),
        ("files", 4, "b.txt"),
    ]
    first = case.attachments.first()
    enter(client, "agent")
    assert f'href="{ROUTE}files/{first.pk}/"' in whole(client.get(f"{ROUTE}{case.pk}/"))
    handed = client.get(f"{ROUTE}files/{first.pk}/")
    assert b"".join(handed.streaming_content) == "一".encode()
    assert handed["Content-Disposition"].startswith("attachment")
    enter(client, "gas")
    assert client.get(f"{ROUTE}files/{first.pk}/").status_code == 404


def test_script_in_a_text_is_shown_as_text(client, city: City):
    case = raised(city, title="<script>alert(1)</script>", text="<img src=x onerror=alert(1)>")
    enter(client, "agent")
    for address in (ROUTE, f"{ROUTE}{case.pk}/", f"{ROUTE}{case.pk}/dispatch/0/"):
        text = whole(client.get(address))
        assert "<script>alert(1)" not in text
        assert "<img src=x" not in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"甲", "乙", "丙"}),
        ("process=trial_hotline", {"甲", "乙", "丙"}),
        ("stage=dispatching", {"乙", "丙"}),
        ("due=over", set()),
        ("due=day", {"乙", "丙"}),
        ("unit=U0", {"甲"}),
        ("unit=单位U0", {"甲"}),
        ("unit=单位", set()),
        ("category=water", {"乙"}),
        ("category=fire", set()),
        ("area=north", {"丙"}),
        ("channel=web", {"丙"}),
        ("opened_at_after=2026-09-22", set()),
        ("opened_at_before=2026-09-21", {"甲", "乙", "丙"}),
    ],
)
def test_filters(client, city: City, query: str, expected: set[str]):
    dispatched(city, title="甲")
    raised(city, title="乙", category="leak")
    raised(city, title="丙", area="n1", channel="web")
    enter(client, "agent")
    with clock.frozen(clock.now()):
        text = whole(client.get(f"{ROUTE}?{query}"))
    assert {title for title in ("甲", "乙", "丙") if f">{title}<" in text} == expected


def test_a_list_of_fifty_takes_at_most_eight_statements(client, city: City):
    actor("desk", city.units[0], cases__view=Scope.ORGANISATION)
    for _ in range(51):
        raised(city, category="leak", area="n1")
    # A scope over a subtree asks for its organisations first.
    for name, most in (("agent", 8), ("desk", 8), ("water", 9)):
        enter(client, name)
        client.get(ROUTE)
        with CaptureQueriesContext(connection) as captured:
            whole(client.get(ROUTE))
        assert len(captured) <= most, "\n".join(each["sql"][:200] for each in captured)


def test_a_detail_takes_at_most_twelve_statements(client, city: City):
    case = dispatched(city)
    for _ in range(9):
        moved(city.agent, case, "urge", reason="快办")
    enter(client, "agent")
    client.get(f"{ROUTE}{case.pk}/")
    with CaptureQueriesContext(connection) as captured:
        whole(client.get(f"{ROUTE}{case.pk}/"))
    assert len(captured) <= 12, "\n".join(each["sql"][:200] for each in captured)
