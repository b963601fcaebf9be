"""批量导入: a file handed in, how it is read, what would come of it, and the import as a job."""

from collections.abc import Mapping as Lookup
from typing import Any

import msgspec
import yaml
from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from shizheng.console.buttons import Button
from shizheng.console.columns import Column, InstantColumn, StatusColumn
from shizheng.console.filters import ChoiceFilter, FilterSet
from shizheng.console.forms import NoInputForm
from shizheng.console.pages import ActionPage, Badge, DetailPage, EditPage, ListPage, Page
from shizheng.console.panels import Fact, FactsPanel, TemplatePanel
from shizheng.console.tables import Table
from shizheng.console.tones import Tones
from shizheng.engines.cases.actions.importing import (
    begin_import,
    map_import,
    remove_mapping,
    save_mapping,
    submit_import,
)
from shizheng.engines.cases.domain.mapping.guessing import guess
from shizheng.engines.cases.domain.mapping.mapping import Mapping, as_body, of_body
from shizheng.engines.cases.domain.mapping.table import Table as FileTable
from shizheng.engines.cases.models import CaseImport, CaseMapping
from shizheng.engines.cases.models.mapping import LOAD, ImportState
from shizheng.engines.cases.pages.mapping_form import MappingForm
from shizheng.engines.cases.queries.importing import historians, plan_import
from shizheng.engines.cases.queries.mappings import mapping_named, mapping_names
from shizheng.engines.cases.queries.named import own_code
from shizheng.engines.cases.queries.previewing import FIRST, SHOWN, import_table, shown_rows
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.kit.errors import InvalidInputError, ShizhengError
from shizheng.platform.files.actions import store_file
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.queries import acting

MENU = "cases:imports"
TONES: Tones = {ImportState.DRAFT: "soon", ImportState.RUNNING: "busy", ImportState.DONE: "good"}
KINDS = ("xlsx", "xls", "csv", "txt")
GUESS = ""


def _is_draft(row: CaseImport) -> bool:
    return row.state == ImportState.DRAFT


def _result(row: CaseImport) -> str:
    found = row.result or {}
    if "problem" in found:
        return "没有导入：" + str(found["problem"]).splitlines()[0]
    return f"导入{found['cases']}件，已有{found['known']}件" if found else ""


class ImportFilter(FilterSet):
    state = ChoiceFilter(label="状态", choices=ImportState.choices, empty_label="不限")


class ImportTable(Table):
    file = Column(verbose_name="文件", orderable=False)
    state = StatusColumn(verbose_name="状态", tones=TONES)
    result = Column(verbose_name="结果", orderable=False, empty_values=())
    created_at = InstantColumn(verbose_name="上传时间")

    def render_result(self, record: CaseImport) -> str:
        return _result(record)

    def value_result(self, record: CaseImport) -> str:
        return _result(record)


class ImportList(ListPage):
    title = "批量导入"
    purpose = "把其他平台的工单（Excel、CSV）按对应关系导入；先预览，全部正确才写入。"
    permission = LOAD
    menu = MENU
    queryset = CaseImport.objects.select_related("file").defer("body").order_by("-created_at", "-pk")
    table_class = ImportTable
    filterset_class = ImportFilter
    empty_text = "还没有导入过文件"
    empty_hint = "上传文件，说明各列的含义，核对预览后导入"
    buttons = (
        Button("对应关系", "cases:mappings", LOAD),
        Button("上传文件", "cases:import_new", LOAD, tone="primary", icon="upload"),
    )


class UploadForm(forms.Form):
    file = forms.FileField(label="文件", help_text="Excel 或 CSV（UTF-8、GB18030 等编码），第一行是列名。")
    mapping = forms.ChoiceField(
        label="对应关系", required=False, help_text="没有合适的就选“按列名识别”，下一步再逐项核对。"
    )
    process = forms.ChoiceField(label="流程", help_text="按列名识别时，工单属于哪个流程。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mapping: Any = self.fields["mapping"]
        mapping.choices = [(GUESS, "按列名识别"), *((name, name) for name in mapping_names())]
        process: Any = self.fields["process"]
        process.choices = [(each.id, process_of(each.id).name) for each in historians()]


class ImportNew(EditPage):
    title = "上传待导入文件"
    permission = LOAD
    menu = MENU
    form_class = UploadForm
    submit_label = "上传"
    success_message = "已上传。请核对对应关系和预览，然后导入。"

    def perform(self, form: Any) -> CaseImport:
        actor, sent = acting(self.request), form.cleaned_data["file"]
        stored = store_file(actor, name=sent.name, chunks=sent.chunks(), wanted=KINDS)
        table = import_table(stored, most=FIRST)
        mapping = mapping_named(form.cleaned_data["mapping"]) or guess(
            table.columns, name=stored.name[:60], process=form.cleaned_data["process"], source="import"
        )
        if not mapping.keeper:
            mapping = msgspec.structs.replace(mapping, keeper=own_code(actor))
        return begin_import(actor, file=stored, mapping=mapping)


def _preview(request: HttpRequest, row: CaseImport) -> Lookup[str, Any]:
    """The first rows as cases, and everything wrong in them."""
    problem = (row.result or {}).get("problem", "")
    if row.state != ImportState.DRAFT:
        return {"begun": row, "problem": problem}
    mapping = of_body(row.body)
    try:
        table = import_table(row.file, most=FIRST)
        plan = plan_import(acting(request), mapping, table)
    except InvalidInputError as error:
        return {"begun": row, "faults": list(error.faults[:SHOWN]), "wrong": len(error.faults), "problem": problem}
    return {
        "begun": row,
        "problem": problem,
        "rows": shown_rows(plan),
        "faults": plan.faults[:SHOWN],
        "wrong": len(plan.faults),
        "read": len(table.records),
        "is_part": len(table.records) >= FIRST,
        "known": plan.known,
        "new": [
            ("类别", [each.name for each in plan.categories.sprouts]),
            ("区域", [each.name for each in plan.areas.sprouts]),
            ("单位", [each.name for each in plan.units.new.values()]),
        ],
    }


def _mapping_name(row: CaseImport) -> str:
    return str(row.body.get("name", ""))


class ImportDetail(DetailPage):
    title = "批量导入"
    permission = LOAD
    menu = MENU
    queryset = CaseImport.objects.select_related("file", "run")
    buttons = (
        Button("调整对应关系", "cases:import_mapping", LOAD, icon="adjustments", when=_is_draft),
        Button("导入", "cases:import_submit", LOAD, tone="primary", dialog=True, when=_is_draft),
    )
    panels = (
        TemplatePanel(title="预览", order=10, template_name="cases/import_preview.html", look=_preview),
        FactsPanel(
            title="文件",
            order=5,
            facts=(
                Fact("对应关系", _mapping_name),
                Fact("结果", _result),
                Fact("后台任务", "run", url=lambda row: row.run.get_absolute_url() if row.run else None),
            ),
        ),
    )

    def badge(self) -> Badge:
        return Badge(self.object.get_state_display(), TONES[self.object.state])


class ImportMapping(EditPage):
    """One's own form: a table of what is read from where."""

    title = "调整对应关系"
    purpose = "说明每一项取自哪一列，对方的词语在这里是什么；没有对应的词会在预览中列出。"
    permission = LOAD
    menu = MENU
    queryset = CaseImport.objects.select_related("file")
    form_class = MappingForm
    template_name = "cases/import_mapping.html"
    success_message = "已保存，请核对预览。"

    def initial(self) -> dict[str, Any]:
        return {}

    def form_kwargs(self) -> dict[str, Any]:
        units = Organisation.objects.visible_to(acting(self.request), LOAD).order_by("path")
        return {"columns": self.file_table().columns, "mapping": of_body(self.object.body), "units": units}

    def file_table(self) -> FileTable:
        try:
            return import_table(self.object.file, most=1)
        except ShizhengError as error:
            raise Http404 from error

    def perform(self, form: Any) -> CaseImport:
        actor, mapping = acting(self.request), form.result()
        if form.cleaned_data["keep"]:
            save_mapping(actor, mapping=mapping)
        return map_import(actor, begun=self.object, mapping=mapping)


class ImportSubmit(ActionPage):
    title = "导入"
    permission = LOAD
    menu = MENU
    queryset = CaseImport.objects.select_related("file")
    form_class = NoInputForm  # type: ignore[assignment]  # nothing to say
    warning = "将在后台检查全部行：有一处问题就一件也不导入；全部正确时写入工单，不能撤回。"
    success_message = "已提交，进度见“后台任务”。"

    def perform(self, form: Any) -> CaseImport:
        return submit_import(acting(self.request), begun=self.object)


class MappingTable(Table):
    name = Column(verbose_name="名称")
    process = Column(verbose_name="流程", orderable=False)
    changed_at = InstantColumn(verbose_name="修改时间")

    def render_process(self, value: str) -> str:
        return process_of(value).name


class MappingList(ListPage):
    title = "导入对应关系"
    purpose = "保存下来的对应关系；随系统提供的另见上传页的选项。"
    permission = LOAD
    menu = MENU
    queryset = CaseMapping.objects.defer("body")
    table_class = MappingTable
    search_fields = ("name",)
    search_hint = "名称"
    empty_text = "还没有保存过对应关系"
    empty_hint = "导入时调整对应关系并勾选“保存”，就会出现在这里"


class MappingDetail(DetailPage):
    title = "导入对应关系"
    permission = LOAD
    menu = MENU
    queryset = CaseMapping.objects.all()
    buttons = (
        Button("下载", "cases:mapping_file", LOAD, icon="download"),
        Button("删除", "cases:mapping_remove", LOAD, tone="danger", dialog=True),
    )
    panels = (
        TemplatePanel(
            title="各项取自",
            order=10,
            template_name="cases/mapping.html",
            look=lambda request, row: {"parts": list(of_body(row.body).columns())},
        ),
    )


class MappingRemove(ActionPage):
    title = "删除对应关系"
    permission = LOAD
    menu = MENU
    queryset = CaseMapping.objects.all()
    warning = "已经导入的工单不受影响。"
    danger = True

    def perform(self, form: Any) -> None:
        remove_mapping(acting(self.request), mapping=self.object, reason=form.cleaned_data["reason"])

    def success_url(self, result: Any) -> str:
        return reverse("cases:mappings")


class MappingFile(Page):
    """The mapping as a file for the command line or another city."""

    title = "下载对应关系"
    permission = LOAD
    menu = MENU

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = CaseMapping.objects.visible_to(acting(request)).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        mapping: Mapping = of_body(found.body)
        text = yaml.safe_dump(as_body(mapping), allow_unicode=True, sort_keys=False)
        return HttpResponse(
            text,
            content_type="application/yaml; charset=utf-8",
            headers={"Content-Disposition": f"attachment; filename=mapping-{found.pk}.yaml"},
        )
