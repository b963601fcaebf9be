"""Addresses of organisations."""

from django.urls import path

from shizheng.platform.orgs.pages import changes, organisations

app_name = "orgs"
urlpatterns = [
    path("", organisations.OrganisationList.as_view(), name="list"),
    path("new/", changes.OrganisationNew.as_view(), name="new"),
    path("<int:pk>/", organisations.OrganisationDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", changes.OrganisationEdit.as_view(), name="edit"),
    path("<int:pk>/move/", changes.OrganisationMove.as_view(), name="move"),
    path("<int:pk>/rename/", changes.OrganisationRename.as_view(), name="rename"),
    path("<int:pk>/close/", changes.OrganisationClose.as_view(), name="close"),
]
