"""Grades, problems and points of self-evaluation sheets against each other."""

import re
from collections.abc import Iterator

from shizheng.engines.fiscal.domain.sheet import Score, TargetSheet
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.sheets.phrases import at_field, written

METHOD = "财预〔2020〕10号《项目支出绩效评价管理办法》：评价等级分为优、良、中、差；未完成的应当分析原因"
GRADES = re.compile(r"分为优.{0,40}良")
TOP = re.compile(r"^优秀|等级(?:为|是)?优秀")
NOTHING = re.compile(r"^(?:无|没有|暂无|不存在)[。；]?$")
FEW = 4  # indicators
FULL_POINTS = 1_000_000  # 100 points


def _evaluations(reading: Reading) -> Iterator[tuple[TargetSheet, Score]]:
    """Self-evaluation sheets with the total they print."""
    for sheet in reading.sheets:
        total = next((score for score in sheet.scores if score.part == "total"), None)
        if sheet.kind == "evaluation" and total is not None:
            yield sheet, total


@rule("evaluation.grade_word", family="evaluation", title="等级不在规定档次内", source=METHOD)
def grade_word(reading: Reading) -> Iterator[Finding]:
    """优秀, where the form knows 优, 良, 中 and 差."""
    lines = reading.source.lines
    for sheet, _ in _evaluations(reading):
        if not any(GRADES.search(line.text) for line in lines[sheet.line - 1 : sheet.last]):
            continue
        for _, field in written(sheet, ("conclusion",)):
            match = TOP.search(field.text)
            if match:
                span = (match.end() - 2, match.end())
                message = "表中规定的等级为优、良、中、差，这里写“优秀”，请改为“优”。"
                yield at_field("evaluation.grade_word", "warning", sheet, field, span, message, "优秀", "优")


@rule("evaluation.no_problem", family="evaluation", title="扣了分却写没有问题", source=METHOD)
def no_problem(reading: Reading) -> Iterator[Finding]:
    """Points deducted, and 存在问题: 无."""
    for sheet, total in _evaluations(reading):
        for _, field in written(sheet, ("problems",)) if 0 < total.points < FULL_POINTS else ():
            if NOTHING.match(field.text.strip()):
                points = f"{total.points / 10_000:g}"
                message = f"自评总分{points}分，有扣分，存在问题却写“{field.text}”，请写明扣分原因和改进措施。"
                yield at_field("evaluation.no_problem", "warning", sheet, field, (0, 10), message, field.text)


@rule("evaluation.unscored", family="evaluation", title="总分之外的分项没有得分", source="算术")
def unscored(reading: Reading) -> Iterator[Finding]:
    """A total of 99 points, and no points at benefit and satisfaction."""
    for sheet, total in _evaluations(reading):
        levels = {item.level1 for item in sheet.indicators if item.score is not None}
        scored = sum(score.points for score in sheet.scores if score.part != "total" and score.points > 0)
        for score in sheet.scores:
            if score.points >= 0 or not score.weight or score.part in levels or scored >= total.points:
                continue
            points = f"{total.points / 10_000:g}"
            message = f"“{score.quote}”没有得分，而总分为{points}分，总分无法由各项相加得到，请补填得分。"
            yield Finding("evaluation.unscored", "warning", score.line, score.quote, message)


@rule("evaluation.rows_unscored", family="evaluation", title="三级指标没有逐项打分", source=METHOD)
def rows_unscored(reading: Reading) -> Iterator[Finding]:
    """50 points for all outputs, and none at any single indicator."""
    for sheet, total in _evaluations(reading):
        filled = [item for item in sheet.indicators if item.target.text]
        outputs = [score for score in sheet.scores if score.part == "output" and score.points > 0]
        level = outputs[0] if len(outputs) == 1 else None
        whole = (
            sum(score.points for score in sheet.scores if score.part != "total" and score.points > 0) == total.points
        )
        if level and whole and len(filled) >= FEW and all(item.score is None for item in filled):
            message = f"只有一级指标的总得分（“{level.quote}”），{len(filled)}个三级指标都没有得分，请逐项打分。"
            yield Finding("evaluation.rows_unscored", "warning", level.line, level.quote, message)
