"""File names that are safe to show, to store and to hand back."""

import re
import unicodedata
from pathlib import PurePath

CEILING = 150
_SEPARATORS = re.compile(r"[\\/:]")
_FORBIDDEN = re.compile(r'[<>"|?*\x00-\x1f\x7f]')


def clean_name(name: str) -> str:
    """The last part of whatever path was sent, without control, direction or reserved characters; at most CEILING."""
    last = _SEPARATORS.split(unicodedata.normalize("NFC", name))[-1]
    plain = "".join(char for char in _FORBIDDEN.sub("", last) if unicodedata.category(char) not in {"Cf", "Cs", "Co"})
    tidy = plain.strip().lstrip(".").strip()
    if not tidy:
        return "未命名"
    suffix = PurePath(tidy).suffix[:10]
    return tidy if len(tidy) <= CEILING else tidy[: CEILING - len(suffix)] + suffix
