"""What a unit is to a place, so that what is learned in one street serves in another.

坪山街道综合执法队 is 综合执法队 of the street where a matter of 坪山街道 is concerned, and a stranger elsewhere.
"""

import re

_SUFFIX = re.compile(r"(?<=.)(?:（[^（）]*）|\([^()]*\))$")
_OFFICE = ("街道", "镇", "乡", "社区", "村", "办事处")
OWN_COMMUNITY, OTHER_COMMUNITY, OF_STREET = "本社区", "他社区", "本街道"


def plain_name(unit: str) -> str:
    """The name without a trailing remark in brackets, which comes and goes when a directory is edited."""
    return _SUFFIX.sub("", unit) or unit


def _short(place: str) -> str:
    for ending in _OFFICE:
        if place.endswith(ending) and len(place) > len(ending):
            return place.removesuffix(ending)
    return place


def role(unit: str, street: str, community: str) -> str:
    name = plain_name(unit)
    if community and name == community:
        return OWN_COMMUNITY
    short = _short(street)
    if short and short in unit:
        rest = name.replace(street, "").replace(f"{short}办事处", "").replace(short, "")
        return f"{OF_STREET}{rest}"
    return OTHER_COMMUNITY if name.endswith(("社区", "村")) else name
