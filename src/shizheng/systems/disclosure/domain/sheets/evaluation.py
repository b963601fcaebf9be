"""Points of a self-evaluation sheet: by level, for execution, in total."""

import re

from shizheng.engines.fiscal.domain.sheet import Score, TargetSheet
from shizheng.engines.fiscal.domain.targets import parse
from shizheng.systems.disclosure.domain.sheets.tokens import Row

_TOTAL = re.compile(r"总\s*分\s*[:：]?\s*(\d{1,3}(?:\.\d+)?)\s*分?")
_STATED = re.compile(r"得分\s*(?:为|[:：])?\s*(\d{1,2}(?:\.\d+)?)\s*分?")
_BARE = re.compile(r"(\d{1,2}(?:\.\d+)?)\s*分?")
FULL_EXECUTION = 100_000


def total_of(row: Row) -> Score | None:
    """总 分 99分, or 总分 and its points in separate cells."""
    for token in row.tokens:
        match = _TOTAL.fullmatch(token.text)
        if match:
            return Score("total", None, parse(match[1]).value, row.line, token.text)
    numbers = [token for token in row.tokens if token.label is None and parse(token.text).kind == "number"]
    if not numbers:
        return None
    points = [parse(token.text).value for token in numbers]
    weight = points[0] if len(points) > 1 else None
    return Score("total", weight, points[-1], row.line, numbers[-1].text)


def read_scores(sheet: TargetSheet) -> None:
    """The execution rate's points, from the cell that states them; levels' weights joined to their points."""
    field = sheet.fields.get("execution")
    if field:
        match = _STATED.search(field.text) or _BARE.fullmatch(field.text)
        if match:
            piece = field.pieces[0]
            points = parse(match[1]).value
            sheet.scores.append(Score("execution", FULL_EXECUTION, points, piece.line, match[0]))
    weights = {score.part: score for score in sheet.scores if score.points < 0}
    sheet.scores = [
        score._replace(weight=weights[score.part].weight) if score.weight is None and score.part in weights else score
        for score in sheet.scores
        if score.points >= 0
    ] + [score for score in weights.values() if not any(s.part == score.part and s.points >= 0 for s in sheet.scores)]
