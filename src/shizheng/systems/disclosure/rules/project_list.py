"""The project list against the target sheets and against the number of projects that the text states."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from shizheng.engines.fiscal.domain.sheet import TargetSheet
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.segments import Paragraph
from shizheng.systems.disclosure.domain.sheets.phrases import COLUMN, QUOTE, Sum, sums_in, wan
from shizheng.systems.disclosure.domain.sheets.projects import Project, is_near, plain, projects_of

SOURCE = "财预〔2016〕143号《地方预决算公开操作规程》；财预〔2015〕88号 项目支出绩效目标全覆盖"
STAGES = {"budget": "年初预算", "adjusted": "全年预算", "executed": "全年执行"}
LEVELS = ("central", "province", "central+province", "city", "county", "treasury", "own", "carried", "other")
STATED = re.compile(
    r"(?:(?P<kind>一级|二级)项目(?:绩效自评)?(?:个数)?|绩效目标(?:管理|的)?[^，。；]{0,6}?项目|公开项目绩效目标)(?:共|共计)?\s*"
    r"(?P<n>\d{1,3})(?:\.0+)?\s*个"
    r"|(?<![\d.])(?P<set>\d{1,3})\s*个(?:预算)?项目(?:均|全部|都)?(?:编制|编报|填报|设置|设定|申报|实行)了?(?:预算|支出|项目)*绩效目标"
)
INVOLVED = re.compile(r"(?:涉及|共计|金额|资金)[^，。；;\d]{0,8}$")


class Stated(NamedTuple):
    """A number of projects in a sentence, with the money named next to it."""

    kind: str
    number: int
    line: int
    quote: str
    money: Sum | None
    money_line: int


def _stated(reading: Reading) -> Iterator[Stated]:
    for block in reading.blocks:
        if not isinstance(block, Paragraph) or "项目" not in block.text or "绩效" not in block.text:
            continue
        for match in STATED.finditer(block.text):
            line = block.line_at(match.start())
            money = next((money for money in sums_in(block.text) if _belongs(block.text, match.end(), money)), None)
            quote = match[0] if match[0] in line.text else f"{match['n'] or match['set']}"
            at = block.line_at(money.start).number if money else 0
            if quote in line.text:
                yield Stated(
                    match["kind"] or "", int(match["n"] or match["set"]), line.number, quote[-QUOTE:], money, at
                )


def _belongs(text: str, end: int, money: Sum) -> bool:
    """Whether an amount follows a number of projects within the sentence and says what they cost in all."""
    between = text[end : money.start]
    return 0 <= money.start - end <= 16 and "。" not in between and INVOLVED.search(between) is not None


@rule("count.project_money", family="consistency", title="同样个数的项目金额前后不一", source="算术")
def project_money(reading: Reading) -> Iterator[Finding]:
    """Two sentences about the same seven projects, with two sums."""
    first: dict[tuple[str, int], Stated] = {}
    for said in _stated(reading):
        if said.money is None or said.number == 0 or not said.kind:
            continue
        before = first.setdefault((said.kind, said.number), said)
        one, other = before.money, said.money
        if one is None or (one.low <= other.high and other.low <= one.high):
            continue
        message = (
            f"这里说{said.kind}项目{said.number}个涉及{other.text}，第{before.line}行同样的{said.number}个项目为{one.text}，"
            f"相差{wan(abs(one.fen - other.fen))}万元，请核对。"
        )
        key = (f"projects:{said.kind}:{said.number}",)
        yield Finding(
            "count.project_money", "error", said.money_line, other.text[:QUOTE], message, other.text, one.text, "", key
        )
        if before.money_line != said.money_line:
            told = (
                f"此处写“{one.text}”，第{said.money_line}行同样的{said.number}个项目为{other.text}，请核对哪一处有误。"
            )
            line, quote = before.money_line, one.text[:QUOTE]
            yield Finding("count.project_money", "warning", line, quote, told, one.text, convicts=key)


@rule("count.projects", family="count", title="项目个数与项目支出表或绩效目标表不符", source=SOURCE)
def projects(reading: Reading) -> Iterator[Finding]:
    """The number of projects with targets, against the list and the sheets that are there."""
    listed = projects_of(reading)
    sheets = {plain(sheet.name) for sheet in reading.sheets if sheet.kind == "project" and sheet.name}
    if not listed or not sheets or len(listed) < 2:
        return
    for said in _stated(reading):
        if said.number in (len(listed), len(sheets)) or said.number < 2 or said.kind == "一级":
            continue
        message = f"文中说项目{said.number}个，项目支出表列有{len(listed)}个，绩效目标表有{len(sheets)}张，请核对。"
        yield Finding("count.projects", "warning", said.line, said.quote, message, str(said.number), str(len(listed)))


@rule("count.sheetless", family="missing", title="项目没有绩效目标表", source=SOURCE)
def sheetless(reading: Reading) -> Iterator[Finding]:
    """A project of the list without a sheet, in a document that has sheets for most of them."""
    listed = projects_of(reading)
    names = [plain(sheet.name) for sheet in reading.sheets if sheet.kind == "project" and sheet.name]
    if not names or len(listed) < 2:
        return
    known = set(names)
    unmatched = [item for item in listed if plain(item.name) not in known]
    lost = [item for item in unmatched if not any(_same(plain(item.name), name) for name in names)]
    if 2 * len(lost) > len(listed):
        return
    for item in lost:
        message = f"项目支出表中的“{item.name}”（{wan(item.fen)}万元）没有绩效目标表，请补充公开。"
        yield Finding("count.sheetless", "warning", item.line, item.quote[:QUOTE], message, item.name)


def _same(project: str, sheet: str) -> bool:
    if project == sheet or project in sheet or is_near(project, sheet):
        return True
    pairs = [project[i : i + 2] for i in range(len(project) - 1)]
    return bool(pairs) and sum(pair in sheet for pair in pairs) >= 0.6 * len(pairs)


@rule("agreement.sheet_money", family="agreement", title="绩效目标表资金与项目支出表不一致", source="算术")
def sheet_money(reading: Reading) -> Iterator[Finding]:
    """The year's money of a sheet against the row of the same name in the list."""
    listed: dict[str, list[Project]] = {}
    for item in projects_of(reading):
        listed.setdefault(plain(item.name), []).append(item)
    for sheet in reading.sheets:
        rows = listed.get(plain(sheet.name), [])
        total = sheet.money("annual") if sheet.is_dual else sheet.money("annual") or sheet.money("period")
        if sheet.kind != "project" or len(rows) != 1 or total is None:
            continue
        row = rows[0]
        carried = any(item.level == "carried" and item.fen for item in sheet.funding)
        scaled = row.fen and total.fen and max(total.fen, row.fen) == 10_000 * min(total.fen, row.fen)
        if 2 * abs(total.fen - row.fen) <= total.ulp + row.ulp or carried or scaled:
            continue
        message = (
            f"“{sheet.name}”的年度资金总额为{wan(total.fen)}万元，项目支出表（第{row.line}行）为{wan(row.fen)}万元，"
            f"相差{wan(abs(total.fen - row.fen))}万元，请核对。"
        )
        yield Finding(
            "agreement.sheet_money",
            "error",
            total.line,
            total.quote,
            message,
            total.quote,
            wan(row.fen) + "万元",
            sheet.name,
        )


@rule("additivity.sheet_money", family="additivity", title="绩效目标表各级资金之和与总额不符", source="算术")
def funding(reading: Reading) -> Iterator[Finding]:
    """Total = central + province + county + own + other, column by column."""
    for sheet in reading.sheets:
        if sheet.kind == "project":
            for column in ("period", "annual"):
                yield from _funding(sheet, column, "target", COLUMN[column])
        elif sheet.kind == "evaluation":
            for stage, name in STAGES.items():
                yield from _funding(sheet, "annual", stage, name)


def _funding(sheet: TargetSheet, column: str, stage: str, name: str) -> Iterator[Finding]:
    held = [item for item in sheet.funding if item.column == column and item.stage == stage]
    total = next((item for item in held if item.level == "total"), None)
    parts = [item for item in held if item.level in LEVELS]
    if any(item.level == "treasury" for item in parts):
        parts = [item for item in parts if item.level in ("treasury", "own", "carried", "other")]
    if total is None or len({item.level for item in parts}) != len(parts) or len(parts) < 2:
        return
    summed = sum(item.fen for item in parts)
    if 2 * abs(summed - total.fen) <= total.ulp + sum(item.ulp for item in parts) or not summed:
        return
    terms = "＋".join(item.quote for item in parts if item.fen)
    message = f"{name}各级资金{terms}合计{wan(summed)}万元，{name}资金总额为{wan(total.fen)}万元，请核对。"
    yield Finding(
        "additivity.sheet_money",
        "warning",
        total.line,
        total.quote,
        message,
        total.quote,
        wan(summed) + "万元",
        sheet.name,
    )
