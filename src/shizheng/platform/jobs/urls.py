"""Addresses of background work."""

from django.urls import path

from shizheng.platform.jobs.pages import runs, timers

app_name = "jobs"
urlpatterns = [
    path("", runs.RunList.as_view(), name="list"),
    path("timers/", timers.TimerList.as_view(), name="timers"),
    path("timers/<int:pk>/pause/", timers.TimerPause.as_view(), name="pause_timer"),
    path("timers/<int:pk>/resume/", timers.TimerResume.as_view(), name="resume_timer"),
    path("<int:pk>/", runs.RunDetail.as_view(), name="detail"),
    path("<int:pk>/retry/", runs.RunRetry.as_view(), name="retry"),
]
