"""What a target is understood to say, in words for the person who types it."""

from typing import NamedTuple

from shizheng.engines.fiscal.domain.targets import Target, parse
from shizheng.engines.fiscal.domain.targets.writing import write

WORDS = {"≥": "不低于", ">": "高于", "≤": "不超过", "<": "低于", "=": "等于", "": "等于", "~": "约"}
KINDS = {
    "rate": "比率",
    "number": "数量",
    "money": "金额",
    "duration": "时长",
    "date": "期限",
    "rhythm": "频次",
    "coverage": "服务时间",
    "compound": "多项",
    "judgement": "判断类",
    "absent": "未填写",
}


class Told(NamedTuple):
    """`kind` is the word of the target's kind; `is_counted` whether records can settle it."""

    kind: str
    words: str
    is_counted: bool


def told(text: str) -> Told | None:
    """None where nothing is typed."""
    if not text.strip():
        return None
    target = parse(text)
    if target.kind == "judgement":
        return Told("判断类", f"{target.reason}，自评时须由人判断", False)
    if target.kind == "absent":
        return Told("未填写", "没有可以考核的内容", False)
    return Told(KINDS[target.kind], f"识别为“{_words(target)}”", True)


def _words(target: Target) -> str:
    if target.kind == "compound":
        return "；".join(map(_words, target.parts))
    if target.kind not in ("rate", "number", "money", "duration"):
        return write(target)
    plain = write(target)
    if target.comparator == "~" and target.upper:
        return f"{plain.replace('-', ' 至 ')}"
    return f"{WORDS[target.comparator]} {plain.removeprefix(target.comparator).removeprefix('约')}"
