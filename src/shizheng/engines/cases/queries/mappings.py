"""Mappings by name: those that were saved here, and those that are shipped or lie in the city's own folder."""

from pathlib import Path

from shizheng.engines.cases.domain.mapping.mapping import Mapping, of_body
from shizheng.engines.cases.models import CaseMapping
from shizheng.kit.errors import Fault, InvalidInputError
from shizheng.kit.packfiles import pack_files
from shizheng.platform.packs.domain.fitting import Misfit, fit
from shizheng.platform.packs.domain.reading import read

FOLDER = "mappings"


def mapping_of_file(path: Path) -> Mapping:
    """InvalidInputError with file and line."""
    if not path.is_file():
        raise InvalidInputError([Fault("没有这个文件", str(path), "请检查路径")])
    document = read(path)
    found = fit(document.value, Mapping)
    if isinstance(found, Misfit):
        raise InvalidInputError([document.fault(found.path.lstrip("."), found.message)])
    mapping: Mapping = found
    return mapping


def shipped() -> dict[str, Mapping]:
    found = (mapping_of_file(path) for path in pack_files(FOLDER, "*.yaml"))
    return {mapping.name: mapping for mapping in found}


def mapping_named(name: str) -> Mapping | None:
    """A saved one before a shipped one of the same name."""
    found = CaseMapping.objects.filter(name=name).first()
    return of_body(found.body) if found else shipped().get(name)


def mapping_names() -> list[str]:
    return sorted({*CaseMapping.objects.values_list("name", flat=True), *shipped()})
