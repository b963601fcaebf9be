"""The arithmetic of self-evaluation sheets and what counts as a value reached."""

import re
from collections.abc import Iterator
from fractions import Fraction

from shizheng.engines.fiscal.domain.sheet import Score, TargetSheet
from shizheng.engines.fiscal.domain.targets import parse
from shizheng.systems.disclosure.domain.finding import Finding, Severity, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.sheets.phrases import QUOTE, at_field, wan

SOURCE = "财预〔2020〕10号《项目支出绩效评价管理办法》单位自评"
POINT = 10_000
GRADES = (("优", 90), ("良", 80), ("中", 60), ("差", 0))
GRADE = re.compile(r"(?:等级|结论|结果)为?[“\"]?(优秀?|良好?|中等?|差)[”\"。，；]|^(优秀?|良好?|中等?|差)[，。、]")
PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*[%％]")
RATE = re.compile(r"执行率(?:为)?\s*(\d{1,3}(?:\.\d+)?)\s*%")


def _evaluations(reading: Reading) -> Iterator[TargetSheet]:
    return (sheet for sheet in reading.sheets if sheet.kind == "evaluation")


def _score(sheet: TargetSheet, part: str) -> Score | None:
    return next((score for score in sheet.scores if score.part == part and score.points >= 0), None)


def _rate(sheet: TargetSheet) -> tuple[Fraction, Fraction] | None:
    """Lowest and highest execution rate the printed money allows."""
    done = sheet.money("annual", stage="executed")
    planned = sheet.money("annual", stage="adjusted") or sheet.money("annual", stage="budget")
    if done is None or planned is None or planned.fen <= 0:
        return None
    low = Fraction(2 * done.fen - done.ulp, 2 * planned.fen + planned.ulp)
    high = Fraction(2 * done.fen + done.ulp, max(1, 2 * planned.fen - planned.ulp))
    return min(low, Fraction(1)), min(high, Fraction(1))


def _unbounded(sheet: TargetSheet) -> Fraction:
    """The rate where more was spent than planned."""
    done = sheet.money("annual", stage="executed")
    planned = sheet.money("annual", stage="adjusted") or sheet.money("annual", stage="budget")
    if done is None or planned is None:
        return Fraction(1)
    return Fraction(2 * done.fen + done.ulp, max(1, 2 * planned.fen - planned.ulp))


def _step(text: str) -> int:
    """Half a unit of the last printed place, in 1/10 000 of a point."""
    digits = re.search(r"\d+(?:\.(\d+))?(?!.*\d)", text)
    places = len(digits[1]) if digits and digits[1] else 0
    power: int = 10**places
    return POINT // (2 * power)


@rule("evaluation.execution", family="evaluation", title="预算执行率得分有误", source=SOURCE)
def execution(reading: Reading) -> Iterator[Finding]:
    """Points for execution are the weight times executed over budget, at most the weight."""
    for sheet in _evaluations(reading):
        score, rate = _score(sheet, "execution"), _rate(sheet)
        if score is None or rate is None or not score.weight:
            continue
        half = _step(score.quote)
        low, high = rate[0] * score.weight, rate[1] * score.weight
        if score.points + half >= low and score.points - half <= high:
            continue
        done = sheet.money("annual", stage="executed")
        planned = sheet.money("annual", stage="adjusted") or sheet.money("annual", stage="budget")
        if done is None or planned is None:
            continue
        share = min(1.0, done.fen / planned.fen)
        expected = share * score.weight / POINT
        message = (
            f"执行{wan(done.fen)}万元÷预算{wan(planned.fen)}万元，执行率{share:.2%}，"
            f"满分{score.weight // POINT}分应得{expected:.2f}分，表中为{score.points / POINT:g}分，请更正并重算总分。"
        )
        severity: Severity = (
            "error" if score.points < low else "warning"
        )  # some forms give all points above a threshold
        printed = f"{score.points / POINT:g}"
        yield Finding(
            "evaluation.execution",
            severity,
            score.line,
            score.quote[-QUOTE:],
            message,
            printed,
            f"{expected:.2f}",
            sheet.name,
        )


@rule("evaluation.rate", family="evaluation", title="执行率与预算、执行数不符", source="算术")
def rate(reading: Reading) -> Iterator[Finding]:
    """The printed rate against the printed money."""
    for sheet in _evaluations(reading):
        field, allowed = sheet.fields.get("execution"), _rate(sheet)
        match = RATE.search(field.text) if field else None
        if match is None and (field := sheet.fields.get("rate")):
            match = PERCENT.match(field.text)
        if field is None or match is None or allowed is None:
            continue
        printed = Fraction(match[1]) / 100
        half = Fraction(1, 200 * 10 ** len(match[1].partition(".")[2]))
        if printed + half < allowed[0] or printed - half > max(allowed[1], _unbounded(sheet)):
            message = f"执行率写{match[1]}%，按表中预算与执行数计算应为{float(sum(allowed) / 2):.2%}，请核对。"
            yield at_field("evaluation.rate", "error", sheet, field, match.span(), message, match[1] + "%")


@rule("evaluation.total", family="evaluation", title="自评总分与各项得分不符", source="算术")
def total(reading: Reading) -> Iterator[Finding]:
    """Execution and levels (or indicators) add up to the total."""
    for sheet in _evaluations(reading):
        score = _score(sheet, "total")
        points = _parts(sheet)
        if score is None or points is None:
            continue
        half = _step(score.quote)
        if abs(points - score.points) > half:
            message = f"各项得分相加为{points / POINT:g}分，总分写{score.points / POINT:g}分，请核对。"
            yield Finding(
                "evaluation.total", "error", score.line, score.quote[:QUOTE], message,
                f"{score.points / POINT:g}", f"{points / POINT:g}", sheet.name,
            )  # fmt: skip


def _parts(sheet: TargetSheet) -> int | None:
    """The sum of all points, None where one of them is not printed."""
    done = _score(sheet, "execution")
    if done is None:
        return None
    scored = [item.score for item in sheet.indicators]
    if scored and all(points is not None for points in scored):
        return done.points + sum(points or 0 for points in scored)
    levels = [_score(sheet, part) for part in ("output", "benefit", "satisfaction")]
    if any(level is None for level in levels):
        return None
    return done.points + sum(level.points for level in levels if level)


@rule("evaluation.above_weight", family="evaluation", title="得分高于分值", source="算术")
def above_weight(reading: Reading) -> Iterator[Finding]:
    """More points than the weight allows."""
    for sheet in _evaluations(reading):
        for score in sheet.scores:
            if score.weight and score.points > score.weight:
                message = f"得分{score.points / POINT:g}高于分值{score.weight / POINT:g}，请更正。"
                yield Finding(
                    "evaluation.above_weight", "error", score.line, score.quote[:QUOTE], message, "", "", sheet.name
                )
        for item in sheet.indicators:
            if item.weight and item.score is not None and item.score > item.weight:
                message = f"“{item.full_name}”得分{item.score / POINT:g}高于分值{item.weight / POINT:g}，请更正。"
                yield Finding(
                    "evaluation.above_weight", "error", item.line, item.name[:QUOTE], message, "", "", sheet.name
                )


@rule("evaluation.weights", family="evaluation", title="分值合计不是100分", source=SOURCE)
def weights(reading: Reading) -> Iterator[Finding]:
    """10 for execution and 90 for the indicators."""
    for sheet in _evaluations(reading):
        done = _score(sheet, "execution")
        held = [item.weight for item in sheet.indicators]
        if done is None or not done.weight or not held or any(weight is None for weight in held):
            continue
        whole = done.weight + sum(weight or 0 for weight in held)
        if whole != 100 * POINT:
            message = f"执行率与各项指标的分值合计为{whole / POINT:g}分，不是100分，请核对。"
            item = sheet.indicators[-1]
            yield Finding("evaluation.weights", "warning", item.line, item.name[:QUOTE], message, "", "100", sheet.name)


@rule("evaluation.grade", family="evaluation", title="自评等级与总分不符", source=SOURCE + "：优≥90，良≥80，中≥60")
def grade(reading: Reading) -> Iterator[Finding]:
    """The grade's band must hold the total."""
    for sheet in _evaluations(reading):
        score, field = _score(sheet, "total"), sheet.fields.get("conclusion")
        match = GRADE.search(field.text) if field else None
        if score is None or field is None or match is None:
            continue
        word = (match[1] or match[2])[0]
        right = next(name for name, floor in GRADES if score.points >= floor * POINT)
        if word != right:
            message = f"总分{score.points / POINT:g}分属于“{right}”，自评等级写“{word}”，请核对。"
            yield at_field("evaluation.grade", "error", sheet, field, match.span(), message, word, right)


@rule("evaluation.repeats_target", family="evaluation", title="完成值照抄指标值", source=SOURCE + "：完成值应为实际值")
def repeats_target(reading: Reading) -> Iterator[Finding]:
    """≥95% as a value reached is a target, not a result."""
    for sheet in _evaluations(reading):
        for item in sheet.indicators:
            actual = parse(item.actual)
            if item.actual and actual.comparator in ("≥", "≤", ">", "<") and actual.kind == item.target.kind:
                message = (
                    f"“{item.full_name}”的完成值写作“{item.actual}”，只是重复了指标值，没有实际完成的数，请填写实际值。"
                )
                yield Finding(
                    "evaluation.repeats_target",
                    "warning",
                    item.line,
                    item.name[:QUOTE],
                    message,
                    item.actual,
                    "",
                    sheet.name,
                )


@rule(
    "evaluation.other_kind",
    family="evaluation",
    title="完成值与指标值不是同一种量",
    source=SOURCE + "：完成值与指标值可比",
)
def other_kind(reading: Reading) -> Iterator[Finding]:
    """A percentage as the value reached for a target in persons, money or words."""
    for sheet in _evaluations(reading):
        for item in sheet.indicators:
            actual = parse(item.actual)
            if actual.kind != "rate" or item.target.kind in ("rate", "absent", "compound") or actual.junk:
                continue
            message = (
                f"“{item.full_name}”的指标值是“{item.target.text}”，完成值却写“{item.actual}”，两者不可比，"
                "请填写同一种量的实际值。"
            )
            yield Finding(
                "evaluation.other_kind", "warning", item.line, item.name[:QUOTE], message, item.actual, "", sheet.name
            )
