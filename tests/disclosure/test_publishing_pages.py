"""Every page of a budget's year: anonymous, forbidden, allowed, and no query a row."""

from typing import ClassVar

import pytest
from django.test import Client

from shizheng.platform.accounts.models import Account
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.disclosure.models import CheckFinding, Preparation, Publication
from shizheng.systems.disclosure.pages import (
    answers,
    books,
    entry,
    evaluations,
    importing,
    portal,
    prior,
    projects,
    publications,
    review,
    sheets,
)
from tests.console.suite import PageCase
from tests.disclosure.budgets import SUBTREE, Bureau, account, approved, bureau, filled, opened, published, submitted
from tests.platform.people import actor, organisation


class BudgetCase(PageCase):
    """`who` signs in; `start` makes the budget that the page is about, and further ones of other years."""

    who: ClassVar[str] = "officer"
    path: ClassVar[str] = ""
    _team: Bureau | None = None
    subject: Preparation | Publication | CheckFinding | None = None

    @property
    def team(self) -> Bureau:
        if self._team is None:
            self._team = bureau()
        return self._team

    def start(self, year: int) -> Preparation | Publication | CheckFinding:
        return filled(self.team, year)

    def populate(self, count: int) -> None:
        first = 2026 if self.subject is None else 2027
        for year in range(first, first + count):
            made = opened(self.team, year) if self.subject is not None else self.start(year)
            self.subject = self.subject or made

    def address(self) -> str:
        assert self.subject is not None
        return f"/disclosure/budgets/{self.subject.pk}/{self.path}"

    def sign_in(self, client: Client) -> None:
        self._as(client, getattr(self.team, self.who))

    def sign_in_forbidden(self, client: Client) -> None:
        self._as(client, actor("d2-nobody", organisation("D2-nobody"), files__view=SUBTREE))

    def _as(self, client: Client, who: Actor) -> None:
        client.force_login(Account.objects.get(pk=who.account_id))


class TestBudgets(BudgetCase):
    page = books.BudgetsPage

    def address(self) -> str:
        return "/disclosure/budgets/"


class TestNewBudget(BudgetCase):
    page = books.NewBudgetPage

    def address(self) -> str:
        return "/disclosure/budgets/new/"


class TestBudget(BudgetCase):
    page = books.BudgetPage


class TestPreview(BudgetCase):
    page = books.PreviewPage
    path = "preview/"


class FileCase(BudgetCase):
    """A download has no title to be seen."""

    def test_allowed_sees_the_page(self, client: Client) -> None:
        self.populate(1)
        self.sign_in(client)
        response = client.get(self.address())
        assert response.status_code == 200
        assert "attachment" in response["Content-Disposition"]


class TestTemplate(FileCase):
    page = books.TemplatePage
    path = "template/"


class TestEntry(BudgetCase):
    page = entry.EntryPage
    path = "income/"


class TestKeepTyped(BudgetCase):
    page = entry.KeepTypedPage
    path = "income/typed/"

    def test_allowed_sees_the_page(self, client: Client) -> None:
        self.populate(1)
        self.sign_in(client)
        assert client.get(self.address())["Location"].endswith("/income/")


class TestImport(BudgetCase):
    page = importing.ImportPage
    path = "import/"


class TestSheet(BudgetCase):
    page = sheets.SheetPage
    path = "sheets/0/"


class TestTold(BudgetCase):
    page = sheets.TellTargetPage
    path = "sheets/told/?g0-text=≥95%25"

    def test_allowed_sees_the_page(self, client: Client) -> None:
        self.populate(1)
        self.sign_in(client)
        assert "不低于 95%" in client.get(self.address()).content.decode()


class TestCheckSheet(BudgetCase):
    page = sheets.CheckSheetPage
    path = "sheets/0/check/"

    def test_allowed_sees_the_page(self, client: Client) -> None:
        self.populate(1)
        self.sign_in(client)
        assert client.get(self.address()).status_code == 404
        assert "检查发现" in client.post(self.address()).content.decode()


class TestEvaluation(BudgetCase):
    page = evaluations.EvaluationPage

    def start(self, year: int) -> Preparation:
        preparation, sheet = account(self.team, year)
        self.path = f"evaluations/{sheet.project_id}/"
        return preparation


class TestCheckEvaluation(TestEvaluation):
    """Answers posts only."""

    page = evaluations.CheckEvaluationPage

    def start(self, year: int) -> Preparation:
        preparation = super().start(year)
        self.path += "check/"
        return preparation

    def test_allowed_sees_the_page(self, client: Client) -> None:
        self.populate(1)
        self.sign_in(client)
        assert client.get(self.address()).status_code == 404
        assert client.post(self.address()).status_code == 200


class TestNewProject(BudgetCase):
    page = projects.NewProjectPage
    path = "projects/new/"


class TestCheck(BudgetCase):
    page = review.CheckPage
    path = "check/"


class TestSubmit(BudgetCase):
    page = review.SubmitPage
    path = "submit/"


class SubmittedCase(BudgetCase):
    def start(self, year: int) -> Preparation:
        return submitted(self.team, filled(self.team, year))


class TestWithdraw(SubmittedCase):
    page = review.WithdrawPage
    path = "withdraw/"


class TestReturn(SubmittedCase):
    page = review.ReturnPage
    path = "return/"
    who = "reviewer"


class TestApprove(SubmittedCase):
    page = review.ApprovePage
    path = "approve/"
    who = "reviewer"


class TestPublish(BudgetCase):
    page = review.PublishPage
    path = "publish/"
    who = "lead"

    def start(self, year: int) -> Preparation:
        return approved(self.team, filled(self.team, year))


class TestRevise(BudgetCase):
    page = review.RevisePage
    path = "revise/"
    who = "lead"

    def start(self, year: int) -> Preparation:
        preparation = filled(self.team, year)
        published(self.team, preparation)
        return preparation


class FindingCase(BudgetCase):
    def start(self, year: int) -> CheckFinding:
        return CheckFinding.objects.create(
            preparation=filled(self.team, year), number=1, rule="x", family="balance", severity="error",
            quote="1", message="收支不平衡", place="income", explanation="上年结转未列",
        )  # fmt: skip

    def address(self) -> str:
        assert self.subject is not None
        return f"/disclosure/budgets/findings/{self.subject.pk}/{self.path}"


class TestExplain(FindingCase):
    page = review.ExplainPage
    path = "explain/"


class TestAcceptExplanation(FindingCase):
    page = review.AcceptExplanationPage
    path = "accept/"
    who = "reviewer"


class PublishedCase(BudgetCase):
    who = "reader"

    def start(self, year: int) -> Publication:
        return published(self.team, filled(self.team, year))

    def address(self) -> str:
        assert self.subject is not None
        return f"/open/disclosure/{self.subject.pk}/{self.path}"


class TestPublications(PublishedCase):
    page = publications.PublicationsPage

    def address(self) -> str:
        return "/disclosure/publications/"


class TestPortal(PublishedCase):
    page = portal.PortalPage

    def address(self) -> str:
        return "/open/disclosure/"


class TestPublished(PublishedCase):
    page = portal.PublishedPage


class TestStructure(PublishedCase):
    page = portal.StructureChart
    path = "structure/"


class TestThreePublic(PublishedCase):
    page = portal.ThreePublicChart
    path = "three-public/"


class PublishedFileCase(PublishedCase):
    def test_allowed_sees_the_page(self, client: Client) -> None:
        self.populate(1)
        assert "attachment" in client.get(self.address())["Content-Disposition"]


class TestPublishedFile(PublishedFileCase):
    page = portal.PublishedFilePage
    path = "files/html/"


class TestSeal(PublishedFileCase):
    page = portal.SealPage
    path = "seal/"


class TestAnswers(BudgetCase):
    page = answers.AnswersPage
    path = "answers/"


class TestPrior(BudgetCase):
    page = prior.PriorPage
    path = "prior/"


@pytest.mark.django_db
def test_counts_of_findings_lead_to_them() -> None:
    team = bureau()
    preparation = filled(team)
    for number, severity in enumerate(("error", "warning", "warning"), 1):
        CheckFinding.objects.create(
            preparation=preparation,
            number=number,
            rule="r",
            family="f",
            severity=severity,
            quote="",
            message=f"第{number}条",
        )
    Preparation.objects.filter(pk=preparation.pk).update(errors=1, warnings=2)
    client = Client()
    client.force_login(Account.objects.get(pk=team.officer.account_id))
    address = f"{preparation.get_absolute_url()}?severity=warning"
    assert f'href="{address}#findings">2</a>' in client.get("/disclosure/budgets/").content.decode()
    page = client.get(address).content.decode()
    assert ("第1条" in page, "第2条" in page, "第3条" in page) == (False, True, True)
    assert "全部 3</a>" in page
    assert "第1条" in client.get(f"{preparation.get_absolute_url()}?severity=没有").content.decode()
