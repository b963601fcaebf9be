"""Bind sentences to coordinates and make claims of them; where two coordinates remain, neither is taken."""

from collections.abc import Sequence

from shizheng.engines.fiscal.domain.claim import FEN, PPM, Claim, Place
from shizheng.engines.fiscal.domain.codes import books
from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.systems.disclosure.domain.narrative.figures import Figure
from shizheng.systems.disclosure.domain.narrative.meaning import Meaning, meaning_of_name, meaning_of_titles
from shizheng.systems.disclosure.domain.narrative.narrative import Narrative
from shizheng.systems.disclosure.domain.narrative.statement import Statement

UNSAID = ("绩效", "自评", "资产", "解释", "职责", "机构", "人员情况", "附件", "任务")
PARTIAL = ("新增", "追加", "人均", "原值", "单价", "合同", "授予", "预留", "压减", "节约", "调整")


def bind(narrative: Narrative, stage: str, claims: Sequence[Claim]) -> list[Claim]:
    """Give each statement its coordinate; the claims of those that have one."""
    known = {code for claim in claims for code in (claim.coord.func, claim.coord.dept) if code}
    bound: list[Claim] = []
    for statement in narrative.statements:
        if stage == "budget":
            _budget_is_the_amount(statement)
        statement.coord = _coord(statement, stage, known)
        if statement.coord is not None:
            bound.extend(_claims(statement, statement.coord))
    narrative.bound = True
    return bound


def _budget_is_the_amount(statement: Statement) -> None:
    """2024年年初预算数…万元, split and compared: in a budget this is the amount itself."""
    if statement.amount is None and statement.budget is not None and (statement.delta or statement.growth):
        statement.amount, statement.budget = statement.budget, None


def _coord(statement: Statement, stage: str, known: set[str]) -> Coord | None:
    titles = statement.passage.titles
    if statement.detached or any(word in title for title in titles for word in UNSAID):
        return None
    if any(word in statement.name for word in PARTIAL):
        return None
    space, above = meaning_of_titles((*titles, statement.under) if statement.under else titles)
    said = _said(statement, space) or _listed_function(statement.name, known)
    if said is None:
        return None
    at = dict(said.at)
    total = statement.group.total.coord if statement.group and not statement.group.loose else None
    if not _placed(at, said.code, known):
        return None
    return _completed(at, above, total, stage) or _sided(at, above, titles, stage)


def _listed_function(name: str, known: set[str]) -> Meaning | None:
    """A functional group or item by its name alone, when only one of that name is in the tables."""
    codes = [code for code in books("functional").named(name.removesuffix("科目")) if code in known]
    return Meaning((("func", codes[0]),)) if len(codes) == 1 else None


def _sided(at: dict[str, str], above: dict[str, str], titles: tuple[str, ...], stage: str) -> Coord | None:
    """A fund named without a side: what the headings speak of; where they speak of both, its income."""
    if at.keys() - {"fund", "side"} or not at.get("fund") or at.get("side") == "carried":
        return None
    words = "".join(titles)
    if "收支" in words or "收入" in words or at.get("side") == "flow":
        side = "inflow" if at.get("side") == "flow" else "income"
    else:
        side = "expense" if "支出" in words else ""
    return Coord(stage=stage).over(fund=at["fund"], side=side) if side else None


def _said(statement: Statement, space: str) -> Meaning | None:
    """The name in the space of its heading, or of the sum it is a part of."""
    total = statement.group.total if statement.group else None
    if total is not None and total.coord is not None and total.coord.nature.startswith("basic"):
        return meaning_of_name(statement.name, "dept") or meaning_of_name(statement.name, space)
    return meaning_of_name(statement.name, space)


def _placed(at: dict[str, str], code: str, known: set[str]) -> bool:
    """Put a printed code in its dimension; a code that is in no table may be anything."""
    if not code:
        return True
    if code not in known:
        return False
    at["func" if code[0] == "2" else "dept"] = code
    return code[0] in "23"


def _completed(at: dict[str, str], above: dict[str, str], total: Coord | None, stage: str) -> Coord | None:
    """Fund, nature and side from the sum, else from the headings; an amount carried over has no side to meet."""
    if at.get("side") == "flow" and at.keys() == {"side"}:
        at["side"] = "inflow"
    if at.get("side") in ("carried", "flow"):
        return None
    narrower = above.get("fund") in ("general", "government", "capital")
    if not at.get("fund") or (at["fund"] == "fiscal" and narrower):
        fund = (total.fund if total else "") or ("" if at.get("item") else above.get("fund", ""))
        at.update({"fund": fund} if fund else {})
    if "nature" not in at and ("dept" in at or "func" in at):
        nature = (total.nature if total else "") or above.get("nature", "")
        at["nature"] = "basic" if nature.startswith("basic") else nature
    side = _side(at, total) or above.get("side", "")
    return Coord(stage=stage).over(**at | {"side": side}) if side else None


def _side(at: dict[str, str], total: Coord | None) -> str:
    """Classes and items are spent; a nature too, unless the name says otherwise; else the side of the sum."""
    if {"func", "dept", "item"} & at.keys():
        return "expense"
    return at.get("side", "") or ("expense" if "nature" in at else total.side if total else "")


def _claims(statement: Statement, coord: Coord) -> list[Claim]:
    section, found = statement.passage.title, []
    told: list[tuple[Figure | None, str, Coord]] = [
        (statement.amount, "sentence", coord),
        (statement.budget, "sentence", coord._replace(stage="budget")),
        (statement.delta, "delta", coord._replace(measure="delta")),
        (statement.share, "share", coord._replace(measure="share")),
        (statement.growth, "growth", coord._replace(measure="growth")),
        (statement.completion, "completion", coord._replace(measure="completion")),
    ]
    for figure, kind, at in told:
        if figure is None:
            continue
        line, quote = statement.passage_of(figure).quote(figure.start, figure.end)
        sign = -1 if figure.direction < 0 else 1
        unit = PPM if figure.kind == PPM else FEN
        base = _base(statement, coord, kind)
        found.append(Claim(at, sign * figure.value, figure.ulp, unit, kind, Place(line, 0, section), quote, base))
    return found


def _base(statement: Statement, coord: Coord, kind: str) -> Coord | None:
    """What a derived figure is measured against: the sum, the year before, the budget."""
    if kind == "share":
        return statement.group.total.coord if statement.group else None
    if kind in ("delta", "growth"):
        return coord._replace(year=statement.since)
    return coord._replace(stage="budget") if kind == "completion" else None


def bound(narrative: Narrative, stage: str, claims: Sequence[Claim]) -> list[Statement]:
    """The statements with their coordinates, bound now if the reader has not done so."""
    if not narrative.bound:
        bind(narrative, stage, claims)
    return narrative.statements
