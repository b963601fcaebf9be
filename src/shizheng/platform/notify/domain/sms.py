"""The port for short messages: a file (until the bureau has a gateway), a command, or an address that takes JSON."""

import json
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from shizheng.platform.hooks.domain.posting import Letter, post

LONGEST = 500
TIMEOUT = 10.0
WAITS = tuple(timedelta(seconds=seconds) for seconds in (30, 120, 600, 3600, 14_400))
"""Waits after the first failure, the second, …; after the last the message is dead: some five hours in all."""


@dataclass(frozen=True, slots=True)
class Message:
    """Plain values: they live only as long as the sending."""

    key: str
    phone: str
    text: str


Courier = Callable[[Message], str]
"""Takes a message to the gateway; "" where it was taken, else why not, without the number."""


def wait(attempts: int) -> timedelta | None:
    """How long to wait after so many failed attempts (from 1); None where no more are made."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None


def into_folder(folder: Path, at: datetime) -> Courier:
    """One file a message, readable by its owner only; written whole or not at all."""

    def carry(message: Message) -> str:
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            file = folder / f"{at:%Y%m%d-%H%M%S}-{message.key}.txt"
            half = file.with_suffix(".part")
            half.touch(mode=0o600)
            half.write_text(f"{message.phone}\n{message.text}\n", encoding="utf-8")
            half.replace(file)
        except OSError as error:
            return f"写入短信文件失败：{error.strerror or type(error).__name__}"
        return ""

    return carry


def by_command(command: Sequence[str]) -> Courier:
    """The command reads one line of JSON {key, phone, text} and ends with 0 where the message was taken."""

    def carry(message: Message) -> str:
        try:
            done = subprocess.run(command, input=_body(message), capture_output=True, timeout=TIMEOUT, check=False)  # noqa: S603  # the operator's own setting
        except (OSError, subprocess.SubprocessError) as error:
            return f"短信命令没有完成：{type(error).__name__}"
        return "" if done.returncode == 0 else f"短信命令以{done.returncode}结束"

    return carry


def by_http(url: str, token: str, allowed: frozenset[str]) -> Courier:
    """JSON {key, phone, text} by POST with the gateway's token; `allowed` hosts may be this machine."""

    def carry(message: Message) -> str:
        headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Shizheng"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return post(Letter(url, headers, _body(message)), allowed).error

    return carry


def _body(message: Message) -> bytes:
    return json.dumps({"key": message.key, "phone": message.phone, "text": message.text}, ensure_ascii=False).encode()
