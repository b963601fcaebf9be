"""Documents and divisions that the sheets call by different names."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from shizheng.engines.fiscal.domain.sheet import Field, TargetSheet
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.segments import Paragraph
from shizheng.systems.disclosure.domain.sheets.phrases import QUOTE, WRITTEN, at_field, written
from shizheng.systems.disclosure.domain.sheets.projects import plain

SOURCE = "财预〔2016〕143号《地方预决算公开操作规程》：公开内容真实、前后一致"
KINDS = "管理办法|实施办法|实施方案|行动计划|发展规划|建设规划"
TITLE = re.compile(rf"《([^《》]{{8,60}})》|(?<![《一-鿿])([一-鿿0-9]{{4,40}}?(?:{KINDS}))")
MARKED = re.compile(r"《([^《》]{8,60})》")
KIND = re.compile(KINDS)  # without one no title but between marks: much faster to see
YEARS = re.compile(r"[（(]\s*20\d{2}\s*年?\s*[-—–~至]+\s*20\d{2}\s*年?\s*[）)]|[（(][^（）()]*[）)]|20\d{2}年(?:度)?")
LISTED = re.compile(r"内设[^。]{0,20}?(?:科室|机构|处室|部门)[^。]{0,12}?[：:]([^。；]+)")
DIVISION = re.compile(r"由(?:本单位|我局|局|单位)?([一-鿿]{2,6}?(?:科室?|处室?|股室?))(?!学|技|长|级|员|普|理|置)")
OFFICE = re.compile(r"(?:由|单位|[，。；、,;\s]|^)([一-鿿]{2,6}?科)(?:室)?(?:根据|按照|按|负责|依据)")
GENERIC = re.compile(r"^(?:相关|有关|业务|各|本|该|责任|牵头|主管|两|三)")
PLACE = re.compile(r"^[一-鿿]{1,6}?[省市县区旗]")
CODE = re.compile(r"^\d{2,6}\s*[-—–]\s*")
SHORTEST = 8


class Said(NamedTuple):
    """A title as one sheet prints it."""

    plain: str
    sheet: TargetSheet
    field: Field
    span: tuple[int, int]
    text: str


@rule("naming.document", family="naming", title="同一文件名称不一", source=SOURCE)
def document(reading: Reading) -> Iterator[Finding]:
    """Two titles that differ by a word: the rarer, later one is marked."""
    said = list(_titles(reading))
    counts: dict[str, int] = {}
    first: dict[str, Said] = {}
    for item in said:
        counts[item.plain] = counts.get(item.plain, 0) + 1
        first.setdefault(item.plain, item)
    names = sorted(first, key=lambda name: first[name].span)
    framed: dict[tuple[str, str], list[str]] = {}
    for name in names:
        framed.setdefault((name[:4], name[-2:]), []).append(name)
    for name in names:
        twin = _twin(name, framed[name[:4], name[-2:]], counts, first)
        if twin:
            item, other = first[name], first[twin]
            message = f"文件名写作“{item.text}”，第{other.field.line}行写作“{other.text}”，疑为同一文件，请核对并统一。"
            yield at_field(
                "naming.document", "warning", item.sheet, item.field, item.span, message, item.text, other.text
            )


def _twin(name: str, names: list[str], counts: dict[str, int], first: dict[str, Said]) -> str:
    """Among names that begin and end alike, the one that this name is meant for."""
    for other in names:
        if other == name or abs(len(other) - len(name)) > 4 or not _differ_little(name, other):
            continue
        here, there = (counts[name], -first[name].field.line), (counts[other], -first[other].field.line)
        if here < there:
            return other
    return ""


def _differ_little(first: str, second: str) -> bool:
    """Equal but for one stretch of at most four characters that changes no number."""
    size = min(len(first), len(second))
    head = next((i for i in range(size) if first[i] != second[i]), size)
    tail = next((i for i in range(size - head) if first[-1 - i] != second[-1 - i]), size - head)
    a, b = first[head : len(first) - tail], second[head : len(second) - tail]
    if max(len(a), len(b)) > 4 or any(char.isdigit() or char in "一二三四五六七八九十" for char in a + b):
        return False
    return len(first) - max(len(a), len(b)) >= SHORTEST


def _titles(reading: Reading) -> Iterator[Said]:
    for sheet in reading.sheets:
        for _, field in written(sheet, WRITTEN):
            pattern = TITLE if KIND.search(MARKED.sub("", field.text)) else MARKED
            for match in pattern.finditer(field.text):
                text = match[match.lastindex or 1]
                name = plain(YEARS.sub("", text))
                if len(name) >= SHORTEST:
                    yield Said(name, sheet, field, match.span(match.lastindex or 1), text)


@rule("naming.division", family="naming", title="责任科室不在内设机构之列", source=SOURCE)
def division(reading: Reading) -> Iterator[Finding]:
    """A division that a sheet makes responsible and the chapter on institutions does not list."""
    listed = _divisions(reading)
    if len(listed) < 3:
        return
    seen: set[str] = set()
    for sheet in reading.sheets:
        for _, field in written(sheet, ("overview", "need", "measures", "plan")):
            offices = OFFICE.finditer(field.text) if "科" in field.text else ()
            for match in [*DIVISION.finditer(field.text), *offices]:
                name = match[1].removesuffix("室").removeprefix("由")
                name = name.removeprefix("单位")
                known = any(name.endswith(one) or one.endswith(name) for one in listed)
                if known or GENERIC.match(name) or name in seen:
                    continue
                seen.add(name)
                message = f"“{name}”不在本文件列出的内设机构（{'、'.join(sorted(listed)[:6])}等）之中，请核对名称。"
                yield at_field("naming.division", "warning", sheet, field, match.span(1), message, name)


@rule("naming.department", family="naming", title="主管部门名称不一", source=SOURCE)
def department(reading: Reading) -> Iterator[Finding]:
    """One document, two competent departments: the one the document prints less often is marked."""
    named = [
        (CODE.sub("", field.text).strip(), sheet, field)
        for sheet in reading.sheets
        if sheet.kind == "project" and (field := sheet.fields.get("department")) is not None
    ]
    names = {name for name, _, _ in named if len(name) >= 3}
    if not 2 <= len(names) <= 4 or len({name[:5] for name in names}) < len(names):
        return
    text = reading.narrative.prose.text
    counts = {name: text.count(PLACE.sub("", name)) for name in names}
    usual = max(names, key=lambda name: (text.count(name), name))
    for name, sheet, field in named:
        if name != usual and name in names:
            both = counts[name] > sum(other == name for other, _, _ in named)
            elsewhere = f"（“{name}”全文共{counts[name]}处）" if both else ""
            message = f"主管部门写作“{field.text}”，另有表格写作“{usual}”{elsewhere}，请核对哪一个正确并统一。"
            right = "" if both else usual
            yield at_field("naming.department", "warning", sheet, field, (0, QUOTE), message, field.text, right)


def _divisions(reading: Reading) -> set[str]:
    found: set[str] = set()
    for block in reading.blocks:
        if isinstance(block, Paragraph) and "内设" in block.text:
            for match in LISTED.finditer(block.text):
                found.update(
                    name.strip()[:QUOTE] for name in re.split("[、，,和及]", match[1]) if 2 <= len(name.strip()) <= 12
                )
    return found
