"""Sums inside the text: the parts a sentence lists against the total it gives."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.systems.disclosure.domain.finding import Finding, Severity, rule
from shizheng.systems.disclosure.domain.narrative.binding import bound
from shizheng.systems.disclosure.domain.narrative.figures import Figure
from shizheng.systems.disclosure.domain.narrative.listing import claim_to_whole, is_ambiguous
from shizheng.systems.disclosure.domain.narrative.ratios import signed
from shizheng.systems.disclosure.domain.narrative.statement import Group, Statement
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.rules.repair import one_digit
from shizheng.systems.disclosure.rules.wording import amount_in, money, number_in

ARITHMETIC = "算术"
WHICH = ("amount", "budget")
SMALL_FIRMS = re.compile(r"中小|小微|小型|微型|微小")


class Sum(NamedTuple):
    """A total, its parts and how far they may miss it by rounding alone (all in fen)."""

    total: Figure
    parts: list[tuple[Statement, Figure]]
    added: int
    slack: int

    @property
    def difference(self) -> int:
        return self.added - self.total.value


@rule("additivity.sentence", family="additivity", title="文字中的分项与合计不符", source=ARITHMETIC)
def sentence(reading: Reading) -> Iterator[Finding]:
    """Amounts listed after 其中, 包括 … add up to the amount they explain."""
    bound(reading.narrative, reading.stage, reading.claims)
    groups = reading.narrative.groups
    sums = [(group, which, checked) for group in groups for which in WHICH if (checked := summed(group, which))]
    settled = {id(checked.total) for _, _, checked in sums if abs(checked.difference) <= checked.slack}
    wrong: set[int] = set()
    for group, which, checked in sums:
        close = abs(checked.difference) <= checked.slack
        if not checked.difference or id(group) in wrong or (not close and id(checked.total) in settled):
            continue  # what is listed wrongly is wrong in both; what another list explains needs no more
        found = list(_judge(reading, group, checked, which))
        yield from found
        if any(finding.severity == "error" for finding in found):
            wrong.add(id(group))


def summed(group: Group, which: str) -> Sum | None:
    """The sum of a group's amounts or budgets, with what follows the list when it fits only so."""
    total: Figure | None = getattr(group.total, which)
    if which == "amount" and total is None:
        total = group.total.budget  # the year's money is the budget
    parts = [(part, figure) for part in group.parts if (figure := getattr(part, which)) is not None and _adds(part)]
    if total is None or len(parts) < 2 or (which == "budget" and group.total.amount is None):
        tail = [(part, figure) for part in group.tail if (figure := getattr(part, which)) is not None]
        if total is None or which == "budget" or not parts or not tail:
            return None
    for extra in range(len(group.tail) + 1):
        tail = [(part, figure) for part in group.tail[:extra] if (figure := getattr(part, which)) is not None]
        checked = _add(total, parts + tail)
        if abs(checked.difference) <= checked.slack:
            return checked
    for length in range(len(parts) - 1, 0, -1):
        checked = _add(total, parts[:length])
        if checked.added == total.value and total.value and _breaks(parts, length):
            return checked  # what comes after is a list of its own
    return _add(total, parts) if len(parts) > 1 else None


def _adds(part: Statement) -> bool:
    """Money reserved for or awarded to small firms is a quality of the purchases listed, no further one."""
    return not SMALL_FIRMS.search(part.name)


def _breaks(parts: list[tuple[Statement, Figure]], at: int) -> bool:
    """Whether another mark of punctuation stands before the part at ``at`` than between those before it."""
    if at == 1:
        return parts[1][1].gap[:1] in "。；"
    marks = {figure.gap[:1] for _, figure in parts[1:at]}
    return parts[at][1].gap[:1] not in marks


def _add(total: Figure, parts: list[tuple[Statement, Figure]]) -> Sum:
    added = sum(figure.value for _, figure in parts)
    slack = (total.ulp + sum(figure.ulp for _, figure in parts if figure.value)) // 2
    return Sum(total, parts, added, slack)


def _judge(reading: Reading, group: Group, checked: Sum, which: str) -> Iterator[Finding]:
    total = checked.total
    line, quote = group.total.quote(total)
    right, gap = amount_in(checked.added, total), amount_in(abs(checked.difference), total)
    shown = f"{_terms(checked)}＝{right}，与{money(total)}相差{gap}"
    if abs(checked.difference) <= checked.slack:
        yield Finding(
            "additivity.sentence", "rounding", line, quote,
            f"分项相加为{right}，与合计{money(total)}只差末位，属四舍五入差异；建议加注“因四舍五入存在尾差”。",
            total.text, number_in(checked.added, total),
        )  # fmt: skip
        return
    claim = claim_to_whole(group, checked.added > total.value)
    if is_ambiguous(group) or not claim:
        return
    if which == "amount" and _told_by_table(reading, group, checked):
        return
    severity: Severity = "error" if claim != "coded" or _proven(reading, group, checked) else "warning"
    cause, alone, stands = _cause(checked), _alone(checked), _agrees(reading, group.total, total)
    message = f"文字所列分项与合计不符：{shown}。{_advice(checked, cause, stands)}"
    right = number_in(checked.added, total)
    found = Finding("additivity.sentence", severity, line, quote, message, total.text, right)
    if cause is not None and which == "amount":
        figure = cause.budget or cause.amount or total
        line, quote = cause.quote(figure)
        found = found._replace(line=line, quote=quote, printed=figure.text, expected="")
    elif stands and alone is not None:
        key = f"alone:{line}:{total.start}"
        yield _suspect(found, alone, total)._replace(convicts=(key,))
        found = found._replace(rests=(key,))
    elif stands:
        found = found._replace(printed=number_in(checked.added, total), expected=total.text)
    yield found


def _agrees(reading: Reading, statement: Statement, total: Figure) -> bool:
    """Whether the tables print the total, so that the fault is among the parts."""
    cells = reading.meeting.at(statement.coord) if statement.coord is not None else []
    return bool(cells) and all(2 * abs(cell.cell.value - total.value) <= cell.cell.ulp + total.ulp for cell in cells)


def _alone(checked: Sum) -> tuple[Statement, Figure] | None:
    """The one part that is not zero, where the others are."""
    filled = [(part, figure) for part, figure in checked.parts if figure.value]
    return filled[0] if len(filled) == 1 and checked.difference < 0 else None


def _suspect(found: Finding, alone: tuple[Statement, Figure], total: Figure) -> Finding:
    part, figure = alone
    line, quote = part.quote(figure)
    message = (
        f"各分项只有“{part.name}”{money(figure)}，其余为0，而合计{money(total)}与报表一致，"
        f"相差{amount_in(total.value - figure.value, total)}。请核对这一项，漏列的请补上。"
    )
    return found._replace(line=line, quote=quote, message=message, printed=figure.text, expected=total.text)


def _told_by_table(reading: Reading, group: Group, checked: Sum) -> bool:
    """The total is wrong against its table too, which has the sum of the parts: said once, by the other rule."""
    coord = group.total.coord
    if coord is None:
        return False
    cells = [each.cell for each in reading.meeting.at(coord)]
    return bool(cells) and all(2 * abs(cell.value - checked.added) <= cell.ulp + 2 * checked.slack for cell in cells)


def _proven(reading: Reading, group: Group, checked: Sum) -> bool:
    """The tables show that the classes listed are all there are, or which others the list leaves out."""
    coords = [part.coord for part in group.parts if part.coord is not None]
    if len(coords) < len(checked.parts) or group.total.coord is None:
        return False
    listed = {coord.func or coord.dept for coord in coords}
    cells = [cell for coord in coords for cell in reading.meeting.at(coord)[:1]]
    slack = checked.slack + sum(cell.cell.ulp for cell in cells)
    if abs(sum(cell.cell.value for cell in cells) - checked.total.value) <= slack:
        return True
    like, left = coords[0], 0
    for statement in reading.meeting.statements:
        code = statement.coord.func if like.func else statement.coord.dept
        if code in listed or len(code) not in {len(each) for each in listed}:
            continue
        if reading.meeting.key(statement.coord) == reading.meeting.key(_recoded(like, code)):
            listed.add(code)
            left += statement.cell.value
    return abs(left + checked.difference) <= slack


def _recoded(coord: Coord, code: str) -> Coord:
    return coord._replace(func=code) if coord.func else coord._replace(dept=code)


def _terms(checked: Sum) -> str:
    shown = [figure.text for _, figure in checked.parts if figure.value]
    if len(shown) > 8:
        shown = [*shown[:7], f"…（共{len(shown)}项）"]
    return "＋".join(shown) or "0"


def _cause(checked: Sum) -> Statement | None:
    """The part that alone is the surplus."""
    if checked.difference <= 0:
        return None
    surplus = [part for part, figure in checked.parts if figure.value == checked.difference]
    return surplus[0] if len(surplus) == 1 and len(checked.parts) > 2 else None


def _advice(checked: Sum, cause: Statement | None, stands: bool) -> str:
    if cause is not None:
        return f"多出的数正好等于“{cause.name}”，请核对它是否应列在这里。"
    if stands:
        return "合计与报表一致，请核对各分项，漏列的请补上。"
    suggestion = one_digit(checked.total.text, amount_in(checked.added, checked.total))
    if suggestion:
        return f"合计可能是{suggestion}之误，请核对。"
    return "请核对合计与各分项，漏列的请补上。"


@rule("additivity.change", family="additivity", title="文字中分项的增减额与合计的增减额不符", source=ARITHMETIC)
def change(reading: Reading) -> Iterator[Finding]:
    """Changes of all parts add up to the change of the whole."""
    for group in reading.narrative.groups:
        delta = group.total.delta
        if (
            delta is None
            or is_ambiguous(group)
            or len(group.parts) < 2
            or claim_to_whole(group, False) not in ("zeros", "partition")
        ):
            continue
        changes = [part.delta for part in group.parts if part.delta is not None]
        if not changes or any(part.delta is None and not part.flat for part in group.parts):
            continue
        added = sum(signed(each) for each in changes)
        slack = (delta.ulp + sum(each.ulp for each in changes if each.value)) // 2
        missing = added - signed(delta)
        if abs(missing) <= slack:
            continue
        line, quote = group.total.passage_of(delta).quote(delta.start - _lead(delta), delta.end)
        terms = "、".join(f"{part.name}{_said(part)}" for part in group.parts)
        yield Finding(
            "additivity.change", "error", line, quote,
            f"各分项的增减额合计为{amount_in(added, delta)}（{terms}），与合计{delta.word}{money(delta)}不符，请核对。",
            delta.text, number_in(abs(added), delta),
        )  # fmt: skip


def _lead(delta: Figure) -> int:
    """How many characters lead to the number within its clause."""
    return min(8, len(delta.gap) - 1 - max(delta.gap.rfind(mark) for mark in "，。；"))


def _said(part: Statement) -> str:
    return f"{part.delta.word}{money(part.delta)}" if part.delta is not None and part.delta.value else "持平"


@rule("derived.share_sum", family="derived", title="占比合计不为100%", source=ARITHMETIC)
def share_sum(reading: Reading) -> Iterator[Finding]:
    """Where the parts make up the whole, so do their shares but for rounding."""
    for group in reading.narrative.groups:
        checked = summed(group, "amount")
        if checked is None or abs(checked.difference) > checked.slack or not checked.total.value:
            continue
        shares = [part.share for part, _ in checked.parts if part.share is not None and not part.share.word]
        if len(shares) < 2 or len(shares) != len(checked.parts):
            continue
        total = sum(each.value for each in shares)
        slack = sum(each.ulp for each in shares if each.value) // 2
        if not 0 < abs(total - 1_000_000) <= slack:
            continue
        first = next(part for part, _ in checked.parts if part.share is shares[0])
        line, quote = first.passage.quote(shares[0].start - 1, shares[0].end)
        printed = f"{total / 10000:.2f}%"
        yield Finding(
            "derived.share_sum", "rounding", line, quote,
            f"各项占比相加为{printed}，各项都已正确四舍五入，差额属四舍五入差异；可调整最大一项使合计为100%。",
            printed, "100.00%",
        )  # fmt: skip
