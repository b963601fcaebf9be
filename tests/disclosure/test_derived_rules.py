"""Shares, growth, completion and sums in sentences: what holds, what fails, and what lies at the border of rounding."""

import pytest

from shizheng.systems.disclosure.rules import derived, derived_prior, text_sums
from tests.disclosure.prose_samples import document, said

WHOLE = "2026年度支出预算150.00万元，其中："


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WHOLE + "基本支出60.00万元，占40.00%；项目支出90.00万元，占60.00%。", []),
        (WHOLE + "基本支出60.00万元，占41.00%；项目支出90.00万元，占60.00%。", [("error", "占41.00%")]),
        ("支出0万元，其中：接待费0万元，占0%；会议费0万元，占0%。", [("warning", "占0%"), ("warning", "占0%")]),
        # 1/3 printed to one decimal is right; cut off instead of rounded it is off by the last place only.
        ("支出3.00万元，其中：甲1.00万元，占33.3%；乙2.00万元，占66.66%。", [("rounding", "占66.66%")]),
        ("乙支出2.00万元，占全部的66.66%。", []),  # nothing says of what
    ],
)
def test_share(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(derived.share, document(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支出120.00万元，比上年增加20.00万元，增长20.00%。", []),
        ("支出120.00万元，比上年增加20.00万元，增长25.00%。", [("error", "增长25.00%")]),
        ("支出120.00万元，比上年增加20.00万元，下降20.00%。", [("error", "下降20.00%")]),
        ("支出50.00万元，比上年增加50.00万元，增长100%。", [("error", "增长100%")]),
        ("支出50.00万元，比上年增加25.00万元，增长100%。", []),
        ("接待费0万元，较上年减少0万元（0%）。", [("warning", "接待费0万元")]),
        ("支出0万元，比上年减少33.00万元，下降100%。", []),
        # 0.20 against 1.25 before: 16% whatever the hidden digits; 0.2 against 1.3 may be 16%
        ("支出1.5万元，比上年增加0.2万元，增长15.4%。", []),
        ("支出1.5万元，比上年增加0.2万元，增长16.0%。", [("rounding", "增长16.0%")]),
        ("支出1.50万元，比上年增加0.20万元，增长16.0%。", [("error", "增长16.0%")]),
    ],
)
def test_growth(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(derived.growth, document(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("年初预算为80.00万元，支出决算为60.00万元，完成年初预算的75.00%。", []),
        ("年初预算为80.00万元，支出决算为60.00万元，完成年初预算的85.00%。", [("error", "完成年初预算的85.00%")]),
        ("全年预算数为10万元，执行数为10万元，完成预算的93.16%。", [("error", "完成预算的93.16%")]),
        ("支出预算0.00元，支出决算0.00元，完成全年预算的0.00%。", [("warning", "完成全年预算的0.00%")]),
        ("年初预算为80.00万元，支出决算为60.01万元，完成年初预算的75.02%。", [("rounding", "完成年初预算的75.02%")]),
    ],
)
def test_completion(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(derived.completion, document(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WHOLE + "基本支出60.00万元；项目支出90.00万元。", []),
        (WHOLE + "基本支出60.00万元；项目支出80.00万元。", [("error", "支出预算150.00万元")]),
        (WHOLE + "基本支出60.00万元；项目支出89.99万元。", [("rounding", "支出预算150.00万元")]),
        (WHOLE + "档案项目60.00万元。", []),  # one of several
        (WHOLE + "培训30.00万元、会议20.00万元等。", []),
        ("接待费5.00万元，其中国内接待3.00万元；会议费4.00万元。", []),  # a neighbour, not a part
        (
            "三公经费5.00万元，其中：车辆运行费4.00万元（燃料1.00万元，维修3.00万元）；接待费1.00万元。",
            [],
        ),
        ("支出合计9.00万元，其中：甲5.00万元；乙7.00万元。", [("error", "支出合计9.00万元")]),
    ],
)
def test_sums_in_sentences(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text_sums.sentence, document(text)) == expected


def test_a_surplus_that_is_one_of_the_parts_is_marked_there() -> None:
    reading = document("支出合计9.00万元，其中：甲（类）4.00万元；乙（类）5.00万元；丙（类）6.00万元。")
    (finding,) = text_sums.sentence(reading)
    assert finding.quote == "丙（类）6.00万元"
    assert "6.00" in finding.message
    assert (finding.printed, finding.expected) == ("6.00", "")  # the total is not to blame


@pytest.mark.parametrize(
    ("parts", "severity"),
    [
        ("档案馆（2012604）80.00万元；机关事业单位基本养老保险缴费支出（2080505）20.00万元；"
         "其他国有土地使用权出让收入安排的支出（2120899）50.00万元", []),
        ("档案馆（2012604）70.00万元；机关事业单位基本养老保险缴费支出（2080505）20.00万元；"
         "其他国有土地使用权出让收入安排的支出（2120899）50.00万元", ["error"]),
        ("甲（2010101）70.00万元；乙（2010102）20.00万元；丙（2010103）50.00万元", ["warning"]),
    ],
)  # fmt: skip
def test_lists_of_classes_are_wrong_where_the_tables_prove_it(parts: str, severity: list[str]) -> None:
    reading = document("第三部分 情况说明", "三、支出预算情况说明", f"支出预算150.00万元，其中：{parts}。", tables=True)
    assert [found.severity for found in text_sums.sentence(reading)] == severity


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ("接待费2.00万元，比上年减少1.00万元；车辆费3.00万元，比上年减少1.00万元；出国费0万元，与上年持平", []),
        (
            "接待费2.00万元，比上年减少1.00万元；车辆费3.00万元，与上年持平；出国费0万元，与上年持平",
            [("error", "比上年减少2.00万元")],
        ),
    ],
)
def test_changes_of_parts(parts: str, expected: list[tuple[str, str]]) -> None:
    text = f"三公经费5.00万元，比上年减少2.00万元，主要原因是节约。其中：{parts}。"
    assert said(text_sums.change, document(text)) == expected


@pytest.mark.parametrize(
    ("shares", "severities"),
    [(("50.00", "50.00"), []), (("50.01", "50.00"), ["rounding"]), (("60.00", "50.00"), [])],
)
def test_shares_add_up(shares: tuple[str, str], severities: list[str]) -> None:
    text = f"支出2.00万元，其中：甲1.00万元，占{shares[0]}%；乙1.00万元，占{shares[1]}%。"
    assert [found.severity for found in text_sums.share_sum(document(text))] == severities


@pytest.mark.parametrize(
    ("delta", "expected"),
    [("10.00", []), ("10.01", []), ("12.00", [("error", "比上年增加12.00万元")])],
)
def test_two_changes_of_one_amount(delta: str, expected: list[tuple[str, str]]) -> None:
    reading = document(
        "第三部分 情况说明", "一、支出预算情况说明", "支出预算150.00万元，比上年增加10.00万元，主要原因是人员增加。",
        "二、支出预算说明", f"支出预算150.00万元，比上年增加{delta}万元，主要原因是人员增加。", tables=True,
    )  # fmt: skip
    assert said(derived_prior.prior, reading) == expected


@pytest.mark.parametrize(
    ("word", "expected"), [("减少", []), ("增加", [("warning", "比上年增加20.00万元")])]
)  # fmt: skip
def test_equal_amounts_that_came_from_opposite_sides(word: str, expected: list[tuple[str, str]]) -> None:
    reading = document(
        "第三部分 情况说明", "一、收支情况说明", "收入总计150.00万元，比上年减少10.00万元，主要原因是项目减少。",
        "二、支出情况说明", f"支出预算150.00万元，比上年{word}20.00万元，主要原因是项目变化。", tables=True,
    )  # fmt: skip
    assert said(derived_prior.opposite, reading) == expected


@pytest.mark.parametrize(
    ("delta", "expected"),
    [
        ("300000.00", []),
        ("300000.60", [("error", "拨款收入总计增加300000.60元")]),
        ("450000.00", []),  # carry-over money may lie between
    ],
)
def test_funds_grow_by_what_all_appropriations_grow(delta: str, expected: list[tuple[str, str]]) -> None:
    reading = document(
        "第三部分 情况说明", "一、财政拨款收支情况说明",
        f"财政拨款收入总计1500000.00元，与上年相比，财政拨款收入总计增加{delta}元，主要是项目增加。",
        "二、一般公共预算支出情况说明", "一般公共预算支出1000000.00元，比上年增加200000.00元，主要是项目增加。",
        "三、政府性基金情况说明", "政府性基金支出总计500000.00元，比上年增加100000.00元，主要是项目增加。", tables=True,
    )  # fmt: skip
    assert said(derived_prior.fund_changes, reading) == expected


@pytest.mark.parametrize(
    ("delta", "expected"),
    [("5.00", []), ("30.00", [("error", "与上年基本持平")])],
)
def test_parts_cannot_be_level_when_the_whole_grew_more(delta: str, expected: list[tuple[str, str]]) -> None:
    reading = document(
        "第三部分 情况说明", "二、一般公共预算基本支出情况说明",
        f"一般公共预算基本支出60.00万元，比上年增加{delta}万元，主要原因是人员增加。其中：人员经费50.00万元，"
        "比上年增加5.00万元；公用经费10.00万元，与上年基本持平。", tables=True,
    )  # fmt: skip
    assert said(derived_prior.level, reading) == expected
