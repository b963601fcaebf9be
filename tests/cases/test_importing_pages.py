"""The import in the console: a file handed in, its columns explained, looked at, and brought in by a job."""

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shizheng.engines.cases.actions.importing import begin_import, save_mapping
from shizheng.engines.cases.domain.mapping.mapping import Reading, of_body
from shizheng.engines.cases.models import Case, CaseImport, CaseMapping
from shizheng.engines.cases.models.mapping import ImportState
from shizheng.engines.cases.pages import importing
from shizheng.platform.accounts.models import Account
from shizheng.platform.accounts.queries import actor_for
from shizheng.platform.files.actions import store_file
from shizheng.platform.jobs.actions.perform import _perform
from shizheng.platform.jobs.models import JobRun
from shizheng.platform.journal.models import Entry
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.scope import Scope
from tests.cases.test_importing import HEADER, MAPPING, ROWS
from tests.console.suite import PageCase, whole
from tests.platform.people import actor, organisation

CSV = "\n".join((HEADER, *ROWS)).encode()
ROUTE = "/cases/imports/"
MAY = {f"cases__{verb}": Scope.ALL for verb in ("load", "manage", "view")} | {"orgs__manage": Scope.ALL}
PLANTING = msgspec.structs.replace(MAPPING, area=None)


def enter(client, name):
    client.force_login(Account.objects.get(username=name))


@pytest.fixture(autouse=True)
def _settle(db, settings, tmp_path):
    settings.MEDIA_ROOT, settings.UPLOAD_RATE = tmp_path, (10_000, 3600)
    centre = organisation("C")
    actor("clerk", centre, **MAY)
    actor("nobody", organisation("N"))


def clerk() -> Actor:
    return actor_for(Account.objects.get(username="clerk"))


def begun(text: bytes = CSV, mapping=PLANTING) -> CaseImport:
    who = clerk()
    return begin_import(who, file=store_file(who, name="诉求.csv", chunks=[text]), mapping=mapping)


class ImportCase(PageCase):
    def populate(self, count):
        for number in range(count):
            self.row = begun()
            name = f"格式{CaseMapping.objects.count()}-{number}"
            self.kept = save_mapping(clerk(), mapping=msgspec.structs.replace(MAPPING, name=name))

    def sign_in(self, client):
        enter(client, "clerk")

    def sign_in_forbidden(self, client):
        enter(client, "nobody")


class TestImportList(ImportCase):
    page = importing.ImportList

    def address(self):
        return ROUTE


class TestImportNew(ImportCase):
    page = importing.ImportNew

    def address(self):
        return f"{ROUTE}new/"


class SubjectCase(ImportCase):
    part = ""

    def address(self):
        return f"{ROUTE}{self.row.pk}/{self.part}"

    def test_allowed_sees_the_page(self, client):
        self.populate(1)
        enter(client, "clerk")
        assert "诉求.csv" in whole(client.get(self.address()))


class TestImportDetail(SubjectCase):
    page = importing.ImportDetail


class TestImportMapping(SubjectCase):
    page = importing.ImportMapping
    part = "mapping/"


class TestImportSubmit(SubjectCase):
    page = importing.ImportSubmit
    part = "submit/"


class TestMappingList(ImportCase):
    page = importing.MappingList

    def address(self):
        return "/cases/mappings/"


class TestMappingDetail(ImportCase):
    page = importing.MappingDetail
    part = ""

    def address(self):
        return f"/cases/mappings/{self.kept.pk}/{self.part}"

    def test_allowed_sees_the_page(self, client):
        self.populate(1)
        enter(client, "clerk")
        assert self.kept.name in whole(client.get(self.address()))


class TestMappingRemove(TestMappingDetail):
    page = importing.MappingRemove
    part = "remove/"


class TestMappingFile(TestMappingDetail):
    page = importing.MappingFile
    part = "file/"


def test_a_file_is_handed_in_and_its_columns_are_recognised(client):
    enter(client, "clerk")
    text = "工单编号,标题,受理时间,街道,承办单位,满意度\nA1,路灯不亮,2026-03-02 09:00,一街,照明所,满意\n".encode(
        "gb18030"
    )
    sent = {"file": SimpleUploadedFile("新格式.csv", text), "mapping": "", "process": "hotline"}
    answer = client.post(f"{ROUTE}new/", sent)
    row = CaseImport.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{ROUTE}{row.pk}/")
    mapping = of_body(row.body)
    assert {name: reading.column for name, reading in mapping.fields.items()} == {
        "number": "工单编号",
        "title": "标题",
        "opened_at": "受理时间",
        "satisfaction": "满意度",
    }
    assert (mapping.keeper, mapping.unit.column, mapping.area.levels[0].column) == ("C", "承办单位", "街道")
    page = whole(client.get(f"{ROUTE}{row.pk}/"))
    assert "没有单位“照明所”（共1行）" in page
    assert "路灯不亮" in page


def test_what_is_no_table_is_refused(client):
    enter(client, "clerk")
    for name, data, words in (
        ("空.csv", b"\n\n", "文件是空的"),
        ("图.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "这里不接收"),
    ):
        sent = {"file": SimpleUploadedFile(name, data), "mapping": "", "process": "hotline"}
        answer = client.post(f"{ROUTE}new/", sent)
        assert (answer.status_code, words in whole(answer)) == (422, True)
    assert not CaseImport.objects.exists()


def posted(client, row: CaseImport, **changes) -> dict:
    """What the mapping's form would send back."""
    form = client.get(f"{ROUTE}{row.pk}/mapping/").context["form"]
    found = {name: form.initial.get(name, "") or "" for name in form.fields}
    return {k: v for k, v in found.items() if v is not False and v != ""} | {"expected_version": row.version} | changes


def test_the_mapping_is_explained_kept_and_imported(client):
    enter(client, "clerk")
    row = begun(mapping=msgspec.structs.replace(PLANTING, unit=None, keeper="C"))
    sent = posted(client, row, **{"unit-column": "单位", "unit-plant": "on", "keep": "on", "name": "区平台"})
    answer = client.post(f"{ROUTE}{row.pk}/mapping/", sent)
    assert (answer.status_code, CaseMapping.objects.get().name) == (302, "区平台")
    row.refresh_from_db()
    fields = {**PLANTING.fields, "nature": Reading("性质", values={"求决": "求助"})}
    assert of_body(row.body) == msgspec.structs.replace(PLANTING, name="区平台", fields=fields)
    page = whole(client.get(f"{ROUTE}{row.pk}/"))
    assert "全部3行没有问题" in page
    assert "将新设单位2个" in page
    assert client.post(f"{ROUTE}{row.pk}/submit/", {"expected_version": row.version}).status_code == 302


def test_a_wrong_translation_is_told_and_nothing_typed_is_lost(client):
    enter(client, "clerk")
    row = begun()
    answer = client.post(
        f"{ROUTE}{row.pk}/mapping/", posted(client, row, **{"nature-values": "求决 求助", "title-text": "甲"})
    )
    assert answer.status_code == 422
    assert "第1行没有“＝”" in whole(answer)
    assert "求决 求助" in whole(answer)
    assert CaseImport.objects.get().version == 1


def run_jobs() -> JobRun:
    run = JobRun.objects.latest("pk")
    _perform.func(run.pk)
    run.refresh_from_db()
    return run


def test_the_job_brings_all_in_and_says_so(client):
    enter(client, "clerk")
    row = begun()
    client.post(f"{ROUTE}{row.pk}/submit/", {"expected_version": row.version})
    run = run_jobs()
    row.refresh_from_db()
    assert (row.state, run.error, row.result["cases"], Case.objects.count()) == (ImportState.DONE, "", 3, 3)
    assert "导入3件，已有0件" in whole(client.get(ROUTE))
    again = client.post(f"{ROUTE}{row.pk}/submit/", {"expected_version": row.version})
    assert (again.status_code, "不能再改" in whole(again)) == (422, True)


def test_a_refused_job_leaves_the_file_waiting_with_its_faults(client):
    enter(client, "clerk")
    row = begun(CSV + "\nA9,无时间,,,,市政,路灯,一街,照明所,投诉,".encode())
    client.post(f"{ROUTE}{row.pk}/submit/", {"expected_version": row.version})
    run = run_jobs()
    row.refresh_from_db()
    assert (row.state, Case.objects.count()) == (ImportState.DRAFT, 0)
    assert "第5行C列（接收）：受理时间是空的" in run.error
    assert "上次没有导入" in whole(client.get(f"{ROUTE}{row.pk}/"))


def test_who_may_not_load_changes_nothing(client):
    row = begun()
    enter(client, "nobody")
    entries = Entry.objects.count()
    assert client.post(f"{ROUTE}{row.pk}/submit/", {}).status_code == 403
    assert client.post(f"{ROUTE}{row.pk}/mapping/", {}).status_code == 403
    row.refresh_from_db()
    assert (row.state, Entry.objects.count(), JobRun.objects.count()) == (ImportState.DRAFT, entries, 0)


def test_a_mapping_is_downloaded_and_removed(client):
    enter(client, "clerk")
    kept = save_mapping(clerk(), mapping=MAPPING)
    text = whole(client.get(f"/cases/mappings/{kept.pk}/file/"))
    assert "source: other" in text
    assert client.post(f"/cases/mappings/{kept.pk}/remove/", {"reason": "不用"}).status_code == 302
    assert not CaseMapping.objects.exists()
