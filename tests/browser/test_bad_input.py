"""Every bad file named to us, handed in through the browser: a clear Chinese answer, and nothing kept."""

import re
import resource
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from shizheng.console import assets
from shizheng.platform.files.models import StoredFile
from shizheng.platform.jobs.actions.perform import _perform
from shizheng.platform.jobs.models import JobRun
from shizheng.systems.disclosure.models import Document
from tests.browser.office import opened_at, signed_in, upload
from tests.browser.test_documents import PLANTED
from tests.chromium import english, fits, shoot
from tests.disclosure.budgets import Bureau, filled, workbook
from tests.disclosure.test_formats import bomb, encrypted_office, macro, scanned, word
from tests.platform.people import role

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.skipif("disclosure.js" not in assets.manifest(), reason="没有构建前端资源，请先运行 make assets"),
]

KINDS = {"exe", "csv", "tsv", "htm", "docm", "xlsm"}
NAMES = r"用户d2-\w+"
HUGE = 200 * 1024 * 1024
MEMORY = 60 * 1024
"""KB by which the server may grow while it lets 200 MB go by."""


def locked_pdf() -> bytes:
    """A page behind a password that nobody has."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"5a" * 32 + b"> /U <" + b"a5" * 32 + b"> >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<00> <00>] >>\n"
    return body + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(body)


def macro_word() -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", b"<a/>")
        archive.writestr("word/vbaProject.bin", b"\0")
    return packed.getvalue()


BAD = {
    "空文件.txt": (b"", "文件是空的"),
    "没传完.docx": (word()[:2000], "请重新"),
    "坏的.pdf": (b"%PDF-1.7\ngarbage", "PDF 已损坏"),
    "加密.xlsx": (encrypted_office(), "已加密"),
    "扫描件.pdf": (scanned(), "扫描件"),
    "压缩炸弹.docx": (bomb(), ""),
    "带宏.xlsx": (macro(), "宏"),
    "带宏.xlsm": (macro(), "宏"),
    "带宏.docm": (macro_word(), "宏"),
    "加密.pdf": (locked_pdf(), "已加密"),
    "没传完.pdf": (scanned()[:-400], "请"),
    "没传完.xlsx": (encrypted_office()[:40], ""),
    "后缀不对.pdf": (word(), "Word"),
    "不支持.exe": (b"MZ\0\0", "不支持"),
}


def answers(page: Any) -> dict[str, str]:
    """What the page says of each file, once every file has its verdict."""
    for run in JobRun.objects.all():
        _perform.func(run.pk)  # the worker's part: nothing of this test is ever committed
    for _ in range(100):
        if not page.locator(".upload-answers .tone-busy").count():
            break
        page.wait_for_timeout(200)
    rows = page.locator(".upload-answers li").all_inner_texts()
    return {name: row for row in rows for name in BAD if name in row}


def test_each_bad_file_is_refused_in_words_and_nothing_is_kept(chromium: Any, address: str, team: Bureau) -> None:
    grant_upload(team)
    page = signed_in(chromium, address, team.officer)
    page.goto("/disclosure/upload/")
    files = [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, (data, _) in BAD.items()]
    page.set_input_files("[name=files]", files)
    page.click("text=上传并检查")
    page.wait_for_selector("text=上传结果")
    said = answers(page)
    shoot(page, "bad-files", full=True)
    assert said.keys() == BAD.keys()
    for name, (_, words) in BAD.items():
        assert words in said[name], f"{name}: {said[name]}"
        assert re.search("请", said[name]), f"{name} says no remedy: {said[name]}"
    assert fits(page)
    assert english(page, KINDS, without=NAMES) == set()
    assert not Document.objects.exists()


@pytest.fixture
def huge(tmp_path: Path) -> Path:
    """200 MB that hold no disk: the file is sparse."""
    file = tmp_path / "太大.txt"
    with file.open("wb") as stream:
        stream.write("明州市数据局\n2026年部门预算公开\n".encode())
        stream.truncate(HUGE)
    return file


def test_a_file_past_the_limit_is_told_before_it_is_sent(
    chromium: Any, address: str, team: Bureau, huge: Path, tmp_path: Path
) -> None:
    grant_upload(team)
    page = signed_in(chromium, address, team.officer)
    sent: list[int] = []
    page.on("request", lambda request: request.method == "POST" and sent.append(1))
    page.goto("/disclosure/upload/")
    page.set_input_files("[name=files]", huge)
    told = page.inner_text("[data-chosen]")
    assert "太大.txt（200.00 MB）超过 50 MB 的上限，不会上传。请压缩其中的图片，或拆分后再传。" in told
    shoot(page, "too-large")
    page.click("text=上传并检查")
    assert sent == []
    sound = tmp_path / "一.txt"
    sound.write_text(PLANTED, encoding="utf-8")
    page.set_input_files("[name=files]", [huge, sound])
    assert "不会上传" in page.inner_text("[data-chosen]")
    page.click("text=上传并检查")
    page.wait_for_url(re.compile(r"/disclosure/\d+/$"))
    assert Document.objects.get().name == "一.txt"
    assert page.faults == []


def test_200_mb_pass_by_without_memory_where_the_browser_cannot_tell(
    chromium: Any, address: str, team: Bureau, huge: Path, tmp_path: Path
) -> None:
    """Without our script everything is sent: the answer is the same, the other file is kept."""
    grant_upload(team)
    there = signed_in(chromium, address, team.officer)
    bare = chromium.new_context(java_script_enabled=False, base_url=address, locale="zh-CN")
    bare.add_cookies(there.context.cookies())
    page = bare.new_page()
    page.goto("/disclosure/upload/")
    sound = tmp_path / "一.txt"
    sound.write_text(PLANTED, encoding="utf-8")
    page.set_input_files("[name=files]", [huge, sound])
    before = peak()
    page.click("text=上传并检查", timeout=120_000)
    page.wait_for_selector("text=上传结果", timeout=120_000)
    grown = peak() - before
    said = page.inner_text(".upload-answers")
    assert "超过50MB的上限" in re.sub(r"\s", "", said)
    assert "请压缩" in said
    assert "已保存为“明州市数据局 2026年预算”" in said
    assert Document.objects.get().name == "一.txt"
    assert grown < MEMORY, f"{grown} KB"
    bare.close()


def peak() -> int:
    """The most memory that this process, which is the server too, has held, in KB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def grant_upload(team: Bureau) -> None:
    from shizheng.platform.accounts.models import Post
    from shizheng.platform.policy.domain.scope import Scope

    held = Post.objects.get(pk=team.officer.post_id)
    held.roles.add(role("uploader", disclosure__upload=Scope.SUBTREE, disclosure__handle=Scope.SUBTREE))


def test_the_same_unit_and_year_again_asks_what_to_do(chromium: Any, address: str, team: Bureau) -> None:
    grant_upload(team)
    page = signed_in(chromium, address, team.officer)
    for name, text in (("一.txt", PLANTED), ("二.txt", PLANTED.replace("760.00", "770.00")), ("三.txt", PLANTED)):
        page.goto("/disclosure/upload/")
        page.set_input_files("[name=files]", {"name": name, "mimeType": "text/plain", "buffer": text.encode()})
        page.click("text=上传并检查")
        page.wait_for_load_state("networkidle")
        if name == "二.txt":
            assert "尚未保存。请选择作为新版本保存，或放弃" in page.inner_text("main")
            shoot(page, "same-unit-and-year")
        if name == "三.txt":
            assert "打开已有文件" in page.inner_text("main")
    assert Document.objects.count() == 1


def test_a_document_of_an_unknown_kind_says_what_was_not_read(chromium: Any, address: str, team: Bureau) -> None:
    grant_upload(team)
    page = signed_in(chromium, address, team.officer)
    text = "明州市数据局\n2026年部门预算公开\n\n项目\t说明\n热线\t照常\n".encode()
    for name, data, words in (
        ("外地.txt", text, "没有从文件中读出任何数据：表格可能缺少表头、金额列"),
        ("没有年度.txt", "甲中心\n部门预算公开\n\n一切照常。\n".encode(), "请用“更正信息”补齐"),
        ("本地.txt", PLANTED.replace("2026", "2027").encode(), "公开表"),
    ):
        page.goto("/disclosure/upload/")
        page.set_input_files("[name=files]", {"name": name, "mimeType": "text/plain", "buffer": data})
        page.click("text=上传并检查")
        page.wait_for_url(re.compile(r"/disclosure/\d+/$"))
        shoot(page, f"unknown-{name}", full=True)
        assert words in page.inner_text("main"), name
        assert english(page, without=NAMES) == set()


def test_a_workbook_without_a_column_is_refused_with_its_place(chromium: Any, address: str, team: Bureau) -> None:
    preparation = filled(team)
    page = signed_in(chromium, address, team.officer)
    opened_at(page, preparation)
    page.click("text=导入 Excel")
    upload(page, workbook(preparation, 收入__C1="本年进账"))
    page.wait_for_selector("text=没有导入任何数据")
    assert "缺少“本年收入”列" in page.inner_text("main")
    for name, data, words in (
        ("空.xlsx", b"", "空"),
        ("宏.xlsx", macro(), "宏"),
        ("加密.xlsx", encrypted_office(), "加密"),
        ("网页.xlsx", b"<html><body>1</body></html>", "请"),
    ):
        page.set_input_files("[name=file]", {"name": name, "mimeType": "application/zip", "buffer": data})
        page.click("text=检查并导入")
        page.wait_for_selector(f".errors >> text={words}")
    assert english(page, without=NAMES) == set()
    assert not StoredFile.objects.filter(name="空.xlsx").exists()


def test_a_stale_form_keeps_what_was_typed(chromium: Any, address: str, team: Bureau) -> None:
    grant_upload(team)
    page, other = (signed_in(chromium, address, team.officer) for _ in range(2))
    page.goto("/disclosure/upload/")
    page.set_input_files("[name=files]", {"name": "一.txt", "mimeType": "text/plain", "buffer": PLANTED.encode()})
    page.click("text=上传并检查")
    page.wait_for_url(re.compile(r"/disclosure/\d+/$"))
    form = f"{page.url}identity/"
    page.goto(form)
    other.goto(form)
    other.fill("[name=staff]", "12")
    other.click("form.form .btn-primary")
    other.wait_for_load_state("networkidle")
    page.fill("[name=staff]", "15")
    page.click("form.form .btn-primary")
    page.wait_for_selector("text=别人已经修改并保存了这一页")
    assert page.input_value("[name=staff]") == "15"
    assert "现有内容：12" in page.inner_text("main")
    shoot(page, "stale")
    page.click("form.form .btn-primary")
    page.wait_for_load_state("networkidle")
    assert Document.objects.get().staff == 15
