"""The grammar of printed targets: examples, reasons, and reading back what was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shizheng.engines.fiscal.domain.targets import Moment, Rhythm, Target, When, parse, write

MEASURES = [
    ("≥95%", "rate", "≥", 950_000, "%"),
    ("＞5人", "number", ">", 50_000, "人"),
    ("<10%", "rate", "<", 100_000, "%"),
    ("≤30分钟", "duration", "≤", 300_000, "分钟"),
    ("110.49万元", "money", "", 110_490_000, "万元"),
    ("≤330万元", "money", "≤", 330_000_000, "万元"),
    ("370万以上", "number", "≥", 37_000_000_000, ""),
    ("100个以上", "number", "≥", 1_000_000, "个"),
    ("不少于4,500.5平方米", "number", "≥", 45_005_000, "平方米"),
    ("95%以上", "rate", "≥", 950_000, "%"),
    ("2年", "duration", "", 20_000, "年"),
    ("3个工作日内", "duration", "≤", 30_000, "个工作日"),
    ("≥ 30G", "number", "≥", 300_000, "G"),
    ("0次", "number", "", 0, "次"),
    ("99.1分", "number", "", 991_000, "分"),
    ("5‰", "rate", "", 5_000, "‰"),
    ("完成率80%", "rate", "", 800_000, "%"),
    ("热线共有责任单位65个", "number", "", 650_000, "个"),
]


@pytest.mark.parametrize(("text", "kind", "comparator", "value", "unit"), MEASURES)
def test_measures(text: str, kind: str, comparator: str, value: int, unit: str) -> None:
    target = parse(text)
    assert (target.kind, target.comparator, target.value, target.unit) == (kind, comparator, value, unit)
    assert target.text == text
    assert target.is_measured


DATES = [
    ("4至6月", (0, 4), (0, 6), "within"),
    ("3月-5月", (0, 3), (0, 5), "within"),
    ("5月底前", (0, 5), (0, 5), "by"),
    ("12月前", (0, 12), (0, 12), "before"),
    ("≤10月前", (0, 10), (0, 10), "before"),
    ("26年6月底前", (2026, 6), (2026, 6), "by"),
    ("2024年4月", (2024, 4), (2024, 4), "within"),
    ("第三季度前", (0, 7), (0, 9), "before"),
    ("2026年上半年", (2026, 1), (2026, 6), "within"),
    ("26年4月至27年4月", (2026, 4), (2027, 4), "within"),
    ("全年", (0, 1), (0, 12), "within"),
    ("2023. 1. 1 至 2023. 12. 31", (2023, 1), (2023, 12), "within"),
    ("2022.01-2022.12", (2022, 1), (2022, 12), "within"),
    ("年底前", (0, 12), (0, 12), "by"),
]


@pytest.mark.parametrize(("text", "first", "last", "edge"), DATES)
def test_dates(text: str, first: tuple[int, int], last: tuple[int, int], edge: str) -> None:
    target = parse(text)
    assert target.kind == "date"
    assert target.when == (first, last, edge)


RHYTHMS = [
    ("每月一次", 1, "month", 12),
    ("半年一次", 1, "half", 2),
    ("每天", 0, "day", 365),
    ("按月交付", 0, "month", 12),
    ("每月10日前", 0, "month", 12),
    ("≥2次/月", 2, "month", 24),
]


@pytest.mark.parametrize(("text", "times", "per", "yearly"), RHYTHMS)
def test_rhythms(text: str, times: int, per: str, yearly: int) -> None:
    rhythm = parse(text).rhythm
    assert rhythm == Rhythm(times, per)
    assert rhythm.yearly == yearly


REASONS = [
    ("及时", "时间上的要求没有写出期限"),
    ("提升", "只写方向没有写幅度"),
    ("合同价", "以外部文件或约定为准"),
    ("达标", "只写状态没有写数值"),
    ("党政机关、人民群众", "以文字描述，没有可以核对的数值"),
    ("##", "没有读出数值、期限或定性用语"),
]


@pytest.mark.parametrize(("text", "reason"), REASONS)
def test_judgements_say_why(text: str, reason: str) -> None:
    target = parse(text)
    assert (target.kind, target.reason) == ("judgement", reason)


def test_junk_is_kept_apart() -> None:
    assert parse("及时无").junk == "无"
    assert parse("及时").junk == ""


def test_compound() -> None:
    parts = parse("一般故障4小时内、较大故障8小时内").parts
    assert [(part.comparator, part.value, part.unit) for part in parts] == [
        ("≤", 40_000, "小时"),
        ("≤", 80_000, "小时"),
    ]
    assert [part.when.first.month for part in parse("9月、12月").parts if part.when] == [9, 12]


def test_range_has_both_ends() -> None:
    target = parse("1-2人")
    assert (target.comparator, target.value, target.upper) == ("~", 10_000, 20_000)


@pytest.mark.parametrize("text", ["", " ", "无", "/", "——"])
def test_absent(text: str) -> None:
    assert parse(text).kind == "absent"


def test_a_unit_printed_elsewhere() -> None:
    assert parse("≥95", "%") == Target("rate", "≥95", "≥", 950_000, 0, 10_000, "%")
    assert parse("3月", "月").kind == "duration"
    assert parse("30", "万").value == 30_000_000
    assert parse("7×24小时").kind == "coverage"


@given(st.text(max_size=60))
def test_every_text_is_a_target(text: str) -> None:
    target = parse(text)
    assert target.text == text
    assert target.kind != "judgement" or target.reason


MARKS = st.sampled_from(["", "≥", ">", "≤", "<", "="])


KINDS = [
    ("rate", "%", 10_000),
    ("money", "万元", 10**6),
    ("money", "元", 100),
    ("number", "人", 10_000),
    ("number", "平方米", 10_000),
    ("number", "", 10_000),
    ("duration", "分钟", 10_000),
    ("duration", "个工作日", 10_000),
]


@st.composite
def measured(draw: st.DrawFn) -> Target:
    kind, unit, scale = draw(st.sampled_from(KINDS))
    digits = draw(st.integers(0, 2))
    ulp = scale // 10**digits
    value = draw(st.integers(0, 10**7)) * ulp
    if draw(st.booleans()):
        return Target(kind, "", "~", value, value + draw(st.integers(1, 999)) * ulp, ulp, unit)
    return Target(kind, "", draw(MARKS), value, 0, ulp, unit)


@st.composite
def dated(draw: st.DrawFn) -> Target:
    year = draw(st.sampled_from([0, 2023, 2026]))
    first = Moment(year, draw(st.integers(1, 12)))
    last = draw(st.sampled_from([first, Moment(year, draw(st.integers(first.month, 12)))]))
    edge = draw(st.sampled_from(["within", "before", "by"]))
    return Target("date", "", draw(MARKS), when=When(first, last, edge))


def rhythmic() -> st.SearchStrategy[Target]:
    pers = st.sampled_from(["day", "week", "month", "quarter", "half", "year"])
    return st.builds(lambda times, per: Target("rhythm", "", rhythm=Rhythm(times, per)), st.integers(0, 99), pers)


@given(st.one_of(measured(), dated(), rhythmic()))
def test_reading_what_was_written(target: Target) -> None:
    assert parse(write(target))._replace(text="") == target
