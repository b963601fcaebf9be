"""Made-up self-evaluations: money, promises and what came of them."""

from hypothesis import strategies as st

from shizheng.engines.fiscal.domain.sheet import Field, Funding, Indicator, Piece, TargetSheet
from shizheng.engines.fiscal.domain.targets import parse

POINT = 10_000
WAN = 10_000  # fen of one hundredth of 万元
KINDS = (
    ("output", "quantity", "数量指标", "系统运维数量", "≥{n}个", "{m}个"),
    ("output", "quality", "质量指标", "故障修复率", "≥95%", "{r}%"),
    ("output", "timing", "时效指标", "项目验收时间", "6月底前", "{d}月"),
    ("output", "cost", "成本指标", "运维总成本", "≤{n}万元", "{m}万元"),
    ("benefit", "social", "社会效益指标", "网上办理事项比例", "≥80%", "{r}%"),
    ("benefit", "lasting", "可持续影响指标", "运维管理机制", "健全", "健全"),
    ("satisfaction", "satisfaction", "服务对象满意度指标", "使用单位满意度", "≥90%", "{r}%"),
)


@st.composite
def evaluations(draw: st.DrawFn, *, is_whole: bool = False) -> TargetSheet:
    """Weights add up to 90; what nobody can compute has its points already."""
    sheet = TargetSheet("evaluation", "", 0, 0, 2026)
    texts = {
        "department": "某市数据局",
        "unit": "某市数据中心",
        "name": "政务云资源租用",
        "goal": "保障平台全年稳定运行。",
    }
    texts["result"] = "平台全年稳定运行，没有发生重大故障。"
    texts["problems"] = "验收资料归集不及时，已明确专人负责。"
    if is_whole:
        del texts["name"], texts["unit"]
    sheet.fields = {key: Field((Piece(0, text),)) for key, text in texts.items()}
    budget = draw(st.integers(1, 10**6)) * WAN
    adjusted = max(WAN, budget + draw(st.integers(-100, 100)) * WAN)
    executed = draw(st.integers(0, adjusted // WAN)) * WAN
    for stage, fen in {"budget": budget, "adjusted": adjusted, "executed": executed}.items():
        sheet.funding += [Funding("annual", level, stage, fen, WAN, 0, "") for level in ("total", "treasury")]
    chosen = draw(st.lists(st.sampled_from(KINDS), min_size=2, unique=True))
    chosen = [kind for kind in KINDS if kind in chosen]
    shares = [90 // len(chosen)] * (len(chosen) - 1)
    weights = [*shares, 90 - sum(shares)]
    for order, (kind, weight) in enumerate(zip(chosen, weights, strict=True), 1):
        sheet.indicators.append(_indicator(draw, kind, weight, order))
    return sheet


def _indicator(draw: st.DrawFn, kind: tuple[str, ...], weight: int, order: int) -> Indicator:
    level1, level2, label, name, target, actual = kind
    words = {"n": draw(st.integers(1, 40)), "m": draw(st.integers(1, 60)), "r": draw(st.integers(50, 100))}
    words["d"] = draw(st.integers(1, 12))
    score = None if level2 != "lasting" else weight * POINT - draw(st.integers(0, 9)) * POINT // 10
    return Indicator(
        "annual", level1, level2, label, name, name, parse(target.format(**words)), 0, order,  # type: ignore[arg-type]
        actual=actual.format(**words), reason=draw(st.sampled_from(("", "年中任务调整，已按新计划执行"))),
        weight=weight * POINT, score=score,
    )  # fmt: skip
