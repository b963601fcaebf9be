"""Put many files through one piece of work, a process a core, so that one bad file never stops the rest."""

import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from shizheng.kit.errors import Fault, ShizhengError
from shizheng.systems.disclosure.domain.formats.intake import EXTENSIONS

Result = TypeVar("Result")
AHEAD = 4  # files handed out per process before results are taken back: keeps memory flat
STANDARD_INPUT = Path("-")
STANDARD_NAME = "标准输入"
REASONS = {FileNotFoundError: "文件不存在", PermissionError: "没有读取这个文件的权限", IsADirectoryError: "这是文件夹"}
KILLED = "处理这个文件的进程被系统终止，可能是内存不足（请减少 --jobs，或单独处理此文件）"


class Attempt(NamedTuple, Generic[Result]):
    """What came of one file; without a result there is a `fault`, in the officer's words."""

    file: str
    result: Result | None
    fault: str = ""


Work = Callable[[str, bytes], Result]
"""Name of a file and its bytes → what is wanted of it; a function that can travel to another process."""


class Files(NamedTuple):
    """The files to read, and how many of the folders' files have types that cannot be read."""

    found: list[Path]
    passed_over: int


def expand(paths: Iterable[Path]) -> Files:
    """Files as given; a folder stands for every supported file below it, in order; `-` for standard input."""
    found: list[Path] = []
    passed_over = 0
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        below = sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith((".", "~$")))
        supported = [file for file in below if file.suffix.lower() in EXTENSIONS]
        found += supported
        passed_over += len(below) - len(supported)
    return Files(found, passed_over)


def attempt(work: Work[Result], path: Path) -> Attempt[Result]:
    """One file; whatever goes wrong with it is its own fault."""
    file = STANDARD_NAME if path == STANDARD_INPUT else str(path)
    try:
        return Attempt(file, work(file, sys.stdin.buffer.read() if path == STANDARD_INPUT else path.read_bytes()))
    except ShizhengError as error:
        inside = error.fault.place.removeprefix(path.name).strip()
        return Attempt(file, None, str(Fault(error.fault.message, f"{file} {inside}".strip(), error.fault.remedy)))
    except OSError as error:
        return Attempt(file, None, f"{file}：{REASONS.get(type(error), f'无法打开（{error.strerror}）')}")
    except Exception:  # a fault of ours in one document must not cost the officer the other thousand
        return Attempt(file, None, f"{file}：程序处理出错，请将此文件反馈给运维\n{traceback.format_exc()}")


def run(work: Work[Result], files: Iterable[Path], jobs: int) -> Iterator[Attempt[Result]]:
    """Attempts in the order of the files, with a bounded number in flight."""
    if jobs <= 1:
        for file in files:
            yield attempt(work, file)
        return
    waiting = iter(files)
    flying: deque[tuple[Path, Future[Attempt[Result]]]] = deque()
    pool = _pool(jobs)
    try:
        while True:
            while len(flying) < jobs * AHEAD and (path := next(waiting, None)) is not None:
                flying.append((path, _submit(pool, work, path)))
            if not flying:
                return
            if _is_broken(flying[0][1]):
                pool.shutdown(cancel_futures=True)
                yield from (_alone(work, path) if _is_broken(future) else future.result() for path, future in flying)
                flying.clear()
                pool = _pool(jobs)
            else:
                yield flying.popleft()[1].result()
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))


def _submit(pool: ProcessPoolExecutor, work: Work[Result], path: Path) -> Future[Attempt[Result]]:
    """Standard input belongs to this process alone; a pool that is already broken says so when its turn comes."""
    known: Future[Attempt[Result]] = Future()
    if path == STANDARD_INPUT:
        known.set_result(attempt(work, path))
        return known
    try:
        return pool.submit(attempt, work, path)
    except BrokenProcessPool as error:
        known.set_exception(error)
        return known


def _is_broken(future: Future[Attempt[Result]]) -> bool:
    return isinstance(future.exception(), BrokenProcessPool)


def _alone(work: Work[Result], path: Path) -> Attempt[Result]:
    """A file that was in flight when a process died, in a process of its own: it may be the one that kills."""
    with _pool(1) as pool:
        try:
            return pool.submit(attempt, work, path).result()
        except BrokenProcessPool:
            return Attempt(str(path), None, f"{path}：{KILLED}")
