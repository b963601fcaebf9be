"""The head of a sheet in the workbook that a budget is filled in."""

from collections.abc import Iterable, Sequence

from shizheng.kit.errors import Fault
from shizheng.kit.tabular.cells import Row


def columns(rows: Sequence[Row], wanted: Iterable[str], sheet: str) -> tuple[dict[str, int], list[Fault]]:
    """Title → column counted from 1, and what is missing in the head."""
    if not rows:
        return {}, [Fault("没有表头", f"工作表“{sheet}”", "请使用本页下载的模板")]
    head = rows[0]
    known = {head.text(index).replace("\n", ""): index for index in range(1, len(head.cells) + 1)}
    missing = [title for title in wanted if title not in known]
    place = f"工作表“{sheet}” 第{head.number}行"
    return known, [Fault(f"缺少“{title}”列", place, "请使用本页下载的模板，不要改表头") for title in missing]
