"""Whole folders as Parquet, read back with DuckDB."""

import json
import sys

import pytest

from shizheng.systems.disclosure.management import corpus
from tests.disclosure.cli_samples import budget, folder_of
from tests.disclosure.test_cli import LAST_YEAR, OUT_OF_ORDER, RIGHT, WRONG, objects, shizheng

duckdb = pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")


def query(folder, words: str) -> list[tuple]:
    for name in ("files", "claims", "findings"):
        words = words.replace(f"@{name}", f"'{folder}/{name}/*.parquet'")
    return duckdb.sql(words).fetchall()


def test_findings_and_claims_are_those_of_the_other_formats(tmp_path):
    folder, out = folder_of(tmp_path, a=RIGHT, b=WRONG), tmp_path / "out"
    assert shizheng("check", folder, "--parquet", out).exit_code == 1
    found = objects(shizheng("check", folder, "--format", "json"))
    columns = "file, rule, severity, line, quote, message"
    assert query(out, f"select {columns} from @findings") == [
        tuple(record[name] for name in columns.split(", ")) for record in found
    ]
    claims = objects(shizheng("read", folder, "--format", "json"))
    rows = query(out, "select file, line, coalesce(func, ''), value::varchar, quote from @claims")
    assert [(file, line, func, quote) for file, line, func, _, quote in rows] == [
        (claim["file"], claim["line"], claim["coord"].get("func", ""), claim["quote"]) for claim in claims
    ]
    assert [float(row[3]) for row in rows] == [float(claim["value"]) for claim in claims]


def test_a_bad_file_is_a_row(tmp_path):
    folder, out = folder_of(tmp_path, a=RIGHT, b=OUT_OF_ORDER, c=RIGHT), tmp_path / "out"
    result = shizheng("check", folder, "--parquet", out)
    assert result.exit_code == 2 and result.stdout == ""
    rows = query(out, "select name, unit, year, stage, bytes, claims > 0, fault from @files order by name")
    assert [row[0] for row in rows] == ["a.txt", "b.txt", "c.txt"]
    assert rows[0][1:4] == ("明州市档案中心", 2026, "budget") and rows[0][5:] == (True, "")
    assert rows[1][4] == len(OUT_OF_ORDER) and "文件不完整" in rows[1][6]


def test_years_and_amounts_can_be_asked_for_at_once(tmp_path):
    out = tmp_path / "out"
    shizheng("read", folder_of(tmp_path, a=RIGHT, b=LAST_YEAR), "--parquet", out)
    asked = "select distinct year, value from @claims where func = '2012604' and nature = 'project' order by year"
    assert query(out, asked) == [(2025, 200_000), (2026, 400_000)]
    assert not (out / "findings").exists()


def test_a_full_folder_is_left_alone_and_resumed_only_on_demand(tmp_path):
    folder, out = folder_of(tmp_path, a=RIGHT), tmp_path / "out"
    assert shizheng("check", folder, "--parquet", out).exit_code == 0
    refused = shizheng("check", folder, "--parquet", out)
    assert refused.exit_code == 2 and "--resume" in refused.stderr
    folder_of(tmp_path, b=WRONG, copy_of_a=RIGHT)
    resumed = shizheng("check", folder, "--parquet", out, "--resume", columns=200)
    assert resumed.exit_code == 1 and "跳过已处理的 2 个" in resumed.stderr
    assert query(out, "select name from @files order by name") == [("a.txt",), ("b.txt",)]
    assert shizheng("check", folder, "--parquet", out, "--resume").exit_code == 0


def test_parts_and_row_groups_are_cut_as_they_fill(tmp_path, monkeypatch):
    monkeypatch.setattr(corpus, "DOCUMENTS", 2)
    monkeypatch.setattr(corpus, "ROWS", 10)
    folder = folder_of(tmp_path, **{f"d{number}": budget(services=80 + number) for number in range(5)})
    shizheng("check", folder, "--parquet", tmp_path / "out")
    assert [path.name for path in sorted((tmp_path / "out" / "files").iterdir())] == [
        f"part-0000{number}.parquet" for number in (1, 2, 3)
    ]
    assert query(tmp_path / "out", "select count(distinct file) from @claims") == [(5,)]
    groups = "select count(distinct row_group_id) from parquet_metadata('{}')"
    part = tmp_path / "out" / "claims" / "part-00001.parquet"
    assert duckdb.sql(groups.format(part)).fetchall() == [(2,)]


def test_an_interrupted_run_keeps_what_was_done(tmp_path, monkeypatch):
    folder, out = folder_of(tmp_path, a=RIGHT, b=WRONG), tmp_path / "out"
    add = corpus.Corpus.add

    def interrupted(self, rows):
        add(self, rows)
        raise KeyboardInterrupt

    monkeypatch.setattr(corpus.Corpus, "add", interrupted)
    shizheng("check", folder, "--parquet", out)
    monkeypatch.undo()
    assert query(out, "select name from @files") == [("a.txt",)]
    shizheng("check", folder, "--parquet", out, "--resume")
    assert query(out, "select name from @files order by name") == [("a.txt",), ("b.txt",)]
    assert list(out.rglob("*.unfinished")) == []


def test_without_the_engine_the_remedy_is_told(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = shizheng("check", folder_of(tmp_path, a=RIGHT), "--parquet", tmp_path / "out", columns=200)
    assert result.exit_code == 2
    assert "pyarrow" in result.stderr and "pip install" in result.stderr and "Traceback" not in result.stderr


def test_a_row_of_digits_too_long_for_money_is_kept_without_its_value(tmp_path):
    folder = folder_of(tmp_path, a=RIGHT.replace("80.00", "8" * 40 + ".00"))
    assert shizheng("read", folder, "--parquet", tmp_path / "out").exit_code in {0, 1}
    assert json.loads(shizheng("read", folder, "--format", "json").stdout.splitlines()[0])
