"""Every page of the system: strangers are sent to log in, the forbidden are refused, queries do not grow with rows."""

from typing import Any

import pytest
from django.test import Client

from shizheng.platform.accounts.models import Account
from shizheng.platform.files.actions import store_file
from shizheng.platform.jobs.models import JobRun
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.disclosure.actions.upload import upload_document
from shizheng.systems.disclosure.domain.finding import RULES, Finding
from shizheng.systems.disclosure.models import Document, DocumentFinding
from shizheng.systems.disclosure.pages import comparing, document, documents, figures, handling, overview, uploading
from tests.console.suite import PageCase, whole
from tests.disclosure.documents import TEXT, examined, officer


class Case(PageCase):
    """An officer with documents, and somebody without any permission here."""

    who: Actor
    made = 0

    @pytest.fixture(autouse=True)
    def _people(self, db: None) -> None:
        self.who, self.nobody = officer(), officer("nobody", permissions={"jobs__view"})

    def sign_in(self, client: Client) -> None:
        client.force_login(Account.objects.get(pk=self.who.account_id))

    def sign_in_forbidden(self, client: Client) -> None:
        client.force_login(Account.objects.get(pk=self.nobody.account_id))

    def add(self) -> Document:
        self.made += 1
        data = f"{TEXT}第{self.made}份"
        file = store_file(self.who, name=f"{self.made}.txt", chunks=[data.encode()])
        what = examined(data, year=2000 + self.made)
        self.document: Document = upload_document(self.who, examined=what, file=file)
        return self.document

    def populate(self, count: int) -> None:
        for _ in range(count):
            self.add()


class AboutOne(Case):
    """More rows are more findings of the one document."""

    path = ""

    def populate(self, count: int) -> None:
        if not self.made:
            self.add()
        rule = next(iter(RULES)).id
        start = DocumentFinding.objects.filter(document=self.document).count()
        DocumentFinding.objects.bulk_create(
            DocumentFinding.of(self.document, start + number, Finding(rule, "error", 8, "负责", f"第{number}处"))
            for number in range(1, count + 1)
        )

    def address(self) -> str:
        return f"/disclosure/{self.document.pk}/{self.path}"


class AboutFinding(AboutOne):
    def address(self) -> str:
        finding = DocumentFinding.objects.filter(document=self.document).order_by("number")[0]
        return f"/disclosure/findings/{finding.pk}/{self.path}/"


class TestDocuments(Case):
    page = documents.DocumentsPage

    def address(self) -> str:
        return "/disclosure/"


class TestUpload(Case):
    page = uploading.UploadPage

    def address(self) -> str:
        return "/disclosure/upload/"


class TestUploadRun(Case):
    page = uploading.UploadRunPage

    def populate(self, count: int) -> None:
        for _ in range(count):
            self.run = JobRun.objects.create(job="disclosure.read", label="读取“一.pdf”", owner_id=self.who.account_id)

    def address(self) -> str:
        return f"/disclosure/upload/{self.run.pk}/"


class TestDocument(AboutOne):
    page = document.DocumentPage


class TestOriginal(AboutOne):
    page = document.OriginalPage
    path = "original/"

    def test_allowed_sees_the_page(self, client: Client) -> None:
        self.populate(1)
        self.sign_in(client)
        assert "明州市数据局" in whole(client.get(self.address()))


class TestNewVersion(AboutOne):
    page = uploading.NewVersionPage
    path = "version/"


class TestRecheck(AboutOne):
    page = handling.RecheckPage
    path = "recheck/"


class TestIdentify(AboutOne):
    page = handling.IdentifyPage
    path = "identity/"


class TestRemove(AboutOne):
    page = handling.RemovePage
    path = "remove/"


class TestAccept(AboutFinding):
    page = handling.AcceptPage
    path = "accept"


class TestDismiss(AboutFinding):
    page = handling.DismissPage
    path = "dismiss"


class TestReopen(AboutFinding):
    page = handling.ReopenPage
    path = "reopen"


class TestCompare(Case):
    page = comparing.ComparePage
    place = ""

    def address(self) -> str:
        return f"/disclosure/compare/{self.place}?document={self.document.pk}"


class TestNatureChart(TestCompare):
    page = comparing.NatureChart
    place = "nature/"


class TestFunctionChart(TestCompare):
    page = comparing.FunctionChart
    place = "function/"


class TestKindChart(TestCompare):
    page = comparing.KindChart
    place = "kind/"


class TestFigure(TestCompare):
    page = figures.FigurePage
    place = "figure/"


class TestSortProject(AboutOne):
    page = figures.SortProjectPage
    path = "purpose/"


class TestPerHeadChart(TestCompare):
    page = comparing.PerHeadChart
    place = "head/"


class TestOverview(Case):
    page = overview.OverviewPage
    place = ""

    def address(self) -> str:
        return f"/disclosure/overview/{self.place}"


class TestDocumentsChart(TestOverview):
    page = overview.DocumentsChart
    place = "documents/"


class TestFamiliesChart(TestOverview):
    page = overview.FamiliesChart
    place = "families/"


def test_every_page_of_the_system_is_here() -> None:
    from shizheng.console.pages import PAGES
    from tests.console.suite import COVERED

    ours: set[Any] = {page for page in PAGES if page.__module__.startswith("shizheng.systems.disclosure.pages.")}
    mine = {page for page in ours if page.__module__.rsplit(".", 1)[-1] in MODULES}
    assert mine - COVERED == set()


MODULES = {"figures", "documents", "uploading", "document", "handling", "comparing", "overview"}
