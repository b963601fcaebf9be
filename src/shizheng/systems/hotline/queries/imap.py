"""The mailbox behind an address like ``imaps://user:password@host/INBOX``."""

import imaplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

from shizheng.kit.errors import ShizhengError

TIMEOUT = 30
LARGEST = 30 << 20


class MailboxError(ShizhengError):
    """The mailbox does not answer, or refuses."""


@contextmanager
def _opened(address: str) -> Iterator[imaplib.IMAP4]:
    parts = urlsplit(address)
    if parts.scheme not in {"imap", "imaps"} or not parts.hostname:
        raise MailboxError("信箱地址应写成 imaps://用户:密码@主机/INBOX", "SHIZHENG_MAILBOX")
    kind = imaplib.IMAP4_SSL if parts.scheme == "imaps" else imaplib.IMAP4
    try:
        box = kind(parts.hostname, parts.port or (993 if parts.scheme == "imaps" else 143), timeout=TIMEOUT)
        try:
            box.login(unquote(parts.username or ""), unquote(parts.password or ""))
            status, _ = box.select(parts.path.lstrip("/") or "INBOX")
            if status != "OK":
                raise MailboxError("没有这个邮件文件夹", parts.path)
            yield box
        finally:
            box.shutdown()
    except (OSError, imaplib.IMAP4.error) as error:
        raise MailboxError(f"信箱没有应答或拒绝：{error}", parts.hostname, "请核对地址、用户和密码") from error


def read_new(address: str, take: Callable[[bytes, str], None], most: int = 200) -> int:
    """Give each unseen letter to `take` with its place, and mark it seen when that has returned; how many.

    A letter is marked only after it was kept: what is interrupted comes again and is known by its Message-ID.
    """
    done = 0
    with _opened(address) as box:
        _, found = box.uid("SEARCH", "UNSEEN")
        for uid in (found[0] or b"").split()[:most]:
            name = uid.decode()
            _, answer = box.uid("FETCH", name, "(BODY.PEEK[])")
            raw = next((each[1] for each in answer if isinstance(each, tuple)), b"")
            if raw and len(raw) <= LARGEST:
                take(raw, f"UID {name}")
            elif raw:
                take(raw[:4096], f"UID {name}")
            box.uid("STORE", name, "+FLAGS", r"(\Seen)")
            done += 1
    return done
