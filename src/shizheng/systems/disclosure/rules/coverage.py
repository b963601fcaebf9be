"""Text and indicators of one sheet in both directions: work without an indicator, money without a target."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from shizheng.engines.fiscal.domain.sheet import Field, Indicator, TargetSheet
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.sheets.phrases import at_field, at_indicator, at_name, clauses, wan, written
from shizheng.systems.disclosure.rules.cost import PER_UNIT, SAVED

SOURCE = "财预〔2015〕88号《中央部门预算绩效目标管理办法》绩效目标与项目内容、资金额度相应匹配"
TEXT = ("overview", "measures", "plan")
STAFF = re.compile(
    r"(?:不少于|至少|配备|派驻|聘用|组建|安排|固定驻场[^，。；\d]{0,8})[^，。；;\d]{0,8}?(?P<n>\d{1,4})\s?[名人](?!次|均|民|大)[一-鿿]{0,8}"
)
WORK = re.compile(
    r"(?P<n>\d{1,6})\s?(?:余|多)?(?P<unit>个|套|台|家|座|处|部|平方米|公里|块|条)(?!月|工作日|小时|方面|部分|环节|季度|自然日|百分|以上部门)(?P<what>[一-鿿]{2,10})"
)
DOES = re.compile(
    r"建设|搭建|开发|购买|购置|采购|改造|迁移|迁云|新建|安装|更换|扫描|接入|制作|印制|扶持|支持|整治|修缮|铺设|部署|测评|升级"
)
BACKGROUND = re.compile(r"已|原有|目前|现有|截至|上年|去年|以来|涉及|覆盖|范围|部门|单位|20\d{2}年(?:底)?(?:建成|完成)")
PART = re.compile(r"完成(?P<n>\d{1,2})\s?[%％]的?(?P<what>[一-鿿]{2,10})")
NUMBER = re.compile(r"\d\s?(?:余|多)?[个套台家座处部块条人名平公%％]")
SHARE_OF = 2  # cost indicators below half of the money leave most of it without a target
RETAINED = ("质保金", "质量保证金", "履约保证金")


class Said(NamedTuple):
    """Work of a given number, and where the text says it."""

    field: Field
    span: tuple[int, int]
    text: str


@rule("consistency.workload", family="consistency", title="项目文字中的工作量没有指标对应", source=SOURCE)
def workload(reading: Reading) -> Iterator[Finding]:
    """24个新系统迁云, 不少于20名技术人员: numbers of work that no indicator carries; one finding a sheet."""
    for sheet in reading.sheets:
        if sheet.kind != "project" or not any(item.level2 == "quantity" for item in sheet.indicators):
            continue
        said = list(_uncovered(sheet))
        if not said:
            continue
        listed = "".join(dict.fromkeys(f"“{each.text}”" for each in said[:5]))
        message = f"项目文字写明{listed}，没有相应的数量指标，工作量无法考核，请补充指标。"
        first = said[0]
        yield at_field("consistency.workload", "warning", sheet, first.field, first.span, message, first.text)


def _uncovered(sheet: TargetSheet) -> Iterator[Said]:
    numbered = [item for item in sheet.indicators if item.target.kind == "number"]
    held = {item.target.value // 10_000 for item in numbered}
    names = "".join(item.full_name for item in numbered)
    rates = {item.target.value for item in sheet.indicators if item.target.kind == "rate"}
    people = {item.target.value // 10_000 for item in numbered if item.target.unit in ("人", "名")}
    staff: list[tuple[int, Said]] = []
    for field, start, text in _working(sheet):
        for pattern in (STAFF, WORK, PART):
            match = pattern.search(text) if pattern is not WORK or DOES.search(text) else None
            if match is None:
                continue
            said = Said(field, (start + match.start(), start + match.end()), match[0])
            number = int(match["n"])
            if pattern is STAFF:
                staff.append((number, said))
            elif number * 10_000 not in rates if pattern is PART else number not in held and not _named(match, names):
                yield said
    numbers = {number for number, _ in staff}
    if len(numbers) > len(people) or numbers & people:  # else they are compared with each other by another rule
        yield from (said for number, said in staff if number not in held)


def _working(sheet: TargetSheet) -> Iterator[tuple[Field, int, str]]:
    """Clauses with a number that speak of this project's work."""
    for _, field in written(sheet, TEXT):
        for clause in clauses(field.text) if NUMBER.search(field.text) else ():
            owned = PART.search(clause.text) and "已" not in clause.text
            if NUMBER.search(clause.text) and (owned or not BACKGROUND.search(clause.text)):
                yield field, clause.start, clause.text


def _named(match: re.Match[str], names: str) -> bool:
    """Whether some indicator is about the thing counted: then its number is compared by another rule."""
    core = COMMON.sub("", match["what"])[:5]
    return len(core) < 2 or any(core[i : i + 2] in names for i in range(len(core) - 1))


@rule("consistency.half_named", family="consistency", title="目标只涉及项目名称中的一项内容", source=SOURCE)
def half_named(reading: Reading) -> Iterator[Finding]:
    """A和B as the project, and a goal that speaks only of A."""
    for sheet in reading.sheets:
        if sheet.kind != "project" or sheet.is_cut:
            continue
        parts = _parts(sheet.name)
        for _, field in written(sheet, ("goal", "goal.period", "goal.annual")) if len(parts) == 2 else ():
            shares = [_share(part, field.text) for part in parts]
            if min(shares) == 0 and max(shares) >= 0.6 and field.text[-1:] in "。！；":
                lacking = parts[shares.index(min(shares))]
                message = f"项目名称包含“{parts[0]}”和“{parts[1]}”，这里的目标没有涉及“{lacking}”，请补充。"
                yield at_field("consistency.half_named", "warning", sheet, field, (0, 30), message, "", lacking)


NAME_JOINT = re.compile(r"[和与及、]")
STAGE = re.compile(r"[一二三四]期|合同款|尾款")
COMMON = re.compile(r"项目|费用|经费|服务|工作|资金|采购|建设|管理|系统|平台|运行|维护|编制|晋城市|[市县区省]")


def _parts(name: str) -> list[str]:
    parts = [part for part in NAME_JOINT.split(name) if part]
    return (
        parts
        if len(parts) == 2 and not STAGE.search(name) and all(len(COMMON.sub("", part)) >= 4 for part in parts)
        else []
    )


def _share(part: str, text: str) -> float:
    core = COMMON.sub("", part)
    pairs = {core[i : i + 2] for i in range(len(core) - 1)}
    return sum(pair in text for pair in pairs) / len(pairs)


@rule("cost.fraction", family="cost", title="成本指标只覆盖一部分资金", source=SOURCE)
def fraction(reading: Reading) -> Iterator[Finding]:
    """Cost indicators of 8.4万元 for 45万元: most of the money has no cost target; one finding a sheet."""
    for sheet in reading.sheets:
        if sheet.kind != "project":
            continue
        found = _fraction(sheet)
        if found:
            yield found


def _fraction(sheet: TargetSheet) -> Finding | None:
    costs = [item for item in sheet.of("annual") if item.level2 == "cost"]
    money = sheet.money("annual")
    if not costs or money is None or money.fen <= 0 or any(item.target.kind != "money" for item in costs):
        return None
    if any(PER_UNIT.search(item.full_name) or SAVED.search(item.full_name) for item in costs):
        return None
    total = sum(item.target.value for item in costs)
    if SHARE_OF * total >= money.fen:
        return None
    message = (
        f"年度成本指标合计{wan(total)}万元，资金总额{wan(money.fen)}万元，只覆盖{total / money.fen:.0%}，"
        "其余资金没有成本目标，请补充总成本或其他支出的成本指标。"
    )
    return at_indicator("cost.fraction", "warning", sheet, costs[0], message, f"{wan(money.fen)}万元")


@rule(
    "consistency.unexplained_payment", family="consistency", title="指标中的付款事项在项目文字中没有说明", source=SOURCE
)
def unexplained_payment(reading: Reading) -> Iterator[Finding]:
    """质保金支付完成时间, of a project whose text knows no 质保金; one finding a sheet."""
    for sheet in reading.sheets:
        overview, plan = sheet.text("overview"), sheet.text("plan")
        if sheet.kind != "project" or not overview or overview[-1:] not in "。；！" or not plan:
            continue
        item = next((each for each in sheet.indicators if _unknown_payment(each, overview + plan)), None)
        if item:
            message = f"指标“{item.full_name}”所付的款项，在项目概况和实施计划中没有内容、合同和金额，请补充说明。"
            yield at_name("consistency.unexplained_payment", "warning", sheet, item, message)


def _unknown_payment(item: Indicator, text: str) -> bool:
    return any(word in item.full_name for word in RETAINED) and not any(word in text for word in ("质保", "保证金"))


EARNS = re.compile(
    r"(?:企业|农民|农户|群众|居民|村集体|旅游)?收入的?(?:增长|增加|提高)|促进增收|增加收入|产值|税收的?(?:增长|增加)"
)
EARNED = re.compile(r"收入|产值|税收|利润|增收|营收|销售|经济")


@rule("consistency.no_economic", family="consistency", title="目标提出经济效益而没有指标", source=SOURCE)
def no_economic(reading: Reading) -> Iterator[Finding]:
    """促进企业收入的增长 as the goal, and nothing under 经济效益."""
    for sheet in reading.sheets:
        if sheet.kind != "project" or sheet.is_cut:
            continue
        if any(
            item.target.text and (item.level2 == "economic" or EARNED.search(item.full_name))
            for item in sheet.indicators
        ):
            continue
        for _, field in written(sheet, ("goal", "goal.period", "goal.annual")):
            match = EARNS.search(field.text)
            if match:
                message = f"总体目标提出“{match[0]}”，经济效益指标却没有填写，请补充相应的指标。"
                yield at_field("consistency.no_economic", "warning", sheet, field, match.span(), message, match[0])
                break
