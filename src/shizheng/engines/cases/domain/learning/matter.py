"""A case as it is known at intake, and the unit that it went to."""

from dataclasses import dataclass

from shizheng.engines.cases.domain.learning.instants import SHAPES, read_instant
from shizheng.engines.cases.domain.learning.records import RecordTable
from shizheng.kit.errors import Fault

DAY = 86_400.0
UNIT = "DISPOSE_UNIT_NAME"
UNIT_CODE = "DISPOSE_UNIT_ID"
TIME = "CREATE_TIME"
FIELDS = {
    "street": "STREET_NAME",
    "community": "COMMUNITY_NAME",
    "subtype": "SUB_TYPE_NAME",
    "maintype": "MAIN_TYPE_NAME",
    "kind": "EVENT_TYPE_NAME",
    "nature": "EVENT_PROPERTY_NAME",
    "source": "EVENT_SRC_NAME",
}
NEEDED = (UNIT, TIME, "STREET_NAME", "SUB_TYPE_NAME")


@dataclass(frozen=True, slots=True)
class Matter:
    """What intake knows: place, three levels of category, nature, channel, and the day as a fraction since 1970.

    Empty strings where nothing was written. Columns that only the handling fills (archive and operation counts) have
    no place here.
    """

    street: str = ""
    community: str = ""
    subtype: str = ""
    maintype: str = ""
    kind: str = ""
    nature: str = ""
    source: str = ""
    day: float = 0.0


@dataclass(frozen=True, slots=True)
class Past:
    """A matter with the unit that handled it; `code` joins the names that one unit had over time."""

    matter: Matter
    unit: str
    code: str = ""


def read_past(table: RecordTable) -> list[Past]:
    """Every row in the order of the table; those without a time are taken as the latest. InvalidInputError names row
    and column of a time that cannot be read."""
    faults, days = [], []
    for record in table.records:
        instant = read_instant(record[TIME]) if record[TIME] else None
        if record[TIME] and instant is None:
            faults.append(Fault(f"“{record[TIME]}”不是日期时间", table.place(record, TIME), SHAPES))
        days.append(instant.timestamp() / DAY if instant else None)
    if faults:
        table.refuse(faults)
    latest = max((day for day in days if day is not None), default=0.0)
    return [
        Past(
            Matter(**{field: record[column] for field, column in FIELDS.items()}, day=latest if day is None else day),
            record[UNIT],
            record[UNIT_CODE],
        )
        for record, day in zip(table.records, days, strict=True)
    ]
