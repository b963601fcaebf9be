"""What kind of unit publishes: the staffing its text states, and the codes its tables use."""

import re

from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.segments import Paragraph

_INSTITUTION = re.compile(r"事业编制(?:人数)?(?:为|共)?\s*(\d+)")
_OFFICE = re.compile(r"行政编制(?:人数)?(?:为|共)?\s*(\d+)")
_TOTAL = re.compile(r"编制(?:人数|人员)?(?:为|共|总数)?\s*(\d+)\s*[人名]")
_TREATED = re.compile(r"参照公务员法管理的?(?:事业单位)?\s*(\d+)")
_CALLED = r"[^。；，、：]{0,8}?(?:是|为|系|属于)[^。；，]{0,30}?事业单位"  # 局属事业单位, 局管理的事业单位 are others
_DASHES = re.compile(r"\s")


def prose(reading: Reading) -> str:
    """All running text without blanks."""
    return _DASHES.sub("", "".join(block.text for block in reading.blocks if isinstance(block, Paragraph)))


def is_institution(reading: Reading) -> bool:
    """Whether the unit as a whole is a public institution (事业单位): by its stated posts, else by its codes."""
    told = _told(prose(reading))
    if told is not None:
        return told
    codes = {statement.coord.gov[:3] for statement in reading.meeting.statements if statement.cell.value}
    if "505" in codes:
        return not codes & {"501", "502"}
    runs = {s.row.name for s in reading.meeting.statements if len(s.coord.func) == 7 and s.cell.value}
    return "事业运行" in runs and "行政运行" not in runs


def _told(text: str) -> bool | None:
    institution = _INSTITUTION.search(text)
    if institution is None or not int(institution[1]):
        return None
    office, total, treated = _OFFICE.search(text), _TOTAL.search(text), _TREATED.search(text)
    if (office and int(office[1])) or (treated and int(treated[1])):
        return False
    return total is None or int(total[1]) == int(institution[1])


def described_as_institution(reading: Reading, unit: str) -> bool:
    """Whether the text calls a named unit a 事业单位 that is not managed like the civil service."""
    text = prose(reading)
    found = re.search(re.escape(unit) + _CALLED, text) if len(unit) > 3 else None
    return found is not None and "参照" not in text[found.start() : found.end() + 12]
