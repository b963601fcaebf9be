"""Personal data in a public document: telephone numbers, identity numbers, names of the people who filled a form.

A finding quotes the label beside the datum, never the datum.
"""

import re
from collections.abc import Iterator

from shizheng.kit.personal import is_identity_number
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.narrative.prose import Prose, watch
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.source import Line

PROTECTION = "《个人信息保护法》第二十五条；《政府信息公开条例》第十五条"

LABELS = ("电话", "电\t话", "电 话", "手机", "联系方式")
TELEPHONE = re.compile(
    r"(?P<label>电[ \t]*话|手机号?码?|联系方式)[ \t]*(?:号码)?[ \t]*[:：]?[ \t]*(?P<number>\d[\d \t\-—]{2,20})"
)
PUBLIC_LINE = re.compile(r"(?:12\d{3}|11\d|95\d{3,4}|96\d{3,4}|400\d{7}|800\d{7})$")
ENQUIRY = ("咨询", "监督", "举报", "投诉", "服务热线")
MOBILE = re.compile(r"1[3-9]\d{9}(?!\d)")
IDENTITY = re.compile(r"[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])")
PEOPLE = ("填报人", "填表人", "经办人", "负责人", "联系人", "组长", "制表人", "审核人", "负责 人", "项目负责")
watch((*LABELS, *PEOPLE, "姓名"))
PERSON = re.compile(
    r"(?P<label>填报人|填表人|经办人|项目负责[ \t]?人?|负责人|联系人|组长|制表人|审核人)[ \t]*[:：]?[ \t]*"
    r"(?P<name>[\u4e00-\u9fff]{2,3})(?=[\t\n ，,。；;]|$)"
)
PEOPLE_HEAD = re.compile(r"姓[ ]*名[^\n]*(?:职称|职务|工作单位|签字)")
OFFICES = re.compile(
    r"[科局处室组部委办]$|主任|科员|干部|主管|部门|单位|签字|审签|意见|情况|盖章|电话|日期|姓名|职[务称]|联系|手机|本人|同上|负责|经办"
)


@rule("privacy.telephone", family="privacy", title="公开了个人电话", source=PROTECTION)
def telephone(reading: Reading) -> Iterator[Finding]:
    """Numbers after a label in a form that names people, and mobile numbers anywhere in sentences and forms."""
    prose = reading.narrative.prose
    said: set[int] = set()
    for at in sorted(at for label in LABELS for at in prose.find(label)):
        match = TELEPHONE.match(prose.text, at)
        line = prose.line_at(match.start("number")) if match else None
        if match is None or line is None or line.number in said or not _is_personal(prose, match):
            continue
        said.add(line.number)
        yield Finding(
            "privacy.telephone", "warning", line.number, _label(line, at, match["label"], prose),
            "公开件中留有填报人员的电话号码，请在公开前删去或改为单位的咨询电话。",
        )  # fmt: skip
    for match in MOBILE.finditer(prose.text, 0, prose.sentences):
        line = prose.line_at(match.start())
        if line.number not in said and not prose.text[match.start() - 1 : match.start()].isalnum():
            said.add(line.number)
            yield _unlabelled(line, "privacy.telephone", "手机号码")


def _is_personal(prose: Prose, match: re.Match[str]) -> bool:
    """A mobile number, or any that stands beside a person's name; hotlines and enquiry lines are for the public."""
    digits = re.sub(r"\D", "", match["number"])
    before = prose.text[max(0, match.start() - 6) : match.start()]
    if len(digits) < 4 or PUBLIC_LINE.match(digits) or any(word in before for word in ENQUIRY):
        return False
    return bool(MOBILE.match(digits)) or _names_people(prose, match.start())


@rule("privacy.identity", family="privacy", title="公开了身份证号码", source=PROTECTION)
def identity(reading: Reading) -> Iterator[Finding]:
    """Eighteen digits with a birthday and a right check digit."""
    prose = reading.narrative.prose
    for match in IDENTITY.finditer(prose.text, 0, prose.sentences):
        before = prose.text[match.start() - 1 : match.start()]
        if (not before.isascii() or not before.isalnum()) and is_identity_number(match[0]):
            yield _unlabelled(prose.line_at(match.start()), "privacy.identity", "身份证号码")


@rule("privacy.name", family="privacy", title="公开了填报人员姓名", source=PROTECTION)
def name(reading: Reading) -> Iterator[Finding]:
    """Names after 填报人, 经办人, 负责人 …, and in the list of those who evaluated."""
    prose = reading.narrative.prose
    said: set[tuple[int, str]] = set()
    for at in sorted({at for label in PEOPLE for at in prose.find(label, prose.sentences)}):
        match = PERSON.match(prose.text, at)
        if match is None or not _is_name(match["name"]):
            continue
        line = prose.line_at(match.start("name"))
        label = match["label"].strip()
        if (line.number, match["name"]) not in said:
            said.add((line.number, match["name"]))
            yield _named(line, label if label in line.text else label[-1:])
    for at in prose.find("姓名", prose.sentences):
        head = PEOPLE_HEAD.match(prose.text, at)
        if head:
            yield from _listed(prose, prose.line_at(at), head.end())


def _listed(prose: Prose, head: Line, offset: int) -> Iterator[Finding]:
    """The rows below a head that has a column of names."""
    column = next(index for index, cell in enumerate(head.cells) if "姓名" in cell)
    at = prose.text.find("\n", offset) + 1
    while 0 < at < prose.sentences:
        line = prose.line_at(at)
        cells = line.cells
        if len(cells) <= column or not _is_name(cells[column]):
            return
        label = next((cell for cell in cells if cell and cell != cells[column]), "")
        if label and label not in PEOPLE:
            yield _named(line, label)
        at += len(line.text) + 1


def _named(line: Line, label: str) -> Finding:
    return Finding(
        "privacy.name", "warning", line.number, label,
        f"“{label}”后公开了个人姓名；绩效表格公开时一般不需要，请确认有公开的必要，否则删去。",
    )  # fmt: skip


def _unlabelled(line: Line, identifier: str, what: str) -> Finding:
    quote = next((words for words in re.split(r"[\d\t：:，。（）()\s]+", line.text) if len(words) > 1), line.text[:1])
    return Finding(identifier, "warning", line.number, quote[:12], f"此处公开了{what}，请在公开前删去或遮盖。")


def _label(line: Line, at: int, label: str, prose: Prose) -> str:
    """The label with the word before it, as far as it stands in one cell of the line."""
    longer = f"联系{label}"
    if prose.text.startswith(longer, at - 2) and longer in line.text:
        return longer
    return label if label in line.text else re.split(r"\s+", label)[-1]


def _names_people(prose: Prose, at: int) -> bool:
    """Whether somebody is named near: the number is a person's rather than an office's."""
    near = prose.text[max(0, at - 600) : at + 200]
    return any(label in near for label in PEOPLE)


def _is_name(text: str) -> bool:
    return 2 <= len(text) <= 4 and not OFFICES.search(text) and all("\u4e00" <= char <= "\u9fff" for char in text)
