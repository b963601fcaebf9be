"""Whoever asks the command line for help, or asks it wrongly, is answered in Chinese."""

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Annotated

import pytest
import typer

from shizheng.engines.cases.management import cli as cases
from shizheng.kit.terminal import Terminal
from shizheng.project.commands import WORDS

ENGLISH = re.compile(
    r"(?<![\w<|/.-])[A-Za-z]+ [a-z]{2,}|\b(?:Usage|Options?|Arguments?|Commands?|Error|Try|Missing|ARGS)\b"
)
"""Two words of English in a row, or one of those that typer would say."""


def apps() -> Iterator[tuple[str, typer.Typer]]:
    for name, word in WORDS.items():
        module, _, function = word.target.partition(":")
        target = getattr(import_module(module), function)
        if isinstance(target, typer.Typer):
            yield name, target


def pages() -> Iterator[tuple[str, ...]]:
    """Every page of help there is, as the words that ask for it."""
    for name, app in apps():
        yield (name,)
        yield from (
            (name, command.name) for command in app.registered_commands if command.name and app.registered_callback
        )
    yield from (("cases", word) for word in cases.WORDS)


@pytest.mark.parametrize("words", list(pages()), ids=" ".join)
def test_a_page_of_help_is_chinese(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    name, *rest = words
    module, _, function = WORDS[name].target.partition(":")
    with pytest.raises(SystemExit) as left:
        getattr(import_module(module), function)(args=[*rest, "--help"], prog_name=f"shizheng {name}")
    shown = capsys.readouterr()
    assert (left.value.code, shown.err) == (0, "")
    assert f"用法：shizheng {' '.join(words)}" in shown.out
    assert "显示这段说明" in shown.out
    assert ENGLISH.findall(shown.out.replace(f"shizheng {' '.join(words)}", "")) == []


def sample() -> Terminal:
    app = Terminal(help="试验。", no_args_is_help=True)

    @app.command("read")
    def read(
        files: Annotated[list[Path], typer.Argument(help="文件", exists=True, dir_okay=False)],
        count: Annotated[int, typer.Option(min=2, max=9, help="件数")] = 3,
        share: Annotated[float, typer.Option(help="占比")] = 0.5,
        need: Annotated[str, typer.Option(help="事由")] = ...,  # type: ignore[assignment]
        is_quiet: Annotated[bool, typer.Option("--quiet", help="不出声")] = False,
    ) -> None:
        """读取。"""
        raise typer.Exit(3)

    @app.command("write")
    def write() -> None:
        """写。"""

    return app


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[object, str]:
    with pytest.raises(SystemExit) as left:
        sample()(list(words), prog_name="shizheng x")
    return left.value.code, capsys.readouterr().err


HERE = __file__


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["read"], "缺少 路径"),
        (["read", HERE], "缺少 --need"),
        (["read", "不在", "--need", "a"], "路径 有误：没有“不在”"),
        (["read", str(Path(HERE).parent), "--need", "a"], f"路径 有误：“{Path(HERE).parent}”是文件夹，应为文件"),
        (["read", HERE, "--need", "a", "--count", "1"], "--count 有误：不得小于 2"),
        (["read", HERE, "--need", "a", "--count", "10"], "--count 有误：不得大于 9"),
        (["read", HERE, "--need", "a", "--count", "x"], "--count 有误：应为整数"),
        (["read", HERE, "--need", "a", "--share", "x"], "--share 有误：应为数字"),
        (["read", HERE, "--need"], "--need 后面缺少值"),
        (["read", HERE, "--need", "a", "--quiet=1"], "--quiet 后面不写值"),
        (["read", HERE, "--nead", "a"], "没有选项 --nead，是不是想用 --need？"),
        (["write", "a"], "多出了“a”"),
        (["wrte"], "没有名为“wrte”的命令，是不是想用“write”？"),
    ],
)
def test_a_wrong_call_is_told_what_is_wrong(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = answer(capsys, *words)
    assert code == 2
    assert told in said.splitlines()


def test_the_code_of_a_command_is_the_code_of_the_process(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "read", HERE, "--need", "a") == (3, "")
    assert answer(capsys, "write") == (0, "")


def test_no_word_at_all_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        sample()([], prog_name="shizheng x")
    assert left.value.code == 2
    assert "用法：shizheng x [选项] 命令 [参数…]" in capsys.readouterr().out


def test_a_process_of_its_own_refuses_in_chinese() -> None:
    program = "from shizheng.project.commands import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "cases", "evaluate"], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "用法：shizheng cases evaluate [选项]",
        "缺少 --train",
        "用法见 shizheng cases evaluate --help",
    ]
