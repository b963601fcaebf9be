"""The documents a project stands on: expired plans, work plans of other years, requests in place of approvals."""

import re
from collections.abc import Iterator

from shizheng.engines.fiscal.domain.sheet import Field, TargetSheet
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.sheets.phrases import at_field, written

SOURCE = "财预〔2015〕88号《中央部门预算绩效目标管理办法》绩效目标符合国民经济和社会发展规划、部门职能"
SPAN = re.compile(r"[（(]?(20\d{2})年?\s*[-—–~～至]{1,2}\s*(20\d{2})年?[）)]?")
YEARS = re.compile(r"20\d{2}年?\s*[-—–~～至]")  # without these no span: much faster to see
FIVE = re.compile(r"第?十([二三四五])(?:个五年|五)[”\"]?(?:规划|时期|规划纲要)?")
DATED = re.compile(r"《[^《》]{0,12}?(20\d{2})年度?[^《》]{2,40}》")
REQUEST = re.compile(r"《?[^《》，。；;]{0,30}请示》?")
APPROVED = re.compile(r"批复|批准|批示|同意|纪要|会议")
OTHER_PAPER = re.compile(r"《[^《》]*》|[〔\[【(（]20\d{2}[〕\]】)）]\s*\d+\s*号")
PAPER = re.compile(r"方案|计划|要点|通知|安排|任务|意见|责任")
PLAN_WORDS = re.compile(r"规划|计划|纲要|方案|行动|工程")
FIELDS = ("basis", "measures", "overview", "need")


@rule("basis.expired", family="basis", title="依据的规划已经到期", source=SOURCE)
def expired(reading: Reading) -> Iterator[Finding]:
    """A plan for years that ended before the sheet's year."""
    for sheet in reading.sheets:
        if not sheet.year or sheet.kind == "evaluation":
            continue
        for name, field in written(sheet, FIELDS):
            yield from _spans(sheet, name, field)
            yield from _five_years(sheet, name, field)


def _spans(sheet: TargetSheet, _name: str, field: Field) -> Iterator[Finding]:
    for match in SPAN.finditer(field.text) if YEARS.search(field.text) else ():
        around = field.text[max(0, match.start() - 40) : match.end() + 12]
        if int(match[2]) >= sheet.year or int(match[1]) >= int(match[2]) or not PLAN_WORDS.search(around):
            continue
        if field.text[match.end() : match.end() + 2].startswith("月"):
            continue
        message = f"依据的规划（计划）期为{match[1]}—{match[2]}年，在{sheet.year}年已经到期，请换用现行文件。"
        yield at_field("basis.expired", "warning", sheet, field, match.span(), message, match[0], str(sheet.year))


def _five_years(sheet: TargetSheet, name: str, field: Field) -> Iterator[Finding]:
    seen: set[str] = set()
    for match in FIVE.finditer(field.text) if "十" in field.text else ():
        end = 2015 + 5 * "二三四五".index(match[1])
        if end >= sheet.year or match[1] in seen:
            continue
        if name in ("overview", "need") and "规划" not in field.text[match.end() - 2 : match.end() + 4]:
            continue
        seen.add(match[1])
        message = f"“{match[0]}”规划期至{end}年，在{sheet.year}年已经到期，请换用现行规划。"
        yield at_field("basis.expired", "warning", sheet, field, match.span(), message, match[0], str(sheet.year))


@rule("basis.other_year", family="basis", title="依据是以前年度的工作文件", source=SOURCE)
def other_year(reading: Reading) -> Iterator[Finding]:
    """《2021年…工作方案》 for a project of a later year."""
    for sheet in reading.sheets:
        if not sheet.year or sheet.kind == "evaluation":
            continue
        for _, field in written(sheet, ("basis", "measures", "need")):
            for match in DATED.finditer(field.text):
                if int(match[1]) >= sheet.year or SPAN.search(match[0]) or not PAPER.search(match[0]):
                    continue
                if "请示" in match[0] or "批复" in match[0]:
                    continue
                message = (
                    f"{match[0]}是{match[1]}年的工作文件，作为{sheet.year}年项目的依据或管理办法已不适用，请核对。"
                )
                yield at_field(
                    "basis.other_year", "warning", sheet, field, match.span(), message, match[1], str(sheet.year)
                )


@rule("basis.request", family="basis", title="以请示作为立项依据", source=SOURCE)
def request(reading: Reading) -> Iterator[Finding]:
    """A request for money is no approval; where it is the only paper of its project."""
    for sheet in reading.sheets:
        field = sheet.fields.get("basis")
        match = REQUEST.search(field.text) if field else None
        if field is None or match is None or APPROVED.search(field.text):
            continue
        if any("请示" not in paper[0] for paper in OTHER_PAPER.finditer(field.text.replace(match[0], "请示"))):
            continue
        message = "请示是申请而不是批准文件，不能单独作为立项依据，请写明批复文件。"
        yield at_field("basis.request", "warning", sheet, field, match.span(), message)
