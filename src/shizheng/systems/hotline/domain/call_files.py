"""Call records as two exchanges write them: FreeSWITCH's Master.csv and Asterisk's Master.csv. No header in either.

FreeSWITCH (mod_cdr_csv, template "example"): caller's name, caller's number, destination, context, start, answer, end,
duration, billsec, hangup cause, uuid, bleg_uuid, accountcode, read codec, write codec.
Asterisk (cdr_csv): accountcode, src, dst, dcontext, clid, channel, dstchannel, lastapp, lastdata, start, answer, end,
duration, billsec, disposition, amaflags[, uniqueid][, userfield].
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO

from shizheng.kit.clock import ZONE
from shizheng.kit.digest import sm3
from shizheng.kit.tabular.cells import CellFault, Row, TableError
from shizheng.kit.tabular.csvfile import read_csv
from shizheng.systems.hotline.domain.call_events import CallRecord, unanswered
from shizheng.systems.hotline.domain.calls import Direction, Disposition, direction_of, is_extension, plain_number

_STAMP = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?")
_PEER = re.compile(r"^[A-Za-z0-9]+/(\d{1,6})(?:[-@]|$)")
_UNIQUE = re.compile(r"\d{6,}\.\d+")
MOST_FAULTS = 50
_LONGEST_CALL = 24 * 3600


@dataclass(frozen=True, slots=True)
class Read:
    """The records in the order of the file, each call once, and what the reader should know of the rest."""

    records: tuple[CallRecord, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where things stand in a row, counted from 1."""

    least: int
    start: int
    answer: int
    end: int
    duration: int
    talk: int
    cause: int


class _FaultyError(Exception):
    def __init__(self, fault: CellFault) -> None:
        self.fault = fault


_FREESWITCH = _Columns(11, start=5, answer=6, end=7, duration=8, talk=9, cause=10)
_ASTERISK = _Columns(15, start=10, answer=11, end=12, duration=13, talk=14, cause=15)


def read_calls(stream: BinaryIO, form: str) -> Read:
    """TableError with every faulty cell (at most 50); the file is good as a whole or refused as a whole.

    A call that stands in several rows counts once, by the row that says most: an answered one, then the longest.
    """
    parse = FORMS[form]
    faults: list[CellFault] = []
    best: dict[str, tuple[int, CallRecord]] = {}
    notes: list[str] = []
    for row in read_csv(stream):
        if row.blank:
            continue
        try:
            record = parse(row)
        except _FaultyError as error:
            faults.append(error.fault)
            if len(faults) == MOST_FAULTS:
                break
            continue
        known = best.get(record.external_id)
        if known is None:
            best[record.external_id] = (row.number, record)
        else:
            best[record.external_id], note = _better(known, (row.number, record))
            notes.append(note)
    if faults:
        raise TableError(faults, f"话单有{len(faults)}处问题，没有导入任何一行")
    if not best:
        raise TableError([CellFault("文件中没有话单", 1)])
    return Read(tuple(record for _, record in best.values()), tuple(notes))


def _better(known: tuple[int, CallRecord], other: tuple[int, CallRecord]) -> tuple[tuple[int, CallRecord], str]:
    """The row that says more of a call, and a word about the one left out."""
    kept, left = (known, other) if _weight(known[1]) >= _weight(other[1]) else (other, known)
    same = "与" if kept[1] == left[1] else "与内容不同的"
    return kept, f"第{left[0]}行{same}第{kept[0]}行是同一通话，只计一次"


def _weight(record: CallRecord) -> tuple[bool, int]:
    return record.disposition is Disposition.ANSWERED, record.talk_seconds


def _wide(row: Row, at: _Columns) -> None:
    if len(row.cells) < at.least:
        raise _FaultyError(row.fault(f"只有{len(row.cells)}列，应有{at.least}列以上", None, "请核对话单格式"))


def _freeswitch(row: Row) -> CallRecord:
    _wide(row, _FREESWITCH)
    caller, called, account = row.text(2), row.text(3), row.text(13)
    direction = direction_of(caller, called) if caller not in {"", "0"} else Direction.IN
    outside = called if direction is Direction.OUT else caller
    own = caller if direction is Direction.OUT else called
    extension = next((each for each in (own, account) if is_extension(each) and each != "0"), "")
    return _record(row, _FREESWITCH, direction, outside, extension, ident=_told(row, 11, "通话标识"))


def _asterisk(row: Row) -> CallRecord:
    _wide(row, _ASTERISK)
    caller, called = row.text(2), row.text(3)
    direction = direction_of(caller, called) if caller else Direction.IN
    outside = called if direction is Direction.OUT else caller
    peer = _PEER.match(row.text(6 if direction is Direction.OUT else 7))
    own = caller if direction is Direction.OUT else called
    extension = peer.group(1) if peer else own if is_extension(own) else ""
    queue = row.text(9).split(",")[0].split("|")[0] if row.text(8) == "Queue" else ""
    unique = next((row.text(column) for column in (17, 18) if _UNIQUE.search(row.text(column))), "")
    ident = unique or f"asterisk-{sm3('|'.join(row.text(column) for column in (2, 3, 6, 10)).encode())[:32]}"
    return _record(row, _ASTERISK, direction, outside, extension, ident=ident, queue=queue)


def _record(
    row: Row, at: _Columns, direction: Direction, outside: str, extension: str, ident: str, queue: str = ""
) -> CallRecord:
    duration, talk = _seconds(row, at.duration, "时长"), _seconds(row, at.talk, "通话秒数")
    if talk > duration:
        raise _FaultyError(row.fault("通话秒数大于时长", at.talk))
    started, ended = _stamp(row, at.start, "开始时间"), _stamp(row, at.end, "结束时间")
    if ended < started - timedelta(minutes=1):
        raise _FaultyError(row.fault("结束时间早于开始时间", at.end))
    is_answered = talk > 0
    cause = row.text(at.cause)
    answered = (_stamp(row, at.answer, "接听时间") if row.text(at.answer) else started) if is_answered else None
    return CallRecord(
        external_id=ident,
        direction=direction,
        caller="" if direction is Direction.INTERNAL else _outside(outside),
        extension=extension,
        queue=queue[:40],
        started_at=started,
        offered_at=started if direction is Direction.IN and (extension or queue) else None,
        answered_at=answered,
        ended_at=ended,
        wait_seconds=duration - talk,
        talk_seconds=talk,
        disposition=Disposition.ANSWERED if is_answered else unanswered(cause),
        cause=cause[:60],
    )


def _outside(number: str) -> str:
    found = plain_number(number)
    return found if found != "0" else ""


def _told(row: Row, column: int, label: str) -> str:
    value = row.text(column)
    if not value or len(value) > 100:
        raise _FaultyError(row.fault(f"没有{label}" if not value else f"{label}过长", column, "请核对话单格式"))
    return value


def _seconds(row: Row, column: int, label: str) -> int:
    text = row.text(column)
    if not text.isdecimal() or int(text) > _LONGEST_CALL:
        raise _FaultyError(row.fault(f"{label}“{text[:20]}”不是0至{_LONGEST_CALL}的整数", column))
    return int(text)


def _stamp(row: Row, column: int, label: str) -> datetime:
    """Written to the second, or as spreadsheets leave it, to the minute."""
    found = _STAMP.fullmatch(row.text(column))
    try:
        if found is None:
            raise ValueError
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
        return datetime(year, month, day, hour, minute, second, tzinfo=ZONE)
    except ValueError:
        text = row.text(column)[:20]
        message = f"{label}“{text}”不是时间" if text else f"没有{label}"
        raise _FaultyError(row.fault(message, column, "应写成 2026-11-21 09:14:05")) from None


FORMS: Mapping[str, Callable[[Row], CallRecord]] = {"freeswitch": _freeswitch, "asterisk": _asterisk}
FORM_NAMES = (("freeswitch", "FreeSWITCH话单（Master.csv）"), ("asterisk", "Asterisk话单（Master.csv）"))
