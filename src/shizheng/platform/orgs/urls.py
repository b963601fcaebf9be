"""Addresses of organisations."""

from django.urls import path

from shizheng.platform.orgs.pages import organisations

app_name = "orgs"
urlpatterns = [
    path("", organisations.OrganisationList.as_view(), name="list"),
    path("new/", organisations.OrganisationNew.as_view(), name="new"),
    path("<int:pk>/", organisations.OrganisationDetail.as_view(), name="detail"),
    path("<int:pk>/rename/", organisations.OrganisationRename.as_view(), name="rename"),
    path("<int:pk>/close/", organisations.OrganisationClose.as_view(), name="close"),
]
