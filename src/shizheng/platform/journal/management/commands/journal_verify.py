"""``manage journal_verify [--anchor SEQUENCE:DIGEST]``: exit 1 and name every place where the journal was touched."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shizheng.platform.journal.domain.verification import Anchor
from shizheng.platform.journal.queries import verify


def parse_anchor(text: str) -> Anchor:
    sequence, mark, digest = text.partition(":")
    if not (mark and sequence.isdecimal() and len(digest) == 64):
        raise CommandError("锚点应写成“序号:摘要值”，摘要值为 64 位十六进制")
    return Anchor(int(sequence), digest.lower())


class Command(BaseCommand):
    help = "校验操作日志：查出被改动、删除、调换次序的记录"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anchor", help="此前抄存的锚点，写成“序号:摘要值”")

    def handle(self, *args: Any, **options: Any) -> None:
        kept = parse_anchor(options["anchor"]) if options["anchor"] else None
        verdict = verify(kept)
        for found in verdict.breaks:
            self.stdout.write(self.style.ERROR(str(found)))
        if not verdict.sound:
            raise CommandError(f"操作日志共 {verdict.count} 条，发现 {len(verdict.breaks)} 处问题")
        end = f"{verdict.anchor.sequence}:{verdict.anchor.digest}" if verdict.anchor else ""
        self.stdout.write(self.style.SUCCESS(f"操作日志共 {verdict.count} 条，完好。锚点 {end}"))
