"""What a sheet's form says against its content: property, term, direction of a target, numbers inside names."""

import re
from collections.abc import Iterator

from shizheng.systems.disclosure.domain.finding import Finding, Severity, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.sheets.nature import is_one_off, is_recurring, years_of
from shizheng.systems.disclosure.domain.sheets.phrases import QUOTE, at_field, at_indicator, at_name, written

SOURCE = "财预〔2015〕88号《中央部门预算绩效目标管理办法》绩效目标指向明确、合理可行"
DIGITS = {**dict(zip("一二三四五六七八九十", range(1, 11), strict=True)), "两": 2}
SERVICE = re.compile(r"(?:服务期限?|合同期限?|采购期限?)(?:为|共)?([一二两三四五六七八九]|\d{1,2})年")
CUT = re.compile(r"(?:缩短|提升|提高|增长|增加|节约|降低|减少|下降|压缩)率$")
REDUCED = re.compile(r"(?:缩短|节约|提升|提高)率$")  # nobody aims at no more than so much of it
BAD = re.compile(r"故障|投诉|事故|差错|错误|退回|超时|延误|缺勤|漏|流失|违|损|返工|逾期|问题|空置|能耗|排放|污染")
NUMBERED = re.compile(r"^([一两二三四五六七八九十]|\d{1,2})个(\S{2,10})")
JOINED = re.compile(r"等|和|及|与|以及")
COUNTED = re.compile(r"[一两二三四五六七八九十\d]个(?:方面|部分|环节|领域|层面)")
ASPECTS = re.compile(
    r"((?:[^，。；;、：:]{3,16}、)+[^，。；;、：:]{3,16}?)([一两二三四五六七八九十]|\d)个(?:方面|部分|环节|领域|层面)"
)
LEAD = re.compile(r"围绕|包括|聚焦|涵盖|分为")


@rule("consistency.property", family="consistency", title="项目属性与内容不符", source=SOURCE)
def project_property(reading: Reading) -> Iterator[Finding]:
    """Called recurring, but built, bought or settled once."""
    for sheet in reading.sheets:
        field = sheet.fields.get("property")
        if field is None or sheet.is_cut or not is_recurring(sheet) or not is_one_off(sheet):
            continue
        message = (
            f"“{sheet.name}”的内容看来是一次性的（建设、改造、课题或支付尾款等），项目属性却填“{field.text}”，"
            "请核对是否应为一次性或延续性项目。"
        )
        yield at_field("consistency.property", "warning", sheet, field, (0, QUOTE), message, field.text)


@rule("consistency.term", family="consistency", title="项目期与服务期限不一", source="算术")
def term(reading: Reading) -> Iterator[Finding]:
    """项目期 4年, 服务期限三年."""
    for sheet in reading.sheets:
        years, field = years_of(sheet), sheet.fields.get("term")
        if not years or field is None:
            continue
        for _, text in written(sheet, ("overview", "plan")):
            match = SERVICE.search(text.text)
            if match:
                served = DIGITS.get(match[1]) or int(match[1])
                if 1 < served != years:
                    message = f"项目期填{field.text}，项目文字写明{match[0]}，两处年限不一，请核对。"
                    yield at_field(
                        "consistency.term", "warning", sheet, field, (0, QUOTE), message, field.text, f"{served}年"
                    )
                break


@rule("consistency.direction", family="consistency", title="目标方向写反", source=SOURCE)
def direction(reading: Reading) -> Iterator[Finding]:
    """An upper bound on what should be as large as possible."""
    for sheet in reading.sheets:
        seen: set[tuple[int, str]] = set()
        for item in sheet.indicators:
            target = item.target
            if not target.text or (item.line, target.text) in seen or BAD.search(item.full_name):
                continue
            gain = target.kind == "rate" and target.is_ceiling and CUT.search(item.full_name)
            output = target.kind == "number" and target.is_ceiling and item.level2 == "quantity"
            if not gain and not output:
                continue
            seen.add((item.line, target.text))
            why = "比率越高越好" if gain else "产出数量不做也能满足上限"
            message = f"“{item.full_name}”的目标为{target.text}，{why}，比较符号可能写反，请核对是否应为“≥”。"
            severity: Severity = "error" if gain and REDUCED.search(item.full_name) else "warning"
            yield at_indicator(
                "consistency.direction", severity, sheet, item, message, "≥" + target.text.lstrip("≤<＜")
            )


@rule("consistency.numbered_name", family="consistency", title="指标名称中的个数与另一指标不一", source="算术")
def numbered_name(reading: Reading) -> Iterator[Finding]:
    """五个通用应用全面启动, beside 通用应用 3个."""
    for sheet in reading.sheets:
        counts = {item.full_name: item for item in sheet.indicators if item.target.kind == "number"}
        lines: set[int] = set()
        for item in sheet.indicators:
            match = NUMBERED.match(item.full_name)
            if match is None or item.line in lines:
                continue
            said = DIGITS.get(match[1]) or int(match[1])
            for name, other in counts.items():
                if len(name) >= 3 and match[2].startswith(name) and other.target.value != said * 10_000:
                    lines.add(item.line)
                    message = f"本指标说“{match[1]}个{name}”，另一指标“{name}”的目标却是{other.target.text}，请核对。"
                    yield at_name("consistency.numbered_name", "warning", sheet, item, message, other.target.text)


@rule("count.aspects", family="count", title="列举的项数与所写个数不符", source="算术")
def aspects(reading: Reading) -> Iterator[Finding]:
    """A、B、C两个方面."""
    for sheet in reading.sheets:
        for _, field in written(sheet, ("overview", "need", "measures", "plan")):
            for match in ASPECTS.finditer(field.text) if COUNTED.search(field.text) else ():
                listed, said = match[1].count("、") + 1, DIGITS.get(match[2]) or int(match[2])
                if listed != said and not JOINED.search(match[1]):
                    message = f"这里列举了{listed}项，却写“{match[2]}个”，请核对。"
                    span, severity = (match.start(2), match.end()), "error" if LEAD.search(match[1]) else "warning"
                    yield at_field("count.aspects", severity, sheet, field, span, message, match[2], str(listed))  # type: ignore[arg-type]
