"""The command line's root: it knows its words, loads only what is asked for, and says what is wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from shizheng.platform.modules.module import MODULES
from shizheng.project.commands import WORDS, run


def shizheng(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """In a process and an empty folder of its own."""
    program = "from shizheng.project.commands import main; main()"
    known = {
        name: value for name, value in os.environ.items() if name not in {"DJANGO_SETTINGS_MODULE", "SHIZHENG_DATABASE"}
    }
    return subprocess.run(
        [sys.executable, "-c", program, *words],
        env=known | {"SHIZHENG_VAR": str(folder)} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_help_lists_every_word(capsys):
    assert run([]) == 0
    shown = capsys.readouterr().out
    assert all(f"  {name}" in shown and word.help in shown for name, word in WORDS.items())


def test_an_unknown_word_is_answered_with_the_nearest(capsys):
    assert run(["disclosur"]) == 2
    assert "是不是想用“disclosure”" in capsys.readouterr().err
    assert run(["无"]) == 2
    assert "shizheng --help" in capsys.readouterr().err


def test_every_command_a_module_declares_stands_in_the_table():
    declared = {command.split()[0] for module in MODULES for command in module.commands}
    assert declared <= set(WORDS)


@pytest.mark.parametrize("words", [["--help"], ["disclosure", "--help"]])
def test_the_root_and_the_disclosure_words_leave_django_alone(words):
    program = (
        "import sys; sys.argv = ['shizheng', *sys.argv[1:]]\n"
        "from shizheng.project.commands import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('django' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines()[-1] == "False"


@pytest.mark.slowest
def test_a_city_is_set_up_from_nothing_and_again_without_change(tmp_path):
    first = shizheng("demo", folder=tmp_path)
    assert first.returncode == 0, first.stderr
    assert "组织机构：新增 55，更新 0，未变 0" in first.stdout
    again = shizheng("demo", folder=tmp_path)
    assert "组织机构：新增 0，更新 0，未变 55" in again.stdout
    sound = shizheng("journal", "verify", folder=tmp_path)
    assert (sound.returncode, "完好" in sound.stdout) == (0, True)
    bad = shizheng("journal", "verify", "--anchor", "1:" + "0" * 64, folder=tmp_path)
    assert (bad.returncode, "发现 1 处问题" in bad.stderr) == (1, True)
    absent = shizheng("packs", "apply", str(tmp_path / "absent"), folder=tmp_path)
    assert (absent.returncode, "没有找到配置文件" in absent.stderr) == (1, True)
    checked = shizheng("manage", "check", folder=tmp_path)
    assert checked.returncode == 0, checked.stderr
