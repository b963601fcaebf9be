"""``shizheng cases evaluate``: dispatch advice learned from one file and tried on another."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from shizheng.engines.cases.domain.learning.matter import NEEDED, UNIT, read_past
from shizheng.engines.cases.domain.learning.records import read_records
from shizheng.engines.cases.management.learning import Format, note, refusing, tell, write_rows
from shizheng.kit.errors import Fault, InvalidInputError

WORDS = {
    "n": "评测件数",
    "top1": "首选正确率",
    "top3": "前三正确率",
    "later": "其中晚于学习数据的件数",
    "unlabelled": "未写承办单位的件数（计为不正确）",
    "unseen": "承办单位未在学习数据中出现的件数",
    "trained": "学习件数",
}


def evaluate(
    train: Annotated[Path, typer.Option(help="学习用的 CSV，须有承办单位列 DISPOSE_UNIT_NAME")],
    test: Annotated[Path, typer.Option(help="评测用的 CSV，列与学习数据相同")],
    form: Annotated[Format, typer.Option("--format", help="输出格式：json 或 text")] = Format.TEXT,
    predictions: Annotated[Path | None, typer.Option(help="把每件的前三建议写到这个 CSV")] = None,
) -> None:
    """用一部分历史工单学习，对另一部分给出承办单位建议，报告首选和前三的正确率。"""
    from shizheng.engines.cases.domain.learning import dispatch

    with refusing():
        past, asked = (read_past(read_records(path, NEEDED)) for path in (train, test))
        known = dispatch.recent(past)
        if not known:
            raise InvalidInputError([Fault(f"没有一行写明{UNIT}，无从学习", train.name)])
        latest = known[-1].matter.day
        note("正在学习……")
        advisor = dispatch.train(known, between=any(case.matter.day <= latest for case in asked))
        ranked = [advisor.ranked(case.matter, 3) for case in asked]
        names = [[name for name, _ in best] for best in ranked]
        units = {case.unit for case in known}
        figures = {
            "n": len(asked),
            "top1": _share(case.unit == best[0] for case, best in zip(asked, names, strict=True)),
            "top3": _share(case.unit in best for case, best in zip(asked, names, strict=True)),
            "later": sum(case.matter.day > latest for case in asked),
            "unlabelled": sum(not case.unit for case in asked),
            "unseen": sum(bool(case.unit) and case.unit not in units for case in asked),
            "trained": len(known),
        }
        if predictions:
            header = ["row", "unit", *(f"{what}{at}" for at in (1, 2, 3) for what in ("advice", "confidence"))]
            rows = ([at, case.unit, *_flat(best)] for at, (case, best) in enumerate(zip(asked, ranked, strict=True), 1))
            write_rows(predictions, header, rows)
    tell(figures, form, WORDS)


def _share(hits: Iterable[bool]) -> float:
    found = list(hits)
    return round(sum(found) / len(found), 4)


def _flat(best: list[tuple[str, float]]) -> list[object]:
    return [value for name, share in best for value in (name, round(share, 4))]
