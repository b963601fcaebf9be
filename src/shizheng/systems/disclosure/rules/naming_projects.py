"""One project under two names: the project list, the target sheets, the text."""

import re
from collections.abc import Iterator

from shizheng.engines.fiscal.domain.sheet import TargetSheet
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.segments import Paragraph
from shizheng.systems.disclosure.domain.sheets.phrases import QUOTE, sums_in, wan
from shizheng.systems.disclosure.domain.sheets.projects import Project, is_cut_form, is_near, plain, projects_of

SOURCE = "财预〔2016〕143号《地方预决算公开操作规程》：公开内容真实、前后一致"
JOINT = re.compile(r"[、及和与]")
UNIT_TAIL = re.compile(r"^.{0,3}(?:省|市|县|区)")
BEFORE = re.compile(r"([一-鿿A-Za-z0-9“”（）()、]{4,30})\s*$")


def _sheets(reading: Reading) -> list[TargetSheet]:
    return [sheet for sheet in reading.sheets if sheet.kind == "project" and sheet.fields.get("name")]


@rule("naming.project", family="naming", title="项目名称与项目支出表不一致", source=SOURCE)
def project(reading: Reading) -> Iterator[Finding]:
    """A sheet whose project the list has under a similar name."""
    projects = projects_of(reading)
    listed = {plain(item.name) for item in projects}
    for sheet in _sheets(reading) if projects else ():
        name, field = plain(sheet.name), sheet.fields["name"]
        if name in listed:
            continue
        near = _near(sheet, projects)
        if near is None:
            continue
        same = _same_money(sheet, near)
        message = (
            f"绩效目标表的项目名称是“{sheet.name}”，项目支出表（第{near.line}行）写作“{near.name}”"
            + (f"，金额同为{wan(near.fen)}万元" if same else "")
            + "，疑为同一项目，请统一名称。"
        )
        if is_cut_form(plain(near.name), name):
            message = (
                f"项目支出表写作“{near.name}”，绩效目标表（第{field.line}行）的项目名称是“{sheet.name}”，疑为同一项目，"
                "请统一名称。"
            )
            yield Finding("naming.project", "warning", near.line, near.quote[:QUOTE], message, near.name, sheet.name)
            continue
        quote, right = field.pieces[0].text[:QUOTE], near.name
        parts = _parts(sheet, projects)
        if len(parts) > 1:
            right = "、".join(part.name for part in parts)
            lines = "、".join(str(part.line) for part in parts)
            message = f"绩效目标表的项目名称是“{sheet.name}”，项目支出表（第{lines}行）分别写作“{right}”，请统一名称。"
        yield Finding("naming.project", "warning", field.line, quote, message, sheet.name, right, sheet.name)


def _parts(sheet: TargetSheet, projects: list[Project]) -> list[Project]:
    """The projects that a joint name joins, where together they have the sheet's money."""
    total = sheet.total("annual") or sheet.total("period")
    halves = [plain(part) for part in JOINT.split(sheet.name) if len(part) >= 4]
    held = [item for item in projects if any(_share(half, plain(item.name)) >= 0.4 for half in halves)]
    fits = total is not None and abs(sum(item.fen for item in held) - total.fen) <= sum(item.ulp for item in held)
    return held if fits and len(halves) > 1 else []


def _near(sheet: TargetSheet, projects: list[Project]) -> Project | None:
    name = plain(sheet.name)
    others = [item for item in projects if is_near(name, plain(item.name))]
    if not others:
        others = [item for item in projects if _same_money(sheet, item) and _share(name, plain(item.name)) >= 0.6]
    if not others:
        parts = [plain(part) for part in JOINT.split(sheet.name) if len(part) >= 4]
        others = [
            item for item in projects for part in parts if part != plain(item.name) and is_near(part, plain(item.name))
        ]
    return others[0] if others else None


def _same_money(sheet: TargetSheet, item: Project) -> bool:
    total = sheet.total("annual") or sheet.total("period")
    return total is not None and abs(total.fen - item.fen) <= (total.ulp + item.ulp) // 2


def _share(first: str, second: str) -> float:
    pairs = {first[i : i + 2] for i in range(len(first) - 1)}
    return sum(pair in second for pair in pairs) / max(1, min(len(first), len(second)) - 1)


@rule("naming.text", family="naming", title="文字中的项目名称与项目支出表不一致", source=SOURCE)
def text(reading: Reading) -> Iterator[Finding]:
    """A sentence that gives a project's very amount under another, similar name."""
    projects = projects_of(reading)
    amounts = {item.fen: item for item in projects if item.fen}
    names = {plain(item.name) for item in projects}
    for block in reading.blocks if amounts else ():
        if not isinstance(block, Paragraph) or ("万元" not in block.text and "元" not in block.text):
            continue
        for money in sums_in(block.text):
            item = amounts.get(money.fen)
            before = BEFORE.search(block.text[max(0, money.start - 32) : money.start]) if item else None
            if item is None or before is None:
                continue
            said = plain(before[1])
            if any(name in said for name in names) or not _other_name(said, plain(item.name)):
                continue
            line = block.line_at(money.start)
            quote = before[1].strip() if before[1].strip() in line.text else money.text
            if quote not in line.text:
                continue
            message = (
                f"这里的{money.text}在项目支出表（第{item.line}行）属于“{item.name}”，名称写作“{before[1].strip()}”，"
                "请统一名称。"
            )
            yield Finding("naming.text", "warning", line.number, quote[:QUOTE], message, before[1].strip(), item.name)


def _other_name(said: str, name: str) -> bool:
    """Whether the words before an amount end like a variant of the name."""
    return len(said) >= 5 and said != name and (is_near(said, name) or _share(said, name) >= 0.7)


@rule(
    "naming.combined",
    family="consistency",
    title="多个项目合填一张绩效目标表",
    source="财预〔2015〕88号 按项目申报绩效目标",
)
def combined(reading: Reading) -> Iterator[Finding]:
    """Two projects of the list share one target sheet and one amount."""
    projects = projects_of(reading)
    for sheet in _sheets(reading):
        name = plain(sheet.name)
        held = [item for item in projects if plain(item.name) in name and plain(item.name) != name]
        if len(held) < 2:
            continue
        field = sheet.fields["name"]
        listed = "、".join(f"“{item.name}”" for item in held)
        message = f"项目支出表中的{listed}合填一张绩效目标表、共用一个金额，请按项目分别设定绩效目标。"
        yield Finding(
            "naming.combined", "warning", field.line, field.pieces[0].text[:QUOTE], message, "", "", sheet.name
        )
