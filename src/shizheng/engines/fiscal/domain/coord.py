"""The coordinate a printed number speaks about; an unset dimension means "summed over"."""

from typing import NamedTuple


class Coord(NamedTuple):
    """One cell of the space of public money.

    ``org`` is empty for the publishing unit itself as a whole; a year of 0 means the document's own year. Codes are
    those of the yearly classification book (政府收支分类科目). ``nature`` and ``item`` are dotted paths (basic.staff,
    three_public.vehicles.purchase), so that a parent is a prefix of its parts.
    """

    org: str = ""
    year: int = 0
    stage: str = ""  # budget | adjusted | final
    side: str = ""  # income | expense | opening | closing
    fund: str = ""  # general | government | capital | special | unit.*
    func: str = ""  # functional class: 3, 5 or 7 digits; income codes for the income side
    dept: str = ""  # departmental economic class: 3 or 5 digits
    gov: str = ""  # government economic class: 3 or 5 digits
    nature: str = ""  # basic | basic.staff | basic.public | project | …
    project: str = ""  # a project's name as printed
    item: str = ""  # three_public.* | procurement.* | operating | …
    measure: str = "amount"  # amount | share | growth | delta | completion | count | …

    def over(self, **dimensions: str | int) -> "Coord":
        """This coordinate with some dimensions set."""
        return self._replace(**dimensions)  # type: ignore[arg-type]
