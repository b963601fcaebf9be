"""Addresses of a year's budget from entry to the portal."""

from django.urls import URLPattern, path

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

_ONE = "disclosure/budgets/<int:pk>/"
_FINDING = "disclosure/budgets/findings/<int:pk>/"
_OPEN = "open/disclosure/<int:pk>/"

BUDGETS: list[URLPattern] = [
    path("disclosure/budgets/", books.BudgetsPage.as_view(), name="budgets"),
    path("disclosure/budgets/new/", books.NewBudgetPage.as_view(), name="budget_new"),
    path(_ONE, books.BudgetPage.as_view(), name="budget"),
    path(f"{_ONE}preview/", books.PreviewPage.as_view(), name="budget_preview"),
    path(f"{_ONE}template/", books.TemplatePage.as_view(), name="budget_template"),
    path(f"{_ONE}import/", importing.ImportPage.as_view(), name="budget_import"),
    path(f"{_ONE}answers/", answers.AnswersPage.as_view(), name="budget_answers"),
    path(f"{_ONE}prior/", prior.PriorPage.as_view(), name="budget_prior"),
    path(f"{_ONE}projects/new/", projects.NewProjectPage.as_view(), name="project_new"),
    path(f"{_ONE}sheets/<int:project>/", sheets.SheetPage.as_view(), name="budget_sheet"),
    path(f"{_ONE}sheets/<int:project>/check/", sheets.CheckSheetPage.as_view(), name="budget_sheet_check"),
    path(f"{_ONE}evaluations/<int:project>/", evaluations.EvaluationPage.as_view(), name="budget_evaluation"),
    path(
        f"{_ONE}evaluations/<int:project>/check/",
        evaluations.CheckEvaluationPage.as_view(),
        name="budget_evaluation_check",
    ),
    path(f"{_ONE}sheets/told/", sheets.TellTargetPage.as_view(), name="budget_told"),
    path(f"{_ONE}check/", review.CheckPage.as_view(), name="budget_check"),
    path(f"{_ONE}submit/", review.SubmitPage.as_view(), name="budget_submit"),
    path(f"{_ONE}withdraw/", review.WithdrawPage.as_view(), name="budget_withdraw"),
    path(f"{_ONE}return/", review.ReturnPage.as_view(), name="budget_return"),
    path(f"{_ONE}approve/", review.ApprovePage.as_view(), name="budget_approve"),
    path(f"{_ONE}publish/", review.PublishPage.as_view(), name="budget_publish"),
    path(f"{_ONE}revise/", review.RevisePage.as_view(), name="budget_revise"),
    path(f"{_ONE}<slug:part>/", entry.EntryPage.as_view(), name="budget_entry"),
    path(f"{_ONE}<slug:part>/typed/", entry.KeepTypedPage.as_view(), name="budget_typed"),
    path(f"{_FINDING}explain/", review.ExplainPage.as_view(), name="budget_explain"),
    path(f"{_FINDING}accept/", review.AcceptExplanationPage.as_view(), name="budget_accept"),
    path("disclosure/publications/", publications.PublicationsPage.as_view(), name="publications"),
    path("open/disclosure/", portal.PortalPage.as_view(), name="portal"),
    path(_OPEN, portal.PublishedPage.as_view(), name="published"),
    path(f"{_OPEN}files/<slug:kind>/", portal.PublishedFilePage.as_view(), name="published_file"),
    path(f"{_OPEN}seal/", portal.SealPage.as_view(), name="published_seal"),
    path(f"{_OPEN}structure/", portal.StructureChart.as_view(), name="published_structure"),
    path(f"{_OPEN}three-public/", portal.ThreePublicChart.as_view(), name="published_three_public"),
]
