"""``shizheng cases clusters``: messages on one matter gathered, one JSON object a line for each."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from shizheng.engines.cases.domain.learning.instants import SHAPES, read_instant
from shizheng.engines.cases.domain.learning.likes import Case
from shizheng.engines.cases.domain.learning.records import RecordTable, read_records
from shizheng.engines.cases.domain.learning.topics import Topic, topics
from shizheng.engines.cases.management.learning import Format, refusing
from shizheng.kit.clock import ZONE
from shizheng.kit.errors import Fault

NEEDED = ("id", "subject")
DAY = 86_400.0


def clusters(
    data: Annotated[Path, typer.Option(help="诉求 CSV，列：id、subject，可有 text、time、place")],
    form: Annotated[Format, typer.Option("--format", help="输出格式：json（每行一组）或 text")] = Format.TEXT,
    fewest: Annotated[int, typer.Option("--min", min=2, help="一组至少几件")] = 2,
) -> None:
    """把反映同一事项的诉求归到一起，件数多的在前。"""
    with refusing():
        found = topics(read_cases(read_records(data, NEEDED)), fewest)
    for topic in found:
        sys.stdout.write(_line(topic) if form is Format.TEXT else msgspec.json.encode(_figures(topic)).decode() + "\n")


def read_cases(table: RecordTable) -> list[Case]:
    faults, cases = [], []
    for record in table.records:
        instant = read_instant(record["time"]) if record["time"] else None
        if record["time"] and instant is None:
            faults.append(Fault(f"“{record['time']}”不是日期时间", table.place(record, "time"), SHAPES))
        day = instant.timestamp() / DAY if instant else None
        cases.append(Case(record["id"], record["subject"], record["text"], record["place"], day))
    if faults:
        table.refuse(faults)
    return cases


def _figures(topic: Topic) -> dict[str, object]:
    days = [_day(day) for day in topic.days]
    return {
        "ids": [case.id for case in topic.cases],
        "title": topic.title,
        "count": topic.count,
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
    }


def _day(day: float) -> str:
    return datetime.fromtimestamp(day * DAY, ZONE).date().isoformat()


def _line(topic: Topic) -> str:
    days = [_day(day) for day in topic.days]
    span = f"（{days[0]}至{days[-1]}）" if days else ""
    return f"{topic.count}件{span}：{topic.title}\n"
