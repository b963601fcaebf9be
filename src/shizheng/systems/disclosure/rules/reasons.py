"""Reasons that explain nothing: the change told once more, an epidemic that points the other way, no reason at all."""

import re
from collections.abc import Iterator

from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.narrative.passage import Passage
from shizheng.systems.disclosure.domain.narrative.statement import Statement
from shizheng.systems.disclosure.domain.reading import Reading

OPENNESS = "财预〔2016〕143号《地方预决算公开操作规程》：增减变化应当说明原因"
REASON = re.compile(r"(?:主要原因(?:是|为)?：?|原因(?:是|为|：))(?P<why>[^。；]{2,60}?)(?=[。；]|$)")
GENERIC = re.compile(
    r"一般公共预算|政府性基金|项目|预算|资金|经费|支出|收入|总计|合计|专项|本年度?|当年|今年|20\d{2}年度?|年初|财政|拨款|安排|导致|造成|使得"
    r"|有所|相应|所致|[本我](?:部门|单位|局)|较上年|比上年|上年度?|数|等|的|和|及|额|费|减少|增加|下降|增长|略|因此|故|均|，|、|、"
)
CHANGE = re.compile(r"减少|增加|下降|增长")
FELL = re.compile(
    r"(?:减少|下降|降低)[^。；]{0,60}?原因(?:是|为)?：?[^。；]{0,6}?(?P<why>(?:上年|去年|上一年|前一年)度?(?:受|因)[^，。；]{0,8}疫情[^，。；]{0,6})"
)
GUESTS = re.compile(
    r"“?三公”?经费[^。；]{0,60}(?:减少|下降|增加|增长)[^。；]{0,60}?原因(?:是|为)?：?(?P<why>[^。；]{2,50})"
)
NOT_THREE = re.compile(r"会议|培训")
THREE = re.compile(r"会议费|培训费")
FAR = 200_000  # millionths: 20 points from 100 %
FULL = 1_000_000
AGAINST = re.compile(r"[较比](?:20\d{2}年|上年|去年)")
WHY = re.compile(r"原因|由于|主要是|因[^此而]|系")


@rule("missing.real_reason", family="missing", title="增减原因只是重复增减", source=OPENNESS)
def real_reason(reading: Reading) -> Iterator[Finding]:
    """减少的主要原因是项目预算减少: what was cut, and why, is not said."""
    for passage in reading.narrative.passages:
        if "原因" not in passage.text:
            continue
        for match in REASON.finditer(passage.text):
            why = match["why"]
            if CHANGE.search(why) and not any(char.isdigit() for char in _undated(why)) and _repeats(passage, match):
                line, quote = passage.quote(match.start("why"), match.end("why"))
                yield Finding(
                    "missing.real_reason", "warning", line, quote,
                    f"“{why}”只是把增减又说了一遍，没有说明哪些事项变化、为什么变化，请写出具体原因。", why,
                )  # fmt: skip


def _undated(text: str) -> str:
    return re.sub(r"20\d{2}年", "", text)


def _repeats(passage: Passage, match: re.Match[str]) -> bool:
    """Whether nothing is left of the reason but what the sentence is about."""
    rest = GENERIC.sub("", match["why"])
    return len(rest) < 2 or (len(rest) <= 24 and rest in passage.text[: match.start()] + passage.title)


@rule("narrative.epidemic", family="narrative", title="增减原因与方向相反", source="逻辑")
def epidemic(reading: Reading) -> Iterator[Finding]:
    """Last year's epidemic explains why last year was low, not why this year is lower."""
    for passage in reading.narrative.passages:
        for match in FELL.finditer(passage.text) if "疫情" in passage.text else ():
            line, quote = passage.quote(match.start("why"), match.end("why"))
            yield Finding(
                "narrative.epidemic", "warning", line, quote,
                f"本年比上年减少，原因却写“{match['why']}”。上年受影响说明上年偏低，不能解释本年减少，请核对。", quote,
            )  # fmt: skip


@rule("narrative.three_public", family="narrative", title="“三公”经费的原因不属于“三公”", source=OPENNESS)
def three_public(reading: Reading) -> Iterator[Finding]:
    """Meetings and training are none of 三公."""
    for passage in reading.narrative.passages:
        if "三公" not in passage.text or not NOT_THREE.search(passage.text):
            continue
        match = GUESTS.search(passage.text)
        word = NOT_THREE.search(match["why"]) if match else None
        if match and word and not THREE.search(passage.text[: match.start("why")]):
            start = match.start("why") + word.start()
            line, quote = passage.quote(start, start + len(word[0]))
            yield Finding(
                "narrative.three_public", "warning", line, quote,
                f"“三公”指因公出国（境）、公务接待和公务用车，增减原因中的“{word[0]}”不属于“三公”，请核对。", quote,
            )  # fmt: skip


@rule("missing.completion_reason", family="missing", title="完成率偏离较大没有说明原因", source=OPENNESS)
def completion_reason(reading: Reading) -> Iterator[Finding]:
    """完成年初预算的851.8%, and no word of why; those of one paragraph are told once."""
    bare: dict[tuple[int, int], list[Statement]] = {}
    for statement in reading.narrative.statements:
        rate = statement.completion
        if rate is None or statement.detached or abs(rate.value - FULL) <= FAR or not rate.value:
            continue
        if _explained(statement):
            continue
        place = statement.passage_of(rate).line_at(rate.start).number
        bare.setdefault((statement.passage.section, place), []).append(statement)
    for statements in bare.values():
        first, rate = statements[0], statements[0].completion
        assert rate is not None
        line, quote = first.passage_of(rate).quote(rate.start, rate.end)
        others = "、".join(f"“{other.name}”{other.completion.text}%" for other in statements[1:6] if other.completion)
        more = f"此段另有{others}同样没有说明。" if others else ""
        yield Finding(
            "missing.completion_reason", "warning", line, quote,
            f"“{first.name}”完成预算的{rate.text}%，相差较大，没有说明决算数与预算数差异的原因，请补充。{more}", quote,
        )  # fmt: skip


def _explained(statement: Statement) -> bool:
    """Whether a reason follows in this sentence or the next, before the change against last year is told."""
    rate = statement.completion
    passage = statement.passage_of(rate) if rate else statement.passage
    after = passage.text[rate.end if rate else 0 :]
    stop = after.find("。", after.find("。") + 1)
    after = after[: stop if stop >= 0 else len(after)]
    against = AGAINST.search(after)
    return bool(WHY.search(after[: against.start() if against else len(after)])) or "预算数的主要原因" in after


HOW_MUCH = re.compile(
    r"(?:较|比|与)(?:上年|去年|20\d{2}年)(?:度)?(?:预算|决算|同期)?(?:数)?(?:相比)?(?:，)?(?:稍有|略有|有所|稍|略)(?P<way>增加|减少|增长|下降|上升)"
)
ITEMS = ("因公出国", "公务接待", "公务用车")


@rule("missing.how_much", family="missing", title="增减没有写出数额", source=OPENNESS)
def how_much(reading: Reading) -> Iterator[Finding]:
    """较上年稍有增加, and no number after it."""
    for passage in reading.narrative.passages:
        for match in HOW_MUCH.finditer(passage.text) if "有" in passage.text or "略" in passage.text else ():
            rest = re.split(r"[。；]", passage.text[match.end() :])[0]
            if not any(char.isdigit() for char in rest):
                line, quote = passage.quote(*match.span())
                yield Finding(
                    "missing.how_much", "warning", line, quote,
                    f"“{match[0]}”没有写出{match['way']}的数额和幅度，请补充。", quote,
                )  # fmt: skip


@rule("missing.three_items", family="missing", title="“三公”经费没有分项说明", source=OPENNESS)
def three_items(reading: Reading) -> Iterator[Finding]:
    """An amount of 三公 in the text, and none of its items anywhere but in the glossary."""
    told = [passage for passage in reading.narrative.passages if not any("解释" in title for title in passage.titles)]
    if any(item in passage.text for passage in told for item in ITEMS):
        return
    for statement in reading.narrative.statements:
        if "三公" in statement.name and statement.amount is not None:
            line, quote = statement.quote()
            yield Finding(
                "missing.three_items", "warning", line, quote,
                "只说明了“三公”经费总额，没有按因公出国（境）、公务用车、公务接待分项说明，请补充。", quote,
            )  # fmt: skip
            return
