"""What the commands on past cases share: where their numbers go, and how a refusal is told."""

import csv
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec
import typer

from shizheng.kit.errors import ShizhengError

REFUSED = 2


class Format(StrEnum):
    JSON = "json"
    TEXT = "text"


@contextmanager
def refusing() -> Iterator[None]:
    """A fault of the input is told on standard error and ends the command with 2."""
    try:
        yield
    except ShizhengError as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(REFUSED) from error


def tell(figures: Mapping[str, Any], form: Format, words: Mapping[str, str]) -> None:
    """One JSON object, or one line a figure with its Chinese name."""
    if form is Format.JSON:
        sys.stdout.write(msgspec.json.encode(figures).decode() + "\n")
        return
    for name, value in figures.items():
        sys.stdout.write(f"{words.get(name, name)}：{value}\n")


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows(rows)


def note(text: str) -> None:
    """Progress for whoever waits; standard output stays for the figures."""
    if sys.stderr.isatty():
        sys.stderr.write(f"{text}\n")
