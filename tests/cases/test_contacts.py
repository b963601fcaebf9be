"""Who raised a case: sealed at rest, masked on pages, opened with a reason, withheld where confidence was asked for."""

import pytest
from django.db import connection

from shizheng.engines.cases.actions.contacts import set_contact
from shizheng.engines.cases.actions.loading import load_cases
from shizheng.engines.cases.actions.moves import open_case
from shizheng.engines.cases.actions.refusals import KeyReusedError, MoveRefusedError
from shizheng.engines.cases.domain.contacts import ContactDetails, contact_faults
from shizheng.engines.cases.domain.events import Maker
from shizheng.engines.cases.domain.importing import PastMove
from shizheng.engines.cases.models import Case, Contact
from shizheng.engines.cases.queries.contacts import openable
from shizheng.kit import clock
from shizheng.kit.errors import InvalidInputError
from shizheng.platform.journal.models import Entry
from shizheng.platform.policy.domain.actor import Actor, system
from shizheng.platform.policy.queries import DeniedError
from shizheng.platform.vault.actions import unseal_value
from tests.cases.city import MATTER, City, moved, raised
from tests.cases.test_pages import ROUTE, enter
from tests.console.suite import whole

PHONE = "138" + "0" * 7 + "7"
CALLER = ContactDetails("张三", PHONE, "", "东湖路八号三单元")


def told(who: Actor, case: Case, reason: str) -> str:
    row = openable(who, Case.objects.get(pk=case.pk))
    return unseal_value(who, row=row, field="phone", reason=reason, permission="trial.view")


def opened(city: City, details: ContactDetails | None = CALLER, key: str = "") -> Case:
    made = open_case(city.agent, process="trial_hotline", move="register", answers=MATTER, contact=details, key=key)
    return made.case


def handled(city: City, details: ContactDetails = CALLER) -> Case:
    case = opened(city, details)
    moved(city.agent, case, "dispatch", main=city.ids[0])
    return Case.objects.get(pk=case.pk)


def test_nothing_plain_is_stored_anywhere_beside_the_case(city: City):
    opened(city)
    for table in ("cas_contact", "cas_event", "cas_case", "cas_words", "jnl_entry"):
        with connection.cursor() as cursor:
            if table not in connection.introspection.table_names():
                continue
            cursor.execute(f"SELECT * FROM {table}")
            text = str(cursor.fetchall())
        assert PHONE not in text
        assert "张三" not in text


def test_a_case_is_found_by_the_number_that_called(city: City):
    case = opened(city)
    assert list(Case.objects.called(f"{PHONE[:3]} {PHONE[3:7]} {PHONE[7:]}")) == [case]
    assert list(Case.objects.called(PHONE[:-1] + "8")) == []


def test_who_asked_for_confidence_is_not_found_by_number(city: City):
    opened(city, ContactDetails(phone=PHONE, confidential=True))
    assert list(Case.objects.called(PHONE)) == []


@pytest.mark.parametrize(
    ("details", "labels"),
    [
        (ContactDetails(), []),
        (CALLER, []),
        (ContactDetails(phone="0352-1234567"), []),
        (ContactDetails(phone="请打家里"), ["联系电话"]),
        (ContactDetails(name="张" * 51, identity="不详"), ["诉求人", "证件号码"]),
    ],
)
def test_details_are_judged(details: ContactDetails, labels: list[str]):
    assert [fault.place for fault in contact_faults(details)] == labels


def test_a_bad_number_opens_no_case(city: City):
    with pytest.raises(MoveRefusedError, match="联系电话"):
        opened(city, ContactDetails(phone="请打家里"))
    assert (Case.objects.count(), Contact.objects.count()) == (0, 0)


def test_the_same_key_for_another_caller_is_refused(city: City):
    first = opened(city, key="k")
    assert opened(city, key="k").pk == first.pk
    with pytest.raises(KeyReusedError):
        opened(city, ContactDetails(phone=PHONE[:-1] + "8"), key="k")
    assert Contact.objects.count() == 1


def test_a_unit_sees_masks_and_opens_them_with_a_reason(city: City, client):
    case = handled(city)
    enter(client, "water")
    text = whole(client.get(f"{ROUTE}{case.pk}/"))
    assert "张*" in text
    assert f"{PHONE[:3]}****{PHONE[-4:]}" in text
    assert PHONE not in text
    assert "登记诉求人" not in text
    answer = client.post(f"{ROUTE}{case.pk}/contact/", {"field": "phone", "reason": "上门前联系诉求人"})
    assert PHONE in whole(answer)
    assert answer["Cache-Control"] == "no-store"
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.reason) == ("vault.unseal", "上门前联系诉求人")
    assert PHONE not in entry.summary


def test_without_a_reason_nothing_is_shown(city: City, client):
    case = handled(city)
    enter(client, "water")
    answer = client.post(f"{ROUTE}{case.pk}/contact/", {"field": "phone", "reason": "看"})
    assert answer.status_code == 422
    assert PHONE not in whole(answer)
    assert not Entry.objects.filter(action="vault.unseal").exists()


def test_a_confidential_caller_is_withheld_from_units_but_not_from_the_centre(city: City, client):
    case = handled(city, ContactDetails("张三", PHONE, confidential=True))
    enter(client, "water")
    text = whole(client.get(f"{ROUTE}{case.pk}/"))
    assert "诉求人要求保密" in text
    assert "张*" not in text
    assert PHONE[-4:] not in text
    with pytest.raises(DeniedError, match="保密"):
        told(city.water, case, "上门前联系诉求人")
    assert told(city.agent, case, "回访联系") == PHONE


def test_another_units_case_opens_no_contact(city: City, client):
    case = handled(city)
    enter(client, "road")
    assert client.get(f"{ROUTE}{case.pk}/contact/").status_code == 404
    with pytest.raises(DeniedError):
        told(city.road, case, "上门前联系诉求人")


def test_the_centre_corrects_and_a_unit_may_not(city: City, client):
    case = handled(city)
    with pytest.raises(DeniedError):
        set_contact(city.water, case=case, details=ContactDetails("李四"))
    assert Contact.objects.get(pk=case.contact_id).name.reveal() == "张三"
    enter(client, "agent")
    kept = client.post(f"{ROUTE}{case.pk}/contact/edit/", {"name": "李四", "phone": "没有"})
    assert kept.status_code == 422
    assert 'value="李四"' in whole(kept)
    client.post(f"{ROUTE}{case.pk}/contact/edit/", {"name": "李四", "phone": PHONE, "confidential": "on"})
    row = Contact.objects.get(pk=case.contact_id)
    assert (row.name.reveal(), row.phone.reveal(), row.confidential) == ("李四", PHONE, True)


def test_a_caller_may_be_written_down_later(city: City):
    case = raised(city)
    set_contact(city.agent, case=case, details=CALLER)
    assert list(Case.objects.called(PHONE)) == [case]
    with pytest.raises(InvalidInputError, match="联系电话"):
        set_contact(city.agent, case=case, details=ContactDetails(phone="没有"))
    assert list(Case.objects.called(PHONE)) == [case]


def test_what_is_split_off_has_the_same_caller(city: City):
    case = opened(city)
    moved(city.agent, case, "split", title="另一盏灯", text="也不亮")
    part = Case.objects.get(origin=case)
    assert part.contact_id == case.contact_id


def test_loaded_cases_have_their_callers(city: City):
    moves = [PastMove("register", clock.now(), Maker(None, "导入", "", None, ""), MATTER, city.centre.pk)]
    loaded = load_cases(system("导入"), process="trial_hotline", histories=[moves, moves], contacts=[CALLER])
    first, second = loaded.cases
    assert list(Case.objects.called(PHONE)) == [first]
    assert not second.contact.phone
