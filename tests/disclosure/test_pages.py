"""The pages: what is shown, what is refused, what an officer does with a finding."""

import re
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document as WordDocument

from shizheng.platform.accounts.models import Account
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.disclosure.domain.manuscript import Cell, Cover, Manuscript, Row, TableBlock
from shizheng.systems.disclosure.domain.rendering.pdf import render_pdf
from shizheng.systems.disclosure.models import Document
from tests.disclosure.documents import ALL, ERROR_LINE, TEXT, officer, uploaded

pytestmark = pytest.mark.django_db
OPENED = {"expected_version": 1}


def browser(who: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=who.account_id))
    return client


@pytest.fixture
def who() -> Actor:
    return officer()


@pytest.fixture
def client(who: Actor) -> Client:
    return browser(who)


@pytest.fixture
def document(who: Actor) -> Document:
    return uploaded(who)


def text(response) -> str:
    return response.content.decode()


def test_the_list_counts_open_findings_and_leads_to_them(client: Client, document: Document) -> None:
    page = text(client.get("/disclosure/"))
    assert "明州市数据局" in page
    assert f'href="/disclosure/{document.pk}/?severity=error">1</a>' in page


def test_the_empty_list_offers_the_upload(client: Client) -> None:
    page = text(client.get("/disclosure/"))
    assert "还没有公开文件" in page
    assert "/disclosure/upload/" in page


def test_the_document_is_drawn_with_marks_and_findings(client: Client, document: Document) -> None:
    page = text(client.get(f"/disclosure/{document.pk}/"))
    assert '<mark class="mark severity-warning" data-findings="1" data-word="提示">１２３</mark>' in page
    assert f'<tr id="L{ERROR_LINE}"' in page
    assert "支出合计120.00万元，总计却为121.00万元。" in page
    assert "<h2" in page


def test_findings_are_narrowed_by_severity_words_and_state(client: Client, document: Document) -> None:
    def shown(query: str) -> list[str]:
        page = text(
            client.get(f"/disclosure/{document.pk}/?{query}", headers={"HX-Request": "true", "HX-Target": "findings"})
        )
        assert "<html" not in page
        return [number for number in "123" if f'id="finding-{number}"' in page]

    assert shown("") == ["1", "2", "3"]
    assert shown("severity=error") == ["2"]
    assert shown("q=半角") == ["1"]
    assert shown("state=dismissed") == []
    assert shown("severity=nonsense&family=<script>&state=x") == ["1", "2", "3"]


def test_a_finding_is_dismissed_from_the_list_and_leaves_the_count(client: Client, document: Document) -> None:
    finding = document.findings.get(severity="error")
    htmx = {"HX-Request": "true"}
    refused = client.post(f"/disclosure/findings/{finding.pk}/dismiss/", {"reason": " "}, headers=htmx)
    assert "请写明理由" in text(refused)
    done = client.post(f"/disclosure/findings/{finding.pk}/dismiss/", {"reason": "原表如此"}, headers=htmx)
    assert "已忽略：原表如此" in text(done)
    document.refresh_from_db()
    assert document.errors == 0
    assert 'id="finding-2"' not in text(client.get(f"/disclosure/{document.pk}/"))
    again = client.post(f"/disclosure/findings/{finding.pk}/accept/", headers=htmx)
    assert "该发现已忽略" in text(again)


def test_without_a_script_handling_leads_back_to_the_document(client: Client, document: Document) -> None:
    finding = document.findings.get(severity="warning")
    done = client.post(f"/disclosure/findings/{finding.pk}/accept/")
    assert done.headers["Location"] == f"/disclosure/{document.pk}/#finding-1"
    finding.refresh_from_db()
    assert finding.state == "accepted"


def test_a_reader_sees_no_buttons_and_may_not_handle(who: Actor, document: Document) -> None:
    from shizheng.platform.orgs.models import Organisation

    unit = Organisation.objects.get(pk=who.organisation_id)
    reader = browser(officer("reader", unit, permissions={"disclosure__view"}))
    page = text(reader.get(f"/disclosure/{document.pk}/"))
    assert ">忽略<" not in page
    finding = document.findings.first()
    assert reader.post(f"/disclosure/findings/{finding.pk}/accept/").status_code == 403
    finding.refresh_from_db()
    assert finding.is_open


def test_another_organisations_document_does_not_exist(document: Document) -> None:
    stranger = browser(officer("stranger"))
    for address in ("", "recheck/", "identity/", "remove/", "original/", "version/"):
        assert stranger.get(f"/disclosure/{document.pk}/{address}").status_code == 404
    assert stranger.post(f"/disclosure/findings/{document.findings.first().pk}/accept/").status_code == 404


def test_excel_holds_exactly_what_is_filtered(client: Client, document: Document) -> None:
    response = client.get(f"/disclosure/{document.pk}/?severity=error&export=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(response.getvalue())).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 2
    assert rows[1][1] == "错误"
    assert rows[1][6:8] == ("121.00", "120.00")


def test_word_holds_exactly_what_is_filtered(client: Client, document: Document) -> None:
    response = client.get(f"/disclosure/{document.pk}/?severity=error&export=docx")
    word = WordDocument(BytesIO(response.content))
    (table,) = word.tables
    assert [cell.text for cell in table.rows[0].cells] == ["序号", "位置", "原文", "说明", "应为", "处理"]
    assert len(table.rows) == 2
    assert "总计却为121.00万元" in table.rows[1].cells[3].text


def upload(client: Client, *files: tuple[str, bytes]):
    return client.post("/disclosure/upload/", {"files": [SimpleUploadedFile(name, data) for name, data in files]})


def test_one_file_leads_straight_to_its_findings(client: Client) -> None:
    response = upload(client, ("明州.txt", TEXT.encode()))
    document = Document.objects.get()
    assert response.headers["Location"] == f"/disclosure/{document.pk}/"
    assert (document.year, document.stage, document.claims > 0) == (2026, "budget", True)
    assert document.file.digest == document.digest


def test_each_of_several_files_has_its_own_answer(client: Client) -> None:
    page = text(
        upload(client, ("好.txt", TEXT.encode()), ("空.txt", b""), ("坏.docx", b"PK\x03\x04broken"), ("图.png", b"x"))
    )
    assert "已保存为" in page
    assert "文件是空的" in page
    assert page.count('class="upload-answer tone-bad"') == 3
    assert Document.objects.count() == 1


def test_nothing_chosen_keeps_the_form(client: Client) -> None:
    response = client.post("/disclosure/upload/", {})
    assert response.status_code == 422
    assert "请先选择文件" in text(response)
    assert 'name="files"' in text(response)


def test_a_second_file_of_the_same_disclosure_is_kept_only_when_chosen(client: Client) -> None:
    upload(client, ("一.txt", TEXT.encode()))
    page = text(upload(client, ("二.txt", (TEXT + "\n").replace("121.00", "120.00").encode())))
    assert "尚未保存" in page
    assert Document.objects.count() == 1
    address = next(part.split('"')[0] for part in page.split('href="') if "/version/" in part.split('"')[0])
    assert client.post(address, {"reason": "", **OPENED}).status_code == 422
    done = client.post(address, {"reason": "更正总计", **OPENED})
    second = Document.objects.get(edition=2)
    assert done.headers["Location"] == f"/disclosure/{second.pk}/"
    assert "查看上一版" in text(client.get(f"/disclosure/{second.pk}/"))
    first = Document.objects.get(edition=1)
    assert "已有更新的版本" in text(client.get(f"/disclosure/{first.pk}/"))


def test_anothers_upload_cannot_be_made_a_version(client: Client, document: Document, who: Actor) -> None:
    from shizheng.platform.files.actions import store_file

    other = store_file(officer("other"), name="别人.txt", chunks=[b"text"])
    response = client.post(f"/disclosure/{document.pk}/version/?file={other.pk}", {"reason": "试", **OPENED})
    assert response.status_code == 422
    assert "找不到刚才上传的文件" in text(response)


def test_identity_recheck_and_removal(client: Client, document: Document) -> None:
    wrong = client.post(
        f"/disclosure/{document.pk}/identity/", {"unit": "", "year": "2026", "stage": "budget", "expected_version": 1}
    )
    assert wrong.status_code == 422
    said = {"unit": "明州市大数据局", "region": "明州", "year": "2025", "stage": "final", "expected_version": 1}
    client.post(f"/disclosure/{document.pk}/identity/", said)
    document.refresh_from_db()
    assert document.subject == "明州市大数据局 2025年决算"
    assert client.post(f"/disclosure/{document.pk}/identity/", said).status_code == 409
    assert client.post(f"/disclosure/{document.pk}/recheck/", {"expected_version": 2}).status_code == 302
    assert (
        client.post(f"/disclosure/{document.pk}/remove/", {"reason": "试验", "expected_version": 2}).headers["Location"]
        == "/disclosure/"
    )
    assert Document.objects.count() == 0


def test_the_original_comes_back_under_its_name(client: Client) -> None:
    upload(client, ("明州 预算.txt", TEXT.encode()))
    response = client.get(f"/disclosure/{Document.objects.get().pk}/original/")
    assert b"".join(response.streaming_content).decode() == TEXT
    assert "filename*=utf-8''" in response.headers["Content-Disposition"]


def test_everything_needs_its_permission() -> None:
    nobody = browser(officer("nobody", permissions=ALL - {"disclosure__upload", "disclosure__view"}))
    assert nobody.get("/disclosure/").status_code == 403
    assert upload(nobody, ("明州.txt", TEXT.encode())).status_code == 403
    assert Document.objects.count() == 0
    assert Client().get("/disclosure/").status_code == 302


def manuscript() -> Manuscript:
    """The same few figures as a document with a text layer."""
    head = Row((Cell("项目"), Cell("预算数"), Cell("项目"), Cell("预算数")))
    body = (
        Row((Cell("一般公共预算"), Cell("100.00"), Cell("一般公共服务支出"), Cell("100.00"))),
        Row((Cell("收入总计"), Cell("100.00"), Cell("支出总计"), Cell("100.00"))),
    )
    table = TableBlock("2026年部门收支总表", (head,), body, unit="单位：万元")
    cover = Cover("明州市数据局", 2026, "2026年部门预算公开", date(2026, 1, 20))
    return Manuscript(cover, (table,), has_contents=False)


def test_a_pdf_is_read_in_the_background(client: Client, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page = text(upload(client, ("明州.pdf", render_pdf(manuscript()))))
    assert "已收到，正在后台读取" in page
    progress = re.search(r'hx-get="(/disclosure/upload/\d+/)"', page)
    assert progress is not None
    done = text(client.get(progress[1], headers={"HX-Request": "true"}))
    assert "<html" not in done
    document = Document.objects.get()
    assert f'href="{document.get_absolute_url()}"' in done
    assert (document.origin, document.claims > 0) == ("pdf", True)


def test_a_damaged_pdf_says_so_in_the_end(client: Client, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page = text(upload(client, ("坏.pdf", b"%PDF-1.7 broken")))
    progress = re.search(r'hx-get="(/disclosure/upload/\d+/)"', page)
    assert progress is not None
    done = text(client.get(progress[1]))
    assert "tone-bad" in done
    assert "hx-get" not in done.split("upload-answer")[1].split("</li>")[0]
    assert Document.objects.count() == 0
