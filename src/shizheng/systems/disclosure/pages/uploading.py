"""Hand in files: several at once, each with its own answer."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from shizheng.console.breadcrumbs import Crumb
from shizheng.console.pages import ActionPage, Page
from shizheng.kit.errors import ShizhengError
from shizheng.platform.jobs.models import State
from shizheng.platform.policy.queries import acting
from shizheng.systems.disclosure.actions.intake import Taken
from shizheng.systems.disclosure.actions.upload import SameDisclosureError, SameFileError, upload_document
from shizheng.systems.disclosure.models import Document
from shizheng.systems.disclosure.queries.examination import examine
from shizheng.systems.disclosure.queries.uploads import own_file, own_run

MOST = 30
"""Files of one submission; more belong to the command line."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person reads about one file. `tone` is good, busy, soon (to be decided) or bad."""

    name: str
    tone: str
    words: str
    url: str = ""
    link: str = ""
    poll: str = ""


def answer(taken: Taken) -> Answer:
    """In words, with the way on."""
    if taken.document is not None:
        return kept(taken.name, taken.document)
    if taken.run is not None:
        return Answer(
            taken.name, "busy", "已收到，正在后台读取", poll=reverse("disclosure:upload_run", args=[taken.run.pk])
        )
    error = taken.error
    if isinstance(error, SameDisclosureError) and taken.file is not None:
        return undecided(taken.name, error.document, taken.file.pk)
    if isinstance(error, SameFileError):
        return Answer(taken.name, "soon", str(error), error.document.get_absolute_url(), "打开已有文件")
    return Answer(taken.name, "bad", str(error))


def kept(name: str, document: Document) -> Answer:
    words = f"已保存为“{document.subject}”：错误 {document.errors}，提示 {document.warnings}"
    return Answer(name, "good", words, document.get_absolute_url(), "查看检查结果")


def undecided(name: str, there: Document, file: int) -> Answer:
    words = f"已有“{there.subject}”的文件（{there.name}），尚未保存。请选择作为新版本保存，或放弃"
    address = f"{reverse('disclosure:new_version', args=[there.pk])}?{urlencode({'file': file})}"
    return Answer(name, "soon", words, address, "作为新版本保存")


class UploadPage(Page):
    permission = "disclosure.upload"
    title = "上传公开文件"
    purpose = "可一次选择多份文件，也可拖入；每份文件单独给出结果"
    menu = "disclosure:documents"
    template_name = "disclosure/upload.html"

    def crumbs(self) -> list[Crumb]:
        return [*super().crumbs(), Crumb(self.title)]

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "answers": [],
            "most": MOST,
            "limit": settings.UPLOAD_LIMIT,
            "limit_mb": settings.UPLOAD_LIMIT >> 20,
            "formats": ".txt,.md,.docx,.xlsx,.xls,.pdf,.html,.htm",
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        files = request.FILES.getlist("files")
        if not files or len(files) > MOST:
            problem = f"一次最多上传 {MOST} 份文件，请分批上传" if files else "请先选择文件"
            return self.respond({"problem": problem}, status=422)
        taken = [Taken.in_from(acting(request), file.name or "", file.chunks()) for file in files]
        if len(taken) == 1 and taken[0].document is not None:
            return HttpResponseRedirect(taken[0].document.get_absolute_url())
        refused = all(each.error is not None for each in taken)
        return self.respond({"answers": [answer(each) for each in taken]}, status=422 if refused else 200)


class UploadRunPage(Page):
    """What has become of a file that is read in the background; asked again until it is over."""

    permission = "disclosure.upload"
    title = "读取进度"
    menu = "disclosure:documents"
    template_name = "disclosure/upload_run.html"
    fragment_template = "disclosure/answer.html"

    def found(self) -> Answer:
        actor = acting(self.request)
        run = own_run(actor, self.kwargs["pk"])
        if run is None:
            raise Http404
        name = run.label.removeprefix("读取").strip("“”")
        if run.state == State.FAILED:
            return Answer(name, "bad", run.error)
        if run.state != State.DONE:
            return Answer(
                name, "busy", f"{run.note or run.get_state_display()}（{run.percent}%）", poll=self.request.path
            )
        result: dict[str, Any] = run.result or {}
        pk: int = result.get("document") or result.get("same_file") or result.get("same_disclosure") or 0
        document = Document.objects.visible_to(actor).filter(pk=pk).first()
        if document is None:
            return Answer(name, "bad", "读取后的文件已被删除，请重新上传")
        if "same_disclosure" in result:
            return undecided(name, document, run.arguments["file_id"])
        if "same_file" in result:
            return Answer(name, "soon", result["error"], document.get_absolute_url(), "打开已有文件")
        return kept(name, document)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        fragment = bool(getattr(request, "htmx", False))
        return self.respond({"answer": self.found()}, template=self.fragment_template if fragment else "")


class NewVersionPage(ActionPage):
    """Keep a file that was handed in as the version after the document that is there."""

    permission = "disclosure.upload"
    title = "作为新版本保存"
    menu = "disclosure:documents"
    queryset = Document.objects.current().defer("text")
    warning = "现有文件及其处理记录都会保留为历史版本，新文件成为现行版本。"
    success_message = "已保存为新版本。"

    def perform(self, form: Any) -> Document:
        actor = acting(self.request)
        asked = self.request.GET.get("file", "")
        file = own_file(actor, int(asked)) if asked.isdecimal() else None
        if file is None:
            raise ShizhengError("找不到刚才上传的文件", remedy="请返回上传页重新上传")
        examined = examine(file.name, file.path.read_bytes())
        return upload_document(
            actor, examined=examined, file=file, replaces=self.object, reason=form.cleaned_data["reason"]
        )
