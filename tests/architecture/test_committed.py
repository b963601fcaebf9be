"""What must never be committed: personal numbers, machine paths, package hosts, built assets."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

MOBILE = re.compile(r"(?<![\w.])1[3-9]\d{9}(?!\w)")
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:" + "work|root|home" + r")/\w+")
PACKAGE_HOST = re.compile(
    "|".join(re.escape(host) for host in ("pypi" + ".org", "pythonhosted" + ".org", "registry" + ".npmjs"))
)
TEXT = {
    ".py",
    ".md",
    ".yaml",
    ".yml",
    ".toml",
    ".csv",
    ".json",
    ".lock",
    ".ts",
    ".css",
    ".html",
    ".typ",
    ".txt",
    ".mjs",
    "",
}


def committed() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("这里不是 git 工作区，无从得知提交了什么")
    return [ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("pattern", [MOBILE, MACHINE_PATH, PACKAGE_HOST], ids=["mobile", "path", "host"])
def test_nothing_private_is_committed(pattern: re.Pattern[str]) -> None:
    found = []
    for file in committed():
        if file.suffix in TEXT and (match := pattern.search(file.read_text(encoding="utf-8", errors="replace"))):
            found.append(f"{file.relative_to(ROOT)}: {match.group()}")
    assert found == []


def test_no_built_asset_is_committed() -> None:
    assert [file for file in committed() if "/build/" in str(file) or "node_modules" in file.parts] == []
