"""Acts in their order: payment after acceptance, instalments, deliveries, contracts, the edge of a month."""

import pytest

from tests.disclosure.sheet_samples import Sheet, found, replaced

ACCEPTED = "2031年12月对堤岸工程进行验收，验收通过后支付尾款。"


def paid(when: str, plan: str = ACCEPTED) -> Sheet:
    return Sheet(plan=plan, rows=replaced(("时效", "堤岸工程款支付时间", when, when)))


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        (paid("12月前"), {("error", "12月前")}),
        (paid("10月底前"), {("error", "10月底前")}),
        (paid("12月底前"), set()),
        (paid("12月"), set()),
        (paid("12月前", "2031年12月对堤岸工程进行验收，支付进度款。"), set()),  # the text does not pay after it
        (paid("12月前", "2031年12月对堤岸工程验收，验收后支付30%，其余分期支付。"), set()),  # which payment is not said
        (paid("12月前", "2030年12月对堤岸工程验收，验收后支付尾款。"), set()),  # accepted the year before
    ],
)
def test_payment_before_acceptance(sheet: Sheet, expected: set[tuple[str, str]]) -> None:
    assert {(finding.severity, finding.quote) for finding in found("timing.paid_early", sheet)} == expected


@pytest.mark.parametrize(
    ("name", "quotes"),
    [("水闸工程款支付时间", ["5月", "5月"]), ("堤岸工程款支付时间", []), ("工程款支付时间", [])],
    ids=["the item that accepts later", "the item that accepts before", "neither"],
)
def test_the_item_of_the_payment(name: str, quotes: list[str]) -> None:
    plan = "1.计划3月对堤岸项目进行验收，验收后支付尾款。2.计划10月对水闸项目进行验收，验收后支付尾款。"
    sheet = Sheet(plan=plan, rows=replaced(("时效", name, "5月", "5月")))
    assert [finding.quote for finding in found("timing.paid_early", sheet)] == quotes


@pytest.mark.parametrize(
    ("rule", "plan", "quotes"),
    [
        ("consistency.instalments", "每年的12月将当年的款项转出；按合同分两次支付。", ["每年的12月将当年的款项转出"]),
        ("consistency.instalments", "每年的12月将当年的款项转出；由第三方支付工资。", []),
        ("consistency.instalments", "1.保洁费每年12月支付当年费用。2.船只费分两次支付。", []),  # two things
        ("timing.paid_undelivered", "2031年2月正式交付使用。2031年1月支付终验款。", ["2031年1月支付终验款"]),
        ("timing.paid_undelivered", "2031年2月正式交付使用。2031年2月支付终验款。", []),
        ("timing.paid_undelivered", "2031年2月正式交付使用。2031年1月支付进度款。", []),
        ("timing.contract_ended", "合同期限为2028-2030年，按月支付。", ["合同期限为2028-2030年"]),
        ("timing.contract_ended", "合同期限为2028-2031年，按月支付。", []),
        ("timing.contract_ended", "合同期限为2028-2030年，到期后重新采购。", []),
    ],
)
def test_order_of_acts(rule: str, plan: str, quotes: list[str]) -> None:
    assert [finding.quote for finding in found(rule, Sheet(plan=plan))] == quotes


@pytest.mark.parametrize(
    ("plan", "when", "quotes"),
    [
        ("1-3月：推进清淤方案，完成初稿。", "3月前", ["3月前"]),
        ("1-3月：推进清淤方案，完成初稿。", "3月底前", []),
        ("2031年3月前完成。", "3月底前", ["3月底前"]),
        ("3月招标，3月底前签订合同。", "3月前", []),  # which of the two steps is not said
        ("2030年3月完成初稿。", "3月前", []),
    ],
)
def test_the_edge_of_a_month(plan: str, when: str, quotes: list[str]) -> None:
    sheet = Sheet(plan=plan, rows=replaced(("时效", "拟定稿子时间", when, when)))
    assert [finding.quote for finding in found("timing.month_edge", sheet)] == quotes
