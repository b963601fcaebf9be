"""Read and check many files, one process a core, so that one bad file never stops the rest."""

import traceback
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Literal, NamedTuple

from shizheng.kit.errors import ShizhengError
from shizheng.systems.disclosure.domain.formats.intake import EXTENSIONS, open_document
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.records import claim_records, finding_record
from shizheng.systems.disclosure.rules import check

Task = Literal["read", "check"]
AHEAD = 4  # files handed out per process before results are taken back: keeps memory flat


class Outcome(NamedTuple):
    """Records of one file, or why it could not be read."""

    file: str
    records: list[dict[str, Any]]
    fault: str = ""


def expand(paths: list[Path]) -> list[Path]:
    """Files as given; a folder stands for every supported file below it, in order."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += sorted(file for file in path.rglob("*") if file.suffix.lower() in EXTENSIONS)
        else:
            files.append(path)
    return files


def examine(task: Task, path: Path) -> Outcome:
    """One file, from bytes to records."""
    name = str(path)
    try:
        reading = read(open_document(path.name, path.read_bytes()))
        if task == "read":
            return Outcome(name, list(claim_records(name, reading)))
        return Outcome(name, [finding_record(name, finding) for finding in check(reading)])
    except ShizhengError as error:
        return Outcome(name, [], str(error))
    except OSError as error:
        return Outcome(name, [], f"{name}：无法打开文件（{error.strerror}）")
    except Exception:  # a fault of ours in one document must not cost the officer the other thousand
        return Outcome(name, [], f"{name}：程序处理出错，请将此文件反馈给运维\n{traceback.format_exc()}")


def run(task: Task, files: list[Path], jobs: int) -> Iterator[Outcome]:
    """Outcomes in the order of the files, with a bounded number in flight."""
    if jobs <= 1 or len(files) <= 1:
        for file in files:
            yield examine(task, file)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting = iter(files)
        flying = [pool.submit(examine, task, file) for file in islice(waiting, jobs * AHEAD)]
        while flying:
            outcome = flying.pop(0).result()
            flying += [pool.submit(examine, task, file) for file in islice(waiting, 1)]
            yield outcome
