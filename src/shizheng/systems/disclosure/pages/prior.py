"""Choose last year's disclosure to compare with."""

from typing import Any

from django import forms

from shizheng.console.pages import EditPage
from shizheng.platform.policy.queries import acting
from shizheng.systems.disclosure.actions.prior import import_prior
from shizheng.systems.disclosure.domain.budgeting.prior import prior_rows
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.models import Document, Preparation
from shizheng.systems.disclosure.pages.books import BOOKS, MENU


class PriorForm(forms.Form):
    document = forms.ModelChoiceField(
        label="上年公开文件",
        queryset=Document.objects.none(),
        empty_label="请选择",
        help_text="先在“公开文件”中上传上年的预算或决算公开文件；导入后用于计算比上年增减",
    )

    def __init__(self, *args: Any, documents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = documents  # type: ignore[attr-defined]  # a choice of rows


class PriorPage(EditPage):
    permission = "disclosure.prepare"
    title = "导入上年数据"
    purpose = "从上年的公开文件读出收入、支出和“三公”经费，供文稿与上年比较"
    menu = MENU
    queryset = BOOKS
    form_class = PriorForm
    submit_label = "导入"
    success_message = "已导入上年数据。"

    def form_kwargs(self) -> dict[str, Any]:
        book = self.object.book
        stage = "final" if book.stage == "final" else "budget"
        rows = Document.objects.visible_to(acting(self.request)).current().defer("text")
        return {"documents": rows.filter(year=book.year - 1, stage=stage)}

    def initial(self) -> dict[str, Any]:
        return {}

    def perform(self, form: Any) -> Preparation:
        document = form.cleaned_data["document"]
        rows = prior_rows(read(document.source()))
        import_prior(acting(self.request), preparation=self.object, document=document, rows=rows)
        preparation: Preparation = self.object
        return preparation
