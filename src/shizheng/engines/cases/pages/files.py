"""Files that answers named: shown with the case, and handed out to whoever sees the case."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from shizheng.console.pages.subject import SubjectPage
from shizheng.console.panels import FileItem
from shizheng.engines.cases.models import Attachment, Case
from shizheng.engines.cases.queries.desk import files_of
from shizheng.platform.files.pages.views import respond


def attached(request: HttpRequest, case: Case) -> Iterator[FileItem]:
    """The files of the case in the order in which they came."""
    for row in files_of(case):
        yield FileItem(row.file.name, reverse("cases:file", kwargs={"pk": row.pk}), row.file.size)


class AttachedFile(SubjectPage):
    title = "附件"
    permission = "cases.view"
    menu = "cases:list"
    queryset = Attachment.objects.select_related("file")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return respond(self.object.file)
