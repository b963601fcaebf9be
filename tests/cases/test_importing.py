"""Files of other platforms: read by a mapping, refused with row and column, brought in once."""

import io
from collections import Counter
from pathlib import Path

import msgspec
import pytest
import xlsxwriter
from django.db.models import F

from shizheng.engines.cases.actions.importing import import_cases, remove_mapping, save_mapping
from shizheng.engines.cases.domain.learning.records import read_records
from shizheng.engines.cases.domain.learning.verdicts import read_spans, tally
from shizheng.engines.cases.domain.mapping.mapping import Level, Mapping, Reading, Tree, UnitColumn
from shizheng.engines.cases.domain.mapping.table import read_table
from shizheng.engines.cases.management.bringing import IMPORTER
from shizheng.engines.cases.models import Area, Case, CaseMapping, Category, ClockRow, Contact, External, MarkRow
from shizheng.engines.cases.queries.importing import plan_import
from shizheng.engines.cases.queries.mappings import mapping_named, mapping_of_file, shipped
from shizheng.engines.cases.queries.verification import verify
from shizheng.kit.clock import aware
from shizheng.kit.errors import InvalidInputError
from shizheng.platform.journal.models import Entry
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.policy.queries import DeniedError
from shizheng.platform.vault.models import known_as
from tests.platform.people import ROBOT, actor, organisation
from tests.shared import SHARED, needs_data

pytestmark = pytest.mark.django_db
HEADER = "编号,事项,接收,到期,办结,大类,小类,街道,单位,性质,电话"
ROWS = [
    "A1,路灯不亮,2026-03-02 09:00:00,2026-03-05 17:00:00,2026-03-04 10:00:00,市政,路灯,一街,照明所,投诉,",
    "A2,井盖破损,2026-03-02 09:30:00,2026-03-03 09:30:00,2026-03-06 10:00:00,市政,井盖,二街,市政所,求决,",
    "A3,噪声扰民,2026-03-02 10:00:00,,,环保,噪声,一街,,咨询,",
]
MAPPING = Mapping(
    "试验",
    "hotline",
    "other",
    {
        "number": Reading("编号"),
        "title": Reading("事项"),
        "opened_at": Reading("接收"),
        "due_at": Reading("到期"),
        "closed_at": Reading("办结"),
        "nature": Reading("性质", values={"求决": "help"}),
        "contact_phone": Reading("电话"),
    },
    keeper="C",
    category=Tree([Level("大类"), Level("小类")], plant=True),
    area=Tree([Level("街道")], under="D", plant=True),
    unit=UnitColumn("单位", plant=True),
)


def table(*rows: str, header: str = HEADER, encoding: str = "utf-8"):
    return read_table(io.BytesIO("\n".join((header, *rows)).encode(encoding)), "诉求.csv")


def changed(**values) -> Mapping:
    return msgspec.structs.replace(MAPPING, **values)


@pytest.fixture
def centre() -> Organisation:
    Area.objects.create(code="D", name="东区", level="district")
    district = Area.objects.get()
    district.grow(None)
    district.save()
    return organisation("C", organisation("G"))


def test_cases_come_in_as_they_were(centre):
    done = import_cases(IMPORTER, mapping=MAPPING, table=table(*ROWS))
    assert done.words == "导入3件，新设类别5个，新设区域2个，新设单位2个"
    first, second, third = (External.objects.get(number=f"A{n}").case for n in (1, 2, 3))
    assert [(case.stage, case.breached) for case in (first, second, third)] == [
        ("archived", False),
        ("archived", True),
        ("dispatching", False),
    ]
    assert (first.opened_at, first.ended_at) == tuple(
        aware(instant) for instant in (first.opened_at, first.events.last().at)
    )
    assert f"{aware(first.ended_at):%Y-%m-%d %H:%M}" == "2026-03-04 10:00"
    assert (first.category.name, first.category.parent.name, first.area.name) == ("路灯", "市政", "一街")
    assert (first.area.level, first.area.parent.code, second.nature, third.main) == ("street", "D", "help", None)
    assert (second.main.name, second.main.parent.code) == ("市政所", "G")
    due = ClockRow.objects.get(case=second, rule="handle")
    assert (f"{aware(due.due_at):%d %H:%M}", due.breached_at, due.source) == (
        "03 09:30",
        due.due_at,
        "原平台“other”的时限",
    )
    assert sorted(MarkRow.objects.filter(ask="verdict").values_list("value", flat=True)) == ["in_time", "overdue"]
    assert [str(flaw) for _, flaws in verify() for flaw in flaws] == []


def test_a_number_comes_in_once(centre):
    import_cases(IMPORTER, mapping=MAPPING, table=table(*ROWS[:2]))
    again = import_cases(IMPORTER, mapping=MAPPING, table=table(*ROWS))
    assert (again.cases, again.known, Case.objects.count()) == (1, 2, 3)
    assert Category.objects.filter(name="路灯").count() == 1


def test_every_fault_is_told_by_row_and_column_and_nothing_comes_in(centre):
    bad = [
        ROWS[0],
        ROWS[1].replace("A2", "A1"),
        "A4,,昨天,,,市政,路灯,一街,照明所,投诉,",
        "A5,噪声,2026-03-02 10:00,,2026-03-01 10:00,市政,路灯,一街,照明所,抱怨,不详",
    ]
    entries = Entry.objects.count()
    with pytest.raises(InvalidInputError) as refused:
        import_cases(IMPORTER, mapping=MAPPING, table=table(*bad))
    assert [f"{fault.place}：{fault.message}"[:26] for fault in refused.value.faults] == [
        "第3行A列（编号）：原编号“A1”与第2行重复",
        "第4行B列（事项）：标题是空的",
        "第4行C列（接收）：受理时间“昨天”不是时间，应如 ",
        "第5行J列（性质）：性质“抱怨”没有对应，可用：投诉",
        "第5行E列（办结）：办结时间早于受理时间",
        "第5行 联系电话：应为电话号码",
    ]
    assert (Case.objects.count(), Category.objects.count(), Contact.objects.count()) == (0, 0, 0)
    assert Entry.objects.count() == entries


def test_unknown_names_are_told_once_where_nothing_is_planted(centre):
    mapping = changed(category=Tree([Level("小类")]), unit=UnitColumn("单位", values={"照明所": "G"}))
    plan = plan_import(IMPORTER, mapping, table(*ROWS, ROWS[1].replace("A2", "A9")))
    assert [f"{fault.place}：{fault.message}" for fault in plan.faults] == [
        "第2行G列（小类）：没有类别“路灯”（共1行）",
        "第3行G列（小类）：没有类别“井盖”（共2行）",
        "第4行G列（小类）：没有类别“噪声”（共1行）",
        "第3行I列（单位）：没有单位“市政所”（共2行）",
    ]


def test_what_a_process_refuses_is_told_by_row(centre):
    mapping = changed(category=Tree([Level("小类")], values={"路灯": "nowhere"}, otherwise=""))
    with pytest.raises(InvalidInputError, match="第2行 第1步 诉求分类：没有这个类别"):
        import_cases(IMPORTER, mapping=mapping, table=table(*ROWS))
    assert (Case.objects.count(), Organisation.objects.count()) == (0, 2)


def test_wrong_columns_and_wrong_files_are_refused(centre):
    with pytest.raises(InvalidInputError, match="没有“办结”这一列（用于办结时间）"):
        import_cases(
            IMPORTER, mapping=MAPPING, table=table("A1", header="编号,事项,接收,到期,大类,小类,街道,单位,性质,电话")
        )
    with pytest.raises(InvalidInputError, match="列名重复：编号"):
        table("1,2", header="编号,编号")
    with pytest.raises(InvalidInputError, match="第2行：有12格，表头只有11列"):
        table(ROWS[0] + "x,多")
    with pytest.raises(InvalidInputError, match="没有数据行"):
        table()
    with pytest.raises(InvalidInputError, match="没有说明从哪一列读取：标题"):
        import_cases(
            IMPORTER,
            mapping=changed(fields={"number": Reading("编号"), "opened_at": Reading("接收")}),
            table=table(*ROWS),
        )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_encodings(encoding):
    assert table(*ROWS, encoding=encoding).records[1]["事项"] == "井盖破损"


def test_excel_reads_alike(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    for number, row in enumerate([HEADER, *ROWS]):
        sheet.write_row(number, 0, row.split(","))
    book.close()
    with (tmp_path / "a.xlsx").open("rb") as stream:
        found = read_table(stream, "a.xlsx")
    assert [record.cells for record in found.records] == [record.cells for record in table(*ROWS).records]


def test_callers_are_sealed(centre):
    phone = "138" + "0" * 8
    import_cases(IMPORTER, mapping=MAPPING, table=table(ROWS[0] + phone))
    case = Case.objects.get()
    assert case.contact == Contact.objects.get(known_as(Contact, "phone_index", phone))
    assert phone not in case.events.get(position=1).body


def test_mappings_are_saved_and_removed(centre):
    clerk = actor("clerk", centre, cases__load=Scope.ALL)
    kept = save_mapping(clerk, mapping=MAPPING)
    assert mapping_named("试验") == MAPPING
    save_mapping(clerk, mapping=changed(source="another"))
    assert (CaseMapping.objects.count(), mapping_named("试验").source) == (1, "another")
    remove_mapping(clerk, mapping=kept, reason="不用")
    assert mapping_named("试验") is None


def test_who_may_not_load_or_plant_is_denied(centre):
    nobody, clerk = actor("nobody", centre), actor("clerk", centre, cases__load=Scope.ALL)
    for who in (nobody, clerk):
        with pytest.raises(DeniedError):
            import_cases(who, mapping=MAPPING, table=table(*ROWS))
    assert (Case.objects.count(), Category.objects.count(), Organisation.objects.count()) == (0, 0, 2)


def test_a_mapping_in_a_file_is_told_by_line(tmp_path):
    file = tmp_path / "m.yaml"
    file.write_text("name: 甲\nprocess: hotline\nsource: a/b\nfields: {}\n", encoding="utf-8")
    with pytest.raises(InvalidInputError, match="第 3 行 source：写法不合要求"):
        mapping_of_file(file)


@needs_data
@pytest.mark.parametrize(
    ("name", "file", "rows", "stages"),
    [
        ("坪山区民生诉求", "appeals/pingshan_2018_7000.csv", 400, {"archived"}),
        ("311服务请求", "311/baltimore_sample.csv", 400, {"archived", "handling"}),
    ],
)
def test_shipped_mappings_read_the_real_files(centre, name, file, rows, stages):
    lines = (SHARED / "data" / file).read_text(encoding="utf-8-sig").splitlines()
    found = read_table(io.BytesIO("\n".join(lines[: rows + 1]).encode()), Path(file).name)
    mapping = msgspec.structs.replace(shipped()[name], keeper="C")
    done = import_cases(ROBOT, mapping=mapping, table=found)
    assert (done.cases, Case.objects.count()) == (rows, rows)
    assert set(Case.objects.values_list("stage", flat=True)) == stages
    assert [str(flaw) for _, flaws in verify() for flaw in flaws] == []


@needs_data
def test_verdicts_of_the_city_of_due_dates_reproduce(centre, tmp_path):
    columns = ("CreatedDate", "DueDate", "CloseDate")
    lines = (SHARED / "data" / "311" / "baltimore_sample.csv").read_text(encoding="utf-8-sig").splitlines()[:1501]
    part = tmp_path / "part.csv"
    part.write_text("\n".join(lines), encoding="utf-8")
    wanted = tally(read_spans(read_records(part, columns), *columns))
    with part.open("rb") as stream:
        found = read_table(stream, part.name)
    import_cases(ROBOT, mapping=msgspec.structs.replace(shipped()["311服务请求"], keeper="C"), table=found)
    verdicts = MarkRow.objects.filter(ask="verdict").values_list("value", flat=True)
    counts = Counter(verdicts)
    assert (counts["in_time"], counts["overdue"]) == (wanted["on_time"], wanted["overdue"])
    assert Case.objects.filter(ended_at=None).count() == wanted["open"]
    assert not ClockRow.objects.exclude(breached_at=None).filter(breached_at__lt=F("due_at")).exists()
