"""What the export of a document did to its sheets: shifted, torn, lost, cut and repeated cells."""

import re
from collections.abc import Iterator
from statistics import median

from shizheng.engines.fiscal.domain.sheet import Field, TargetSheet
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.sheets.phrases import QUOTE, at_field, at_name, is_exported, wan
from shizheng.systems.disclosure.domain.sheets.projects import plain, yearly_money

SOURCE = "文本提取"
ADVICE = "这是文本导出造成的，不一定是原件的差错，请对照原件。"
ENDS = "。；;！!？?.）)》”…>"
LONG = 100
SEVERAL = 4  # texts that show at what size the cells were cut
FILLED = 0.85  # of that size
WIDTH = 10
TAILS = re.compile(
    r"(?:率|数|量|度|间|期|性|本|额|费|力|平|值|比|人|次|元|[)）]|况|革|善|升|高|强|展|少|低|作|行|全|务|化|成|用|设|转|定|障|供|格|用户|员|款|项目|面积|系统"
    r"|名称|效果|进程|水准|工程|方案|报告|平台|模块|设备|种类|内容|类别|时限|周期|金|程|局|发|接|动|管|护|新|进|响|造|撑|台阶)$"
)
ONCE = ("joined", "doubled_label", "lost_field", "shifted", "garbled")  # kinds that repeat down a sheet
WHAT = {
    "displaced": "填在别的栏目格里",
    "joined": "栏目名与内容落在同一格",
    "torn": "比较符号与数值被拆到两格",
    "lost_value": "指标值在导出时丢失",
    "lost_pair": "另一栏的指标与指标值在导出时丢失",
    "split": "指标名称被拆到两格",
    "orphan": "指标值没有对应的指标名称",
    "shifted": "所在的行向左错列",
    "garbled": "是识别不清的表头",
    "mixed_head": "与表头混在同一行",
    "no_head": "之前的指标表头丢失",
    "doubled_label": "层级标签重复",
    "two_in_one": "是两个指标并在一行",
    "lost_field": "栏目的值丢失",
    "differing": "在两栏中的名称不一",
}


@rule("extraction.cells", family="extraction", title="绩效目标表单元格错位或丢失", source=SOURCE)
def cells(reading: Reading) -> Iterator[Finding]:
    """Cells that the reader had to put back into place; once a line."""
    for sheet in reading.sheets if is_exported(reading) else ():
        lines: set[int] = set()
        told: set[str] = set()
        for found in sheet.irregular:
            what = WHAT.get(found.kind)
            if what is None or found.line in lines or (found.kind in ONCE and found.kind in told):
                continue
            lines.add(found.line)
            told.add(found.kind)
            message = f"“{found.quote[:QUOTE]}”{what}。{ADVICE}"
            yield Finding(
                "extraction.cells", "extraction", found.line, found.quote[:QUOTE], message, "", "", sheet.name
            )


@rule("extraction.label_cells", family="extraction", title="栏目名被拆开或截短", source=SOURCE)
def label_cells(reading: Reading) -> Iterator[Finding]:
    """A label split by a blank or cut short."""
    for kind, what in (("split_label", "中间多出空格"), ("cut_label", "末尾缺字")) if is_exported(reading) else ():
        places = [(sheet, found) for sheet in reading.sheets for found in sheet.irregular if found.kind == kind]
        for sheet, found in places:
            message = f"栏目名“{found.quote}”{what}。{ADVICE}"
            yield Finding(
                "extraction.label_cells", "extraction", found.line, found.quote[:QUOTE], message, "", "", sheet.name
            )


@rule("extraction.cut_sheet", family="extraction", title="绩效目标表不完整或重复", source=SOURCE)
def cut_sheet(reading: Reading) -> Iterator[Finding]:
    """A sheet that breaks off before its indicators."""
    names = [plain(sheet.name) for sheet in reading.sheets if not sheet.is_cut]
    for sheet in reading.sheets if is_exported(reading) else ():
        field = sheet.fields.get("name")
        if not sheet.is_cut or field is None:
            continue
        twice = plain(sheet.name) in names
        message = (
            f"“{sheet.name}”的绩效目标表没有指标部分"
            + ("，同名的完整表另有一张，疑为跨页重复。" if twice else "，疑在导出时截断。")
            + ADVICE
        )
        yield Finding(
            "extraction.cut_sheet", "extraction", field.line, field.pieces[0].text[:QUOTE], message, "", "", sheet.name
        )


@rule("extraction.cut_text", family="extraction", title="文字在末尾截断", source=SOURCE)
def cut_text(reading: Reading) -> Iterator[Finding]:
    """A long text that ends without a stop, as long as the other such texts: cells cut all texts at one size."""
    cut = list(_without_stop(reading)) if is_exported(reading) else []
    usual = median(len(field.text) for _, field in cut) if len(cut) >= SEVERAL else 0
    for sheet, field in cut:
        size = len(field.text)
        if size >= usual * FILLED:
            message = f"这段文字在“{field.text[-10:]}”处中断，后面的内容（包括金额与事项）无法核对。{ADVICE}"
            yield at_field("extraction.cut_text", "extraction", sheet, field, (size - 12, size), message)


def _without_stop(reading: Reading) -> Iterator[tuple[TargetSheet, Field]]:
    for sheet in reading.sheets:
        for key in ("overview", "basis", "need", "measures", "plan"):
            field = sheet.fields.get(key)
            if field is None or len(field.text) < LONG or field.text.rstrip()[-1] in ENDS:
                continue
            if "。" in field.text or key not in ("basis", "need", "plan"):
                yield sheet, field


@rule("extraction.cut_name", family="extraction", title="指标名称被截断", source=SOURCE)
def cut_name(reading: Reading) -> Iterator[Finding]:
    """A name of the column's full width that ends in no word a name ends in; once a sheet and name."""
    for sheet in reading.sheets if is_exported(reading) else ():
        widest = max((len(item.name) for item in sheet.indicators if " " not in item.name), default=0)
        if not sheet.is_dual or not WIDTH <= widest <= 14:
            continue
        seen: set[str] = set()
        for item in sheet.indicators:
            name = item.full_name
            if (
                len(name) < WIDTH
                or len(name) < widest - 2
                or TAILS.search(name)
                or name in seen
                or item.column == "annual"
            ):
                continue
            seen.add(name)
            yield at_name("extraction.cut_name", "extraction", sheet, item, f"指标名称“{name}”看来被截断。{ADVICE}")


@rule("extraction.one_goal", family="extraction", title="两栏目标只剩一栏", source=SOURCE)
def one_goal(reading: Reading) -> Iterator[Finding]:
    """A dual sheet of which only one goal came through."""
    for sheet in reading.sheets if is_exported(reading) else ():
        goal = sheet.fields.get("goal") or sheet.fields.get("goal.period") or sheet.fields.get("goal.annual")
        if not sheet.is_dual or goal is None or _both(sheet):
            continue
        message = f"实施期目标与年度目标只导出了一栏，另一栏无法核对。{ADVICE}"
        yield at_field("extraction.one_goal", "extraction", sheet, goal, (0, QUOTE), message)


def _both(sheet: TargetSheet) -> bool:
    held = {key for key in ("goal", "goal.period", "goal.annual") if key in sheet.fields}
    return len(held) >= 2


@rule("extraction.slipped", family="extraction", title="栏目文字错行", source=SOURCE)
def slipped(reading: Reading) -> Iterator[Finding]:
    """The basis names no document, the overview ends with some: the texts moved up by one label."""
    for sheet in reading.sheets if is_exported(reading) else ():
        basis, overview = sheet.fields.get("basis"), sheet.text("overview")
        if (
            basis is None
            or "《" in basis.text
            or "plan" in sheet.fields
            or not overview.rstrip().endswith(("》", "》)", "号)"))
        ):
            continue
        message = (
            f"“立项依据”栏没有文件名，文件名却在“项目概况”末尾，且“项目实施计划”为空，各栏文字疑上移一行。{ADVICE}"
        )
        yield at_field("extraction.slipped", "extraction", sheet, basis, (0, QUOTE), message)


@rule("extraction.lost_money", family="extraction", title="年度资金栏丢失", source=SOURCE)
def lost_money(reading: Reading) -> Iterator[Finding]:
    """A dual sheet with the period's money and without the year's."""
    for sheet in reading.sheets if is_exported(reading) else ():
        period = sheet.money("period")
        if sheet.is_dual and period and sheet.money("annual") is None:
            listed = yearly_money(reading, sheet)
            total = f"{wan(sum(listed) // 4)}万元" if listed else ""
            told = f"，项目支出表中该项目为{total}，年度各分项也应有数" if total else ""
            message = f"年度资金总额没有读到，实施期资金总额为{period.quote}{told}。{ADVICE}"
            yield Finding(
                "extraction.lost_money", "extraction", period.line, period.quote, message, "", total, sheet.name
            )
