"""A folder as a checked pack: every file read, every item fitted and reviewed, before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shizheng.kit.errors import Fault, InvalidInputError
from shizheng.platform.modules.module import PACK_SECTIONS, PackSection
from shizheng.platform.packs.domain.fitting import Misfit, fit
from shizheng.platform.packs.domain.reading import Document, read


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a section, with where it stands."""

    document: Document
    path: str
    item: Any

    def fault(self, found: Fault) -> Fault:
        """The same fault, with the file, the line and the path it concerns."""
        inner = f"{self.path}.{found.place}" if found.place else self.path
        return self.document.fault(inner, found.message, found.remedy)


@dataclass(frozen=True, slots=True)
class Part:
    section: PackSection
    entries: tuple[Entry, ...]


def prepare(folder: Path) -> list[Part]:
    """The parts in the order they apply; InvalidInputError with every fault of every file."""
    documents = list(_documents(folder))
    faults: list[Fault] = []
    entries: dict[str, list[Entry]] = {}
    for document in documents:
        for found in _entries(document):
            if isinstance(found, Fault):
                faults.append(found)
            else:
                entries.setdefault(found.path.partition("[")[0], []).append(found)
    _refuse(faults)
    sections = sorted((PACK_SECTIONS.get(name) for name in entries), key=lambda section: section.rank)
    parts = [Part(section, tuple(entries[section.id])) for section in sections]
    _refuse(list(_reviewed(parts)))
    return parts


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise InvalidInputError(faults, f"配置包有 {len(faults)} 处问题，未作任何改动")


def _documents(folder: Path) -> Iterator[Document]:
    files = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    if not files:
        raise InvalidInputError([Fault("没有找到配置文件", str(folder), "请给出含 .yaml 文件的文件夹")])
    faults: list[Fault] = []
    for file in files:
        try:
            yield read(file)
        except InvalidInputError as error:
            faults.extend(error.faults)
    _refuse(faults)


def _entries(document: Document) -> Iterator[Entry | Fault]:
    if not isinstance(document.value, dict):
        yield document.fault("", "文件应由“栏目: 列表”组成", "请参照 packs/demo 中的文件")
        return
    for name, items in document.value.items():
        section = PACK_SECTIONS.find(name)
        if section is None:
            known = "、".join(sorted(PACK_SECTIONS.ids()))
            yield document.fault(name, f"没有名为“{name}”的栏目", f"可用的栏目有：{known}")
        elif not isinstance(items, list):
            yield document.fault(name, "栏目的内容应为列表", "每一项以“- ”开头")
        else:
            yield from (_entry(document, section, index, item) for index, item in enumerate(items))


def _entry(document: Document, section: PackSection, index: int, value: object) -> Entry | Fault:
    path = f"{section.id}[{index}]"
    fitted = fit(value, section.schema)
    if isinstance(fitted, Misfit):
        return document.fault(path + fitted.path, fitted.message)
    return Entry(document, path, fitted)


def _reviewed(parts: list[Part]) -> Iterator[Fault]:
    pack = {part.section.id: [entry.item for entry in part.entries] for part in parts}
    for part in parts:
        if part.section.review is not None:
            for index, fault in part.section.review(pack[part.section.id], pack):
                yield part.entries[index].fault(fault)
