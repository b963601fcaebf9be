# ruff: noqa: E501 - an operation a row
"""Faults of structure put into sound documents: rows, codes, columns, units, notes, counts."""

import re
from collections.abc import Callable
from typing import NamedTuple


class Operation(NamedTuple):
    """``layout`` is operated on by ``cut``; ``family`` and ``severity`` say what must be told of it."""

    layout: str
    cut: Callable[[str], str]
    families: frozenset[str]
    severity: str


def replaced(old: str, new: str, count: int = 1) -> Callable[[str], str]:
    def cut(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, count)

    return cut


def rewritten(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Callable[[str], str]:
    def cut(text: str) -> str:
        changed, count = re.subn(pattern, new, text, count=1, flags=re.M)
        assert count, pattern
        return changed

    return cut


def _moved_right(match: re.Match[str]) -> str:
    """The amount below one fund printed below the next."""
    return f"{match[1]}\t{match[2]}\t\t{match[2]}"


def _more(match: re.Match[str]) -> str:
    return f"{match[1]}{int(match[2]) + 1}{match[3]}"


def _dearer(match: re.Match[str]) -> str:
    return f"{match[1]}{float(match[2]) + 60:.2f}{match[3]}"


CONTRACT = "合同总价120万元，已支付80万元，剩余30万元待验收后支付。"
MONEY = frozenset({"additivity", "agreement", "balance", "narrative", "derived"})
OPERATIONS = {
    "a row is missing": Operation("guangdong", rewritten(r"^2101103\t.*\n", ""), MONEY, "error"),
    "a project is missing": Operation("beijing", rewritten(r"^特定目标类\t.*\n", ""), MONEY, "error"),
    "a code has another's name": Operation(
        "jiangsu", replaced("2210201\t住房公积金", "2210201\t公务员医疗补助"), frozenset({"code"}), "warning"
    ),
    "a code of another year": Operation(
        "sichuan", replaced("20701\t文化和旅游", "20701\t文化"), frozenset({"code"}), "warning"
    ),
    "money below another fund": Operation(
        "guangdong", rewritten(r"^(警务平台运行)\t([\d.]+)\t\2", _moved_right), MONEY | {"placement"}, "error"
    ),
    "a wrong unit": Operation("hubei", replaced("单位：元", "单位：万元", 3), MONEY, "error"),
    "a filled table called empty": Operation(
        "jiangsu", rewritten(r"(?<=\n)(\n公开11表)", "注：本部门无政府性基金预算支出，故本表为空。\n\\1"), frozenset({"count"}), "error"
    ),
    "a cost above the budget": Operation(
        "targets", rewritten(r"(项目成本\t≤\t)([\d.]+)(\t万元)", _dearer), frozenset({"cost"}), "error"
    ),
    "one project too many": Operation(
        "targets", rewritten(r"(2025年本部门)(\d)(个项目编制了绩效目标)", _more), frozenset({"count"}), "warning"
    ),
    "a project without its sheet": Operation(
        "targets", rewritten(r"项目支出绩效目标表\n[\s\S]*?\n\n", "\n"), frozenset({"count", "missing"}), "warning"
    ),
    "vehicles that do not add up": Operation("zhejiang", replaced("共有车辆3辆", "共有车辆5辆"), frozenset({"count"}), "warning"),
    "bodies counted wrongly": Operation("guangdong", replaced("内设3个机构", "内设4个机构"), frozenset({"count"}), "error"),
    "a contract that does not add up": Operation(
        "targets", replaced("总体目标\t全年", f"项目概况\t{CONTRACT}\n总体目标\t全年"), frozenset({"payment"}), "error"
    ),
    "a template's choice": Operation("sichuan", replaced("各减少", "各增加（减少）"), frozenset({"residue"}), "warning"),
}  # fmt: skip
