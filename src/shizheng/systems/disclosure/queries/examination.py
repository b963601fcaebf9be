"""From the bytes of a file to what it says and what is wrong with it; nothing is stored."""

import logging
import re
from dataclasses import dataclass

from shizheng.engines.fiscal.domain.forms import forms
from shizheng.kit.digest import sm3
from shizheng.kit.errors import ShizhengError
from shizheng.systems.disclosure.domain.finding import Finding
from shizheng.systems.disclosure.domain.formats.intake import open_document
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.source import Source
from shizheng.systems.disclosure.rules import check

log = logging.getLogger(__name__)
TITLE_LINES, TITLE_LENGTH = 2, 40
STAFF = re.compile(r"(?:实有|在职)(?:在编|在职)?(?:人员|人数|职工)?(?:共|为|有|总数)?\s*[:：]?\s*(\d{1,6})\s*[人名]")
UNREADABLE = "读取时出现意外，未能完成"
REMEDY = "文件没有保存。请另存为其他格式后再试；仍不行时请把文件发给系统管理员"


@dataclass(frozen=True, slots=True)
class Examined:
    """`digest` is the SM3 of the file's bytes."""

    reading: Reading
    findings: list[Finding]
    digest: str
    size: int

    @property
    def source(self) -> Source:
        return self.reading.source

    @property
    def stage(self) -> str:
        """budget or final; an adjusted budget still is published as a budget."""
        return "budget" if self.reading.stage == "adjusted" else self.reading.stage

    @property
    def region(self) -> str:
        """Of the form it was recognised by."""
        return next((form.region for form in forms() if form.id == self.reading.form), "")

    @property
    def staff(self) -> int | None:
        """People in post, where a sentence says how many; None also for none."""
        told = (STAFF.search(passage.text) for passage in self.reading.narrative.passages)
        return next((int(found[1]) or None for found in told if found), None)

    @property
    def title(self) -> str:
        """The short lines it opens with; its file name where it opens with none."""
        opening = [line.text.strip(" #*\t") for line in self.source.lines[:30] if line.text.strip(" #*\t")]
        short = [text for text in opening[:TITLE_LINES] if len(text) <= TITLE_LENGTH and "\t" not in text]
        return " ".join(short) or self.source.name


def examine(name: str, data: bytes) -> Examined:
    """ShizhengError, in Chinese and with a remedy, for every file that cannot be read."""
    source = open_document(name, data)
    return examine_source(source, digest=sm3(data), size=len(data))


def examine_source(source: Source, *, digest: str, size: int) -> Examined:
    """Read and check lines that were opened before."""
    try:
        reading = read(source)
        findings = check(reading)
    except ShizhengError:
        raise
    except Exception as error:  # one document that our reader does not survive must not break the officer's page
        log.exception("examining %s failed", source.name)
        raise ShizhengError(UNREADABLE, source.name, REMEDY) from error
    return Examined(reading, findings, digest, size)
