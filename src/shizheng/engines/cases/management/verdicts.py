"""``shizheng cases verdicts``: how many cases were closed in time, from three columns of instants."""

from pathlib import Path
from typing import Annotated

import typer

from shizheng.engines.cases.domain.learning.records import read_records
from shizheng.engines.cases.domain.learning.verdicts import read_spans, tally
from shizheng.engines.cases.management.learning import Format, refusing, tell

WORDS = {
    "on_time": "按时办结",
    "overdue": "超期办结",
    "open": "尚未办结",
    "undated": "已办结但没有期限，无法判定",
    "closed_before_opened": "办结早于受理（请核对）",
}


def verdicts(
    data: Annotated[Path, typer.Option(help="工单 CSV")],
    opened: Annotated[str, typer.Option(help="受理时间的列名")],
    due: Annotated[str, typer.Option(help="到期时间的列名")],
    closed: Annotated[str, typer.Option(help="办结时间的列名")],
    form: Annotated[Format, typer.Option("--format", help="输出格式：json 或 text")] = Format.TEXT,
) -> None:
    """按受理、到期、办结时间统计按时、超期和未办结的件数。"""
    with refusing():
        figures = tally(read_spans(read_records(data, (opened, due, closed)), opened, due, closed))
    tell(figures, form, WORDS)
