"""Points of a self-evaluation follow from money, numbers and dates, and the arithmetic is shown."""

import pytest

from shizheng.engines.fiscal.domain.evaluation import evaluate, told
from shizheng.engines.fiscal.domain.sheet import Funding, Indicator, TargetSheet
from shizheng.engines.fiscal.domain.targets import parse


def row(name: str, target: str, actual: str, weight: int, score: int | None = None) -> Indicator:
    return Indicator(
        "annual", "output", "quantity", "数量指标", name, name, parse(target), 0, 1,
        actual=actual, weight=weight * 10_000, score=score,
    )  # fmt: skip


def sheet(executed: int, planned: int, *rows: Indicator) -> TargetSheet:
    made = TargetSheet("evaluation", "", 0, 0, 2026)
    made.funding = [
        Funding("annual", "total", stage, fen, 1, 0, "")
        for stage, fen in (("adjusted", planned), ("executed", executed))
    ]
    made.indicators = list(rows)
    return made


def test_points_add_up_as_they_are_printed() -> None:
    found = evaluate(sheet(200_000_000, 300_000_000, row("次数", "≥12次", "10次", 50), row("比例", "≥90%", "95%", 40)))
    assert [mark.points for mark in found.parts] == [66_700, 416_700, 400_000]
    assert (found.total, found.weight, found.grade) == (883_400, 1_000_000, "良")
    assert list(found.shown()) == [
        "预算执行率：200.00÷300.00＝66.67%，10×66.67%＝6.67分",
        "次数：目标≥12次，完成10次，50×83.33%＝41.67分",
        "总分：6.67＋41.67＋40＝88.34分，等级为“良”",
    ]


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("≥10个", "10个", 200_000),
        ("≥10个", "5个", 100_000),
        ("≤10万元", "20万元", 100_000),
        ("6月底前", "6月", 200_000),
        ("6月底前", "8月", 160_000),
        ("≥10个", "95%", None),
        ("健全", "健全", None),
        ("≥10个", "", None),
    ],
    ids=["reached", "half", "twice the ceiling", "in time", "two months late", "other kind", "judgement", "nothing"],
)
def test_points_of_one_indicator(target: str, actual: str, points: int | None) -> None:
    found = evaluate(sheet(1, 1, row("某事", target, actual, 20)))
    assert [mark and mark.points for mark in found.marks] == [points]
    assert found.unscored == (() if points is not None else ("某事",))


def test_points_that_a_person_gave_stay() -> None:
    found = evaluate(sheet(1, 1, row("机制", "健全", "健全", 20, 185_000)))
    assert [(mark.points, mark.shown) for mark in found.marks if mark] == [(185_000, "")]


def test_without_a_budget_there_is_no_rate() -> None:
    assert evaluate(sheet(1, 0, row("某事", "≥1个", "1个", 90))).execution is None


def test_points_are_told_without_idle_noughts() -> None:
    assert [told(points) for points in (100_000, 91_500, 91_700)] == ["10", "9.15", "9.17"]
