"""Every address of the platform; each system brings its own."""

from django.urls import URLPattern, URLResolver, include, path

from shizheng.platform.accounts.urls import entrance
from shizheng.systems.disclosure.api.application import api as disclosure_api
from shizheng.systems.hotline.api.application import api as hotline_api

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include(entrance)),
    path("", include("shizheng.platform.tokens.urls")),
    path("files/", include("shizheng.platform.files.urls")),
    path("messages/", include("shizheng.platform.notify.urls")),
    path("system/organisations/", include("shizheng.platform.orgs.urls")),
    path("system/accounts/", include("shizheng.platform.accounts.urls")),
    path("system/jobs/", include("shizheng.platform.jobs.urls")),
    path("system/hooks/", include("shizheng.platform.hooks.urls")),
    path("system/journal/", include("shizheng.platform.journal.urls")),
    path("measures/", include("shizheng.platform.measures.urls")),
    path("cases/", include("shizheng.engines.cases.urls")),
    path("", include("shizheng.systems.disclosure.urls")),
    path("", include("shizheng.systems.hotline.urls")),
    path("api/v1/disclosure/", disclosure_api.urls),
    path("api/v1/hotline/", hotline_api.urls),
    path("open311/v2/", include("shizheng.systems.hotline.api.urls")),
    path("search/", include("shizheng.platform.search.urls")),
    path("", include("shizheng.platform.desk.urls")),
]
handler400 = "shizheng.console.pages.errors.bad_request"
handler403 = "shizheng.console.pages.errors.denied"
handler404 = "shizheng.console.pages.errors.not_found"
handler500 = "shizheng.console.pages.errors.server_error"
