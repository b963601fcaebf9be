"""One section against another: purchases against procurement, assets, editions cited and attached, catch-all items."""

import re
from collections.abc import Iterator

from shizheng.engines.fiscal.domain.claim import FEN, Claim
from shizheng.engines.fiscal.domain.sheet import TargetSheet
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading

PROCUREMENT = "《政府采购法》第二条：货物、工程和服务的采购；财预〔2016〕143号"
ASSETS = "财政部部门决算公开参考格式，国有资产占用情况：单价50万元以上通用设备、单价100万元以上专用设备"
CODES = "《政府收支分类科目》30299其他商品和服务支出：反映上述科目未包括的日常公用支出"
ATTACHED = "财预〔2016〕143号《地方预决算公开操作规程》：公开内容真实、前后一致"
NO_GOODS = re.compile(r"政府采购货物(?:预算|支出)?(?:为|是)?\s*0(?:\.0+)?\s*(?:万?元)")
BOUGHT = re.compile(r"(?:购买|购置|采购)[^，。；,;\d]{0,6}\d+\s?(?:台|套|部|辆|把|张)[^，。；,;（(]{0,16}")
PROCURED = re.compile(r"政府采购")
EQUIPMENT = re.compile(
    r"(?P<floor>\d+)万元(?:[（(][^（）()]{1,6}[)）])?[^，。；\d]{0,4}?以上[^，。；\d]{0,10}?(?P<kind>通用|专用)设备"
)
EDITION = re.compile(r"(?P<issuer>[一-鿿]{2,6})\s?[〔\[【(（](?P<year>20\d{2})[〕\]】)）]\s?(?P<number>\d{1,4})\s?号")
LONGEST = 30  # characters of a line that holds nothing but a document number
HALF = 2


@rule("consistency.goods", family="consistency", title="货物采购为0而项目购置设备", source=PROCUREMENT)
def goods(reading: Reading) -> Iterator[Finding]:
    """政府采购货物预算0万元, beside a project that buys two devices by 政府采购."""
    buying = [(sheet, found) for sheet in reading.sheets if sheet.kind == "project" and (found := _bought(sheet))]
    for passage in reading.narrative.passages if buying else ():
        match = NO_GOODS.search(passage.text)
        if match:
            sheet, words = buying[0]
            line, quote = passage.quote(*match.span())
            project = f"项目“{sheet.name}”（第{sheet.line}行起）"
            message = f"这里写“{quote}”，而{project}通过政府采购“{words}”，属货物采购，请核对。"
            yield Finding("consistency.goods", "warning", line, quote, message, "0")
            return


def _bought(sheet: TargetSheet) -> str:
    """What a project buys by public procurement; empty where it buys nothing or not that way."""
    text = sheet.text("overview")
    match = BOUGHT.search(text)
    procured = PROCURED.search(text + sheet.text("plan")) or any("政府采购" in x.full_name for x in sheet.indicators)
    return match[0][:20] if match and procured else ""


@rule("narrative.equipment", family="narrative", title="设备价值口径重叠", source=ASSETS)
def equipment(reading: Reading) -> Iterator[Finding]:
    """通用设备 above 500 000 and 通用设备 above a million: the second class was meant to be 专用设备."""
    for passage in reading.narrative.passages:
        if "设备" not in passage.text:
            continue
        first: re.Match[str] | None = None
        for match in EQUIPMENT.finditer(passage.text):
            if first is not None and match["kind"] == first["kind"] and match["floor"] != first["floor"]:
                line, quote = passage.quote(*match.span())
                right = quote.replace("通用", "专用") if match["kind"] == "通用" else ""
                message = (
                    f"前面已写“{first[0]}”，这里又写“{match[0]}”，同一类设备的两个口径重叠；通常为单价50万元以上通用设备、"
                    "单价100万元以上专用设备，请核对。"
                )
                yield Finding("narrative.equipment", "warning", line, quote, message, quote, right)
            first = first or match


@rule("basis.edition", family="basis", title="所附目录不是正文引用的版本", source=ATTACHED)
def edition(reading: Reading) -> Iterator[Finding]:
    """The text follows the catalogue of 2023, the catalogue attached is that of 2021."""
    for line, quote, match in _cited(reading):
        for below in reading.source.lines[line:]:
            whole = EDITION.fullmatch(below.text.strip()) if "号" in below.text and len(below.text) < LONGEST else None
            if whole and whole["issuer"] == match["issuer"]:
                if int(whole["year"]) < int(match["year"]):
                    message = f"正文执行“{quote}”的目录，后面所附的却是“{whole[0]}”，不是同一版本，请改附现行目录。"
                    yield Finding("basis.edition", "warning", line, quote, message, quote, whole[0])
                return
        return


def _cited(reading: Reading) -> Iterator[tuple[int, str, re.Match[str]]]:
    """Editions of the catalogue of purchased services that the text says it follows."""
    for passage in reading.narrative.passages:
        if "目录" in passage.text and "购买服务" in passage.text:
            for match in EDITION.finditer(passage.text):
                if "目录" in passage.text[max(0, match.start() - 24) : match.start()]:
                    line, quote = passage.quote(*match.span())
                    yield line, quote, match


@rule("placement.others", family="placement", title="“其他”科目占比过高", source=CODES)
def others(reading: Reading) -> Iterator[Finding]:
    """More than half of goods and services under 其他商品和服务支出; the largest share of the document."""
    sums: dict[tuple[object, ...], Claim] = {}
    parts: dict[tuple[object, ...], Claim] = {}
    for claim in reading.claims:
        if claim.coord.dept in ("302", "30299") and claim.unit == FEN and claim.place.table and claim.value > 0:
            held = sums if claim.coord.dept == "302" else parts
            held.setdefault((claim.place.table, claim.coord.over(dept="")), claim)
    shares = [(part.value / sums[key].value, part, sums[key]) for key, part in parts.items() if key in sums]
    share, part, whole = max(shares, key=lambda each: each[0], default=(0.0, None, None))
    if part is None or whole is None or HALF * part.value <= whole.value or part.value > whole.value:
        return
    message = (
        f"其他商品和服务支出占商品和服务支出的{share:.1%}（第{whole.place.line}行合计{whole.quote}），预算没有细化，"
        "请按实际用途列入办公费、邮电费、维修（护）费、委托业务费等科目。"
    )
    yield Finding("placement.others", "warning", part.place.line, part.quote, message, part.quote)
