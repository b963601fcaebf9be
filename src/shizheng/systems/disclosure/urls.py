"""Addresses of the disclosure system."""

from django.urls import URLPattern, URLResolver, path

from shizheng.systems.disclosure.pages import comparing, document, documents, figures, handling, overview, uploading
from shizheng.systems.disclosure.pages.addresses import BUDGETS

app_name = "disclosure"
urlpatterns: list[URLPattern | URLResolver] = [
    *BUDGETS,
    path("disclosure/", documents.DocumentsPage.as_view(), name="documents"),
    path("disclosure/upload/", uploading.UploadPage.as_view(), name="upload"),
    path("disclosure/upload/<int:pk>/", uploading.UploadRunPage.as_view(), name="upload_run"),
    path("disclosure/<int:pk>/", document.DocumentPage.as_view(), name="document"),
    path("disclosure/<int:pk>/original/", document.OriginalPage.as_view(), name="original"),
    path("disclosure/<int:pk>/version/", uploading.NewVersionPage.as_view(), name="new_version"),
    path("disclosure/<int:pk>/recheck/", handling.RecheckPage.as_view(), name="recheck"),
    path("disclosure/<int:pk>/identity/", handling.IdentifyPage.as_view(), name="identify"),
    path("disclosure/<int:pk>/remove/", handling.RemovePage.as_view(), name="remove"),
    path("disclosure/findings/<int:pk>/accept/", handling.AcceptPage.as_view(), name="accept"),
    path("disclosure/findings/<int:pk>/dismiss/", handling.DismissPage.as_view(), name="dismiss"),
    path("disclosure/findings/<int:pk>/reopen/", handling.ReopenPage.as_view(), name="reopen"),
    path("disclosure/<int:pk>/purpose/", figures.SortProjectPage.as_view(), name="sort_project"),
    path("disclosure/compare/figure/", figures.FigurePage.as_view(), name="compare_figure"),
    path("disclosure/compare/", comparing.ComparePage.as_view(), name="compare"),
    *(
        path(f"disclosure/compare/{chart.url_name.removeprefix('compare_')}/", chart.as_view(), name=chart.url_name)
        for chart in comparing.CHARTS
    ),
    path("disclosure/overview/", overview.OverviewPage.as_view(), name="overview"),
    path("disclosure/overview/documents/", overview.DocumentsChart.as_view(), name="overview_documents"),
    path("disclosure/overview/families/", overview.FamiliesChart.as_view(), name="overview_families"),
]
