"""Built scripts and styles by name. Where nothing was built, pages are served without them and still work."""

import json
from functools import lru_cache
from pathlib import Path

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

BUILD = Path(__file__).parent / "static" / "console" / "build"
FOLDER = "console/build"
NONE = SafeString("")


@lru_cache(maxsize=2)
def _read(written: int) -> dict[str, str]:
    """The manifest: file name to a short digest of its content; `written` (ns) makes a new build be read anew."""
    content: dict[str, str] = json.loads((BUILD / "manifest.json").read_text(encoding="utf-8"))
    return content


def manifest() -> dict[str, str]:
    try:
        return _read((BUILD / "manifest.json").stat().st_mtime_ns)
    except FileNotFoundError:
        return {}


def address(name: str) -> str | None:
    """Where a built file is served, with its digest so that browsers may keep it; None where it was not built."""
    digest = manifest().get(name)
    return f"{static(f'{FOLDER}/{name}')}?v={digest}" if digest else None


def tag(name: str) -> SafeString:
    """The element that loads a built script or style; nothing where it was not built."""
    url = address(name)
    if url is None:
        return NONE
    if name.endswith(".css"):
        return format_html('<link rel="stylesheet" href="{}">', url)
    return format_html('<script type="module" src="{}"></script>', url)


def icon(name: str) -> SafeString:
    """A decorative pictogram from the built sprite; nothing where none was built."""
    url = address("icons.svg")
    if url is None:
        return NONE
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>', url, name)
