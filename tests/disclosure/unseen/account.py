# ruff: noqa: E501 - a row a department
"""A department's year as random facts that agree with each other, from which every layout is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from shizheng.engines.fiscal.domain.codes import books

CENT = 10_000  # fen in 0.01 万元
WAN = 100 * CENT


class Line(NamedTuple):
    """Money of one fund for one purpose; ``nature`` is staff, public or project, ``dept`` empty for projects."""

    fund: str
    func: str
    nature: str
    dept: str
    project: str
    fen: int


class Field(NamedTuple):
    """What a kind of department does: its running item, its business items, its projects."""

    unit: str
    running: str
    business: tuple[str, ...]
    projects: tuple[str, ...]
    institution: bool = False


FIELDS = {
    "police": Field("云溪县公安局", "2040201", ("2040220", "2040219"), ("执法办案装备更新", "警务平台运行", "社区警务宣传")),
    "water": Field("临川市水利局", "2130301", ("2130305", "2130314"), ("河道清淤治理", "水库巡查看护", "防汛物资储备")),
    "transport": Field("华亭省交通运输厅", "2140101", ("2140106", "2140112"), ("农村公路养护", "治超站点运行", "客运执法检查")),
    "culture": Field("海陵区文化和旅游局", "2070101", ("2070109", "2070113"), ("群众文化活动", "旅游推介展览", "场馆免费开放")),
    "school": Field("安和县第三小学", "2050202", ("2050299",), ("校舍维修改造", "图书设备购置"), True),
    "hospital": Field("长明市第二人民医院", "2100201", ("2100299",), ("重点专科建设", "医疗设备更新"), True),
    "planning": Field("锦屏市住房和城乡建设局", "2120101", ("2120106", "2120199"), ("工程质量抽检", "老旧小区排查")),
    "letters": Field("青浦江区委宣传部", "2013301", ("2013304",), ("理论宣讲活动", "媒体合作宣传")),
}  # fmt: skip
STAFF = {"30101": 60, "30102": 40, "30103": 30, "30112": 3, "30199": 8, "30302": 5, "30309": 1}
PENSION = (("2080505", "30108"), ("2080506", "30109"), ("2210201", "30113"))
PUBLIC = ("30201", "30202", "30205", "30206", "30207", "30211", "30213", "30216", "30228", "30229", "30239", "30299")
LAND = "2120803"
SOURCES = ("business", "operating", "other")
ABROAD, RECEPTION, PURCHASE, RUNNING = "abroad", "reception", "purchase", "running"
KINDS = ("goods", "works", "services")


@dataclass
class Year:
    """One year's spending, income by fund, balances, and the memoranda beside them."""

    lines: list[Line]
    income: dict[str, int]
    opening: dict[str, int]
    closing: dict[str, int]
    used: int
    three: dict[str, int]
    bought: dict[str, int]
    small: int

    def total(self, *, fund: str = "", func: str = "", nature: str = "", dept: str = "", project: str = "") -> int:
        """Spending summed over what is not named; ``fund`` fiscal means all appropriations, basic both its natures."""
        return sum(
            line.fen
            for line in self.lines
            if (not fund or line.fund == fund or (fund == "fiscal" and line.fund in ("general", "government")))
            and line.func.startswith(func)
            and (not nature or line.nature == nature or (nature == "basic" and line.nature in ("staff", "public")))
            and line.dept.startswith(dept)
            and (not project or line.project == project)
        )

    def functions(self, fund: str = "", depths: tuple[int, ...] = (3, 5, 7)) -> list[str]:
        """Codes with money, each class above its parts."""
        codes = {line.func for line in self.lines if self.total(fund=fund, func=line.func)}
        return sorted({code[:cut] for code in codes for cut in depths})

    def classes(self, fund: str = "", nature: str = "basic") -> list[str]:
        """Economic classes and items with money."""
        found = {
            line.dept for line in self.lines
            if line.dept and (not fund or line.fund == fund) and self.total(fund=fund, dept=line.dept, nature=nature)
        }  # fmt: skip
        return sorted({code[:cut] for code in found for cut in (3, 5)})

    @property
    def fiscal(self) -> int:
        return self.income.get("general", 0) + self.income.get("government", 0)

    @property
    def received(self) -> int:
        return sum(self.income.values())

    @property
    def inflow(self) -> int:
        return self.received + sum(self.opening.values()) + self.used

    @property
    def three_total(self) -> int:
        return sum(self.three.values())

    @property
    def vehicles(self) -> int:
        return self.three[PURCHASE] + self.three[RUNNING]


@dataclass
class Account:
    """What a document tells: this year, the year before, and the budget that a final account is held against."""

    name: str
    field: Field
    year: int
    now: Year
    before: Year
    planned: Year
    projects: list[str] = field(default_factory=list)


def account(
    random: Random, kind: str, year: int, *, step: int = CENT, land: bool = False, own: bool = False,
    carried: bool = False, vehicles: bool = True,
) -> Account:  # fmt: skip
    """``step`` is the fen that every amount is a multiple of; ``land`` adds a government fund, ``own`` own income."""
    what = FIELDS[kind]
    now = _year(random, what, step, land, own, carried, vehicles)
    return Account(
        what.unit, what, year, now, _varied(random, now, step, 0.15), _varied(random, now, step, 0.08),
        list(dict.fromkeys(line.project for line in now.lines if line.project)),
    )  # fmt: skip


def _amount(random: Random, about: float, step: int) -> int:
    fen = round(about * WAN * random.uniform(0.4, 1.6))
    return max(step, fen - fen % step)


def _year(random: Random, what: Field, step: int, land: bool, own: bool, carried: bool, vehicles: bool) -> Year:
    lines = list(_lines(random, what, step, vehicles))
    if land:
        lines.append(Line("government", LAND, "project", "", "道路提升工程", _amount(random, 300, step)))
    if own:
        lines.append(Line("own", what.business[0], "project", "", "", _amount(random, 120, step)))
    spent = {fund: sum(line.fen for line in lines if line.fund == fund) for fund in ("general", "government", "own")}
    opening: dict[str, int] = {}
    closing: dict[str, int] = {}
    if carried:
        opening = {"general": _amount(random, 40, step)}
        closing = {"general": _amount(random, 25, step)}
    income = {f: spent[f] - opening.get(f, 0) + closing.get(f, 0) for f in ("general", "government") if spent[f]}
    used = 0
    if own:
        parts = [spent["own"] // 2 // step * step, spent["own"] // 4 // step * step]
        used = step * 700 if carried else 0
        income |= {"business": parts[0], "other": spent["own"] - parts[0] - used}
    three = {
        ABROAD: 0,
        RECEPTION: sum(line.fen for line in lines if line.dept == "30217"),
        PURCHASE: 0,
        RUNNING: sum(line.fen for line in lines if line.dept == "30231"),
    }
    bought = {kind: _amount(random, 30, step) if random.random() < 0.8 else 0 for kind in KINDS}
    return Year(lines, income, opening, closing, used, three, bought, sum(bought.values()) // 2 // step * step)


def _lines(random: Random, what: Field, step: int, vehicles: bool) -> Iterator[Line]:
    run = what.running
    for dept, about in STAFF.items():
        if random.random() < 0.9 or dept == "30101":
            retired = dept == "30302"
            func = ("2080502" if what.institution else "2080501") if retired else run
            yield Line("general", func, "staff", dept, "", _amount(random, about * 5, step))
    if what.institution:
        yield Line("general", run, "staff", "30107", "", _amount(random, 90, step))
    for func, dept in PENSION:
        yield Line("general", func, "staff", dept, "", _amount(random, 60, step))
    medical = "2101102" if what.institution else "2101101"
    yield Line("general", medical, "staff", "30110", "", _amount(random, 40, step))
    if not what.institution:
        yield Line("general", "2101103", "staff", "30111", "", _amount(random, 20, step))
    for dept in PUBLIC:
        if random.random() < 0.85 or dept == "30201":
            yield Line("general", run, "public", dept, "", _amount(random, 12, step))
    yield Line("general", run, "public", "30217", "", _amount(random, 2, step))
    if vehicles:
        yield Line("general", run, "public", "30231", "", _amount(random, 9, step))
    for index, name in enumerate(what.projects):
        func = what.business[index % len(what.business)]
        yield Line("general", func, "project", "", name, _amount(random, 200, step))


def _varied(random: Random, year: Year, step: int, by: float) -> Year:
    """Another year of the same shape."""

    def other(fen: int) -> int:
        value = round(fen * random.uniform(1 - by, 1 + by))
        return max(step, value - value % step) if fen else 0

    lines = [line._replace(fen=other(line.fen)) for line in year.lines]
    spent = {fund: sum(line.fen for line in lines if line.fund == fund) for fund in ("general", "government", "own")}
    opening = {fund: other(fen) for fund, fen in year.opening.items()}
    closing = {fund: other(fen) for fund, fen in year.closing.items()}
    income = {
        fund: spent[fund] - opening.get(fund, 0) + closing.get(fund, 0)
        for fund in ("general", "government") if spent[fund]
    }  # fmt: skip
    used = 0
    if "business" in year.income:
        used = min(year.used, spent["own"] // 4 // step * step)
        business = spent["own"] // 2 // step * step
        income |= {"business": business, "other": spent["own"] - business - used}
    three = {
        ABROAD: 0,
        RECEPTION: sum(line.fen for line in lines if line.dept == "30217"),
        PURCHASE: 0,
        RUNNING: sum(line.fen for line in lines if line.dept == "30231"),
    }
    bought = {kind: other(fen) for kind, fen in year.bought.items()}
    return Year(lines, income, opening, closing, used, three, bought, sum(bought.values()) // 2 // step * step)


def name_of(code: str, year: int = 0) -> str:
    """A code's official name in a year."""
    book = {"3": "departmental", "5": "government"}.get(code[0], "functional")
    found = books(book).find(code, year)
    assert found, code
    return found.name
