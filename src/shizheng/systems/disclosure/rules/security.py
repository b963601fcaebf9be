"""What weakens protection when it is public: exercises with their dates, weaknesses of systems in use, instructions."""

import re
from collections.abc import Iterator

from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.narrative.prose import Prose, watch
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.sheets.phrases import at_field, written

SOURCE = "《网络安全法》第二十八条、《关键信息基础设施安全保护条例》；财预〔2016〕143号：不宜公开的内容不得公开"
INSTRUCTIONS = "《政府信息公开条例》第十六条：内部事务信息、过程性信息可以不予公开"
EXERCISES = ("护网", "攻防演练", "攻防演习")
DATED = re.compile(r"\d{1,2}月|值守|\d{1,2}日")
WEAK = (
    "不支持国密", "不满足密评", "不满足等保", "未通过密评", "未通过等保", "存在安全漏洞", "存在高危漏洞", "存在漏洞",
    "超过维护周期", "超过维保期", "超出维保期", "已停止维护", "停止安全更新", "存在安全隐患",
)  # fmt: skip
LIVE = re.compile(r"现有|原有|目前|当前|现用|在用|旧|采购于|购置|已|部分系统|服务器|网关|设备")
FOUND = re.compile(r"(?:发现|检测|检查|排查|防止|避免|整改|消除|是否|可能)[^，。；]{0,12}$")
REPLACED = re.compile(r"《[^《》\n]{0,20}安全可靠[^《》\n]{0,20}替代[^《》\n]{0,16}》?|安全可靠应用替代")
ORDERED = re.compile(r"(?:批示|指示)(?:要求|精神|件)?(?=[》。；，,;、\n\t<]|$)")
watch((*EXERCISES, *WEAK, "安全可靠"))


@rule("secrecy.protection", family="secrecy", title="公开了网络安全防护的敏感内容", source=SOURCE)
def protection(reading: Reading) -> Iterator[Finding]:
    """The month of an exercise, a weakness of a system in use, papers on replacing what is not safe."""
    prose = reading.narrative.prose
    yield from _exercises(prose)
    for words in WEAK:
        for at in prose.find(words, prose.sentences):
            before = prose.text[max(0, at - 40) : at]
            if LIVE.search(before) and not FOUND.search(before):
                yield _told(
                    prose.line_at(at).number, words, "公开了在用系统、设备的安全缺陷，请改为不涉及具体缺陷的表述"
                )
    for at in prose.find("安全可靠", prose.sentences):
        match = REPLACED.search(prose.text, max(0, at - 24), at + 40)
        if match:
            yield _told(
                prose.line_at(match.start()).number, match[0][:30], "涉及安全可靠应用替代工作，公开前请由保密机构审查"
            )


def _exercises(prose: Prose) -> Iterator[Finding]:
    for words in EXERCISES:
        for at in prose.find(words, prose.sentences):
            near = prose.text[max(0, at - 16) : at].rpartition("\n")[2] + prose.text[at : at + 24].partition("\n")[0]
            if DATED.search(near):
                why = "写明了网络攻防演练的时间或值守安排，公开后会削弱防护，请在公开前删去"
                yield _told(prose.line_at(at).number, words, why)


def _told(line: int, words: str, why: str) -> Finding:
    return Finding("secrecy.protection", "warning", line, words, f"“{words}”{why}。", words)


@rule("secrecy.instruction", family="secrecy", title="以领导批示作公开依据", source=INSTRUCTIONS)
def instruction(reading: Reading) -> Iterator[Finding]:
    """批示要求 as the basis of a project in a public sheet."""
    for sheet in reading.sheets:
        for _, field in written(sheet, ("basis",)):
            match = ORDERED.search(field.text) if "批示" in field.text else None
            if match:
                start = max(0, match.start() - 12)
                message = "立项依据引用了领导批示，批示属内部事务，不宜在公开件中引用，请改用可以公开的文件。"
                yield at_field("secrecy.instruction", "warning", sheet, field, (start, match.end()), message, match[0])
