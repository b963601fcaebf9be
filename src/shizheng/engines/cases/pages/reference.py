"""类别、区域、时限表: what cases refer to, as lists that go out to Excel and come back from it."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest

from shizheng.console.buttons import Button
from shizheng.console.columns import Column, DayColumn, InstantColumn, NumberColumn, WideColumn
from shizheng.console.filters import CharFilter, ChoiceFilter, FilterSet
from shizheng.console.pages import DetailPage, EditPage, ListPage
from shizheng.console.panels import TablePanel
from shizheng.console.tables import Table
from shizheng.engines.cases.actions.reference import plant_areas, plant_categories, set_limits
from shizheng.engines.cases.domain.mapping.table import Table as Sheet
from shizheng.engines.cases.domain.reference_sheets import read_limits, read_sprouts
from shizheng.engines.cases.domain.words import Unit
from shizheng.engines.cases.models import Area, Category, LimitEdition, LimitRowModel
from shizheng.engines.cases.queries.choices import process_names
from shizheng.engines.cases.queries.limit_words import codes, limit_words, lines, names, orders, words_of
from shizheng.engines.cases.queries.named import in_use, under
from shizheng.engines.cases.queries.previewing import import_table
from shizheng.engines.cases.queries.processes import processes
from shizheng.platform.files.actions import store_file
from shizheng.platform.policy.queries import acting

MANAGE = "cases.manage"
IN_USE = (("yes", "启用"), ("no", "停用"))
KINDS = ("xlsx", "xls", "txt")
LEVELS = tuple(Area._meta.get_field("level").choices or ())


class BranchFilter(FilterSet):
    top = CharFilter(label="上级编码", method="below")
    in_use = ChoiceFilter(label="状态", choices=IN_USE, empty_label="不限", method="by_use")

    def below(self, rows: Any, name: str, value: str) -> Any:
        return under(rows, value)

    def by_use(self, rows: Any, name: str, value: str) -> Any:
        return in_use(rows, wanted=value == "yes")


class CategoryFilter(BranchFilter):
    process = ChoiceFilter(label="流程", choices=process_names, empty_label="不限")


class AreaFilter(BranchFilter):
    level = ChoiceFilter(label="层级", choices=LEVELS, empty_label="不限")


class BranchTable(Table):
    code = Column(verbose_name="编码", orderable=False)
    name = Column(verbose_name="名称", orderable=False)
    parent_code = Column(verbose_name="上级编码", accessor="parent__code", orderable=False)
    order = NumberColumn(verbose_name="排序", orderable=False)
    valid_from = DayColumn(verbose_name="启用日期", orderable=False)
    valid_to = DayColumn(verbose_name="停用日期", orderable=False)

    def render_name(self, value: str, record: Any) -> str:
        """Below its parent; the file gets the bare name."""
        return "　" * (len(record.codes) - 1) + value

    def value_name(self, value: str) -> str:
        return value


class CategoryTable(BranchTable):
    process = Column(verbose_name="流程", orderable=False)

    def render_process(self, value: str) -> str:
        return names().get(value, value)


class AreaTable(BranchTable):
    level = Column(verbose_name="层级", orderable=False)


class CategoryList(ListPage):
    title = "工单类别"
    purpose = "诉求分类树。下载、修改后再导入：按编码新增或修改，填写停用日期即停用，已有工单不受影响。"
    permission = MANAGE
    menu = "cases:categories"
    queryset = Category.objects.select_related("parent").order_by("path")
    table_class = CategoryTable
    filterset_class = CategoryFilter
    search_fields = ("name", "code")
    search_hint = "名称或编码"
    page_size = 100
    empty_text = "还没有类别"
    empty_hint = "从 Excel 导入，或在配置包中写明"
    buttons = (Button("导入", "cases:categories_import", MANAGE, tone="primary", icon="upload"),)


class AreaList(ListPage):
    title = "工单区域"
    purpose = "区县、街道、社区、网格。下载、修改后再导入：按编码新增或修改，填写停用日期即停用。"
    permission = MANAGE
    menu = "cases:areas"
    queryset = Area.objects.select_related("parent").order_by("path")
    table_class = AreaTable
    filterset_class = AreaFilter
    search_fields = ("name", "code")
    search_hint = "名称或编码"
    page_size = 100
    empty_text = "还没有区域"
    empty_hint = "从 Excel 导入，或在配置包中写明"
    buttons = (Button("导入", "cases:areas_import", MANAGE, tone="primary", icon="upload"),)


class LimitFilter(FilterSet):
    process = ChoiceFilter(label="流程", choices=process_names, empty_label="不限")
    clock = ChoiceFilter(label="时限", choices=lambda: limit_words("clock"), empty_label="不限")
    urgency = ChoiceFilter(label="紧急程度", choices=lambda: limit_words("urgency"), empty_label="不限")
    category = CharFilter(label="类别编码")


class LimitTable(Table):
    hidden = ("edition",)
    process = Column(verbose_name="流程", orderable=False)
    clock = Column(verbose_name="时限", orderable=False)
    urgency = Column(verbose_name="紧急程度", orderable=False)
    category = Column(verbose_name="类别编码", orderable=False)
    nature = Column(verbose_name="性质", orderable=False)
    area = Column(verbose_name="区域编码", orderable=False)
    amount = NumberColumn(verbose_name="时限数", orderable=False)
    unit = Column(verbose_name="单位", orderable=False)
    source = WideColumn(verbose_name="依据", orderable=False)
    valid_from = DayColumn(verbose_name="生效日期", orderable=False)
    valid_to = DayColumn(verbose_name="失效日期", orderable=False)
    edition = NumberColumn(verbose_name="版本", orderable=False)

    @cached_property
    def words(self) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
        """By process and column; read once a table, not once a row."""
        return {each.id: words_of(each) for each in processes()}

    @cached_property
    def branches(self) -> Mapping[str, Mapping[str, str]]:
        return {tree: codes(tree) for tree in ("category", "area")}

    def said(self, column: str, value: str, record: LimitRowModel) -> str:
        return self.words.get(record.process, {}).get(column, {}).get(value, value)

    def render_process(self, value: str) -> str:
        return names().get(value, value)

    def render_clock(self, value: str, record: LimitRowModel) -> str:
        return self.said("clock", value, record)

    def render_urgency(self, value: str, record: LimitRowModel) -> str:
        return self.said("urgency", value, record)

    def render_nature(self, value: str, record: LimitRowModel) -> str:
        return self.said("nature", value, record)

    def render_category(self, value: str) -> str:
        return f"{value} {self.branches['category'].get(value, '')}".strip()

    def value_category(self, value: str) -> str:
        return value

    def render_area(self, value: str) -> str:
        return f"{value} {self.branches['area'].get(value, '')}".strip()

    def value_area(self, value: str) -> str:
        return value


class LimitList(ListPage):
    title = "时限表"
    purpose = "按类别、性质、紧急程度、区域规定的时限；空着的条件适用于全部，写明得多的优先。导入即整表换新版。"
    permission = MANAGE
    menu = "cases:limits"
    queryset = LimitRowModel.objects.all()
    table_class = LimitTable
    filterset_class = LimitFilter
    search_fields = ("source",)
    search_hint = "依据"
    page_size = 100
    empty_text = "还没有时限表，按各流程的通常时限计算"
    buttons: ClassVar[Any] = (
        Button("历次版本", "cases:limit_editions", MANAGE, icon="history"),
        Button("导入新版", "cases:limits_import", MANAGE, tone="primary", icon="upload"),
    )

    def row_address(self, record: Any) -> str | None:
        return None


class EditionTable(Table):
    edition = NumberColumn(verbose_name="版本", attrs={})
    process = Column(verbose_name="流程", orderable=False)
    made_at = InstantColumn(verbose_name="导入时间")
    made_by = Column(verbose_name="导入人")
    count = Column(verbose_name="行数", accessor="rows", orderable=False)

    def render_process(self, value: str) -> str:
        return names().get(value, value)

    def render_count(self, value: Any) -> int:
        return len(value)


class EditionList(ListPage):
    title = "时限表历次版本"
    purpose = "每次导入的时限表都保留；工单的时限注明它按第几版计算。"
    permission = MANAGE
    menu = "cases:limits"
    queryset = LimitEdition.objects.all()
    table_class = EditionTable
    empty_text = "还没有导入过时限表"


class LineTable(Table):
    clock = Column(verbose_name="时限", orderable=False)
    urgency = Column(verbose_name="紧急程度", orderable=False)
    category = Column(verbose_name="类别", orderable=False)
    nature = Column(verbose_name="性质", orderable=False)
    area = Column(verbose_name="区域", orderable=False)
    limit = Column(verbose_name="规定", orderable=False)
    source = WideColumn(verbose_name="依据", orderable=False)
    valid_from = Column(verbose_name="生效日期", orderable=False)
    valid_to = Column(verbose_name="失效日期", orderable=False)


def _lines(request: HttpRequest, row: LimitEdition) -> Iterable[Mapping[str, Any]]:
    return [{**line, "limit": f"{line['amount']}{Unit(line['unit']).label}"} for line in lines(row)]


class EditionDetail(DetailPage):
    title = "时限表版本"
    permission = MANAGE
    menu = "cases:limits"
    queryset = LimitEdition.objects.all()
    panels = (TablePanel(title="时限", order=10, table_class=LineTable, rows=_lines, limit=500),)


class SheetForm(forms.Form):
    file = forms.FileField(label="文件", help_text="Excel 或 CSV，列名与列表下载的相同；有一处错误就不导入任何一行。")


class SheetImport(EditPage):
    """A sheet taken whole, or refused by row and column."""

    abstract = True
    permission = MANAGE
    form_class = SheetForm
    submit_label = "检查并导入"
    success_message = "已导入。"

    def perform(self, form: Any) -> None:
        sent = form.cleaned_data["file"]
        stored = store_file(acting(self.request), name=sent.name, chunks=sent.chunks(), wanted=KINDS)
        self.take(import_table(stored))

    def take(self, sheet: Sheet) -> None:
        raise NotImplementedError

    def success_url(self, result: Any) -> str:
        return self.cancel_url()


class CategoryImport(SheetImport):
    title = "导入类别"
    purpose = "按编码新增或修改；上级写在下级之前，上级不能改。"
    menu = "cases:categories"

    def take(self, sheet: Sheet) -> None:
        words = {"": ""} | {each.name: each.id for each in processes()} | {each.id: each.id for each in processes()}
        sprouts = read_sprouts(sheet, "流程", words, orders("category"))
        plant_categories(acting(self.request), sprouts=sprouts)


class AreaImport(SheetImport):
    title = "导入区域"
    purpose = "按编码新增或修改；上级写在下级之前，上级不能改。"
    menu = "cases:areas"

    def take(self, sheet: Sheet) -> None:
        words = {str(label): str(code) for code, label in LEVELS} | {str(code): str(code) for code, _ in LEVELS}
        plant_areas(acting(self.request), sprouts=read_sprouts(sheet, "层级", words, orders("area")))


class LimitImport(SheetImport):
    title = "导入时限表"
    purpose = "文件中的流程整表替换为新的一版；正在计时的工单仍按原来的时限。"
    menu = "cases:limits"

    def take(self, sheet: Sheet) -> None:
        found = read_limits(sheet, list(processes()), set(codes("category")), set(codes("area")))
        for process, rows in found.items():
            set_limits(acting(self.request), process=process, rows=rows)
