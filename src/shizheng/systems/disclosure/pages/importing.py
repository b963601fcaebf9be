"""A workbook handed in: taken as a whole, or refused with every fault in it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

from shizheng.engines.fiscal.domain.ledger import BookStage
from shizheng.kit.errors import ShizhengError
from shizheng.platform.files.actions import store_file
from shizheng.platform.policy.queries import acting, require
from shizheng.systems.disclosure.actions.preparing import import_budget
from shizheng.systems.disclosure.domain.budgeting.template import read_template
from shizheng.systems.disclosure.pages.books import BudgetChild, budget_address

INVALID = 422


class ImportPage(BudgetChild):
    permission = "disclosure.prepare"
    title = "导入 Excel"
    purpose = "使用本页下载的模板填好后上传；有一处错误就不导入任何数据"
    template_name = "disclosure/books/import.html"

    def context(self) -> dict[str, Any]:
        imports = list(self.object.imports.select_related("by", "file")[:5])
        limit = settings.UPLOAD_LIMIT
        own = {"object": self.object, "imports": imports, "limit": limit, "limit_mb": limit >> 20}
        return {**super().context(), **own}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        preparation, actor = self.object, acting(request)
        require(actor, "disclosure.prepare", preparation)
        sent = request.FILES.get("file")
        if sent is None:
            return self.respond({"problem": "请先选择填好的 Excel 文件"}, status=INVALID)
        try:
            file = store_file(actor, name=sent.name or "预算.xlsx", chunks=sent.chunks(), wanted=("xlsx", "xls"))
            with file.path.open("rb") as stream:
                book = preparation.book
                is_final = book.stage == BookStage.FINAL
                filled = read_template(stream, book.year, file.name, is_final=is_final)
            done = import_budget(actor, preparation=preparation, file=file, filled=filled)
        except ShizhengError as error:
            return self.respond({"problem": str(error)}, status=INVALID)
        if not done.is_taken:
            return self.respond({"done": done}, status=INVALID)
        from django.contrib import messages

        messages.success(request, f"已导入“{file.name}”：{done.summary}。")
        return HttpResponseRedirect(budget_address(preparation))
