"""The address of the search page."""

from django.urls import path

from shizheng.platform.search.pages.search import SearchPage

app_name = "search"
urlpatterns = [path("", SearchPage.as_view(), name="search")]
