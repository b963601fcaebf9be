"""A run over many files: its progress, its faults and its exit code; results go out while the next files are read."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

import typer
from rich.console import Console
from rich.progress import track

from shizheng.kit.errors import ShizhengError
from shizheng.systems.disclosure.management.batch import Attempt, Work, expand, run
from shizheng.systems.disclosure.management.corpus import Corpus, rows_of
from shizheng.systems.disclosure.management.outputs import Writer
from shizheng.systems.disclosure.management.works import Filter, Record

Result = TypeVar("Result")
ERRORS_FOUND, UNREADABLE = 1, 2


class Verdict:
    """The exit code that what was seen so far asks for; faults are told on standard error as they come."""

    def __init__(self) -> None:
        self.code = 0
        self.faults = 0

    def fault(self, words: str) -> None:
        complain(words)
        self.code = UNREADABLE
        self.faults += 1

    def errors(self, count: int) -> None:
        if count and not self.code:
            self.code = ERRORS_FOUND


def complain(words: str) -> None:
    Console(stderr=True, soft_wrap=True).print(words, style="red", markup=False, highlight=False)


def files_of(paths: Sequence[Path]) -> list[Path]:
    """All files meant; ends the command where there are none."""
    files = expand(paths)
    if files.passed_over:
        Console(stderr=True).print(f"略过 {files.passed_over} 个类型不支持的文件", style="dim", highlight=False)
    if not files.found:
        complain("没有找到可读取的文件")
        raise typer.Exit(UNREADABLE)
    return files.found


def followed(attempts: Iterator[Attempt[Result]], total: int) -> Iterator[Attempt[Result]]:
    """The same with a progress bar on standard error, when there are many and somebody watches."""
    if total < 2 or not sys.stderr.isatty():
        yield from attempts
        return
    yield from track(attempts, description="处理中", total=total, console=Console(stderr=True), transient=True)


def emit(work: Work[list[Record]], paths: Sequence[Path], writer: Writer, jobs: int) -> int:
    """Write the records of every file; the exit code."""
    files, verdict = files_of(paths), Verdict()
    with quiet_when_nobody_reads():
        for attempt in followed(run(work, files, _jobs(jobs, files)), len(files)):
            if attempt.result is None:
                verdict.fault(attempt.fault)
                continue
            verdict.errors(sum(record.get("severity") == "error" for record in attempt.result))
            writer.put(attempt.file, attempt.result)
        writer.flush()
    return verdict.code


def emit_parquet(paths: Sequence[Path], folder: Path, jobs: int, wanted: Filter, checks: bool, resume: bool) -> int:
    """Write files, claims and (where it `checks`) findings as Parquet; the exit code."""
    try:
        corpus = Corpus(folder, ("files", "claims", "findings") if checks else ("files", "claims"), resume)
    except ShizhengError as error:
        complain(str(error))
        return UNREADABLE
    files, verdict, documents = files_of(paths), Verdict(), 0
    work = partial(rows_of, wanted=wanted, checks=checks)
    try:
        for attempt in followed(run(work, corpus.remaining(files), _jobs(jobs, files)), len(files)):
            documents += 1
            if attempt.result is None:
                verdict.fault(attempt.fault)
                corpus.add_fault(Path(attempt.file), attempt.file, attempt.fault)
            else:
                verdict.errors(attempt.result.file["errors"])
                corpus.add(attempt.result)
    finally:
        corpus.close()  # also after Ctrl-C: what is done stays done
    skipped = f"，跳过已处理的 {len(files) - documents} 个" if documents < len(files) else ""
    told = f"处理文件 {documents} 个，其中 {verdict.faults} 个无法读取{skipped}。结果在 {folder}"
    Console(stderr=True, soft_wrap=True).print(told, highlight=False, markup=False)
    return verdict.code


def _jobs(jobs: int, files: Sequence[Path]) -> int:
    return min(jobs, len(files))


@contextmanager
def quiet_when_nobody_reads() -> Iterator[None]:
    """`… | head` closes the pipe early: that is no fault, and nothing must be said about it."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
