"""Handing files in and out: who, how often, and what is left behind when it is refused."""

from errno import ENOSPC
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.cache import cache

from shizheng.platform.accounts.models import Account
from shizheng.platform.files.actions import store_file
from shizheng.platform.files.domain.kinds import FileError
from shizheng.platform.files.models import StoredFile
from shizheng.platform.files.queries import damaged
from shizheng.platform.journal.models import Entry
from shizheng.platform.policy.domain.actor import ANONYMOUS
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.policy.queries import DeniedError
from shizheng.platform.policy.rules.rate import TooManyError
from tests.platform.files.samples import SAMPLES
from tests.platform.people import ROBOT, actor, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_root(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


def stored(who=ROBOT, name="预算公开.pdf", sample="a.pdf", **values) -> StoredFile:
    return store_file(who, name=name, chunks=[SAMPLES[sample]], **values)


def test_a_file_is_kept_with_its_digest_and_journalled(tmp_path):
    kept = stored(name="..\\2026年预算公开.pdf")
    assert (kept.name, kept.kind, kept.size) == ("2026年预算公开.pdf", "pdf", 9)
    assert kept.path.read_bytes() == SAMPLES["a.pdf"]
    assert kept.path.is_relative_to(tmp_path)
    assert "上传文件“2026年预算公开.pdf”" in Entry.objects.first().summary


def test_what_is_refused_leaves_no_row_and_no_file(tmp_path):
    who = actor("wang", organisation("A"))
    entries = Entry.objects.count()
    for refused in (
        lambda: stored(who, name="预算.docx"),
        lambda: stored(who, wanted=["docx"]),
        lambda: stored(who, limit=4),
        lambda: stored(who, name="空.txt", sample="a.txt", limit=1),
    ):
        with pytest.raises(FileError):
            refused()
    with pytest.raises(DeniedError):
        stored(ANONYMOUS)
    assert (StoredFile.objects.count(), Entry.objects.count()) == (0, entries)
    assert [path for path in Path(tmp_path).rglob("*") if path.is_file()] == []


def test_uploads_are_limited_per_account(settings):
    settings.UPLOAD_RATE = (2, 3600)
    first, second = actor("a", organisation("A")), actor("b", organisation("B"))
    stored(first), stored(first)
    with pytest.raises(TooManyError, match="过于频繁"):
        stored(first)
    stored(second)
    assert StoredFile.objects.count() == 3


def test_a_download_carries_its_chinese_name_to_whom_it_is_visible(client):
    unit = organisation("A")
    mine = actor("wang", unit, files__view=Scope.OWN)
    actor("li", unit, files__view=Scope.OWN)
    actor("zhao", unit, files__view=Scope.ORGANISATION)
    actor("qian", unit)
    kept = stored(mine)
    answers = {}
    for name in ("wang", "li", "zhao", "qian"):
        client.force_login(Account.objects.get(username=name))
        answers[name] = client.get(f"/files/{kept.pk}/")
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "wang": 200,
        "li": 404,
        "zhao": 200,
        "qian": 404,
    }
    answer = answers["wang"]
    assert answer.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('预算公开.pdf')}"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == SAMPLES["a.pdf"]
    client.logout()
    assert client.get(f"/files/{kept.pk}/").status_code == 404


def test_altered_and_missing_files_are_found():
    whole, altered, missing = stored(), stored(name="a.txt", sample="a.txt"), stored(name="a.png", sample="a.png")
    assert list(damaged()) == []
    altered.path.chmod(0o640)
    altered.path.write_text("别的")
    missing.path.unlink()
    assert list(damaged()) == [altered, missing]
    assert whole.path.exists()


class FullDisk:
    """A temporary file on a disk without room: what is written fails when it is flushed, as it does in service."""

    def __init__(self, folder: Path) -> None:
        self.name = str(folder / "part")
        Path(self.name).touch()

    def __enter__(self) -> "FullDisk":
        return self

    def __exit__(self, *_error: object) -> None:
        self.flush()

    def write(self, chunk: bytes) -> int:
        return len(chunk)

    def flush(self) -> None:
        raise OSError(ENOSPC, "No space left on device")


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path, monkeypatch):
    entries = Entry.objects.count()
    with monkeypatch.context() as patched:
        module = "shizheng.platform.files.domain.keeping.NamedTemporaryFile"
        patched.setattr(module, lambda dir, delete: FullDisk(dir))
        with pytest.raises(FileError, match="磁盘已满") as refused:
            stored()
    assert "腾出空间" in str(refused.value)
    assert (StoredFile.objects.count(), Entry.objects.count()) == (0, entries)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert stored().size == 9
