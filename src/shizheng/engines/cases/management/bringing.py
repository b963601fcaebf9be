"""``shizheng cases import``: a file of another platform, by a saved or shipped mapping or one in a file."""

import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from shizheng.engines.cases.actions.importing import import_cases
from shizheng.engines.cases.domain.mapping.mapping import Mapping
from shizheng.engines.cases.domain.mapping.table import Table, read_table
from shizheng.engines.cases.management.learning import note, refusing
from shizheng.engines.cases.queries.importing import plan_import
from shizheng.engines.cases.queries.mappings import mapping_named, mapping_names, mapping_of_file
from shizheng.kit.errors import Fault, InvalidInputError
from shizheng.platform.policy.domain.actor import system

IMPORTER = system("批量导入")


def bring(
    file: Annotated[Path, typer.Argument(help="CSV 或 Excel 文件", metavar="文件")],
    mapping: Annotated[str, typer.Option(help="对应关系的名称，或它的 .yaml 文件")],
    keeper: Annotated[str, typer.Option(help="受理单位的编码；对应关系中写明的不必再写")] = "",
    check: Annotated[bool, typer.Option("--check", help="只检查，不导入")] = False,
) -> None:
    """导入其他平台的工单：全部正确才写入，同一来源的同一编号只导入一次；有问题时退出码为 2。"""
    with refusing():
        chosen = _mapping(mapping, keeper)
        table = _table(file)
        note(f"读取{len(table.records)}行")
        if check:
            plan = plan_import(IMPORTER, chosen, table)
            if plan.faults:
                raise InvalidInputError(plan.faults[:30], f"有{len(plan.faults)}处问题")
            sys.stdout.write(f"共{len(plan.drafts)}行，可以导入{len(plan.fresh)}件，已有{plan.known}件\n")
            return
        sys.stdout.write(import_cases(IMPORTER, mapping=chosen, table=table).words + "\n")


def _mapping(named: str, keeper: str) -> Mapping:
    path = Path(named)
    found = mapping_of_file(path) if path.suffix in {".yaml", ".yml"} else mapping_named(named)
    if found is None:
        raise InvalidInputError([Fault(f"没有对应关系“{named}”", remedy=f"可用：{'、'.join(mapping_names())}")])
    return msgspec.structs.replace(found, keeper=keeper) if keeper else found


def _table(file: Path) -> Table:
    try:
        with file.open("rb") as stream:
            return read_table(stream, file.name)
    except OSError as error:
        raise InvalidInputError([Fault("文件不存在或无法打开", str(file), "请检查路径")]) from error
