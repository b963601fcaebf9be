"""Every bad file named to us, handed in through the browser: a clear Chinese answer, and nothing kept."""

import re
from typing import Any

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

KINDS = {"exe", "csv", "tsv", "htm"}
NAMES = r"用户d2-\w+"
LIMIT = 300_000
"""Bytes, in place of the 50 MB that would only slow the test."""
BAD = {
    "空文件.txt": (b"", "文件是空的"),
    "没传完.docx": (word()[:2000], "请重新"),
    "坏的.pdf": (b"%PDF-1.7\ngarbage", "PDF 已损坏"),
    "加密.xlsx": (encrypted_office(), "已加密"),
    "扫描件.pdf": (scanned(), "扫描件"),
    "太大.txt": ("预算公开".encode() * 30_000, "上限"),
    "压缩炸弹.docx": (bomb(), ""),
    "带宏.xlsx": (macro(), "宏"),
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


def test_each_bad_file_is_refused_in_words_and_nothing_is_kept(
    chromium: Any, address: str, team: Bureau, settings: Any
) -> None:
    settings.UPLOAD_LIMIT = LIMIT
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
