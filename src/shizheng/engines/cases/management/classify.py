"""``shizheng cases classify``: categories learned from labelled appeals and tried on others."""

from pathlib import Path
from typing import Annotated

import typer

from shizheng.engines.cases.domain.learning.lexicon import shipped
from shizheng.engines.cases.domain.learning.records import Record, read_records
from shizheng.engines.cases.domain.learning.scores import macro_f1
from shizheng.engines.cases.domain.learning.tree import LEVELS, joined, tree_words
from shizheng.engines.cases.management.learning import Format, refusing, tell, write_rows
from shizheng.kit.errors import Fault, InvalidInputError

WORDS = {
    "n": "评测件数",
    "accuracy": "正确率",
    "macro_f1": "各类 F1 的平均",
    "unlabelled": "未写类别的件数（计为不正确）",
    "trained": "学习件数",
}
TEXT = ("subject", "text")
LABEL = "level1"


def classify(
    train: Annotated[Path, typer.Option(help="学习用的 CSV，列：subject、text、level1")],
    test: Annotated[Path, typer.Option(help="评测用的 CSV，列与学习数据相同")],
    form: Annotated[Format, typer.Option("--format", help="输出格式：json 或 text")] = Format.TEXT,
    predictions: Annotated[Path | None, typer.Option(help="把每件的类别写到这个 CSV")] = None,
    tree: Annotated[Path | None, typer.Option(help="类别体系 CSV，列：level1、level2、level3")] = None,
    unlabelled: Annotated[Path | None, typer.Option(help="未标类别的诉求 CSV，列：subject、text")] = None,
) -> None:
    """用标好一级类别的诉求学习，对另一部分判定类别，报告正确率和各类 F1 的平均。"""
    from shizheng.engines.cases.domain.learning import categories

    def message(record: Record) -> categories.Message:
        return categories.Message(record["subject"], record["text"])

    with refusing():
        known, asked = (read_records(path, (*TEXT, LABEL)).records for path in (train, test))
        past = [categories.Labelled(message(record), record[LABEL]) for record in known if record[LABEL]]
        if not past:
            raise InvalidInputError([Fault(f"没有一行写明{LABEL}，无从学习", train.name)])
        words = joined(shipped(), tree_words(read_records(tree, LEVELS))) if tree else shipped()
        others = [message(record) for record in read_records(unlabelled, TEXT).records] if unlabelled else []
        classifier = categories.train(past, words, others)
        ranked = [classifier.ranked(message(record)) for record in asked]
        wanted, given = [record[LABEL] for record in asked], [best[0][0] for best in ranked]
        if predictions:
            rows = zip(
                (record["id"] for record in asked), given, (round(best[0][1], 4) for best in ranked), strict=True
            )
            write_rows(predictions, ["id", LABEL, "confidence"], rows)
    figures = {
        "n": len(asked),
        "accuracy": round(sum(want == give for want, give in zip(wanted, given, strict=True)) / len(asked), 4),
        "macro_f1": round(macro_f1(wanted, given), 4),
        "unlabelled": wanted.count(""),
        "trained": len(past),
    }
    tell(figures, form, WORDS)
