"""Addresses of Open311: the format is the ending, as the specification has it."""

from django.urls import re_path

from shizheng.systems.hotline.api import open311

_END = r"\.(?P<form>json|xml)$"
urlpatterns = [
    re_path(rf"^services{_END}", open311.services),
    re_path(rf"^services/(?P<code>[^/]{{1,40}}){_END}", open311.service),
    re_path(rf"^requests{_END}", open311.requests),
    re_path(rf"^requests/(?P<number>\d{{1,26}}){_END}", open311.one),
    re_path(rf"^tokens/(?P<number>\d{{1,26}}){_END}", open311.token),
]
