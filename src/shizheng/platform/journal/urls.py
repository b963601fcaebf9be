"""Addresses of the journal."""

from django.urls import path

from shizheng.platform.journal.pages.lists import EntryList

app_name = "journal"
urlpatterns = [path("", EntryList.as_view(), name="list")]
