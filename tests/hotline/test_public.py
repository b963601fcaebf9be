"""Citizens' own pages: report, receipt, follow, add. Bad input is said clearly and keeps what was typed."""

import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from shizheng.engines.cases.models import Case, Contact
from shizheng.kit import clock
from shizheng.platform.accounts.models import Account
from shizheng.platform.files.models import StoredFile
from shizheng.platform.vault.models import for_machine
from shizheng.systems.hotline.models import HotlineOffice
from shizheng.systems.hotline.pages import public
from shizheng.systems.hotline.queries import web
from tests.console.suite import PageCase, whole
from tests.hotline.citizens import CALLER, PHONE, city, finished, picture, replied
from tests.hotline.service import handled, moved, opened
from tests.platform.people import account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    cache.clear()


REPORT, QUERY = "/12345/", "/12345/query/"


def typed(**more: object) -> dict[str, object]:
    return {
        "nature": "complaint",
        "text": "路灯连续三天不亮，夜里看不见路",
        "place": "东湖路88号前",
        "phone": PHONE,
        "name": "赵建国",
        "agreed": "on",
        "key": str(uuid.uuid4()),
        **more,
    }


def sent(client: Client, **more: object):
    return client.post(REPORT, typed(**more))


def photograph(content: bytes, name: str = "a.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def asked(client: Client, case: Case, tail: str = PHONE[-4:]):
    return client.post(QUERY, {"number": case.number, "tail": tail})


class CitizenCase(PageCase):
    def populate(self, count: int) -> None:
        if not Account.objects.filter(username="agent").exists():
            self.at = city()
        for _ in range(count):
            opened(self.at, contact=CALLER)

    def sign_in(self, client: Client) -> None:
        self.populate(0)
        client.force_login(Account.objects.get(username="agent"))

    def sign_in_forbidden(self, client: Client) -> None:
        client.force_login(account("nobody"))


class TestReport(CitizenCase):
    page = public.ReportPage

    def address(self) -> str:
        return REPORT


class TestReceipt(CitizenCase):
    page = public.ReceiptPage

    def address(self) -> str:
        return f"/12345/receipt/{web.receipt(Case.objects.earliest('pk'))}/"


class TestQuery(CitizenCase):
    page = public.QueryPage

    def address(self) -> str:
        return QUERY


def test_a_matter_is_opened_for_the_centre_and_its_receipt_says_the_number(client: Client) -> None:
    at = city()
    answer = sent(client, confidential="on", point="37.868012,113.583406")
    assert answer.status_code == 302
    case = Case.objects.get()
    assert (case.stage, case.channel, case.keeper_id, case.place) == ("accepting", "web", at.centre.pk, "东湖路88号前")
    assert case.title == "东湖路88号前：路灯连续三天不亮，夜里看不见路"
    assert str(case.latitude) == "37.868012"
    contact = Contact.objects.get()
    assert for_machine(contact.phone) == PHONE and contact.confidential and PHONE not in contact.phone.token
    receipt = whole(client.get(answer["Location"]))
    assert case.number in receipt and PHONE not in receipt
    assert client.get("/12345/receipt/forged:x:y/").status_code == 404
    assert moved(at.agent, case, "accept", **{**opened_answers(), "area": "donghu"}).stage == "dispatching"


def opened_answers() -> dict[str, object]:
    from tests.hotline.service import MATTER

    return dict(MATTER)


def test_the_same_form_sent_twice_is_one_case(client: Client) -> None:
    city()
    form = typed(photos=photograph(picture()))
    first = client.post(REPORT, form)
    again = client.post(REPORT, {**form, "photos": photograph(picture())})
    assert first.status_code == again.status_code == 302
    assert Case.objects.count() == 1 and StoredFile.objects.count() == 1


def test_photographs_lose_what_is_beside_the_picture_and_their_place_only_serves_with_consent(client: Client) -> None:
    city()
    sent(client, photos=[photograph(picture(gps=True)), photograph(picture(30))])
    sent(client, photos=photograph(picture(gps=True)), use_photo_place="on")
    first, second = Case.objects.order_by("pk")
    assert first.latitude is None and str(second.latitude) == "37.860000"
    assert first.attachments.count() == 2
    for stored in StoredFile.objects.all():
        content = stored.path.read_bytes()
        assert b"SECRETCAMERA" not in content
        with Image.open(BytesIO(content)) as image:
            assert not image.getexif()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"photos": [photograph(b"%PDF-1.4 x", "a.pdf")]}, "不是可以打开的照片"),
        ({"photos": [photograph(b"\xff\xd8\xff" + b"0" * 99)]}, "不是可以打开的照片"),
        ({"photos": [photograph(b"\xff\xd8\xff" + b"0" * (50 << 20))]}, "超过10 MB"),
        ({"photos": [photograph(picture(8 + n)) for n in range(7)]}, "照片最多6张"),
        ({"phone": "12"}, "应为手机号码"),
        ({"text": "灯"}, "5"),
        ({"agreed": ""}, "请先勾选同意"),
        ({"website": "http://x"}, "提交没有成功"),
        ({"nature": "<script>"}, "选"),
        ({"text": "路灯不亮\x07响铃"}, "控制字符"),
        ({"area": "nowhere"}, "选"),
        ({"key": "x"}, "UUID"),
    ],
)
def test_bad_input_is_said_and_what_was_typed_stays(client: Client, more: dict[str, object], words: str) -> None:
    city()
    answer = sent(client, **more)
    page = whole(answer)
    assert answer.status_code == 422
    assert words in page and "东湖路88号前" in page
    assert not Case.objects.exists() and not StoredFile.objects.exists()


def test_script_is_text(client: Client) -> None:
    city()
    answer = sent(client, text="<script>alert(1)</script>路灯", place="<img src=x>", phone="12")
    assert "<script>alert" not in whole(answer) and "<img src=x>" not in whole(answer)


def test_anonymous_where_the_city_has_it(client: Client) -> None:
    city()
    answer = sent(client, phone="", name="")
    case = Case.objects.get()
    receipt = whole(client.get(answer["Location"]))
    assert web.lookup_code(case) in receipt
    assert case.title in whole(asked(client, case, web.lookup_code(case)))
    HotlineOffice.objects.update(accepts_anonymous=False)
    refused = sent(client, phone="", name="")
    assert refused.status_code == 422 and Case.objects.count() == 1


def test_too_many_are_refused_with_what_was_typed(client: Client) -> None:
    city()
    times = public.PER_PHONE[0]
    assert {sent(client).status_code for _ in range(times)} == {302}
    answer = sent(client)
    assert answer.status_code == 429 and "操作过于频繁" in whole(answer) and "东湖路88号前" in whole(answer)
    assert Case.objects.count() == times


def test_forms_of_other_sites_and_cities_without_a_hotline(client: Client) -> None:
    assert "拨打12345" in whole(client.get(REPORT))
    assert sent(client).status_code == 422
    assert Client(enforce_csrf_checks=True).post(REPORT, typed()).status_code == 403


def test_unknown_numbers_and_wrong_tails_are_answered_alike(client: Client) -> None:
    at = city()
    case = opened(at, contact=CALLER)
    answers = [asked(client, case, "0000"), client.post(QUERY, {"number": "2026112199999999", "tail": PHONE[-4:]})]
    pages = {
        whole(each).split('id="main"')[1].replace(case.number, "N").replace("2026112199999999", "N") for each in answers
    }
    assert [each.status_code for each in answers] == [422, 422]
    words = {public.UNKNOWN in page for page in pages}
    assert words == {True}
    assert case.title not in "".join(pages)


def test_guessing_the_tail_of_one_number_ends(client: Client) -> None:
    at = city()
    case = opened(at, contact=CALLER)
    codes = [asked(client, case, f"{tail:04d}").status_code for tail in range(public.PER_NUMBER[0] + 1)]
    assert codes == [422] * public.PER_NUMBER[0] + [429]
    assert asked(client, case).status_code == 429


def test_the_state_is_honest_and_a_reply_shows_once_it_was_reviewed(client: Client) -> None:
    at = city()
    case = handled(at, contact=CALLER)
    moved(at.city, case, "sign")
    assert "正在办理" in whole(asked(client, case))
    moved(
        at.city, case, "reply", is_true=True, is_beyond=False, result="内部记录", solved=True, public_reply="已换灯泡"
    )
    page = whole(asked(client, case))
    assert "已换灯泡" not in page and "内部记录" not in page
    moved(at.dispatcher, case, "review")
    page = whole(asked(client, case))
    assert "已换灯泡" in page and "内部记录" not in page and "评价办理结果" in page and PHONE not in page


def test_more_is_added_and_evaluation_opens_from_the_query(client: Client) -> None:
    at = city()
    case = replied(at)
    token = web.opened(case)
    key = str(uuid.uuid4())
    form = {"opened": token, "more": "昨晚又不亮", "key": key}
    assert "已经补充" in whole(client.post(QUERY, form))
    client.post(QUERY, form)
    assert case.events.filter(move="supplement").count() == 1
    evaluation = client.post(QUERY, {"opened": token, "evaluate": "1"})
    assert evaluation.status_code == 302 and client.get(evaluation["Location"]).status_code == 200
    with clock.frozen(clock.now() + timedelta(hours=1)):
        assert client.post(QUERY, {"opened": "forged", "more": "x", "key": key}).status_code == 422
    over = finished(at)
    refused = client.post(QUERY, {"opened": web.opened(over), "more": "再说一句", "key": str(uuid.uuid4())})
    assert refused.status_code == 422
    assert over.events.filter(move="supplement").count() == 0
