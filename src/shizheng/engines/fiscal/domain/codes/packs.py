"""Read the books from packs/codes/*.csv: code,name,parent,valid_from,valid_to,aliases (separated by |)."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from shizheng.engines.fiscal.domain.codes.book import Code, CodeBook
from shizheng.kit.errors import ShizhengError

PACKS = Path(__file__).resolve().parents[6] / "packs"
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
    """A shipped book by its file's name: functional, departmental, government, revenue, funds …"""
    return read_codes(PACKS / "codes" / f"{name}.csv")
