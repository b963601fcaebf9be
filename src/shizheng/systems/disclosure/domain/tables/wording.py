"""How numbers and broken articulations are said to an officer."""

from shizheng.systems.disclosure.domain.tables.bound import BoundRow, BoundTable, Cell
from shizheng.systems.disclosure.domain.tables.breaks import Break
from shizheng.systems.disclosure.domain.tables.statements import Statement

UNITS = {0: "元", 3: "千元", 4: "万元", 8: "亿元"}
SHOWN = 6  # parts written out in a message; the rest are counted


def show(fen: int, power: int, decimals: int = 2) -> str:
    """A value in the table's unit: 443000000 fen in 万元 is 443.00; more decimals where two would hide something."""
    places = power + 2
    while decimals < places and fen % 10 ** (places - decimals):
        decimals += 1
    decimals = min(decimals, places)
    size, sign = abs(fen) // 10 ** (places - decimals), "-" if fen < 0 else ""
    whole, fraction = divmod(size, 10**decimals)
    return f"{sign}{whole}.{fraction:0{decimals}}" if decimals else f"{sign}{whole}"


def called(row: BoundRow) -> str:
    """A row as an officer would call it."""
    return row.text.replace(" ", "") or row.total or "（无名行）"


def where(broken: Break) -> str:
    """Row and column of the marked number."""
    head = broken.column.head.split("/")[-1].replace(" ", "")
    return called(broken.row) if not head else f"{called(broken.row)}·{head}"


def addition(broken: Break) -> str:
    """The arithmetic of a broken sum, with the numbers as printed."""
    cells = [other for other in broken.against if isinstance(other, Cell) and other.value]
    shown = "＋".join(tidy(cell.text) for cell in cells[:SHOWN])
    more = f"＋……（共{len(cells)}项）" if len(cells) > SHOWN else ""
    total = show(broken.expected, broken.table.unit)
    return f"{shown or '0'}{more}＝{total}" if len(cells) != 1 else total


def sources(broken: Break) -> str:
    """Where else the number is stated, at most three places."""
    told = [other for other in broken.against if isinstance(other, Statement)]
    places = dict.fromkeys(f"第{o.cell.line}行“{o.table.title}”为{tidy(o.cell.text)}" for o in told)
    return "，".join(list(places)[:3])


def tidy(text: str) -> str:
    """A printed number without the blanks an export puts into it."""
    return text.replace(" ", "")


def hint(broken: Break) -> str:
    """What would explain the difference: another number of the table, or one mistyped digit."""
    table, gap = broken.table, abs(broken.difference)
    found = _holder(table, gap, broken.cell)
    if found is not None:
        row, cell = found
        return f"差额恰等于第{cell.line}行“{called(row)}”的{tidy(cell.text)}，可能漏计、重计或多填了这一项。"
    if one_digit(show(broken.cell.value, table.unit), show(broken.expected, table.unit)):
        return f"改动一位数字即可相符，疑为录入差错（应为{show(broken.expected, table.unit)}）。"
    for other in broken.against:
        if isinstance(other, Cell) and broken.kind in {"rows", "columns"}:
            needed = show(other.value + broken.difference, table.unit)
            if one_digit(show(other.value, table.unit), needed):
                return f"若第{other.line}行的{tidy(other.text)}应为{needed}（仅一位数字之差），则相符。"
    return ""


def _holder(table: BoundTable, gap: int, but: Cell) -> tuple[BoundRow, Cell] | None:
    for panel in table.panels:
        for row in panel.rows:
            for cell in row.cells.values():
                if cell.value == gap and cell != but and not row.is_total:
                    return row, cell
    return None


def one_digit(left: str, right: str) -> bool:
    """Whether two printed numbers differ by one changed, lost, added or swapped digit."""
    if len(left) == len(right):
        differing = [i for i, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
        if len(differing) == 2 and differing[1] == differing[0] + 1:
            i, j = differing
            return (left[i], left[j]) == (right[j], right[i])
        return len(differing) == 1
    longer, shorter = (left, right) if len(left) > len(right) else (right, left)
    if len(longer) - len(shorter) != 1 or len(shorter) < 4:
        return False
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
