"""Downloads."""

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404

from shizheng.platform.files.models import StoredFile
from shizheng.platform.policy.queries import acting


def respond(stored: StoredFile) -> FileResponse:
    """The file as an attachment under its own name; for views that have already judged who may have it."""
    if not stored.path.is_file():
        raise Http404("文件不在存储中")
    response = FileResponse(
        stored.path.open("rb"), as_attachment=True, filename=stored.name, content_type=stored.file_kind.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def download(request: HttpRequest, pk: int) -> FileResponse:
    return respond(get_object_or_404(StoredFile.objects.visible_to(acting(request)), pk=pk))
