"""``manage packs_apply FOLDER``: exit 1 with every fault where the pack is not applied."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shizheng.kit.errors import ShizhengError
from shizheng.platform.packs.actions import apply_pack
from shizheng.platform.policy.domain.actor import system


class Command(BaseCommand):
    help = "应用配置包：先全部校验，再一次写入；重复应用不改变任何内容"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="含 .yaml 文件的文件夹")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = apply_pack(system("配置包"), folder=options["folder"])
        except ShizhengError as error:
            raise CommandError(str(error)) from error
        for name, done in report.sections.items():
            self.stdout.write(f"{name}：新增 {done.created}，更新 {done.updated}，未变 {done.unchanged}")
