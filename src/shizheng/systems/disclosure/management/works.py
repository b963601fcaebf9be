"""What the commands do with one file; the reader is imported when the first file comes, so that `--help` is quick."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shizheng.systems.disclosure.domain.comparing import Portrait
    from shizheng.systems.disclosure.domain.reading import Reading

Record = dict[str, Any]


def reading_of(file: str, data: bytes) -> "Reading":
    """ShizhengError for every file that cannot be read."""
    from shizheng.systems.disclosure.domain.formats.intake import open_document
    from shizheng.systems.disclosure.domain.reader import read

    return read(open_document(PurePath(file).name, data))


def claims_of(file: str, data: bytes) -> list[Record]:
    """Every number with its meaning and place."""
    from shizheng.systems.disclosure.domain.records import claim_records

    return list(claim_records(file, reading_of(file, data)))


@dataclass(frozen=True, slots=True)
class Filter:
    """Which findings are wanted; empty sets want all."""

    severities: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()

    def wants(self, record: Record) -> bool:
        return (not self.severities or record["severity"] in self.severities) and (
            not self.families or record["family"] in self.families
        )


def findings_of(file: str, data: bytes, wanted: Filter, *, places: bool) -> list[Record]:
    """The findings that pass the filter, in document order: every place of each (for programs), or one a matter."""
    return found_in(file, reading_of(file, data), wanted, places=places)


def found_in(file: str, reading: "Reading", wanted: Filter, *, places: bool) -> list[Record]:
    """The same of a document that has been read."""
    from shizheng.systems.disclosure.domain.gathering import spread
    from shizheng.systems.disclosure.domain.records import finding_record
    from shizheng.systems.disclosure.rules import check

    found = check(reading)
    records = (finding_record(file, finding) for finding in (spread(found) if places else found))
    return [record for record in records if wanted.wants(record)]


def portrait_of(file: str, data: bytes) -> "Portrait":
    """What comparing needs of a document."""
    from shizheng.systems.disclosure.domain.comparing import portray

    return portray(file, reading_of(file, data))
