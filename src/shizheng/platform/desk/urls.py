"""The first page; included without a name space, because the shell knows it as ``home``."""

from django.urls import path

from shizheng.platform.desk.pages.desk import DeskPage

urlpatterns = [path("", DeskPage.as_view(), name="home")]
