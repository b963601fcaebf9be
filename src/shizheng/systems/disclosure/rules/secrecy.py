"""Marks of secret content in a public document; duties of secrecy and the word 非涉密 are none."""

import re
from collections.abc import Iterator

from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.narrative.prose import Prose, watch
from shizheng.systems.disclosure.domain.reading import Reading

SECRETS = "《保守国家秘密法》第三十五条；财预〔2016〕143号：涉及国家秘密的内容不得公开"

# What the word must touch to speak of content: a noun before it or after it.
BEFORE = re.compile(r"(?:项目|文件|内容|资料|合同|信息|采购|清单)[^，。；,;\s（(]{0,4}$|[（(]$")
AFTER = re.compile(r"涉密(?:流程|项目|文件|内容|采购|合同|资料|[）)])")
DUTY = re.compile(r"[非不]$")
PEOPLE = re.compile(r"涉密(?:人员|载体|岗位)")
INSTRUCTION = re.compile(r"涉密[^，。；\n]{0,6}除外")
GRADE = re.compile(r"(?:绝密|机密|秘密)(?:★|级|件)|内部(?:资料|文件)[，,]?(?:注意保存|不得外传|严禁外传)|不[得宜]公开")
GRADES = ("绝密", "机密", "秘密", "内部资料", "内部文件", "不得公开", "不宜公开")
watch(("涉密", *GRADES))


@rule("secrecy.content", family="secrecy", title="疑似涉密内容", source=SECRETS)
def content(reading: Reading) -> Iterator[Finding]:
    """Projects, files or procurement said to be secret, or an instruction on secret content left in the text."""
    prose = reading.narrative.prose
    for at in prose.find("涉密"):
        instruction = INSTRUCTION.match(prose.text, at)
        if instruction:
            yield _finding(prose, at, instruction[0], "是对公开范围的提示，不应出现在公开正文中，请删除")
        elif _speaks_of_content(prose.text, at):
            yield _finding(prose, at, "涉密", "说明内容涉密，公开前请由保密机构审查，涉密的项目和金额应删去")
    for words in GRADES:
        for at in prose.find(words):
            grade = GRADE.match(prose.text, at)
            if grade and not DUTY.search(prose.text[max(0, at - 1) : at]):
                yield _finding(prose, at, grade[0], "是密级或不公开标志，请确认可以公开")


def _speaks_of_content(text: str, at: int) -> bool:
    before = text[max(0, at - 8) : at]
    if DUTY.search(before) or PEOPLE.match(text, at):
        return False
    return bool(BEFORE.search(before) or AFTER.match(text, at))


def _finding(prose: Prose, at: int, words: str, why: str) -> Finding:
    context = prose.around(at, at + len(words))
    return Finding("secrecy.content", "warning", prose.line_at(at).number, words, f"“{context}”{why}。", words)
