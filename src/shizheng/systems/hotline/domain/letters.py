"""A letter to the mailbox as a matter: who, what, with which files; and letters that are none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

from lxml import html

from shizheng.kit.errors import ShizhengError

MOST_FILES, LONGEST, TITLE = 6, 5000, 60
_NUMBER = re.compile(r"\d{16,18}")
_QUOTED = re.compile(
    r"^(?:>|-{2,}\s*(?:原始邮件|Original Message|转发邮件)|_{5,}|发件人[:：]|From:"
    r"|On .{5,80} wrote:|在 ?.{5,80}写道[:：])"
)
_ANSWERS = re.compile(r"^(?:(?:回复|答复|转发|re|fw|fwd)\s*[:：]\s*)+", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class UnreadableLetterError(ShizhengError):
    """What cannot be taken in; its text says why, for the list of letters kept aside."""


@dataclass(frozen=True, slots=True)
class Attached:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """`number` is the case that the subject names, "" for none; `is_automatic` says that a machine wrote it."""

    ident: str
    sender: str
    address: str
    subject: str
    text: str
    files: tuple[Attached, ...]
    number: str
    is_automatic: bool

    @property
    def title(self) -> str:
        first = self.subject or next(iter(self.text.splitlines()), "")
        return first if len(first) <= TITLE else first[: TITLE - 1] + "…"


def letter_of(raw: bytes) -> Letter:
    """The letter in these bytes; UnreadableLetterError where it has no sender or says nothing."""
    found = message_from_bytes(raw, policy=policy.default)
    if not isinstance(found, EmailMessage):
        raise UnreadableLetterError("不是邮件")
    sender, address = parseaddr(_head(found, "From"))
    if "@" not in address:
        raise UnreadableLetterError("没有发件人地址")
    subject = _ANSWERS.sub("", _head(found, "Subject")).strip()[:200]
    text = _own_words(_text(found))[:LONGEST]
    if not (text or subject):
        raise UnreadableLetterError("没有文字内容")
    number = _NUMBER.search(_head(found, "Subject"))
    ident = _head(found, "Message-ID").strip("<> ")[:200]
    files = tuple(_files(found))[:MOST_FILES]
    told = number[0] if number else ""
    return Letter(ident, sender[:50], address[:200], subject, text or subject, files, told, _is_automatic(found))


def _head(message: EmailMessage, name: str) -> str:
    """A head as text; one that is broken reads as what can be read of it."""
    try:
        return _CONTROL.sub("", str(message.get(name) or "")).strip()
    except (ValueError, LookupError, IndexError, AttributeError):
        return ""


def _is_automatic(message: EmailMessage) -> bool:
    """Answering machines and lists: answering them would be answered again. Source: RFC 3834, section 2."""
    sent = _head(message, "Auto-Submitted").lower()
    bulk = _head(message, "Precedence").lower() in {"bulk", "junk", "list", "auto_reply"}
    answered = bool(_head(message, "X-Autoreply")) or _head(message, "Return-Path") == "<>"
    return sent not in {"", "no"} or bulk or answered


def _text(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    try:
        said = str(part.get_content())
    except (LookupError, ValueError, KeyError, AttributeError):
        payload = part.get_payload(decode=True)
        said = payload.decode("gb18030", "replace") if isinstance(payload, bytes) else ""
    return _plain(said) if part.get_content_type() == "text/html" else said


def _plain(said: str) -> str:
    """The words of a page, a line a block."""
    if not said.strip():
        return ""
    tree: Any = html.fromstring(said)
    for each in tree.xpath("//script|//style|//head"):
        each.drop_tree()
    for each in tree.iter("br", "p", "div", "tr", "li"):
        each.tail = "\n" + (each.tail or "")
    return str(tree.text_content())


def _own_words(said: str) -> str:
    """Without what is quoted from earlier letters, and without empty lines."""
    lines: list[str] = []
    for line in _CONTROL.sub("", said.replace("\r\n", "\n").replace("\xa0", " ")).split("\n"):
        plain = line.strip()
        if _QUOTED.match(plain):
            break
        if plain:
            lines.append(plain)
    return "\n".join(lines)


def _files(message: EmailMessage) -> Iterator[Attached]:
    for part in message.iter_attachments():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content:
            yield Attached(_CONTROL.sub("", part.get_filename() or "附件")[:100], content)
