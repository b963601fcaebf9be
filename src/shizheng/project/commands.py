"""The `shizheng` command. A table names what each word loads, so that nothing is imported before it is needed."""

import difflib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

SETTINGS = "shizheng.project.settings.development"


@dataclass(frozen=True, slots=True)
class Word:
    """`target` is module:function, called as ``function(args=…, prog_name=…)``; `django` sets Django up before."""

    target: str
    help: str
    django: bool = True


WORDS = {
    "disclosure": Word(
        "shizheng.systems.disclosure.management.cli:app", "预决算公开：读取、核对、编写、比较", django=False
    ),
    "cases": Word("shizheng.engines.cases.management.cli:app", "工单与案卷：校验、重建、派单建议", django=False),
    "hotline": Word("shizheng.systems.hotline.management.cli:app", "12345热线：导入话单"),
    "demo": Word("shizheng.project.operation:demo", "建立演示城市（可重复执行）"),
    "serve": Word("shizheng.project.operation:serve", "启动网站与后台任务", django=False),
    "work": Word("shizheng.project.operation:work", "只启动后台任务和定时任务"),
    "tick": Word("shizheng.project.operation:tick", "只执行定时任务"),
    "prepare": Word("shizheng.project.operation:prepare", "建立或升级数据库，汇集静态文件"),
    "packs": Word("shizheng.platform.packs.management.cli:app", "配置包：应用"),
    "journal": Word("shizheng.platform.journal.management.cli:app", "操作日志：校验"),
    "measures": Word("shizheng.platform.measures.management.cli:app", "指标：统计、重建、校验"),
    "vault": Word("shizheng.platform.vault.management.cli:app", "个人信息保险库：密钥、轮换"),
    "codes": Word("shizheng.engines.fiscal.management.cli:app", "政府收支分类科目：导入", django=False),
    "manage": Word("shizheng.project.operation:manage", "Django 管理命令", django=False),
}


def _help() -> str:
    lines = [f"  {name:<12}{word.help}" for name, word in WORDS.items()]
    return "\n".join(
        ["市政·实证", "", "用法：shizheng 命令 [参数…]", "", *lines, "", "各命令的用法：shizheng 命令 --help"]
    )


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, WORDS, n=1)
    hint = f"是不是想用“{near[0]}”？" if near else "可用的命令见 shizheng --help"
    return f"没有名为“{name}”的命令。{hint}"


def run(arguments: Sequence[str]) -> int:
    """The exit code of the root itself; a word's own code leaves by SystemExit."""
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        sys.stdout.write(_help() + "\n")
        return 0
    name, *rest = arguments
    word = WORDS.get(name)
    if word is None:
        sys.stderr.write(_unknown(name) + "\n")
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if word.django:
        import_module("django").setup()
    module, _, function = word.target.partition(":")
    getattr(import_module(module), function)(args=rest, prog_name=f"shizheng {name}")
    return 0


def main() -> None:
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
