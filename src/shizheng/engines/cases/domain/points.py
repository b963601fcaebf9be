"""A place on the map as text: latitude and longitude in decimal degrees (CGCS2000), for instance ``37.868,113.583``."""

import re
from decimal import Decimal

from shizheng.kit.errors import Fault, InvalidInputError

PLACES = 6
_POINT = re.compile(r"(-?\d{1,2}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?)")


def point_of(text: str) -> tuple[Decimal, Decimal] | None:
    """Latitude and longitude; None where the text is none or lies off the earth."""
    found = _POINT.fullmatch(text)
    if found is None:
        return None
    latitude, longitude = Decimal(found[1]), Decimal(found[2])
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def written(latitude: Decimal, longitude: Decimal) -> str:
    """The text of a point, to six places; InvalidInputError where it lies off the earth or is no number."""
    try:
        text = ",".join(f"{each.quantize(Decimal(1).scaleb(-PLACES)):f}" for each in (latitude, longitude))
    except ArithmeticError:
        text = ""
    if point_of(text) is None:
        raise InvalidInputError([Fault("不是地球上的坐标", "坐标", "纬度在 -90 至 90、经度在 -180 至 180 之间")])
    return text
