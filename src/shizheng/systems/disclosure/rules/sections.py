"""What a disclosure has to say: required sections, reasons for changes, procurement from small firms, assets."""

import re
from collections.abc import Iterator

from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.narrative.passage import Passage
from shizheng.systems.disclosure.domain.narrative.statement import Statement
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.segments import Table
from shizheng.systems.disclosure.domain.source import Line
from shizheng.systems.disclosure.rules.wording import money

OPENNESS = "财预〔2016〕143号《地方预决算公开操作规程》第九条至第十二条"
LAW = "《预算法》第十四条"
WHOLE = "中发〔2018〕34号《关于全面实施预算绩效管理的意见》"
PROCUREMENT = "财库〔2020〕46号《政府采购促进中小企业发展管理办法》第八条、第二十条"

REQUIRED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("主要职责和机构设置", re.compile(r"职责|职能|机构设置")),
    ("收支总体情况", re.compile(r"收支|收入支出|收入预算|收入决算")),
    ("“三公”经费及其增减原因", re.compile(r"三公|因公出国")),
    ("机关运行经费", re.compile(r"机关运行经费|公用经费|行政经费")),
    ("政府采购情况", re.compile(r"政府采购")),
    ("国有资产占有使用情况", re.compile(r"国有资产|车辆")),
    ("预算绩效情况", re.compile(r"绩效")),
    ("政府性基金预算情况", re.compile(r"政府性基金")),
    ("国有资本经营预算情况", re.compile(r"国有资本")),
    ("名词解释", re.compile(r"名词解释|名词的解释|专用名词")),
)
NO_OPERATING = re.compile(
    r"(?:无|没有|未安排|不涉及|不属于)[^，。；]{0,10}机关运行经费|机关运行经费[^。；]{0,16}(?:无|没有|未|不涉及|0)"
)
SMALL_FIRMS = re.compile(r"中小企业|小微企业|小型企业|微小")
NO_WHOLE = re.compile(r"未编[报制][^，。；]{0,10}整体(?:支出)?绩效目标")
EQUIPMENT = re.compile(r"设备|房屋|土地|办公用房|固定资产|资产总额|其他国有资产")
AS_FOLLOWS = re.compile(r"如下[。：]?$")
ENOUGH = 400  # characters below which a text is an excerpt rather than a disclosure


@rule("missing.section", family="missing", title="缺少规定的公开内容", source=OPENNESS)
def section(reading: Reading) -> Iterator[Finding]:
    """A required subject that the whole document does not mention."""
    prose = reading.narrative.prose
    titled = [title for title in reading.narrative.promised if title.style]
    first = next((line for line in reading.source.lines if line.text.strip()), None)
    if len(prose.text) < ENOUGH or first is None or not (titled or len(reading.narrative.statements) > 5):
        return
    titles = "".join(line.text for block in reading.blocks if isinstance(block, Table) for line in block.titles)
    lacking: dict[int, tuple[Line, list[str]]] = {}
    for name, pattern in REQUIRED:
        if pattern.search(prose.text, 0, prose.sentences) or pattern.search(titles):
            continue
        line = _neighbour(name, reading) or (titled[0].line if titled else first)
        lacking.setdefault(line.number, (line, []))[1].append(name)
    for line, names in lacking.values():
        told = "、".join(f"“{name}”" for name in names)
        yield Finding(
            "missing.section", "warning", line.number, line.text.strip("#*- \t")[:20],
            f"全文没有{told}的内容，没有此项的也应当说明“无”并公开空表。", "", "、".join(names),
        )  # fmt: skip


def _neighbour(name: str, reading: Reading) -> Line | None:
    """Where the missing part would stand: the state capital budget after the fund budget."""
    wanted = "政府性基金" if name.startswith("国有资本") else ""
    if not wanted:
        return None
    return next((line for line in reading.source.lines if wanted in line.text), None)


@rule("missing.reason", family="missing", title="增减变动没有说明原因", source=OPENNESS)
def reason(reading: Reading) -> Iterator[Finding]:
    """A change that is not zero and has no reason in its paragraph; those of one section are told once."""
    reasoned = [each for each in reading.narrative.statements if each.reasoned and not each.detached and each.delta]
    explained = {each.passage.section for each in reasoned}
    changes = {(each.delta.direction, each.delta.value) for each in reasoned if each.delta}
    bare: dict[int, list[Statement]] = {}
    for statement in reading.narrative.statements:
        delta = statement.delta
        if delta is None or not delta.value or statement.reasoned:
            continue
        told = statement.passage.section in explained
        if told and (statement.group is not None or statement.passage.text.endswith(("：", "其中"))):
            continue  # parts may leave the reason to their sum, a sum may leave it to the parts that follow
        if (delta.direction, delta.value) in changes or AS_FOLLOWS.search(statement.passage.text):
            continue
        bare.setdefault(statement.passage.section, []).append(statement)
    for statements in bare.values():
        yield _no_reason(statements)


def _no_reason(statements: list[Statement]) -> Finding:
    first, delta = statements[0], statements[0].delta
    assert delta is not None
    line, quote = first.passage_of(delta).quote(delta.start - len(delta.word), delta.end)
    others = "、".join(dict.fromkeys(f"第{other.quote(other.delta)[0]}行“{other.name}”" for other in statements[1:6]))
    more = f"本节另有{len(statements) - 1}处增减（{others}）同样没有说明。" if others else ""
    message = f"“{first.name}”{delta.word}{money(delta)}，没有说明原因，请补充。{more}"
    return Finding("missing.reason", "warning", line, quote, message, delta.text)


@rule("missing.final", family="missing", title="只列预算未列决算", source=OPENNESS)
def final(reading: Reading) -> Iterator[Finding]:
    """In a list of budgets with their finals, a part whose final amount is left out."""
    for group in reading.narrative.groups:
        both = [part for part in group.parts if part.budget is not None and part.amount is not None]
        for part in group.parts:
            if part.budget is None or part.amount is not None or len(both) < 2:
                continue
            line, quote = part.quote(part.budget)
            yield Finding(
                "missing.final", "warning", line, quote,
                f"“{part.name}”只列了年初预算{money(part.budget)}，没有列支出决算数，请补上（没有支出的写0）。",
            )  # fmt: skip


@rule("missing.small_firms", family="missing", title="政府采购没有说明面向中小企业的份额", source=PROCUREMENT)
def small_firms(reading: Reading) -> Iterator[Finding]:
    """Procurement above zero, and no word of small and medium enterprises in the document."""
    if any(SMALL_FIRMS.search(text) for text in _on_procurement(reading)):
        return
    for statement in reading.narrative.statements:
        amount = statement.amount
        if "政府采购" in statement.name and amount is not None and amount.value and statement.group is None:
            line, quote = statement.quote()
            yield Finding(
                "missing.small_firms", "warning", line, quote,
                "列有政府采购预算（支出），没有说明面向中小企业预留或授予的金额和比例，请补充。",
            )  # fmt: skip
            return


def _on_procurement(reading: Reading) -> Iterator[str]:
    """Paragraphs, and the heads of procurement tables."""
    for passage in reading.narrative.passages:
        yield passage.text
    for block in reading.blocks:
        if isinstance(block, Table) and any("采购" in title.text for title in block.titles):
            yield "".join(line.text for line in block.rows[:6])


@rule("missing.operating", family="missing", title="机关运行经费没有金额也没有说明", source=OPENNESS)
def operating(reading: Reading) -> Iterator[Finding]:
    """A section on operating expenses that neither gives an amount nor says that there is none."""
    for passages in _sections(reading, "机关运行经费"):
        text = "".join(passage.text for passage in passages)
        if re.search(r"\d[\d,.]*(?:万元|元)", text) or NO_OPERATING.search(text):
            continue
        line, quote = passages[0].quote(0, min(20, len(passages[0].text)))
        yield Finding(
            "missing.operating", "warning", line, quote,
            "本节没有列机关运行经费的金额，也没有说明“无此项经费”，请补充。",
        )  # fmt: skip


@rule("missing.assets", family="missing", title="国有资产情况不完整", source=OPENNESS)
def assets(reading: Reading) -> Iterator[Finding]:
    """A section on state assets that speaks of vehicles only."""
    for passages in _sections(reading, "国有资产"):
        text = "".join(passage.text + passage.title for passage in passages)
        if "车" not in text or EQUIPMENT.search(text):
            continue
        at = max(0, passages[0].text.find("车辆") - 4)
        line, quote = passages[0].quote(at, min(at + 20, len(passages[0].text)))
        yield Finding(
            "missing.assets", "warning", line, quote,
            "国有资产只说明了车辆，没有说明单价较高的设备等其他资产，请补充。",
        )  # fmt: skip


@rule("missing.whole_target", family="missing", title="没有整体支出绩效目标", source=WHOLE)
def whole_target(reading: Reading) -> Iterator[Finding]:
    """A unit that says it has set no target for its expenditure as a whole."""
    for passage in reading.narrative.passages:
        match = NO_WHOLE.search(passage.text) if "整体" in passage.text else None
        if match:
            line, quote = passage.quote(match.start(), match.end())
            yield Finding(
                "missing.whole_target", "warning", line, quote, "部门和单位应当编报整体支出绩效目标，请补编或说明依据。"
            )  # fmt: skip


def _sections(reading: Reading, word: str) -> Iterator[list[Passage]]:
    """Runs of passages below a heading that contains a word; definitions of terms are no sections."""
    run: list[Passage] = []
    for passage in reading.narrative.passages:
        inside = any(word in title for title in passage.titles) and not any("解释" in title for title in passage.titles)
        if inside and (not run or run[-1].titles[:2] == passage.titles[:2]):
            run.append(passage)
            continue
        if run:
            yield run
        run = [passage] if inside else []
    if run:
        yield run
