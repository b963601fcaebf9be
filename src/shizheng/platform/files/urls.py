"""Addresses of stored files."""

from django.urls import path

from shizheng.platform.files.pages.views import download

urlpatterns = [path("<int:pk>/", download, name="file_download")]
