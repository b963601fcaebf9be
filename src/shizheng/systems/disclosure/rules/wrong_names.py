"""Things under a name that is not theirs: a plan called a scheme, a division as department, terms of former years."""

import re
from collections.abc import Iterator

from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.narrative.prose import watch
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.sheets.phrases import QUOTE, at_field, written

SOURCE = "财预〔2016〕143号《地方预决算公开操作规程》：公开内容真实、前后一致"
FORM = "财预〔2015〕88号 绩效目标申报表填报要求：部门（单位）名称填写全称"
REFORMS = "国务院机构改革方案、乡村振兴促进法等：名称变更"
KINDS = ("方案", "规划", "计划", "办法", "报告", "纲要")
TITLE = re.compile(r"(?P<core>[一-鿿]{6,24}?)(?P<kind>方案|规划|计划|纲要)")
TAIL = 6  # characters before 方案 by which a paper is known
DIVISION = re.compile(r"^(?!\d)[一-鿿]{4,}(?:科|股)$")
# What it was called, since when it is not, and what it is called now.
SUPERSEDED = (
    ("精准扶贫", 2021, "乡村振兴（巩固拓展脱贫攻坚成果）"),
    ("新型农村合作医疗", 2020, "城乡居民基本医疗保险"),
    ("工商行政管理局", 2019, "市场监督管理局"),
    ("国土资源局", 2019, "自然资源局"),
    ("环境保护局", 2019, "生态环境局"),
    ("卫生和计划生育局", 2019, "卫生健康局"),
    ("卫生计生委", 2019, "卫生健康委"),
)
FORMER = re.compile(r"原$|《[^》\n]{0,40}$|20[01]\d年[^。；\n]{0,20}$")
watch(name for name, _, _ in SUPERSEDED)


@rule("naming.plan_kind", family="naming", title="方案、规划、计划名称不一", source=SOURCE)
def plan_kind(reading: Reading) -> Iterator[Finding]:
    """三年行动方案 in the project's name, 三年行动计划 in its goal."""
    for sheet in reading.sheets:
        for match in TITLE.finditer(sheet.name) if sheet.kind == "project" else ():
            tail = match["core"][-TAIL:]
            for _, field in written(sheet, ("overview", "plan", "goal", "goal.period", "goal.annual")):
                at = field.text.find(tail)
                other = field.text[at + len(tail) : at + len(tail) + 2] if at >= 0 else ""
                if other in KINDS and other != match["kind"] and tail + match["kind"] not in field.text:
                    span = (at, at + len(tail) + 2)
                    message = f"项目名称写“{tail}{match['kind']}”，这里写“{tail}{other}”，请核对并统一。"
                    yield at_field("naming.plan_kind", "warning", sheet, field, span, message, other, match["kind"])


@rule("naming.own_division", family="naming", title="部门名称填了内设科室", source=FORM)
def own_division(reading: Reading) -> Iterator[Finding]:
    """某中心电子政务科 where the department's name belongs."""
    for sheet in reading.sheets:
        field = sheet.fields.get("department")
        if field is not None and DIVISION.match("".join(field.text.split())):
            message = f"部门（单位）名称填的是内设科室“{field.text}”，应当填写部门（单位）的全称。"
            yield at_field("naming.own_division", "warning", sheet, field, (0, QUOTE), message, field.text)


@rule("basis.superseded", family="basis", title="名称已经变更", source=REFORMS)
def superseded(reading: Reading) -> Iterator[Finding]:
    """精准扶贫 in 2022; titles of papers and what is told of former years keep the old name."""
    prose = reading.narrative.prose
    for old, since, new in SUPERSEDED if reading.year else ():
        for at in prose.find(old) if reading.year > since else ():
            before = prose.text[max(0, at - 44) : at]
            if not FORMER.search(before):
                context = prose.around(at, at + len(old))
                message = f"“{context}”中的“{old}”在{reading.year}年已经改称“{new}”，请核对。"
                yield Finding("basis.superseded", "warning", prose.line_at(at).number, old, message, old, new)
