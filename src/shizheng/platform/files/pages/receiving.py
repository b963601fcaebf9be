"""How a request's files come in: what lies beyond the limit of one file is let go by, and kept nowhere."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class BoundedHandler(FileUploadHandler):
    """First in `FILE_UPLOAD_HANDLERS`: the handlers after it get one byte more than the limit at most.

    So a file of 200 MB takes neither memory nor disk, the form's other fields and files arrive, and whoever stores
    the file sees that it is larger than the limit and says so.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        room = settings.UPLOAD_LIMIT + 1 - start
        return raw_data[:room] if room > 0 else None

    def file_complete(self, file_size: int) -> Any:
        """Left to the handlers that kept it."""
        return None
