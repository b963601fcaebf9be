"""Levels, targets and fields that a target sheet should hold and does not."""

from collections.abc import Iterator

from shizheng.engines.fiscal.domain.sheet import LevelLabel, TargetSheet
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.sheets.phrases import QUOTE, at_name

SOURCE = "财预〔2021〕101号《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》绩效指标的类型和设置要求"
NEEDED = {"cost": "成本指标", "benefit": "效益指标", "satisfaction": "满意度指标"}
FIELDS = {
    "overview": "项目概况",
    "basis": "立项依据",
    "need": "项目设立必要性",
    "measures": "保证项目实施的制度、措施",
    "plan": "项目实施计划",
}
SLIP = 2  # fields; when so many values moved to other labels, an empty one is the export's


@rule("missing.level", family="missing", title="缺少必设的指标", source=SOURCE)
def level(reading: Reading) -> Iterator[Finding]:
    """No indicator under cost, benefit or satisfaction."""
    for sheet in reading.sheets:
        if sheet.is_cut or sheet.kind == "evaluation":
            continue
        held = {item.level1 for item in sheet.indicators} | {item.level2 for item in sheet.indicators}
        for key, name in NEEDED.items():
            if key in held:
                continue
            if sheet.kind == "whole" and key != "cost":
                continue
            line, quote = _place(sheet, key)
            message = f"“{sheet.name}”没有设置{name}。{name}是绩效指标的必设类型，请补充。"
            yield Finding("missing.level", "warning", line, quote, message, "", name, sheet.name)


def _place(sheet: TargetSheet, key: str) -> tuple[int, str]:
    """Where the empty level stands; else where the indicators begin."""
    label: LevelLabel | None = next((x for x in sheet.labels if x.level2 == key), None)
    label = label or next((x for x in sheet.labels if x.level1 == key), None)
    if label:
        return label.line, label.label
    if sheet.head and (sheet.head.text == "一级指标" or sheet.kind == "whole"):
        return sheet.head.line, sheet.head.text
    name = sheet.fields.get("name") or sheet.fields.get("department")
    if name:
        return name.line, name.pieces[0].text[:QUOTE]
    return sheet.indicators[0].line, sheet.indicators[0].name[:QUOTE]


@rule("missing.target", family="missing", title="指标没有指标值", source="财预〔2015〕88号 绩效目标细化量化")
def target(reading: Reading) -> Iterator[Finding]:
    """A name without a target, in a sheet whose columns were not shifted there."""
    for sheet in reading.sheets:
        shifted = {found.line for found in sheet.irregular}
        lines: set[int] = set()
        for item in sheet.indicators:
            empty = item.target.kind == "absent" and item.line not in shifted and item.line not in lines
            if not empty or item.standard or item.past or item.actual:
                continue
            lines.add(item.line)
            message = f"指标“{item.full_name}”没有填写指标值，请补充。"
            yield at_name("missing.target", "warning", sheet, item, message)


@rule("missing.field", family="missing", title="绩效目标表有栏目未填", source="财预〔2015〕88号 绩效目标申报表填报要求")
def fields(reading: Reading) -> Iterator[Finding]:
    """A written field that stands on the form without any text."""
    for sheet in reading.sheets:
        if sheet.is_cut or sheet.kind != "project":
            continue
        empty = [key for key in FIELDS if key in sheet.printed and key not in sheet.fields]
        if len(empty) != 1 or (empty[0] == "plan" and _slipped(sheet)):
            continue
        name = sheet.fields.get("name")
        if name:
            message = f"“{sheet.name}”的“{FIELDS[empty[0]]}”没有填写，请补充。"
            yield Finding(
                "missing.field", "warning", name.line, name.pieces[0].text[:QUOTE], message, "", "", sheet.name
            )


def _slipped(sheet: TargetSheet) -> bool:
    """Whether the basis holds no document, so that the fields probably moved up by one row."""
    basis = sheet.text("basis")
    return bool(basis) and not any(
        mark in basis for mark in ("《", "〔", "文件", "通知", "办法", "规划", "请示", "意见")
    )
