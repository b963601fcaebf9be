"""Thousands of documents as Parquet tables: files, claims and findings, in parts that are complete or absent.

Rows leave memory by row groups. A part of `files` is put in place last, so that a file listed there has all its claims
and findings; that is what `--resume` goes by.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from shizheng.kit.digest import sm3, sm3_file
from shizheng.kit.errors import ShizhengError
from shizheng.systems.disclosure.domain.records import SCALES
from shizheng.systems.disclosure.management.works import Filter, Record, found_in, reading_of

if TYPE_CHECKING:
    import pyarrow

    from shizheng.systems.disclosure.domain.reading import Reading

ROWS, BATCHES = 20_000, 200  # a row group at most: rows, and documents (each costs memory even when it has few rows)
DOCUMENTS = 2_000  # a part
DIMENSIONS = ("org", "stage", "side", "fund", "func", "dept", "gov", "nature", "project", "item", "measure")
TEXTS = {
    "files": ("file", "name", "digest", "unit", "stage", "form", "fault"),
    "claims": ("file", "digest", "section", "table", "row", "head", *DIMENSIONS, "unit", "kind", "quote"),
    "findings": ("file", "digest", "rule", "family", "severity", "section", "quote", "printed", "expected", "message"),
}
NUMBERS = {
    "files": ("bytes", "lines", "year", "staff", "claims", "findings", "errors", "warnings", "unread"),
    "claims": ("line", "cell", "year"),
    "findings": ("line",),
}
DECIMALS = {"files": (), "claims": ("value", "ulp"), "findings": ()}
MISSING = "写 Parquet 需要 pyarrow，目前没有安装"
REMEDY = "请运行：.venv/bin/python -m pip install pyarrow duckdb"
LARGEST = 10**27  # what decimals hold exactly; a longer row of digits is no amount of money


class Rows(NamedTuple):
    """What one document adds: its line in `files`, and Arrow batches."""

    file: Record
    claims: "pyarrow.RecordBatch"
    findings: "pyarrow.RecordBatch"


def require_arrow() -> None:
    """A message with its remedy where the optional engine is not installed."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise ShizhengError(MISSING, remedy=REMEDY) from error


def schema_of(table: str) -> "pyarrow.Schema":
    """Texts, whole numbers, then decimals with four places (元, % or a plain number, as `unit` says)."""
    import pyarrow as pa

    fields: list[tuple[str, Any]] = [(name, pa.string()) for name in TEXTS[table]]
    fields += [(name, pa.int64()) for name in NUMBERS[table]]
    fields += [(name, pa.decimal128(38, 4)) for name in DECIMALS[table]]
    return pa.schema(fields)


def rows_of(file: str, data: bytes, wanted: Filter, checks: bool) -> Rows:
    """Everything read of a document and, where asked, everything found in it."""
    from shizheng.systems.disclosure.domain.comparing import staff_of

    digest, reading = sm3(data), reading_of(file, data)
    found = found_in(file, reading, wanted, places=True) if checks else []
    severities = [record["severity"] for record in found]
    about = {
        "file": file,
        "name": PurePath(file).name,
        "digest": digest,
        "bytes": len(data),
        "lines": len(reading.source.lines),
        "unit": reading.unit,
        "year": reading.year,
        "stage": reading.stage,
        "form": reading.form,
        "staff": staff_of(reading),
        "claims": len(reading.claims),
        "findings": len(found),
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "unread": len(reading.unread),
        "fault": "",
    }
    findings = ({**record, "digest": digest} for record in found)
    return Rows(about, _batch("claims", _claims(file, digest, reading)), _batch("findings", findings))


def _claims(file: str, digest: str, reading: "Reading") -> Iterator[Record]:
    for claim in reading.claims:
        digits, unit = SCALES.get(claim.unit, (4, ""))
        yield {
            **claim.coord._asdict(),
            **claim.place._asdict(),
            "year": claim.coord.year or reading.year,
            "file": file,
            "digest": digest,
            "value": _decimal(claim.value, digits),
            "ulp": _decimal(claim.ulp, digits),
            "unit": unit,
            "kind": claim.kind,
            "quote": claim.quote,
        }


def _decimal(value: int, digits: int) -> Decimal | None:
    return Decimal(value).scaleb(-digits) if -LARGEST < value < LARGEST else None


def _batch(table: str, records: Iterable[Record]) -> "pyarrow.RecordBatch":
    import pyarrow as pa

    return pa.RecordBatch.from_pylist(list(records), schema=schema_of(table))


class Corpus:
    """A folder of parts, written one after another; `close` puts the last one in place."""

    def __init__(self, folder: Path, tables: Sequence[str], resume: bool = False) -> None:
        require_arrow()
        self.folder, self.tables = folder, tables
        self.done = _digests(folder)
        if self.done and not resume:
            raise ShizhengError("这个文件夹里已有结果", str(folder), "接着处理请加 --resume；重新处理请换一个文件夹")
        self.part = len(_parts(folder)) + 1
        self.documents = 0
        self.open: dict[str, _Table] = {}

    def remaining(self, paths: Iterable[Path]) -> Iterator[Path]:
        """Those whose bytes were not dealt with before; looked at one by one, as they are asked for."""
        for path in paths:
            if not self.done or _digest(path) not in self.done:
                yield path

    def add(self, rows: Rows) -> None:
        """One more document; every so many the part is put in place."""
        self._add(files=_batch("files", [rows.file]), claims=rows.claims, findings=rows.findings)

    def add_fault(self, path: Path, file: str, fault: str) -> None:
        """A file that could not be read is a row too."""
        size = path.stat().st_size if path.is_file() else None
        row = {"file": file, "name": path.name, "digest": _digest(path), "bytes": size, "fault": fault}
        self._add(files=_batch("files", [row]))

    def _add(self, **batches: "pyarrow.RecordBatch") -> None:
        if not self.open:
            self.open = {
                name: _Table(self.folder / name / f"part-{self.part:05}.parquet", name) for name in self.tables
            }
        for name, table in self.open.items():
            if name in batches:
                table.add(batches[name])
        self.documents += 1
        if self.documents >= DOCUMENTS:
            self.close()

    def close(self) -> None:
        """`files` last: it vouches for the others."""
        for name in sorted(self.open, key=lambda name: name == "files"):
            self.open[name].close()
        self.open, self.documents, self.part = {}, 0, self.part + 1


class _Table:
    """One Parquet file in the making, under another name until it is whole."""

    def __init__(self, path: Path, name: str) -> None:
        import pyarrow.parquet as pq

        path.parent.mkdir(parents=True, exist_ok=True)
        self.path, self.draft = path, path.with_suffix(".unfinished")
        self.writer = pq.ParquetWriter(self.draft, schema_of(name), compression="zstd")
        self.batches: list[pyarrow.RecordBatch] = []
        self.rows = 0

    def add(self, batch: "pyarrow.RecordBatch") -> None:
        self.batches.append(batch)
        self.rows += batch.num_rows
        if self.rows >= ROWS or len(self.batches) >= BATCHES:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        if self.batches:
            self.writer.write_table(pa.Table.from_batches(self.batches))
        self.batches, self.rows = [], 0

    def close(self) -> None:
        self._flush()
        self.writer.close()
        self.draft.replace(self.path)


def _parts(folder: Path) -> list[Path]:
    return sorted(folder.glob("files/part-*.parquet"))


def _digests(folder: Path) -> set[str]:
    """Of the files that earlier runs have dealt with."""
    import pyarrow.parquet as pq

    columns = (pq.read_table(part, columns=["digest"])["digest"] for part in _parts(folder))
    return {digest for column in columns for digest in column.to_pylist()} - {""}


def _digest(path: Path) -> str:
    """Empty for what cannot be opened: it is tried again every time."""
    try:
        return sm3_file(path)
    except OSError:
        return ""
