"""Every address of the platform; each system brings its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("shizheng.platform.accounts.urls")),
    path("files/", include("shizheng.platform.files.urls")),
    path("", include("shizheng.systems.disclosure.urls")),
]
handler400 = "shizheng.console.pages.errors.bad_request"
handler403 = "shizheng.console.pages.errors.denied"
handler404 = "shizheng.console.pages.errors.not_found"
handler500 = "shizheng.console.pages.errors.server_error"
