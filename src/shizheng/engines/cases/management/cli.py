"""``shizheng cases …``. A table names what each word loads: the learned parts need neither database nor settings.

A word is the function in the module that the table gives; typer reads its options from its signature.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from shizheng.kit.terminal import Terminal

HERE = "shizheng.engines.cases.management"


@dataclass(frozen=True, slots=True)
class Word:
    """`target` is module:function below `management`; `django` sets Django up before it is loaded."""

    target: str
    help: str
    django: bool = False


WORDS = {
    "processes": Word("upkeep:show", "流程：列出，或输出流程图", django=True),
    "sweep": Word("upkeep:sweep", "记录到期提醒与超时", django=True),
    "announce": Word("upkeep:announce", "放假安排公布后重算时限", django=True),
    "verify": Word("upkeep:verify", "核对办理经过与列表数据", django=True),
    "rebuild": Word("upkeep:rebuild", "按办理经过重建列表数据", django=True),
    "train": Word("train:train_models", "派单建议：用本库已办结的工单训练", django=True),
    "import": Word("bringing:bring", "导入其他平台的工单（CSV、Excel）", django=True),
    "evaluate": Word("evaluate:evaluate", "派单建议：用一部分数据学习，用另一部分评测"),
    "classify": Word("classify:classify", "诉求分类：用一部分数据学习，用另一部分评测"),
    "clusters": Word("clusters:clusters", "把同一事项的诉求归到一起"),
    "verdicts": Word("verdicts:verdicts", "按受理、到期、办结时间判定是否超期"),
}


def _help(prog_name: str) -> str:
    lines = [f"  {name:<12}{word.help}" for name, word in WORDS.items()]
    return "\n".join([f"用法：{prog_name} 命令 [参数…]", "", *lines, "", f"各命令的用法：{prog_name} 命令 --help"])


def app(args: Sequence[str], prog_name: str = "shizheng cases") -> None:
    """Run one word; leaves by SystemExit with the word's own code, 2 where there is no such word."""
    if not args or args[0] in {"-h", "--help", "help"}:
        sys.stdout.write(_help(prog_name) + "\n")
        return
    name, *rest = args
    word = WORDS.get(name)
    if word is None:
        sys.stderr.write(f"没有名为“{name}”的命令。可用：{'、'.join(WORDS)}\n")
        sys.exit(2)
    if word.django:
        import_module("django").setup()
    module, _, function = word.target.partition(":")
    single = Terminal()
    single.command(name)(getattr(import_module(f"{HERE}.{module}"), function))
    single(args=rest, prog_name=f"{prog_name} {name}")
