"""Addresses of background work."""

from django.urls import path

from shizheng.platform.jobs.pages import runs

app_name = "jobs"
urlpatterns = [
    path("", runs.RunList.as_view(), name="list"),
    path("<int:pk>/", runs.RunDetail.as_view(), name="detail"),
    path("<int:pk>/retry/", runs.RunRetry.as_view(), name="retry"),
]
