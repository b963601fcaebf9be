"""Places on the map."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shizheng.engines.cases.domain.points import point_of, written
from shizheng.engines.cases.models import Case
from shizheng.kit.errors import InvalidInputError
from tests.hotline.service import MATTER, opened, service


@pytest.mark.parametrize("text", ["", "91,0", "0,181", "37.8", "37.1234567,1", "37.8;113.5", "a,b", "37.8,113.5,1"])
def test_what_is_no_point(text: str):
    assert point_of(text) is None


@given(st.decimals(-90, 90, places=6, allow_nan=False), st.decimals(-180, 180, places=6, allow_nan=False))
def test_what_is_written_is_read_again(latitude: Decimal, longitude: Decimal):
    assert point_of(written(latitude, longitude)) == (latitude, longitude)


@pytest.mark.parametrize("latitude", [Decimal("90.1"), Decimal("NaN"), Decimal("1e9")])
def test_off_the_earth_is_refused(latitude: Decimal):
    with pytest.raises(InvalidInputError, match="坐标"):
        written(latitude, Decimal(0))


@pytest.mark.django_db
def test_a_case_keeps_where_it_is():
    case = opened(service(), answers={**MATTER, "point": "37.868012,113.583406"})
    found = Case.objects.get(pk=case.pk)
    assert (found.latitude, found.longitude) == (Decimal("37.868012"), Decimal("113.583406"))
