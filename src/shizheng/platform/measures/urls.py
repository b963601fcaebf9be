"""Addresses of the measures."""

from django.urls import path

from shizheng.platform.measures.pages import measures, rows

app_name = "measures"
urlpatterns = [
    path("", measures.MeasureList.as_view(), name="list"),
    path("<str:code>/", measures.MeasureDetail.as_view(), name="detail"),
    path("<str:code>/chart/", measures.MeasureChart.as_view(), name="chart"),
    path("<str:code>/rows/", rows.MeasureRows.as_view(), name="rows"),
]
