"""Contract arithmetic in a sheet's text: contract − paid = due, payments = contract, percentage × contract."""

import re
from collections.abc import Iterator

from shizheng.engines.fiscal.domain.sheet import Field, TargetSheet
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading, once
from shizheng.systems.disclosure.domain.sheets.phrases import Sum, at_field, items, sums_in, sums_within, wan, written

WHOLE = re.compile(r"(决算款|决算价|决算|合同总?(?:金额|价款|价|款|额)?|总价|总投资|预算)[^，。；;\d]{0,8}$")
PAID = re.compile(r"(已支付|已付|已支出|支付|支出|付)[^，。；;\d]{0,8}$")
DUE = re.compile(r"(剩余|余额|尾款|欠款|尚欠|未付|待付|余)[^，。；;\d]{0,8}$")
INSTALMENT = re.compile(r"(?:支付|拨付|付)[^，。；;\d]{0,10}$")
FINAL = re.compile(r"质保金|尾款|余款|剩余")
CONTRACT = re.compile(r"合同总?(?:金额|价款?|款|额)[^，。；;\d]{0,6}$")
REST = re.compile(r"余款|剩余|尾款的|其余|余额")
PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%\s*(?:即|，即|为|计)\s*$")
REACH = 16
FIELDS = ("overview", "plan")


def _role(text: str, money: Sum) -> str:
    """contract, paid, due or nothing, by the words just before an amount."""
    before = text[max(0, money.start - REACH) : money.start]
    for name, pattern in (("due", DUE), ("paid", PAID), ("whole", WHOLE)):
        if pattern.search(before):
            return name
    return ""


@once
def _accounts(reading: Reading) -> list[tuple[TargetSheet, Field, list[Sum]]]:
    """The numbered items of overviews and plans that name two amounts or more."""
    return [
        (sheet, field, sums)
        for sheet in reading.sheets
        for _, field in written(sheet, FIELDS)
        if len(sums_in(field.text)) > 1
        for item in items(field.text)
        if len(sums := sums_within(field.text, item)) > 1
    ]


@rule("payment.due", family="payment", title="剩余款与合同、已付款不符", source="算术")
def due(reading: Reading) -> Iterator[Finding]:
    """A whole, what was paid of it and what is left, one after the other."""
    for sheet, field, sums in _accounts(reading):
        if len(sums) < 3:
            continue
        text = field.text
        found = [(money, _role(text, money)) for money in sums]
        for at, ((whole, first), (paid, second), (left, third)) in enumerate(
            zip(found, found[1:], found[2:], strict=False)
        ):
            if (first, second, third) == ("whole", "paid", "due") and not _closes(found[:at], paid, left):
                yield from _compare(sheet, field, whole, paid, left)


def _closes(before: list[tuple[Sum, str]], paid: Sum, left: Sum) -> bool:
    """Whether the rest is what an earlier whole leaves after every payment named since."""
    for start, (whole, role) in enumerate(before):
        spent = [paid, *(money for money, other in before[start + 1 :] if other != "whole")]
        low = whole.low - sum(money.high for money in spent)
        high = whole.high - sum(money.low for money in spent)
        if role == "whole" and left.high >= low and left.low <= high:
            return True
    return False


def _compare(sheet: TargetSheet, field: Field, whole: Sum, paid: Sum, left: Sum) -> Iterator[Finding]:
    low, high = whole.low - paid.high, whole.high - paid.low
    if left.high >= low and left.low <= high:
        return
    right = wan(whole.fen - paid.fen)
    between = field.text[whole.end : left.start]
    planned = "预算" in field.text[max(0, whole.start - REACH) : whole.start]
    certain = "。" not in between and "；" not in between and len(between) <= 30 and not planned
    message = (
        f"{whole.text}－{paid.text}＝{right}万元，文中写剩余{left.text}，"
        f"相差{wan(abs(whole.fen - paid.fen - left.fen))}万元，请核对。"
    )
    severity = "error" if certain else "warning"
    span = (max(0, left.start - 4), left.end)
    yield at_field("payment.due", severity, sheet, field, span, message, left.text, f"{right}万元")  # type: ignore[arg-type]


@rule("payment.instalments", family="payment", title="各期付款合计与合同金额不符", source="算术")
def instalments(reading: Reading) -> Iterator[Finding]:
    """One contract in a text, all its payments up to the warranty money, and a sum that is not the contract."""
    for sheet, field, found in _accounts(reading):
        if len(found) < 4:
            continue
        text = field.text
        wholes = [m for m in found if CONTRACT.search(text[max(0, m.start - REACH) : m.start])]
        paid = [m for m in found if INSTALMENT.search(text[max(0, m.start - REACH) : m.start]) and m not in wholes]
        if len(wholes) != 1 or len(paid) < 3 or not FINAL.search(text[paid[-1].start - 8 : paid[-1].start]):
            continue
        whole = wholes[0]
        low, high = sum(m.low for m in paid), sum(m.high for m in paid)
        if whole.high >= low and whole.low <= high:
            continue
        terms, total = "＋".join(wan(m.fen) for m in paid), sum(m.fen for m in paid)
        message = (
            f"各期付款{terms}＝{wan(total)}万元，与合同金额{whole.text}相差{wan(abs(whole.fen - total))}万元，"
            "而文中已列到最后一笔，请核对合同金额或各期付款。"
        )
        span = (max(0, whole.start - 4), whole.end)
        yield at_field("payment.instalments", "error", sheet, field, span, message, whole.text, f"{wan(total)}万元")


@rule("payment.percentage", family="payment", title="按比例付款的金额不符", source="算术")
def percentage(reading: Reading) -> Iterator[Finding]:
    """合同价252万元…支付40%即100.8万元."""
    for sheet, field, sums in _accounts(reading):
        text = field.text
        contract: Sum | None = None
        for money in sums if "%" in text else ():
            match = PERCENT.search(text[max(0, money.start - 12) : money.start])
            if match and contract is not None and not REST.search(text[max(0, money.start - 20) : money.start]):
                share = float(match[1])
                expected = round(contract.fen * share / 100)
                slack = contract.ulp * share / 200 + money.ulp / 2
                if abs(expected - money.fen) > slack + 1:
                    message = f"{contract.text}×{match[1]}%＝{wan(expected)}万元，文中写{money.text}，请核对。"
                    span, right = (money.start, money.end), f"{wan(expected)}万元"
                    yield at_field("payment.percentage", "error", sheet, field, span, message, money.text, right)
            if CONTRACT.search(text[max(0, money.start - REACH) : money.start]):
                contract = money
