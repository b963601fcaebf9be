"""Words copied from another project, or from another field of the same sheet."""

import re
from collections.abc import Iterator

from shizheng.engines.fiscal.domain.sheet import Field
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.sheets.phrases import QUOTE, at_field, clauses, written
from shizheng.systems.disclosure.domain.sheets.projects import plain

SOURCE = "财预〔2015〕88号《中央部门预算绩效目标管理办法》绩效目标指向明确"
LONG = 25  # characters of one clause; shorter ones recur by chance
WHOLE = 28  # characters of a whole field
REMARKS = ("effect", "practice", "conclusion")
DEFAULTS = re.compile(r"^(?:达到|符合|满足)?(?:使用|预期|既定)?(?:效果|目标|要求)[。.]?$|^达到使用效果。?$")
TITLES = re.compile(r"《[^《》]*》")


@rule("residue.copied", family="residue", title="与另一项目的文字雷同", source=SOURCE)
def copied(reading: Reading) -> Iterator[Finding]:
    """A long clause, or a whole field, that stands in the sheet of another project before."""
    owners: dict[str, tuple[str, int]] = {}
    for sheet in reading.sheets:
        if sheet.is_cut or sheet.kind == "evaluation":
            continue
        for name, field in written(sheet):
            for start, end, words in _stretches(name, field):
                owner = owners.setdefault(words, (sheet.name, field.line))
                if owner[0] == sheet.name:
                    continue
                message = f"这段文字与“{owner[0]}”（第{owner[1]}行）相同，请按本项目的内容填写。"
                yield at_field("residue.copied", "warning", sheet, field, (start, end), message)
                break


def _stretches(name: str, field: Field) -> Iterator[tuple[int, int, str]]:
    """Whole fields of measures and plans; long clauses of the rest."""
    text = TITLES.sub("", field.text)
    if name in ("measures", "plan"):
        words = plain(text)
        if len(words) >= WHOLE:
            yield 0, QUOTE, words
        return
    for clause in clauses(field.text):
        words = plain(clause.text)
        if len(words) >= LONG and not clause.text.lstrip("“").startswith("《"):
            yield clause.start, clause.start + QUOTE, words


@rule(
    "residue.same_remark",
    family="residue",
    title="自评文字与另一项目雷同",
    source="财预〔2020〕10号 单位自评结果应客观反映项目情况",
)
def same_remark(reading: Reading) -> Iterator[Finding]:
    """The same remark in two evaluations, or one that says nothing."""
    owners: dict[str, tuple[str, int]] = {}
    for sheet in reading.sheets:
        if sheet.kind != "evaluation":
            continue
        for key in REMARKS:
            field = sheet.fields.get(key)
            words = plain(field.text) if field else ""
            if field is None or len(words) < 5:
                continue
            owner = owners.setdefault(words[:14], (sheet.name, field.line))
            if DEFAULTS.match(field.text):
                message = f"“{field.text[:20]}”是套话，没有说明项目的实际效果，请据实填写。"
                yield at_field("residue.same_remark", "warning", sheet, field, (0, QUOTE), message)
            elif owner[0] != sheet.name:
                message = f"这段文字与“{owner[0]}”（第{owner[1]}行）基本相同，请据实填写。"
                yield at_field("residue.same_remark", "warning", sheet, field, (0, QUOTE), message)


@rule("residue.goal_is_copy", family="residue", title="目标照抄概况或必要性", source=SOURCE)
def goal_is_copy(reading: Reading) -> Iterator[Finding]:
    """A goal that repeats another field of its own sheet word for word."""
    for sheet in reading.sheets:
        if sheet.kind != "project" or sheet.is_cut:
            continue
        sources = {name: plain(field.text) for name, field in written(sheet, ("overview", "need"))}
        for _, field in written(sheet, ("goal", "goal.period", "goal.annual")):
            name = _copied_from(plain(field.text), sources)
            if name:
                label = {"overview": "项目概况", "need": "项目设立必要性"}[name]
                message = f"总体目标与“{label}”的文字相同，没有写明预期达到的结果，请改写。"
                yield at_field("residue.goal_is_copy", "warning", sheet, field, (0, QUOTE), message)
                break


def _copied_from(goal: str, sources: dict[str, str]) -> str:
    return next(
        (name for name, text in sources.items() if len(goal) >= 12 and (goal == text or goal == text[: len(goal)])), ""
    )


@rule("residue.junk_target", family="residue", title="指标值带有残留字符", source="文字校对")
def junk_target(reading: Reading) -> Iterator[Finding]:
    """及时无, or a comparator together with 前."""
    for sheet in reading.sheets:
        lines: set[int] = set()
        for item in sheet.indicators:
            target = item.target
            if item.line in lines or not target.text:
                continue
            if target.kind == "judgement" and target.junk:
                message = f"指标值“{target.text}”末尾的“{target.junk}”是残留字符，请删去。"
            elif (
                target.kind == "date"
                and target.comparator in ("≤", "<", "≥", ">")
                and target.when
                and target.when.edge != "within"
            ):
                message = f"指标值“{target.text}”既有“{target.comparator}”又有“前”，重复，请只留一种写法。"
            else:
                continue
            lines.add(item.line)
            yield Finding(
                "residue.junk_target",
                "warning",
                item.line,
                (item.quote or item.name)[:QUOTE],
                message,
                target.text,
                "",
                sheet.name,
            )


MOVED = ("shifted", "lost_pair", "split", "orphan", "differing")


@rule("residue.bare_name", family="residue", title="三级指标只写了层级名", source="财预〔2015〕88号 绩效目标细化量化")
def bare_name(reading: Reading) -> Iterator[Finding]:
    """服务对象满意度 as an indicator: whose?"""
    for sheet in reading.sheets:
        lines: set[int] = set()
        moved = {near for found in sheet.irregular if found.kind in MOVED for near in (found.line - 1, found.line)}
        for item in sheet.indicators:
            bare = plain(item.full_name).rstrip("%％")
            if item.line in moved:
                continue  # the export put a label of the second level here, or the name is in the next row
            if item.line not in lines and bare in ("服务对象满意度", "满意度", "服务对象满意率", "满意率"):
                lines.add(item.line)
                message = f"三级指标“{item.name}”只是层级的名称，没有写明调查对象，请写成具体人群的满意度。"
                yield Finding(
                    "residue.bare_name", "warning", item.line, item.name[:QUOTE], message, item.name, "", sheet.name
                )


@rule("residue.unused_rows", family="residue", title="模板空行没有删除", source="文字校对")
def unused_rows(reading: Reading) -> Iterator[Finding]:
    """指标2： with nothing behind it; one finding for a form that numbers every row."""
    for sheet in reading.sheets:
        found = [found for found in sheet.irregular if found.kind == "unused"]
        if found and sheet.kind == "evaluation":
            found = found[:1]
        for item in found:
            message = f"“{item.quote}”没有填写内容，是模板的空行，请删除或补充。"
            yield Finding("residue.unused_rows", "warning", item.line, item.quote, message, "", "", sheet.name)
