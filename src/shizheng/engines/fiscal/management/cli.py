"""``shizheng codes import``: a year's classification from the Ministry's list, by Excel or CSV."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from shizheng.engines.fiscal.domain.codes.merging import merge
from shizheng.engines.fiscal.domain.codes.packs import read_codes, write_codes
from shizheng.kit.errors import ShizhengError
from shizheng.kit.packfiles import SHIPPED, VARIABLE, pack_file
from shizheng.kit.tabular.cells import Row
from shizheng.kit.tabular.csvfile import read_csv
from shizheng.kit.tabular.excel import open_excel
from shizheng.kit.terminal import Terminal

BOOKS = {
    "functional": "支出功能分类",
    "departmental": "部门预算支出经济分类",
    "government": "政府预算支出经济分类",
    "revenue": "收入分类",
}
app = Terminal(no_args_is_help=True)


@app.callback()
def codes() -> None:
    """政府收支分类科目。"""


def _rows(path: Path) -> Iterator[Row]:
    with ExitStack() as stack:
        stream = stack.enter_context(path.open("rb"))
        if path.suffix.lower() == ".csv":
            yield from read_csv(stream, place=path.name)
        else:
            sheets = stack.enter_context(open_excel(stream, place=path.name))
            yield from next(sheets).rows()


@app.command("import")
def take(
    file: Annotated[Path, typer.Argument(help="Excel 或 CSV，表头含“科目编码”“科目名称”", exists=True, dir_okay=False)],
    book: Annotated[str, typer.Option(help="哪一本：" + "、".join(f"{k}（{v}）" for k, v in BOOKS.items()))],
    year: Annotated[int, typer.Option(help="从哪一年起执行", min=2007, max=2100)],
    complete: Annotated[bool, typer.Option("--complete", help="这是该年完整的科目表：没有列出的科目停用")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只列出变化，不写入")] = False,
) -> None:
    """导入某年的政府收支分类科目，写入 SHIZHENG_PACKS 指定的配置包；有一行不对就整体不导入。"""
    try:
        if book not in BOOKS:
            raise ShizhengError(f"没有名为“{book}”的科目表", remedy="可用：" + "、".join(BOOKS))
        after, changes = merge(read_codes(pack_file("codes", f"{book}.csv")), _rows(file), year, complete=complete)
        for change in changes:
            before = f"（原名：{change.before}）" if change.before not in ("", change.name) else ""
            sys.stdout.write(f"{change.change}\t{change.code}\t{change.name}{before}\n")
        if changes and not dry_run:
            write_codes(Path(os.environ.get(VARIABLE) or SHIPPED) / "codes" / f"{book}.csv", after)
    except ShizhengError as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(2) from error
    sys.stdout.write(f"{BOOKS[book]}：{len(changes)}处变化{'，未写入' if dry_run else ''}\n")
