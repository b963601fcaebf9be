"""Whether the files on disk are still what was handed in."""

from collections.abc import Iterator

from shizheng.kit.digest import sm3_file
from shizheng.platform.files.models import StoredFile


def is_whole(stored: StoredFile) -> bool:
    """Present and of the recorded digest; reads the whole file."""
    return stored.path.is_file() and sm3_file(stored.path) == stored.digest


def damaged() -> Iterator[StoredFile]:
    """Files that are missing or altered on disk, each content read once."""
    whole: dict[str, bool] = {}
    for stored in StoredFile.objects.order_by("pk").iterator():
        if stored.digest not in whole:
            whole[stored.digest] = is_whole(stored)
        if not whole[stored.digest]:
            yield stored
