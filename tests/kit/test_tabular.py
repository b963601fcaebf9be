import codecs
import csv
import io
import pickle
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shizheng.kit.archive import Limits, UnsafeFileError, check_archive
from shizheng.kit.errors import Fault
from shizheng.kit.money import Amount, Unit
from shizheng.kit.printed import Printed
from shizheng.kit.tabular.cells import (
    CellFault,
    Row,
    TableError,
    column_index,
    column_letter,
    is_formula_like,
    neutralised,
    restored,
)
from shizheng.kit.tabular.csvfile import EncodingError, detect_encoding, read_csv, write_csv
from shizheng.kit.tabular.excel import FAILED, open_excel
from shizheng.kit.tabular.workbook import Table, write_excel

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8).map(str.strip).filter(bool)


def excel(*tables: Table, **options) -> io.BytesIO:
    stream = io.BytesIO()
    write_excel(stream, tables, **options)
    stream.seek(0)
    return stream


def contents(stream, **options) -> dict[str, list[Row]]:
    with open_excel(stream, **options) as sheets:
        return {sheet.name: list(sheet.rows()) for sheet in sheets}


def rezipped(stream, **changed: bytes) -> io.BytesIO:
    """The archive with entries replaced or added; in a name `__` stands for the slash, a single one for the dot."""
    entries = {name.replace("__", "/").replace("_", "."): data for name, data in changed.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, entries.pop(name, None) or old.read(name))
        for name, data in entries.items():
            new.writestr(name, data)
    out.seek(0)
    return out


def worksheet(body: bytes) -> bytes:
    head = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    return head + body + b"</sheetData></worksheet>"


SMALL = Table("收支", ["科目", "金额"], [["合计", Decimal("12.50")]])


# --- addresses and faults


@given(st.integers(1, 20_000))
def test_columns_both_ways(index):
    assert column_index(column_letter(index)) == index


def test_known_columns():
    assert [column_letter(index) for index in (1, 26, 27, 702, 703, 16384)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    with pytest.raises(ValueError, match="不是列号"):
        column_index("B7")
    with pytest.raises(ValueError, match="counted from 1"):
        column_letter(0)


def test_a_fault_names_sheet_row_and_column():
    fault = Row(3, ["a"], "收支").fault("不是数字", 2, "请填写数字")
    assert str(fault) == "工作表“收支” 第3行B列：不是数字（请填写数字）"
    error = TableError([fault, CellFault("缺少一列", 4)])
    assert error.faults[1] == Fault("缺少一列", "第4行")
    assert pickle.loads(pickle.dumps(error)).cells == error.cells


def test_cells_as_text():
    row = Row(1, [" a ", None, 12.0, 1.5])
    assert [row.text(column) for column in range(1, 6)] == ["a", "", "12", "1.5", ""]
    assert Row(2, [None, ""]).blank
    assert not row.blank


# --- formulas


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＠a", "-x"])
def test_text_that_looks_like_a_formula_is_neutralised(text):
    assert is_formula_like(text)
    assert neutralised(text) == "'" + text
    assert restored(neutralised(text)) == text


@pytest.mark.parametrize("text", ["-5", "-1,234.50", "+3", "—", "a=b", "", "'"])
def test_plain_text_and_numbers_are_left_alone(text):
    assert neutralised(text) == text


@given(st.text(st.sampled_from("'=+-@1a \t"), max_size=6))
def test_neutralising_can_be_undone_and_is_safe(text):
    assert restored(neutralised(text)) == text
    assert not is_formula_like(neutralised(text))


# --- CSV


@given(st.lists(st.lists(TEXT, min_size=2, max_size=2), max_size=5), st.sampled_from(["utf-8-sig", "gb18030"]))
def test_csv_survives_the_round_trip(rows, encoding):
    data = b"".join(write_csv(["名称", "说明"], rows, encoding))
    read = list(read_csv(io.BytesIO(data)))
    assert [row.number for row in read] == list(range(1, len(rows) + 2))
    assert [[restored(cell) for cell in row.cells] for row in read[1:]] == rows


def test_csv_values():
    row = [Decimal("1E+3"), Printed(-1250, 2), Amount(Printed(3, 1), Unit.WAN), True, None, date(2026, 1, 2), 7, "=1"]
    instant = datetime(2026, 1, 1, 16, tzinfo=UTC)
    data = b"".join(write_csv(["a"], [[*row, instant]]))
    assert data.startswith(codecs.BOM_UTF8)
    line = data.decode("utf-8-sig").splitlines()[1]
    assert line == "1000,-12.50,0.3,是,,2026-01-02,7,'=1,2026-01-02 00:00:00"


def test_long_csv_comes_in_batches():
    batches = list(write_csv(["n"], ([number] for number in range(1200))))
    assert len(batches) == 3
    assert [row.text(1) for row in read_csv(io.BytesIO(b"".join(batches)))][-1] == "1199"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_are_told_apart(encoding):
    data = ("科目,金额\r\n" + ("a" * 98 + ",1\r\n") * 15_000 + "合计,㐀𠀀\r\n").encode(encoding)
    stream = io.BytesIO(data)
    *_, last = read_csv(stream)
    assert last == Row(15_002, ["合计", "㐀𠀀"])
    assert not stream.closed


def test_bytes_that_are_no_text():
    with pytest.raises(EncodingError, match=r"a\.csv：文字编码"):
        detect_encoding(io.BytesIO(b"\xff\xff\xff"), "a.csv")


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_separators(separator):
    data = f"科目{separator}金额\n合计{separator}\n".encode()
    assert [row.cells for row in read_csv(io.BytesIO(data))] == [["科目", "金额"], ["合计", None]]


def test_an_open_quote_names_its_row():
    with pytest.raises(TableError, match="第2行：引号不成对"):
        list(read_csv(io.BytesIO(b'a,b\n"c,d\ne,f\n')))


def test_too_many_rows_and_empty_files():
    with pytest.raises(TableError, match="第3行：超过2行的上限"):
        list(read_csv(io.BytesIO(b"a\nb\nc\n"), max_rows=2))
    with pytest.raises(UnsafeFileError, match="文件是空的"):
        list(read_csv(io.BytesIO(b"")))


def test_csv_writing_keeps_to_the_standard_quoting():
    data = b"".join(write_csv(["a"], [['引"号', "换\n行", "逗,号"]])).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(data, newline="")))[1] == ['引"号', "换\n行", "逗,号"]


# --- Excel


@given(st.lists(st.lists(TEXT | st.integers(-(10**14), 10**14) | st.none(), min_size=2, max_size=2), max_size=5))
def test_excel_survives_the_round_trip(rows):
    read = contents(excel(Table("表", ["甲", "乙", "丙", "丁"], [["x", *row, "y"] for row in rows])))["表"]
    assert [list(row.cells) for row in read[1:]] == [["x", *row, "y"] for row in rows]
    assert [row.number for row in read] == list(range(1, len(rows) + 2))


def test_excel_values_keep_their_kind_and_printed_places():
    values = [Decimal("4333.10"), Printed(1234500, 2), Amount(Printed(5, 1), Unit.WAN), 7, True, date(2026, 1, 2)]
    values += [datetime(2026, 1, 1, 16, tzinfo=UTC), "=1+1", "-5", Decimal("12345678901234567.89"), 110101199001011234]
    stream = excel(Table("值", ["x"], [values]))
    row = openpyxl.load_workbook(stream)["值"][2]
    assert [cell.value for cell in row] == [
        4333.1,
        12345,
        0.5,
        7,
        "是",
        datetime(2026, 1, 2),  # noqa: DTZ001
        datetime(2026, 1, 2),  # noqa: DTZ001
        "=1+1",
        "-5",
        "12345678901234567.89",
        "110101199001011234",
    ]
    assert [row[index].number_format for index in (0, 1, 2, 3)] == ["#,##0.00", "#,##0.00", "#,##0.0", "General"]
    assert row[7].data_type == "s"
    assert row[7].quotePrefix


def test_a_table_too_long_for_a_sheet_goes_on_in_another():
    sheets = contents(excel(Table("长", ["n"], ([number] for number in range(7))), most_rows=4))
    assert list(sheets) == ["长", "长（2）", "长（3）"]
    assert [[row.text(1) for row in rows] for rows in sheets.values()] == [
        ["n", "0", "1", "2"],
        ["n", "3", "4", "5"],
        ["n", "6"],
    ]


def test_sheet_names_are_made_fit():
    names = list(contents(excel(Table("a/b?", ["x"], []), Table("A_B_", ["x"], []), Table("表" * 40, ["x"], []))))
    assert names == ["a_b_", "A_B_（2）", "表" * 31]
    assert list(contents(excel())) == ["空"]


def test_text_over_the_limit_is_cut_and_says_so():
    text = contents(excel(Table("表", ["x"], [["长" * 40_000]])))["表"][1].text(1)
    assert len(text) == 32_767
    assert text.endswith("（过长，已截断）")


def test_rows_and_columns_keep_their_address_where_the_sheet_starts_late():
    body = b'<row r="3"><c r="C3"><v>1</v></c><c r="E3"><v>2.5</v></c></row>'
    rows = contents(rezipped(excel(SMALL), xl__worksheets__sheet1_xml=worksheet(body)))["收支"]
    assert [row.number for row in rows] == [1, 2, 3]
    assert list(rows[2].cells) == [None, None, 1.0, None, 2.5]
    assert rows[0].blank


def test_a_failed_formula_is_not_read_as_empty():
    body = b'<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C1"><v>3</v></c></row>'
    rows = contents(rezipped(excel(SMALL), xl__worksheets__sheet1_xml=worksheet(body)))["收支"]
    assert list(rows[0].cells) == [1.0, FAILED, 3.0]


def test_merged_ranges_and_hidden_sheets():
    book = openpyxl.Workbook()
    book.active["A1"] = "标题"
    book.active.merge_cells("A1:C2")
    hidden = book.create_sheet("藏")
    hidden.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    with open_excel(stream) as sheets:
        first, second = list(sheets)
    assert first.merged == [((1, 1), (2, 3))]
    assert (first.hidden, second.hidden) == (False, True)
    assert list(second.rows()) == []


# --- files that must not be opened


def test_a_zip_bomb_is_refused_before_it_is_opened():
    bomb = rezipped(excel(SMALL), xl__media__a_bin=b"\0" * 60_000_000)
    tracemalloc.start()
    with pytest.raises(UnsafeFileError, match=r"表\.xlsx：压缩比异常"):
        contents(bomb, place="表.xlsx")
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_directory_that_lies_about_sizes_is_found_out():
    data = rezipped(excel(SMALL), xl__media__a_bin=b"\0" * 5_000_000).getvalue()
    size = (5_000_000).to_bytes(4, "little")
    assert data.count(size) >= 1
    with pytest.raises(UnsafeFileError, match="文件已损坏"):
        check_archive(io.BytesIO(data.replace(size, (100).to_bytes(4, "little"))))


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(file=100), "超过0MB的上限"),
        (Limits(entries=3), "超过3个的上限"),
        (Limits(inflated=1000), "解压后有"),
    ],
)
def test_limits(limits, message):
    with pytest.raises(UnsafeFileError, match=message):
        contents(excel(SMALL), limits=limits)


@pytest.mark.parametrize(
    "body",
    [
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b"<row r='1048576'><c r = 'A1048576'><v>1</v></c>" + b"<c><v>1</v></c>" * 16000 + b"</row>",
        b'<x:row r="1048576"><x:c r="&#88;FD1048576"><x:v>1</x:v></x:c></x:row>',
    ],
)
def test_a_sheet_that_spans_more_than_memory_is_refused(body):
    with pytest.raises(UnsafeFileError, match=r"范围超过500万格|内容异常"):
        contents(rezipped(excel(SMALL), xl__worksheets__sheet1_xml=worksheet(body)))


def test_hidden_rows_to_the_end_of_the_sheet_do_no_harm():
    body = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576" hidden="1"/>'
    assert len(contents(rezipped(excel(SMALL), xl__worksheets__sheet1_xml=worksheet(body)))["收支"]) == 1


def old_format(name: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + name.encode("utf-16-le") + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "文件是空的"),
        (b"hello", "已损坏，或不是所标的格式"),
        (excel(SMALL).getvalue()[:900], "已损坏"),
        (old_format("EncryptedPackage"), "文件已加密"),
        (old_format("_VBA_PROJECT"), "文件带有宏"),
        (old_format("Workbook"), "不是可以读取的 Excel 文件"),
        (rezipped(excel(SMALL), xl__vbaProject_bin=b"x").getvalue(), "文件带有宏"),
        (rezipped(io.BytesIO(b"PK\x05\x06" + b"\0" * 18), word__document_xml=b"<a/>").getvalue(), "不是 Excel 工作簿"),
        (rezipped(excel(SMALL), xl__worksheets__sheet1_xml=b"<worksheet><sheetData><row").getvalue(), "无法读取"),
        (rezipped(excel(SMALL), xl__workbook_xml=b"<workbook").getvalue(), "结构已损坏"),
    ],
)
def test_files_that_cannot_be_read_say_why(data, message):
    with pytest.raises(UnsafeFileError, match=message) as caught:
        contents(io.BytesIO(data), place="a.xlsx")
    assert caught.value.fault.place == "a.xlsx"
    assert caught.value.fault.remedy


def test_writing_and_csv_reading_keep_memory_flat():
    def peak(count: int) -> int:
        tracemalloc.start()
        rows = ([f"行{number}", number] for number in range(count))
        size = sum(len(batch) for batch in write_csv(["a", "b"], rows))
        assert size > count * 5
        stream = io.BytesIO()
        write_excel(stream, [Table("表", ["a", "b"], ([f"行{number}", number] for number in range(count)))])
        used = tracemalloc.get_traced_memory()[1] - len(stream.getvalue())
        tracemalloc.stop()
        return used

    assert peak(12_000) < 2 * peak(3_000)
