"""What a published version is sealed by: a few lines that anybody can write down again, and their SM3."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shizheng.kit.digest import sm3
from shizheng.systems.disclosure.domain.budgeting.content import Content
from shizheng.systems.disclosure.domain.budgeting.drawn import Data


@dataclass(frozen=True, slots=True)
class Edition:
    """What is about to be published: the content, the page and the file of each format."""

    content: Content
    title: str
    blocks: Sequence[Data]
    files: Mapping[str, bytes]


def sealed_text(edition: Edition, number: int, previous: str) -> str:
    """The lines whose SM3 is the version's digest."""
    files = ((kind, sm3(data)) for kind, data in edition.files.items())
    return seal_lines(edition.title, number, files, edition.content.digest, previous)


def seal_lines(title: str, number: int, files: Iterable[tuple[str, str]], content: str, previous: str) -> str:
    """Title and version, the digest of each file, that of the content, that of the version before; UTF-8, no last
    line end."""
    lines = [f"{title} 第{number}版", *(f"{kind} {digest}" for kind, digest in sorted(files))]
    return "\n".join([*lines, f"content {content}", f"previous {previous or '-'}"])
