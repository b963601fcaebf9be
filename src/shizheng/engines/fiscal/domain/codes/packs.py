"""Read the books from packs/codes/*.csv: code,name,parent,valid_from,valid_to,aliases (separated by |)."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from shizheng.engines.fiscal.domain.codes.book import Code, CodeBook
from shizheng.kit.errors import ShizhengError
from shizheng.kit.packfiles import pack_file

COLUMNS = ["code", "name", "parent", "valid_from", "valid_to", "aliases"]


def read_codes(path: Path) -> CodeBook:
    """One book; ShizhengError with file and line where a row cannot stand."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != COLUMNS:
            raise ShizhengError("表头不对", path.name, f"应为 {','.join(COLUMNS)}")
        return CodeBook(_rows(reader, path))


def _rows(reader: "csv.DictReader[str]", path: Path) -> Iterator[Code]:
    for row in reader:
        try:
            years = int(row["valid_from"] or 0), int(row["valid_to"] or 0)
        except ValueError:
            raise ShizhengError("年份不是数字", f"{path.name} 第{reader.line_num}行") from None
        if not row["code"] or not row["name"]:
            raise ShizhengError("编码或名称为空", f"{path.name} 第{reader.line_num}行")
        aliases = tuple(alias for alias in (row["aliases"] or "").split("|") if alias)
        yield Code(row["code"], row["name"], row["parent"] or "", *years, aliases)


@cache
def books(name: str) -> CodeBook:
    """A book by its file's name: functional, departmental, government, revenue, funds …"""
    return read_codes(pack_file("codes", f"{name}.csv"))


def write_codes(path: Path, book: CodeBook) -> None:
    """The book as `read_codes` reads it; whoever reads meanwhile sees the old file or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    with draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in book.rows:
            years = [str(year or "") for year in (row.valid_from, row.valid_to)]
            writer.writerow([row.code, row.name, row.parent, *years, "|".join(row.aliases)])
    draft.replace(path)
