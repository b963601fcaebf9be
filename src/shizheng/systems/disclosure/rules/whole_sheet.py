"""The sheet for the whole expenditure against the document's total expenditure."""

from collections.abc import Iterator

from shizheng.engines.fiscal.domain.claim import FEN
from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.sheets.phrases import QUOTE, wan

SOURCE = "财预〔2015〕88号《中央部门预算绩效目标管理办法》：整体支出绩效目标覆盖部门全部支出；算术"


@rule("agreement.whole_sheet", family="agreement", title="整体支出绩效目标表与支出总额不一致", source=SOURCE)
def whole_sheet(reading: Reading) -> Iterator[Finding]:
    """The money of the whole-unit sheet is the unit's total expenditure."""
    whole = [sheet for sheet in reading.sheets if sheet.kind == "whole"]
    totals = [claim for claim in reading.claims if claim.unit == FEN and _is_total(claim.coord)] if whole else []
    for sheet in whole if totals else ():
        total = sheet.money("annual")
        if total is None or total.fen <= 0:
            continue
        low, high = 2 * total.fen - total.ulp, 2 * total.fen + total.ulp
        if any(claim.low <= high and low <= claim.high for claim in totals):
            continue
        other = totals[0]
        message = (
            f"整体支出绩效目标表合计{wan(total.fen)}万元，第{other.place.line}行支出总计为{wan(other.value)}万元，"
            f"相差{wan(abs(total.fen - other.value))}万元。整体支出目标应当覆盖全部支出，请核对。"
        )
        expected = wan(other.value) + "万元"
        yield Finding(
            "agreement.whole_sheet", "warning", total.line, total.quote[:QUOTE], message, total.quote, expected
        )


def _is_total(coord: Coord) -> bool:
    """Whether a coordinate is the unit's expenditure, summed over everything."""
    if coord.side != "expense" or coord.func or coord.dept or coord.gov or coord.nature or coord.project:
        return False
    return coord == Coord(org=coord.org, year=coord.year, stage=coord.stage, side="expense")
