"""Random ledgers printed as tables and read back: the same numbers at the same coordinates, and nothing broken."""

from hypothesis import given, settings
from hypothesis import strategies as st

from shizheng.engines.fiscal.domain.codes import books
from shizheng.engines.fiscal.domain.coord import Coord
from tests.disclosure.tabular import reading, table

ITEMS = [row.code for row in books("functional").rows if len(row.code) == 7 and not row.valid_to]
NATURES = ("basic.staff", "basic.public", "project")
WAN = 10_000  # fen in 0.01 万元

Ledger = dict[str, tuple[int, int, int]]
ledgers = st.dictionaries(
    st.sampled_from(ITEMS),
    st.tuples(*[st.integers(0, 10**7)] * 3).filter(any),
    min_size=1,
    max_size=8,
)

full_ledgers = st.dictionaries(st.sampled_from(ITEMS), st.tuples(*[st.integers(1, 10**7)] * 3), min_size=1, max_size=8)


def printed(units: int, style: str) -> str:
    """Hundredths as a table prints them; nothing for nought."""
    if not units:
        return ""
    text = f"{units // 100:,}.{units % 100:02}" if style else f"{units // 100}.{units % 100:02}"
    return text.replace(",", ", ") if style == "split" else text


def summed(ledger: Ledger, prefix: str) -> tuple[int, int, int]:
    values = [value for code, value in ledger.items() if code.startswith(prefix)]
    return tuple(map(sum, zip(*values, strict=True)))  # type: ignore[return-value]


def rows(ledger: Ledger, style: str) -> list[str]:
    """Total, classes, sections and items with five amount columns."""
    prefixes = sorted({code[:cut] for code in ledger for cut in (3, 5, 7)})
    lines = []
    for prefix in ["", *prefixes]:
        staff, public, project = summed(ledger, prefix)
        amounts = staff + public + project, staff + public, staff, public, project
        known = books("functional").find(prefix)
        name = known.name if known else ""
        lines.append("|".join([prefix or "合计", name, *(printed(amount, style) for amount in amounts)]))
    return lines


HEAD = ("科目编码|科目名称|合计|基本支出|||项目支出", "|||小计|人员经费|公用经费|")


@settings(max_examples=60, deadline=None)
@given(ledger=ledgers, style=st.sampled_from(["", "grouped", "split"]), unit=st.sampled_from(["万元", "元"]))
def test_what_is_printed_is_read_back(ledger: Ledger, style: str, unit: str) -> None:
    document = reading(table("2024年支出总表", *HEAD, *rows(ledger, style), unit=unit))
    fen = WAN if unit == "万元" else 1
    stated = {claim.coord: claim.value for claim in document.claims}
    for code, values in ledger.items():
        for nature, value in zip(NATURES, values, strict=True):
            coord = Coord(stage="budget", side="expense", func=code, nature=nature)
            assert stated.get(coord, 0) == value * fen
    assert stated[Coord(stage="budget", side="expense")] == sum(map(sum, ledger.values())) * fen
    assert document.breaks == [] and document.unread == []


@settings(max_examples=60, deadline=None)
@given(ledger=full_ledgers, data=st.data())
def test_one_wrong_leaf_is_found_where_it_stands(ledger: Ledger, data: st.DataObject) -> None:
    """A leaf changed by more than rounding can hide, in a table whose every sum is printed."""
    code = data.draw(st.sampled_from(sorted(ledger)))
    nature = data.draw(st.sampled_from(range(3)))
    changed = ledger[code][nature] + data.draw(st.integers(100, 10**6))
    lines = rows(ledger, "")
    index = next(i for i, line in enumerate(lines) if line.startswith(code))
    cells = lines[index].split("|")
    cells[(4, 5, 6)[nature]] = printed(changed, "")
    lines[index] = "|".join(cells)
    document = reading(table("2024年支出总表", *HEAD, *lines))
    wrong = [broken for broken in document.breaks if not broken.rounding]
    line = document.tables[0].first + len(HEAD) + index
    assert [(broken.cell.line, broken.expected) for broken in wrong] == [(line, ledger[code][nature] * WAN)]


@settings(max_examples=40, deadline=None)
@given(ledger=ledgers)
def test_two_tables_of_one_ledger_agree(ledger: Ledger) -> None:
    lines = rows(ledger, "")
    document = reading(table("2024年支出总表", *HEAD, *lines), table("2024年部门支出预算明细表", *HEAD, *lines))
    assert document.breaks == []
