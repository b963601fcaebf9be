"""Instants in many spellings, and the verdicts that follow from them."""

import csv
import json
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from shizheng.engines.cases.domain.learning.instants import read_instant
from shizheng.engines.cases.domain.learning.records import read_records
from shizheng.engines.cases.domain.learning.verdicts import Span, Verdict, read_spans, tally
from shizheng.engines.cases.management.cli import app
from tests.shared import SHARED, needs_data

BALTIMORE = SHARED / "data" / "311" / "baltimore_sample.csv"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("04/12/2018 11:11:26 AM", "2018-04-12T11:11:26+08:00"),
        ("04/12/2018 12:45:48 PM", "2018-04-12T12:45:48+08:00"),
        ("04/12/2018 12:05:00 AM", "2018-04-12T00:05:00+08:00"),
        ("4/2/2018 1:05 pm", "2018-04-02T13:05:00+08:00"),
        ("04/12/2018", "2018-04-12T00:00:00+08:00"),
        ("2018-02-08 15:34:40", "2018-02-08T15:34:40+08:00"),
        ("2018-02-08T15:34:40.123", "2018-02-08T15:34:40+08:00"),
        ("2018-02-08T07:34:40Z", "2018-02-08T07:34:40+00:00"),
        ("2018-02-08 15:34:40+08:00", "2018-02-08T15:34:40+08:00"),
        ("2019/2/28 11:25:05", "2019-02-28T11:25:05+08:00"),
        ("2018年2月8日", "2018-02-08T00:00:00+08:00"),
        ("2018年2月8日 15时34分", "2018-02-08T15:34:00+08:00"),
        ("2018年2月8日下午3时", "2018-02-08T15:00:00+08:00"),
        ("2018年2月8日 上午9:05", "2018-02-08T09:05:00+08:00"),
        ("20180208", "2018-02-08T00:00:00+08:00"),
        ("20180208153440", "2018-02-08T15:34:40+08:00"),
    ],
)
def test_an_instant_is_read(text: str, wanted: str) -> None:
    instant = read_instant(text)
    assert instant is not None
    assert instant.isoformat() == wanted


@pytest.mark.parametrize(
    "text", ["", "昨天", "2018-02-30", "13/13/2018", "2018-02-08 25:00", "13:00:00", "2018", "2018-02-08 x"]
)
def test_what_is_no_instant_is_none(text: str) -> None:
    assert read_instant(text) is None


@pytest.mark.parametrize(
    ("due", "closed", "wanted"),
    [
        ("2026-01-02 10:00", "2026-01-02 10:00", Verdict.ON_TIME),
        ("2026-01-02 10:00", "2026-01-02 10:00:01", Verdict.OVERDUE),
        ("2026-01-02 10:00", "", Verdict.OPEN),
        ("", "", Verdict.OPEN),
        ("", "2026-01-02", Verdict.UNDATED),
    ],
)
def test_a_verdict_follows_from_due_and_closed(due: str, closed: str, wanted: Verdict) -> None:
    assert Span(None, read_instant(due), read_instant(closed)).verdict is wanted


def test_a_case_closed_before_it_was_opened_is_counted_apart() -> None:
    span = Span(read_instant("2026-01-03"), read_instant("2026-01-05"), read_instant("2026-01-02"))
    assert tally([span]) == {"on_time": 1, "overdue": 0, "open": 0, "undated": 0, "closed_before_opened": 1}


def test_a_column_that_holds_no_instants_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text("开,止,结\n2026-01-02,2026-01-03,不知道\n", encoding="gb18030")
    words = ["verdicts", "--data", str(tmp_path / "a.csv"), "--opened", "开", "--due", "止", "--closed", "结"]
    with pytest.raises(SystemExit) as left:
        app(words)
    assert left.value.code == 2
    out, told = capsys.readouterr()
    assert out == ""
    assert told.startswith("a.csv 第2行C列（结）：“不知道”不是日期时间")


def _american(text: str) -> datetime | None:
    return datetime.strptime(f"{text} +0800", "%m/%d/%Y %I:%M:%S %p %z") if text else None


@needs_data
def test_verdicts_of_a_city_agree_with_a_second_reckoning() -> None:
    expected: Counter[str] = Counter()
    with BALTIMORE.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            due, closed = (_american(row[name]) for name in ("DueDate", "CloseDate"))
            late = bool(due and closed and closed > due)
            expected["open" if not closed else "undated" if not due else "overdue" if late else "on_time"] += 1
    columns = ("CreatedDate", "DueDate", "CloseDate")
    found = tally(read_spans(read_records(BALTIMORE, columns), *columns))
    assert {name: count for name, count in found.items() if name != "closed_before_opened"} == dict(expected)


@needs_data
def test_the_command_prints_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    columns = ["--opened", "CreatedDate", "--due", "DueDate", "--closed", "CloseDate"]
    with pytest.raises(SystemExit) as left:
        app(["verdicts", "--data", str(BALTIMORE), *columns, "--format", "json"])
    assert left.value.code == 0
    found = json.loads(capsys.readouterr().out)
    assert {name: found[name] for name in ("on_time", "overdue", "open")} == {
        "on_time": 7988,
        "overdue": 1567,
        "open": 208,
    }
