"""A unit's own wording with the case's words put in."""

import re

from shizheng.kit.errors import Fault

NAMES = ("标题", "地点", "单位")
_PLACE = re.compile(r"\{([^{}]*)\}")


def template_faults(text: str) -> list[Fault]:
    """Placeholders that nothing stands for."""
    strange = dict.fromkeys(name for name in _PLACE.findall(text) if name not in NAMES)
    known = "、".join(f"{{{name}}}" for name in NAMES)
    return [Fault(f"没有“{{{name}}}”这个占位", "内容", f"可以用{known}") for name in strange]


def filled(text: str, words: dict[str, str]) -> str:
    return _PLACE.sub(lambda found: words.get(found[1], found[0]), text)
