"""Mend what the export cut: names from the other column, values that were lost in one of two columns."""

from shizheng.engines.fiscal.domain.sheet import Column, Indicator, Irregularity, TargetSheet

SHORTEST = 3


def repair(sheet: TargetSheet) -> None:
    """Give every indicator its full name, and a lost value of one column the other column's."""
    if not sheet.is_dual:
        return
    names = {column: [item.name for item in sheet.indicators if item.column == column] for column in COLUMNS}
    values = {(item.column, item.name): item for item in sheet.indicators}
    for index, item in enumerate(sheet.indicators):
        full = _fuller(item, names["annual" if item.column == "period" else "period"])
        if full != item.name:
            item = item._replace(full_name=full)
        if item.target.kind == "absent" and not item.target.text:
            item = _revalued(sheet, item, values.get(("annual" if item.column == "period" else "period", full)))
        sheet.indicators[index] = item
    _differing(sheet)


def _differing(sheet: TargetSheet) -> None:
    """The two columns of one row read differently by a few characters."""
    rows: dict[int, list[Indicator]] = {}
    for item in sheet.indicators:
        rows.setdefault(item.order, []).append(item)
    for pair in rows.values():
        if len(pair) != 2 or pair[0].target.text != pair[1].target.text:
            continue
        long, short = sorted((item.name.replace(" ", "") for item in pair), key=len, reverse=True)
        near = SHORTEST < len(short) < len(long) <= len(short) + 3 and long[:2] == short[:2]
        if near and not long.startswith(short) and _inside(short, long):
            what = "同一指标两栏的名称不一"
            sheet.irregular.append(Irregularity("differing", pair[0].line, pair[0].name, what))


def _inside(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


COLUMNS: tuple[Column, Column] = ("period", "annual")


def _fuller(item: Indicator, others: list[str]) -> str:
    """The longer name of the other column that begins with this one, when only one does."""
    name = item.name.replace(" ", "")
    if len(name) < SHORTEST or item.name in others:
        return item.name
    found = {other for other in others if len(other) > len(item.name) and other.replace(" ", "").startswith(name)}
    return found.pop() if len(found) == 1 else item.name


def _revalued(sheet: TargetSheet, item: Indicator, other: Indicator | None) -> Indicator:
    what = "指标值在导出时丢失"
    sheet.irregular.append(Irregularity("lost_value", item.line, item.name, what))
    if other is None or not other.target.text:
        return item
    return item._replace(target=other.target._replace(text=""))
