"""Categories, areas and limits in the console: out to Excel, back from it, whole or not at all."""

import io
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from shizheng.engines.cases.actions.reference import plant_areas, plant_categories, set_limits
from shizheng.engines.cases.domain.limits import Limit, LimitRow
from shizheng.engines.cases.domain.sprouts import Sprout
from shizheng.engines.cases.domain.words import Unit
from shizheng.engines.cases.models import Area, Category, LimitEdition, LimitRowModel
from shizheng.engines.cases.pages import reference
from shizheng.platform.accounts.models import Account
from shizheng.platform.journal.models import Entry
from shizheng.platform.policy.domain.scope import Scope
from tests.console.suite import PageCase, whole
from tests.platform.people import ROBOT, actor, organisation

DAY = date(2026, 1, 1)
SPROUTS = [
    Sprout("water", "供水", kind="trial_hotline"),
    Sprout("leak", "漏水", "water", "trial_hotline", 1),
    Sprout("lamp", "路灯", valid_to=date(2026, 3, 1)),
]
AREAS = [Sprout("D", "东区", kind="district"), Sprout("D1", "一街", "D", "street", 1)]


def row(amount: int, **values) -> LimitRow:
    return LimitRow("trial_hotline", "handle", Limit(amount, Unit.WORKING_DAYS, "规程"), DAY, **values)


@pytest.fixture(autouse=True)
def _settle(db, settings, tmp_path):
    settings.MEDIA_ROOT, settings.UPLOAD_RATE = tmp_path, (10_000, 3600)
    actor("keeper", organisation("C"), cases__manage=Scope.ALL, cases__view=Scope.ALL)
    actor("nobody", organisation("N"))
    plant_categories(ROBOT, sprouts=SPROUTS)
    plant_areas(ROBOT, sprouts=AREAS)
    set_limits(ROBOT, process="trial_hotline", rows=[row(5), row(2, category="leak", nature="complaint")])


def enter(client, name="keeper"):
    client.force_login(Account.objects.get(username=name))


def sheet(name: str, rows) -> SimpleUploadedFile:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    table = book.add_worksheet()
    for number, cells in enumerate(rows):
        table.write_row(number, 0, cells)
    book.close()
    return SimpleUploadedFile(name, target.getvalue())


class ReferenceCase(PageCase):
    route = ""

    def address(self):
        return f"/cases/{self.route}"

    def populate(self, count):
        there = Category.objects.count()
        names = [f"c{there + number}" for number in range(count)]
        plant_categories(ROBOT, sprouts=[Sprout(name, name, "water", "trial_hotline") for name in names])
        plant_areas(ROBOT, sprouts=[Sprout(name, name, "D", "street") for name in names])
        more = [row(3, category=code) for code in Category.objects.values_list("code", flat=True)]
        set_limits(ROBOT, process="trial_hotline", rows=[row(5), *more])

    def sign_in(self, client):
        enter(client)

    def sign_in_forbidden(self, client):
        enter(client, "nobody")


class TestCategoryList(ReferenceCase):
    page = reference.CategoryList
    route = "categories/"


class TestAreaList(ReferenceCase):
    page = reference.AreaList
    route = "areas/"


class TestLimitList(ReferenceCase):
    page = reference.LimitList
    route = "limits/"


class TestEditionList(ReferenceCase):
    page = reference.EditionList
    route = "limits/editions/"


class TestEditionDetail(ReferenceCase):
    page = reference.EditionDetail

    def address(self):
        return LimitEdition.objects.first().get_absolute_url()

    def test_allowed_sees_the_page(self, client):
        enter(client)
        text = whole(client.get(self.address()))
        assert "时限表第1版" in text
        assert "漏水" in text
        assert "5个工作日" in text


class TestCategoryImport(ReferenceCase):
    page = reference.CategoryImport
    route = "categories/import/"


class TestAreaImport(ReferenceCase):
    page = reference.AreaImport
    route = "areas/import/"


class TestLimitImport(ReferenceCase):
    page = reference.LimitImport
    route = "limits/import/"


@pytest.mark.parametrize("route", ["categories", "areas", "limits"])
def test_what_was_downloaded_goes_back_unchanged(client, route):
    enter(client)
    trees = [list(tree.objects.order_by("code").values()) for tree in (Category, Area)]
    limits = [each.line for each in LimitRowModel.objects.all()]
    data = whole_bytes(client.get(f"/cases/{route}/?export=1"))
    answer = client.post(f"/cases/{route}/import/", {"file": SimpleUploadedFile("表.xlsx", data)})
    assert (answer.status_code, answer["Location"]) == (302, f"/cases/{route}/")
    assert [list(tree.objects.order_by("code").values()) for tree in (Category, Area)] == trees
    assert [each.line for each in LimitRowModel.objects.all()] == limits


def whole_bytes(response) -> bytes:
    return response.getvalue() if response.streaming else response.content


def test_the_download_names_plain_words(client):
    enter(client)
    data = whole_bytes(client.get("/cases/limits/?export=1"))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert rows[0][:8] == ["流程", "时限", "紧急程度", "类别编码", "性质", "区域编码", "时限数", "单位"]
    assert [rows[2][1], rows[2][3], rows[2][4], rows[2][7]] == ["办理时限", "leak", "投诉", "个工作日"]


def test_a_new_edition_is_kept_with_the_old_one(client):
    enter(client)
    rows = [
        ["流程", "时限", "时限数", "单位", "依据", "生效日期"],
        ["trial_hotline", "handle", 7, "工作日", "新规程", "2026-02-01"],
    ]
    assert client.post("/cases/limits/import/", {"file": sheet("时限.xlsx", rows)}).status_code == 302
    assert list(LimitRowModel.objects.values_list("amount", "edition")) == [(7, 2)]
    assert [(each.edition, len(each.rows), each.made_by) for each in LimitEdition.objects.order_by("edition")] == [
        (1, 2, "测试"),
        (2, 1, "用户keeper"),
    ]


@pytest.mark.parametrize(
    ("route", "rows", "words"),
    [
        ("categories", [["编码", "名称"], ["x", "甲"]], "缺少列：上级编码、流程"),
        (
            "categories",
            [["编码", "名称", "上级编码", "流程", "停用日期"], ["x", "", "no", "别的", "某天"]],
            "第2行E列（停用日期）：“某天”不是日期（日期写成 2026-01-31）|第2行D列（流程）：“别的”不可用"
            "|第2行 名称：名称应为1至100个字|第2行 上级：上级“no”不存在",
        ),
        ("areas", [["编码", "名称", "上级编码", "层级"], ["x", "甲", "", ""]], "第2行D列（层级）：没有填写"),
        (
            "limits",
            [
                ["流程", "时限", "时限数", "单位", "依据", "生效日期", "类别编码"],
                ["trial_hotline", "跑步", "很多", "天", "", "", "none"],
            ],
            "“跑步”不可用|“很多”不是整数|“天”不可用|没有编码“none”|第2行F列（生效日期）：没有填写",
        ),
        (
            "limits",
            [["流程", "时限", "时限数", "单位", "依据", "生效日期"]]
            + [["trial_hotline", "办理时限", 3, "工作日", "规程", "2026-01-01"]] * 2,
            "第2、3行：适用条件与生效日期完全相同",
        ),
    ],
)
def test_a_wrong_sheet_is_refused_by_row_and_column(client, route, rows, words):
    enter(client)
    before = (Category.objects.count(), Area.objects.count(), LimitEdition.objects.count())
    answer = client.post(f"/cases/{route}/import/", {"file": sheet("表.xlsx", rows)})
    text = whole(answer)
    assert answer.status_code == 422
    for each in words.split("|"):
        assert each in text
    assert (Category.objects.count(), Area.objects.count(), LimitEdition.objects.count()) == before


def test_who_may_not_changes_nothing(client):
    enter(client, "nobody")
    entries = Entry.objects.count()
    for route in ("categories", "areas", "limits"):
        assert client.post(f"/cases/{route}/import/", {"file": sheet("表.xlsx", [["编码"]])}).status_code == 403
    assert (Entry.objects.count(), LimitEdition.objects.count()) == (entries, 1)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"供水", "漏水", "路灯"}),
        ("top=water", {"供水", "漏水"}),
        ("in_use=no", {"路灯"}),
        ("process=trial_hotline", {"供水", "漏水"}),
    ],
)
def test_categories_are_filtered(client, query, names):
    enter(client)
    text = whole(client.get(f"/cases/categories/?{query}"))
    assert {name for name in ("供水", "漏水", "路灯") if f"{name}</td>" in text} == names
