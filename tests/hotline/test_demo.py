"""The demonstration's work orders: told the same way each time, sound, and enough for everybody to do on any day."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from shizheng.engines.cases.models import Case, Contact, EventRow, MarkRow, PartyRow, RequestRow
from shizheng.engines.cases.queries.verification import verify
from shizheng.kit import clock
from shizheng.kit.clock import ZONE
from shizheng.kit.errors import InvalidInputError
from shizheng.kit.packfiles import SHIPPED
from shizheng.kit.personal import personal
from shizheng.platform.packs.actions import apply_pack
from tests.platform.people import ROBOT

pytestmark = pytest.mark.django_db
FILES = ("organisations", "units", "roles", "accounts", "areas", "categories", "limits")


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """The demonstration city with a hotline of 250 work orders."""
    for name in FILES:
        shutil.copy(SHIPPED / "demo" / f"{name}.yaml", tmp_path)
    text = (SHIPPED / "demo" / "hotline_cases.yaml").read_text(encoding="utf-8")
    (tmp_path / "hotline_cases.yaml").write_text(
        text.replace("count: 1500", "count: 250").replace("days: 120", "days: 30"), encoding="utf-8"
    )
    return tmp_path


@pytest.mark.parametrize(
    "now",
    [datetime(2026, 11, 21, 16, 45, tzinfo=ZONE), datetime(2026, 7, 6, 3, 10, tzinfo=ZONE)],
    ids=["saturday", "monday night"],
)
def test_everybody_has_something_to_do(now, city):
    with clock.frozen(now):
        apply_pack(ROBOT, folder=city)
        cases = Case.objects.of("hotline")
        stages = {
            stage: cases.filter(stage=stage).count() for stage in cases.values_list("stage", flat=True).distinct()
        }
        assert cases.count() == 250
        assert {"accepting", "dispatching", "handling", "merged", "callback", "closed", "archived", "declined"} <= {
            *stages
        }
        assert stages["dispatching"] >= 3
        for unit in ("MZ-CGJ", "MZ-ZJJ"):
            own = PartyRow.objects.filter(organisation__code=unit, case__ended_at=None)
            assert own.filter(state="assigned", role="main").count() >= 3
            assert own.filter(state="signed").count() >= 6
            assert own.filter(role="co").count() >= 2
            assert own.filter(due_at__lt=now).count() >= 3
            assert own.filter(due_at__gte=now, due_at__lt=now + timedelta(days=1)).count() >= 3
            asked = RequestRow.objects.filter(granted=None, organisation_id=own[0].organisation_id)
            assert set(asked.values_list("kind", flat=True)) == {"extension", "return"}
        assert MarkRow.objects.filter(move="rework").exists()
        assert not EventRow.objects.filter(at__gt=now).exists()
        assert [str(flaw) for _, flaws in verify() for flaw in flaws] == []
        again = apply_pack(ROBOT, folder=city)
        assert (again.sections["热线工单"].unchanged, cases.count()) == (1, 250)
        for case in cases.only("title", "text", "place"):
            assert personal(f"{case.title}\n{case.text}\n{case.place}") == []
            assert "{" not in case.title + case.text
        assert Contact.objects.exclude(phone_index="").count() > 200


def test_an_unknown_unit_or_account_is_refused(city):
    file = city / "hotline_cases.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("MZ-SCJ", "MZ-XXX").replace("zuoxi", "nobody"), "utf-8")
    with pytest.raises(InvalidInputError) as refused:
        apply_pack(ROBOT, folder=city)
    assert {fault.message for fault in refused.value.faults} == {"没有单位“MZ-XXX”", "没有用户“nobody”"}
    assert not Case.objects.exists()
