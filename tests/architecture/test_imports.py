"""Floors, rooms, purity and cycles: the contracts of pyproject.toml hold, and a planted import breaks them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import PACKAGE, ROOT


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "COLUMNS": "200"}
    command = [
        str(Path(sys.executable).parent / "lint-imports"),
        "--config",
        str(root / "pyproject.toml"),
        "--no-cache",
    ]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def test_contracts_hold() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("file", "text", "contract"),
    [
        ("kit/planted.py", "import shizheng.console\n", "A floor imports only what lies below it"),
        ("planted.py", "x = 1\n", "A floor imports only what lies below it"),
        ("engines/fiscal/domain/planted.py", "import django\n", "plain Python"),
        ("engines/fiscal/planted.py", "x = 1\n", "Inside an app"),
        ("engines/fiscal/models/__init__.py", "import shizheng.engines.fiscal.actions\n", "Inside an app"),
        ("engines/other/__init__.py", "import shizheng.engines.fiscal\n", "Engines know nothing of each other"),
        ("systems/other/__init__.py", "import shizheng.systems.disclosure\n", "Systems know nothing of each other"),
    ],
)
def test_a_planted_import_is_caught(tmp_path: Path, file: str, text: str, contract: str) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    ignore = shutil.ignore_patterns("__pycache__", "templates", "static", "locale", "migrations", "models.py")
    shutil.copytree(PACKAGE, tmp_path / "src" / "shizheng", ignore=ignore)
    planted = tmp_path / "src" / "shizheng" / file
    planted.parent.mkdir(parents=True, exist_ok=True)
    for folder in (planted.parent, tmp_path / "src/shizheng/engines/fiscal/actions"):
        folder.mkdir(exist_ok=True)
        (folder / "__init__.py").touch()
    planted.write_text(text)
    result = lint(tmp_path)
    broken = [line for line in result.stdout.splitlines() if "BROKEN" in line]
    assert any(contract in line for line in broken), result.stdout
