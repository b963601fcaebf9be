"""Acts in their order: payment after acceptance, one payment or several, contracts that are still in force."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from shizheng.engines.fiscal.domain.sheet import Field, Indicator, TargetSheet
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading, once
from shizheng.systems.disclosure.domain.sheets.phrases import (
    Stretch,
    at_field,
    at_indicator,
    facing,
    items,
    sums_in,
    written,
)
from shizheng.systems.disclosure.rules.consistency_dates import MONTHS, plan_date

SOURCE = "财预〔2015〕88号《中央部门预算绩效目标管理办法》绩效目标与实施计划相互衔接；算术"
TEXT = ("overview", "measures", "plan")
ACCEPTED = re.compile(r"(?:(20\d{2})年)?(?<!\d)(1[0-2]|[1-9])月(?:份)?(?:底|末)?[^。；;\d]{0,16}验收")
PAID_AFTER = re.compile(
    r"(?:验收(?:通过|合格|完成|结束)?(?:之)?后|根据验收(?:结论|结果|意见)|经验收合格)[^。；;]{0,24}?(?:支付|付款|付清|拨付)"
)
PAYMENT = re.compile(r"支付|付款|付清|拨付")
ADVANCE = re.compile(r"预付|首付|首期|进度款|前期款|第[一二三]笔|[%％]|质保金|分期|分[两二三四五]次")
PART = re.compile(r"预付|首付|首期|进度|前期|质保")
NOISE = re.compile(r"支付|付款|完成|时间|项目|资金|款项|费用|[（(].*[)）]|\W")
YEARLY = re.compile(
    r"每年(?:的)?(?:1[0-2]|[1-9])月(?:份|底|末)?(?:前)?[^。；;，,\d]{0,6}?(?:当年|全年|年度|本年)[^。；;，,\d]{0,8}?(?:转出|支付|付清|付出|拨付)"
    r"|每年(?:的)?(?:1[0-2]|[1-9])月(?:份|底|末)?(?:前)?(?:一次性)?(?:支付|付清|拨付)(?:当年|全年|年度|本年)"
)
SEVERAL = re.compile(
    r"分([两二三四五六]|[2-9]|十二|12)次[^。；;，,]{0,8}?(?:支付|付款|拨付|付清|结算)|(?:支付|付款|结算)[^。；;，,]{0,4}?分([两二三四五六]|[2-9])次"
    r"|每(?:半年|季度|个?月)(?:支付|付款|结算)一次|按(?:季度?|月|半年)(?:支付|付款)"
)
DATE = r"(20\d{2})年(1[0-2]|[1-9])月"
DELIVERED = re.compile(
    DATE + r"(?:\d{1,2}日)?(?:底|末|前)?[^。；;，,\d]{0,6}?(?:正式)?(?:交付使用|投入使用|上线运行|通过终验|竣工验收)"
)
LAST_PAID = re.compile(
    DATE + r"(?:\d{1,2}日)?(?:底|末|前)?[^。；;，,\d]{0,4}?支付[^。；;，,\d]{0,6}?(?:终验款|验收款|尾款|结算款)"
)
CONTRACT = re.compile(r"合同(?:服务)?(?:期限?|有效期)(?:为|至|是)?(?:20\d{2}年?\s*[-—–~至到]+\s*)?(20\d{2})年(?!\d)")
RENEWED = re.compile(r"续签|重新(?:采购|招标|签订)|新(?:的)?合同|到期后")


class Accepted(NamedTuple):
    """An item that pays after acceptance, and the month of this year in which it accepts."""

    item: Stretch
    month: int
    words: str


@rule("timing.paid_early", family="timing", title="付款指标早于验收", source=SOURCE)
def paid_early(reading: Reading) -> Iterator[Finding]:
    """Acceptance in December, payment after it, and 12月前 as the date of payment: not after but before."""
    for sheet in reading.sheets:
        if sheet.kind != "project" or not sheet.year:
            continue
        due = [item for item in sheet.indicators if item.target.when and PAYMENT.search(item.full_name)]
        steps = list(_accepted(sheet)) if due else []
        for item in due if steps else ():
            yield from _early(sheet, item, steps)


def _accepted(sheet: TargetSheet) -> Iterator[Accepted]:
    after = any(PAID_AFTER.search(field.text) for _, field in written(sheet, TEXT))
    for _, field in written(sheet, ("plan",)) if after else ():
        for item in items(field.text):
            found = list(ACCEPTED.finditer(item.text))
            paying = PAYMENT.search(item.text) and not ADVANCE.search(item.text)
            if len(found) == 1 and paying and (not found[0][1] or int(found[0][1]) == sheet.year):
                yield Accepted(item, int(found[0][2]), found[0][0])


def _early(sheet: TargetSheet, item: Indicator, steps: list[Accepted]) -> Iterator[Finding]:
    when = item.target.when
    if when is None or when.last.year not in (0, sheet.year) or PART.search(item.full_name):
        return
    step = _about(sheet, item, steps)
    last = when.last.month - (when.edge == "before")  # the last month in which the payment may fall
    if step is None or last >= step.month:
        return
    message = (
        f"实施计划写“{step.words[:20]}”，验收之后才付款，“{item.full_name}”却定在{item.target.text}，"
        f"最迟{last}月就要付完，早于验收。请改为“{step.month}月底前”或核对验收时间。"
        if last
        else f"实施计划写“{step.words[:20]}”，“{item.full_name}”却定在{item.target.text}，早于验收，请核对。"
    )
    found = at_indicator("timing.paid_early", "error", sheet, item, message, f"{step.month}月底前")
    yield from facing(found, sheet, step.words)


def _about(sheet: TargetSheet, item: Indicator, steps: list[Accepted]) -> Accepted | None:
    """The step of the indicator's subject: among all items of the plan the one with most of its words."""
    field = sheet.fields.get("plan")
    parts = items(field.text) if field else ()
    core = NOISE.sub("", item.full_name)
    pairs = {core[i : i + 2] for i in range(len(core) - 1)}
    marks = sorted(((sum(pair in part.text for pair in pairs), part) for part in parts), reverse=True)
    if len(marks) > 1 and (marks[0][0] == marks[1][0] or not marks[0][0]):
        return None
    return next((step for step in steps if marks and step.item == marks[0][1]), None)


@rule("consistency.instalments", family="consistency", title="付款次数前后不一", source="算术")
def instalments(reading: Reading) -> Iterator[Finding]:
    """每年12月将当年的款项转出, and 分两次支付 in the same plan."""
    for sheet in reading.sheets:
        for _, field in written(sheet, TEXT):
            if "每年" not in field.text or len(items(field.text)) > 1:
                continue
            once, several = YEARLY.search(field.text), SEVERAL.search(field.text)
            if once and several:
                message = (
                    f"前面写“{once[0]}”，是一年一次付清；后面写“{several[0]}”，是分次支付。两种付款安排不能同时成立，"
                    "请按合同核对并统一。"
                )
                yield at_field(
                    "consistency.instalments", "error", sheet, field, once.span(), message, once[0], several[0]
                )


@rule("timing.paid_undelivered", family="timing", title="验收款的支付早于交付", source="算术")
def paid_undelivered(reading: Reading) -> Iterator[Finding]:
    """2025年1月支付终验款, though the thing was delivered in February."""
    for sheet in reading.sheets:
        for _, field in written(sheet, TEXT):
            if "支付" not in field.text:
                continue
            delivered, paid = list(DELIVERED.finditer(field.text)), list(LAST_PAID.finditer(field.text))
            if len(delivered) == 1 and len(paid) == 1 and _month(paid[0]) < _month(delivered[0]):
                message = f"“{paid[0][0]}”早于“{delivered[0][0]}”：最后一笔款应当在交付、验收之后支付，请核对两处时间。"
                yield at_field("timing.paid_undelivered", "warning", sheet, field, paid[0].span(), message, paid[0][0])


def _month(match: re.Match[str]) -> tuple[int, int]:
    return int(match[1]), int(match[2])


@rule("timing.contract_ended", family="timing", title="合同期限不能覆盖项目期", source=SOURCE)
def contract_ended(reading: Reading) -> Iterator[Finding]:
    """A contract that ends this year or before, in a plan that nowhere renews it, of a project that goes on."""
    for sheet in reading.sheets:
        if sheet.kind != "project" or not sheet.year:
            continue
        for _, field in written(sheet, TEXT):
            match = CONTRACT.search(field.text) if "合同" in field.text else None
            if match and int(match[1]) < sheet.year and not _renewed(field):
                message = f"“{match[0]}”在{sheet.year}年以前已经到期，没有说明续签或重新采购，请核对。"
                yield at_field("timing.contract_ended", "warning", sheet, field, match.span(), message, match[0])


def _renewed(field: Field) -> bool:
    return bool(RENEWED.search(field.text))


@rule("timing.month_edge", family="timing", title="“N月前”与计划的月份差一个月", source=SOURCE)
def month_edge(reading: Reading) -> Iterator[Finding]:
    """3月前 for what the plan does from January to March: 前 leaves the month itself out, 底前 does not."""
    for sheet in reading.sheets:
        if sheet.kind != "project" or not sheet.year or "月" not in sheet.text("plan"):
            continue
        for item, words in _edges(sheet):
            if item.line in _told(reading):
                continue
            message = (
                f"实施计划写“{words}”，“{item.full_name}”写{item.target.text}。“月前”不含当月，“月底前”含当月，"
                "两处相差一个月，请核对并统一。"
            )
            yield at_indicator("timing.month_edge", "warning", sheet, item, message, words)


@once
def _told(reading: Reading) -> frozenset[int]:
    """Lines whose date another rule holds against the plan."""
    return frozenset(found.line for told_by in (plan_date, paid_early) for found in told_by(reading))


def _edges(sheet: TargetSheet) -> Iterator[tuple[Indicator, str]]:
    """Indicators whose month the plan names only once, and there with the other edge; a row once."""
    planned: dict[int, list[re.Match[str]]] = {}
    plan = sheet.text("plan")
    for match in MONTHS.finditer(plan) if "月" in plan else ():
        if not match[1] or int(match[1]) == sheet.year:
            planned.setdefault(int(match[3] or match[2]), []).append(match)
    dated: dict[int, dict[str, Indicator]] = {}
    for item in sheet.indicators:
        when = item.target.when
        if when and item.target.text and item.target.kind == "date" and when.last.year in (0, sheet.year):
            dated.setdefault(when.last.month, {}).setdefault(item.full_name, item)
    for month, named in dated.items():
        steps = planned.get(month, [])
        if len(named) != 1 or len(steps) != 1:
            continue
        item = next(iter(named.values()))
        edge = item.target.when.edge if item.target.when else ""
        if (edge == "before") != (steps[0][5] == "前"):
            yield item, steps[0][0]


OLD = re.compile(
    r"(?P<year>20\d{2})年(?:左右)?(?:购置|采购|购买)的[^，。；]{0,12}?(?P<what>[A-Za-z]{2,}|[一-鿿]{2})(?:设备|系统|平台)"
)
SINCE = re.compile(r"(?:购置|采购|购买)于(?P<year>20\d{2})年")


@rule("consistency.bought_when", family="consistency", title="同一设备的购置年份不一", source="算术")
def bought_when(reading: Reading) -> Iterator[Finding]:
    """2019年购置的旧VPN设备 beside VPN等设备采购于2018年."""
    for sheet in reading.sheets:
        old = [match for _, field in written(sheet, ("overview", "need")) for match in OLD.finditer(field.text)]
        for _, field in written(sheet, ("overview", "need")) if old else ():
            for since in SINCE.finditer(field.text):
                before = field.text[max(0, since.start() - 30) : since.start()]
                other = next((match for match in old if match["what"] in before), None)
                if other and other["year"] != since["year"]:
                    message = f"这里写“{since[0]}”，另一处写“{other[0]}”，同一设备的购置年份不一，请核对。"
                    yield at_field(
                        "consistency.bought_when", "warning", sheet, field, since.span(), message, since["year"]
                    )


RETAINED = re.compile(r"质保金|质量保证金")
AGREED = re.compile(r"合同(?:总)?(?:金额|价款?|总价)(?:为|是|共)?$")
HIGH = 20  # the contract over the retention: 5 %


@rule(
    "payment.retention",
    family="payment",
    title="质保金比例偏高",
    source="建质〔2017〕138号《建设工程质量保证金管理办法》第七条：不得高于结算总额的3%",
)
def retention(reading: Reading) -> Iterator[Finding]:
    """58.58万元 kept back of 681.18万元: 8.6 %."""
    for sheet in reading.sheets:
        for _, field in written(sheet, ("overview", "plan")) if RETAINED.search(sheet.text("overview")) else ():
            sums = sums_in(field.text)
            agreed = [money for money in sums if AGREED.search(field.text[max(0, money.start - 8) : money.start])]
            kept = [money for money in sums if RETAINED.search(field.text[max(0, money.start - 6) : money.start])]
            if len(agreed) == 1 and len(kept) == 1 and HIGH * kept[0].low > agreed[0].high:
                share = kept[0].fen / agreed[0].fen
                message = (
                    f"质保金{kept[0].text}占合同金额{agreed[0].text}的{share:.1%}，高于工程质量保证金3%的上限，"
                    "请核对金额或说明依据。"
                )
                span = (kept[0].start - 3, kept[0].end)
                yield at_field("payment.retention", "warning", sheet, field, span, message, kept[0].text)
