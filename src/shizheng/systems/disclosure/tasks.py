"""Reading that takes longer than a person should wait for a page."""

from typing import Any

from shizheng.kit.errors import ShizhengError
from shizheng.platform.files.models import StoredFile
from shizheng.platform.jobs.domain.catalogue import Progress, job
from shizheng.systems.disclosure.actions.intake import READ
from shizheng.systems.disclosure.actions.upload import SameDisclosureError, SameFileError, upload_document
from shizheng.systems.disclosure.queries.examination import examine


@job(READ, "读取并检查公开文件")
def read_upload(progress: Progress, *, file_id: int) -> dict[str, Any]:
    """`document` names what was kept; where nothing was, `same_file` or `same_disclosure` names what is there."""
    file = StoredFile.objects.filter(pk=file_id).first()
    if file is None:
        raise ShizhengError("上传的文件已不在", remedy="请重新上传")
    progress.report(5, "正在读取")
    examined = examine(file.name, file.path.read_bytes())
    progress.report(80, "正在保存")
    try:
        return {"document": upload_document(progress.actor, examined=examined, file=file).pk}
    except SameFileError as error:
        return {"same_file": error.document.pk, "error": str(error)}
    except SameDisclosureError as error:
        return {"same_disclosure": error.document.pk, "error": str(error)}
