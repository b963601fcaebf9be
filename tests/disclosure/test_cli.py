"""The command line: what it prints, where it writes, how it ends, and that a bad file costs nobody the others."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from shizheng.systems.disclosure.domain.finding import FAMILIES, SEVERITIES
from shizheng.systems.disclosure.management.batch import expand, run
from shizheng.systems.disclosure.management.cli import CLAIM, FINDING, app
from tests.disclosure.cli_samples import budget, dying, folder_of
from tests.shared import SEEDS, needs_seeds

RIGHT, WRONG = budget(), budget(told="88.00")
OUT_OF_ORDER = b"PK\x03\x04 no archive at all"
LAST_YEAR = budget(year=2025, services=60, staff=16)


def shizheng(*words: object, stdin: bytes | None = None, columns: int = 80) -> Result:
    return CliRunner(env={"COLUMNS": str(columns)}).invoke(app, [str(word) for word in words], input=stdin)


def objects(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_document_that_adds_up_ends_with_0(tmp_path):
    result = shizheng("check", folder_of(tmp_path, a=RIGHT), "--format", "json")
    assert result.exit_code == 0
    assert {found["rule"] for found in objects(result)} >= {"residue.punctuation"}
    assert all(found["severity"] != "error" for found in objects(result))


def test_an_error_ends_with_1_and_has_exactly_the_agreed_fields(tmp_path):
    result = shizheng("check", folder_of(tmp_path, a=WRONG), "--format", "json")
    assert result.exit_code == 1
    errors = [found for found in objects(result) if found["severity"] == "error"]
    assert errors and all(tuple(found) == FINDING for found in objects(result))
    assert ",".join(FINDING) == "file,rule,family,severity,section,line,quote,printed,expected,message"
    assert any("88.00" in found["quote"] and "100.00" in found["message"] for found in errors)


def test_a_program_gets_every_place_and_a_person_every_matter(tmp_path):
    folder = folder_of(tmp_path, a=RIGHT.replace("截至上年底，在职", "截止上年底，截止目前，在职"), b=RIGHT)
    places = [found for found in objects(shizheng("check", folder, "--format", "json")) if found["quote"] == "截止"]
    assert len(places) == 2
    assert all("同样情况" not in found["message"] for found in places)
    table = shizheng("check", folder, columns=200).stdout
    assert table.count("疑为“截至”之误") == 1
    assert "同样情况另有1处" in table


def test_claims_have_exactly_the_agreed_fields(tmp_path):
    result = shizheng("read", folder_of(tmp_path, a=RIGHT), "--format", "json")
    assert result.exit_code == 0
    assert all(tuple(claim) == CLAIM for claim in objects(result))
    assert ",".join(CLAIM) == "file,line,section,table,coord,value,unit,ulp,kind,quote"
    total = next(claim for claim in objects(result) if claim["coord"].get("func") == "2012604")
    assert (total["value"], total["unit"], total["ulp"], total["quote"]) == ("800000", "元", "100", "80.00")


def _quoted_literally(records: Sequence[dict]) -> list[dict]:
    texts = {file: Path(file).read_text("utf-8").split("\n") for file in {record["file"] for record in records}}
    return [record for record in records if record["quote"] not in texts[record["file"]][record["line"] - 1]]


@pytest.mark.parametrize("command", ["check", "read"])
def test_quotes_stand_literally_in_their_lines(command, tmp_path):
    records = objects(shizheng(command, folder_of(tmp_path, a=RIGHT, b=WRONG), "--format", "json"))
    assert len({record["file"] for record in records}) == 2
    assert _quoted_literally(records) == []


@needs_seeds
@pytest.mark.parametrize("command", ["check", "read"])
def test_quotes_of_published_documents_stand_literally_in_their_lines(command):
    records = objects(shizheng(command, *SEEDS, "--format", "json"))
    assert len({record["file"] for record in records}) == len(SEEDS)
    assert _quoted_literally(records) == []


def test_one_bad_file_ends_with_2_and_never_stops_the_rest(tmp_path):
    folder = folder_of(tmp_path, a=WRONG, b=OUT_OF_ORDER, c=WRONG, d="", e=WRONG)
    result = shizheng("check", folder, "--format", "json")
    assert result.exit_code == 2
    assert {Path(found["file"]).stem for found in objects(result)} == {"a", "c", "e"}
    assert "b.txt" in result.stderr and "文件不完整" in result.stderr
    assert "d.txt" in result.stderr and "文件是空的" in result.stderr


def test_a_file_that_is_not_there_is_named(tmp_path):
    result = shizheng("read", tmp_path / "无.txt")
    assert result.exit_code == 2
    assert "文件不存在" in result.stderr and "Traceback" not in result.stderr


def test_a_folder_without_documents_is_said_to_be_so(tmp_path):
    (tmp_path / "picture.png").write_bytes(b"x")
    result = shizheng("check", tmp_path)
    assert result.exit_code == 2
    assert "没有找到可读取的文件" in result.stderr and "略过 1 个" in result.stderr


def test_folders_stand_for_what_can_be_read_below_them(tmp_path):
    deep = tmp_path / "2026" / "budget"
    deep.mkdir(parents=True)
    for name in ("b.docx", "a.txt", "~$b.docx", ".a.txt.swp", "c.jpg"):
        (deep / name).write_bytes(b"x")
    files = expand([tmp_path, tmp_path / "missing.txt"])
    assert [path.name for path in files.found] == ["a.txt", "b.docx", "missing.txt"]
    assert files.passed_over == 1


def test_standard_input_is_a_file_too():
    result = shizheng("check", "-", "--format", "json", stdin=WRONG.encode())
    assert result.exit_code == 1
    assert {found["file"] for found in objects(result)} == {"标准输入"}


def test_findings_are_filtered_by_severity_and_family(tmp_path):
    folder = folder_of(tmp_path, a=WRONG)
    everything = objects(shizheng("check", folder, "--format", "json"))
    warnings = shizheng("check", folder, "--format", "json", "--severity", "warning，rounding")
    assert objects(warnings) == [found for found in everything if found["severity"] in {"warning", "rounding"}]
    assert warnings.exit_code == 0  # no error among what was asked for
    residue = objects(shizheng("check", folder, "--format", "json", "--family", "residue"))
    assert residue and residue == [found for found in everything if found["family"] == "residue"]


@pytest.mark.parametrize(
    ("option", "word", "known"), [("--severity", "fatal", SEVERITIES), ("--family", "sums", FAMILIES)]
)
def test_unknown_filters_are_refused_with_the_known_ones(option, word, known, tmp_path):
    result = shizheng("check", folder_of(tmp_path, a=RIGHT), option, word, columns=400)
    assert result.exit_code == 2
    assert word in result.stderr and all(name in result.stderr for name in known)


def test_excel_needs_a_file_and_holds_every_finding(tmp_path):
    folder = folder_of(tmp_path, a=WRONG, b=WRONG.replace("一、人员情况", "一、=1+1"))
    assert shizheng("check", folder, "--format", "xlsx").exit_code == 2
    result = shizheng("check", folder, "--format", "xlsx", "-o", tmp_path / "found.xlsx")
    assert result.exit_code == 1
    head, *rows = load_workbook(tmp_path / "found.xlsx").active.iter_rows(values_only=True)
    said = objects(shizheng("check", folder, "--format", "json"))
    assert head[:4] == ("文件", "规则", "类别", "级别")
    assert [row[5] for row in rows] == [found["line"] for found in said]
    assert {row[3] for row in rows} >= {"错误", "提示"}


def test_amounts_are_numbers_in_excel(tmp_path):
    folder = folder_of(tmp_path, a=RIGHT)
    assert shizheng("read", folder, "--format", "xlsx", "-o", tmp_path / "read.xlsx").exit_code == 0
    _, *rows = load_workbook(tmp_path / "read.xlsx").active.iter_rows(values_only=True)
    assert 800000 in {row[CLAIM.index("value")] for row in rows}


@pytest.mark.parametrize("columns", [80, 160])
@pytest.mark.parametrize("command", ["check", "read", "compare"])
def test_tables_fit_the_terminal(command, columns, tmp_path):
    folder = folder_of(tmp_path, **{f"document{number}": WRONG for number in range(7)})
    result = shizheng(command, folder, columns=columns)
    assert "document6.txt" in "".join(result.stdout.split()) or command == "compare"  # a long title goes on below
    assert max(map(_width, result.stdout.splitlines())) <= columns
    assert "…" not in result.stdout


def _width(line: str) -> int:
    from rich.cells import cell_len

    return cell_len(line)


def test_brackets_in_a_document_are_no_markup(tmp_path):
    result = shizheng("check", folder_of(tmp_path, a=RIGHT.replace("万元。。", "[/red]。。")), columns=200)
    assert result.exit_code == 0 and "[/red]" in result.stdout


def test_two_processes_find_the_same_as_one(tmp_path):
    folder = folder_of(tmp_path, a=RIGHT, b=WRONG, c=OUT_OF_ORDER, d=LAST_YEAR)
    alone, together = (shizheng("check", folder, "--format", "json", "--jobs", jobs) for jobs in (1, 2))
    assert (alone.stdout, alone.exit_code) == (together.stdout, together.exit_code)
    assert len(objects(together)) > 2


def test_what_kills_a_process_costs_only_itself(tmp_path):
    folder = folder_of(tmp_path, a="1", b="die", c="3")
    attempts = list(run(dying, sorted(folder.iterdir()), 2))
    assert [attempt.result for attempt in attempts] == ["1", None, "3"]
    assert all(("进程被系统终止" in attempt.fault) == (attempt.result is None) for attempt in attempts)


def test_a_reader_that_leaves_early_is_no_fault(tmp_path):
    folder = folder_of(tmp_path, **{f"d{number:03}": RIGHT for number in range(120)})
    program = "from shizheng.project.commands import main; main()"
    words = [sys.executable, "-c", program, "disclosure", "read", str(folder), "--format", "json"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stderr
        json.loads(process.stdout.readline())
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(60) == 0


def test_help_is_chinese_and_tells_the_exit_codes():
    for command in ("check", "read", "compare"):
        shown = shizheng(command, "--help", columns=200).stdout
        assert "退出码" in shown and "用法" in shown and "Usage" not in shown and "Show this" not in shown


@pytest.mark.parametrize(
    ("words", "absent"),
    [
        (["--help"], ["django", "typer"]),
        (["disclosure", "--help"], ["django", "shizheng.systems.disclosure.domain.reader", "pyarrow"]),
        (["disclosure", "check", "-"], ["django", "pyarrow", "pdfplumber"]),
    ],
)
def test_nothing_is_imported_before_it_is_needed(words, absent):
    program = (
        "import sys\nfrom shizheng.project.commands import run\n"
        f"try: run({words!r})\nexcept SystemExit: pass\n"
        f"sys.exit([name for name in {absent!r} if name in sys.modules] or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], input=RIGHT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
