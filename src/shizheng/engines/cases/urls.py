"""Addresses of cases and processes."""

from django.urls import path

from shizheng.engines.cases.pages import cases, contacts, moves, processes

app_name = "cases"
urlpatterns = [
    path("", cases.CaseList.as_view(), name="list"),
    path("<int:pk>/", cases.CaseDetail.as_view(), name="detail"),
    path("<int:pk>/contact/", contacts.ContactOpen.as_view(), name="contact"),
    path("<int:pk>/contact/edit/", contacts.ContactEdit.as_view(), name="contact_edit"),
    path("<int:pk>/<slug:move>/<int:unit>/", moves.CaseMove.as_view(), name="move"),
    path("new/<slug:process>/<slug:move>/", moves.CaseOpen.as_view(), name="open"),
    path("processes/", processes.ProcessList.as_view(), name="processes"),
    path("processes/<slug:process>/", processes.ProcessDiagram.as_view(), name="process"),
]
