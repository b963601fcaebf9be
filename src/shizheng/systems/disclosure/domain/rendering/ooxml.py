"""Office Open XML: escaped text, parts and the archive that holds them.

Documents of a few thousand cells are put together as text, because building an element a cell takes four times as
long; every piece of foreign text goes through ``escape``.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from shizheng.systems.disclosure.domain.rendering.wording import printable

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATIONS = f"{OFFICE}/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STAMP = (1980, 1, 1, 0, 0, 0)  # the same document gives the same bytes
DEFLATE_LEVEL = 4


class Relation(NamedTuple):
    """A link from one part to another; ``kind`` is the last word of its type's address."""

    ident: str
    kind: str
    target: str


def escape(text: str) -> str:
    """Foreign text for element content or a quoted attribute."""
    text = printable(text)
    if "&" in text or "<" in text or ">" in text or '"' in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text


def relations(items: Sequence[Relation]) -> str:
    """A .rels part."""
    links = "".join(
        f'<Relationship Id="{item.ident}" Type="{_address(item.kind)}" Target="{item.target}"/>' for item in items
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


def _address(kind: str) -> str:
    root = f"{PACKAGE}/relationships" if kind.startswith("metadata/") else RELATIONS
    return f"{root}/{kind}"


def content_types(overrides: Mapping[str, str]) -> str:
    """[Content_Types].xml for parts by name."""
    items = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>'
        f"{items}</Types>"
    )


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """The archive of all parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=DEFLATE_LEVEL)
    return buffer.getvalue()
