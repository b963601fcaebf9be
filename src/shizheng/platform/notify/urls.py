"""Addresses of notices."""

from django.urls import path

from shizheng.platform.notify.pages.notices import NoticeList

app_name = "notify"
urlpatterns = [path("", NoticeList.as_view(), name="list")]
