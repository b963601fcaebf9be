"""Made-up ledgers of a bureau that are in themselves right, to be written and read back."""

from datetime import date
from random import Random

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.forms import Column, Form, forms
from shizheng.engines.fiscal.domain.forms.projection import Facts, Project, Register, Unit
from shizheng.engines.fiscal.domain.forms.projection.register import Row
from shizheng.systems.disclosure.domain.writing.draft import Draft

UNIT = "明州市数据局"
RUNNING = "2010501"
STAFF = (
    (RUNNING, "30101", "50101"), (RUNNING, "30102", "50101"), (RUNNING, "30103", "50101"),
    (RUNNING, "30112", "50102"), (RUNNING, "30199", "50199"), (RUNNING, "30309", "50901"),
    ("2080501", "30302", "50905"), ("2080505", "30108", "50102"), ("2080506", "30109", "50102"),
    ("2101101", "30110", "50102"), ("2101103", "30111", "50102"), ("2210201", "30113", "50103"),
)  # fmt: skip
PUBLIC = (
    ("30201", "50201"), ("30202", "50201"), ("30207", "50201"), ("30211", "50201"), ("30213", "50209"),
    ("30217", "50206"), ("30228", "50201"), ("30231", "50208"), ("30239", "50201"), ("30299", "50299"),
)  # fmt: skip
KINDS = ("goods", "works", "services")
PROJECTS = (
    "政务云资源租用",
    "热线受理服务",
    "电子政务外网运维",
    "数据共享平台建设",
    "城市运行中心建设",
    "系统安全测评",
)
Ledger = dict[Coord, int]


def _amount(random: Random, top: int) -> int:
    """Fen; some amounts are round, most are not."""
    fen = random.randrange(1_00, top)
    return fen - fen % 1_000_000 if random.random() < 0.2 and fen > 1_000_000 else fen


def ledger(seed: int, growth: float = 0.0) -> tuple[Ledger, Register]:
    """A year's money to the fen: staff, public and project spending, its income, and the memoranda."""
    random = Random(seed)
    facts: Ledger = {}
    expense = Coord(side="expense", fund="general")
    for func, dept, gov in STAFF:
        if random.random() < 0.9:
            facts[expense.over(func=func, dept=dept, gov=gov, nature="basic.staff")] = _amount(random, 300_000_000)
    for dept, gov in PUBLIC:
        if random.random() < 0.8:
            at = {"func": RUNNING, "dept": dept, "gov": gov, "nature": "basic.public"}
            facts[expense.over(**at)] = _amount(random, 20_000_000)
    names = random.sample(PROJECTS, random.randrange(1, len(PROJECTS)))
    for name in names:
        _project(random, facts, name)
    if growth:
        facts = {coord: max(1, round(fen * (1 + random.uniform(-growth, growth)))) for coord, fen in facts.items()}
    _income(facts)
    _memoranda(random, facts)
    units = (Unit(UNIT, "102001"),)
    return facts, Register(units, tuple(Project(name) for name in names))


def _project(random: Random, facts: Ledger, name: str) -> None:
    by_land = random.random() < 0.3
    fund, func = ("government", "2120899") if by_land else ("general", random.choice(("2010504", "2060199")))
    at = {"fund": fund, "func": func, "dept": "30227", "gov": "50205", "nature": "project", "project": name}
    facts[Coord(side="expense", **at)] = _amount(random, 4_000_000_000)


def _income(facts: Ledger) -> None:
    for fund in ("general", "government"):
        total = sum(fen for coord, fen in facts.items() if coord.side == "expense" and coord.fund == fund)
        if total:
            code = {"func": "1030148"} if fund == "government" else {}
            facts[Coord(side="income", fund=fund, **code)] = total


def _memoranda(random: Random, facts: Ledger) -> None:
    public = sum(fen for coord, fen in facts.items() if coord.nature == "basic.public")
    facts[Coord(side="expense", fund="general", item="operating", org=UNIT)] = public
    for item in KINDS:
        amount = _amount(random, 500_000_000) if random.random() < 0.7 else 0
        facts[Coord(side="expense", item=f"procurement.{item}")] = amount
    bought = sum(fen for coord, fen in facts.items() if coord.item.startswith("procurement."))
    if bought:
        facts[Coord(side="expense", item="procurement.sme")] = bought // 2
        facts[Coord(side="expense", item="procurement.sme.micro")] = bought // 3


def _lists(facts: Ledger, form: Form) -> dict[str, tuple[Row, ...]]:
    """What is bought, a line for each kind, in the columns of the form's own list."""
    found: dict[str, tuple[Row, ...]] = {}
    for table in form.tables:
        if table.kind != "procurement":
            continue
        columns = table.panels[0].columns
        rows = [
            _bought(columns, item, fen)
            for item in KINDS
            if (fen := facts[Coord(side="expense", item=f"procurement.{item}")])
        ]
        found[table.id] = tuple(rows)
    return found


def _bought(columns: tuple[Column, ...], item: str, fen: int) -> Row:
    name = {"goods": "办公设备", "works": "机房改造", "services": "运行维护服务"}[item]
    texts = {"project_name": name, "unit_code": "102001", "unit_name": UNIT}
    row: dict[int, str | int] = {}
    for index, column in enumerate(columns):
        if column.role in texts:
            row[index] = texts[column.role]
        elif column.role == "amount" and "item" not in column.at:
            row[index] = fen
    return row


def draft(seed: int, form_id: str) -> Draft:
    """A budget or final account ready to be written, last year's facts beside it."""
    form = form_named(form_id)
    stage = form.stage
    facts, register = ledger(seed)
    before, _ = ledger(seed, 0.3)
    register = register._replace(lists=_lists(facts, form))
    answers = {
        "text.duties": "负责全市数据资源的统筹管理、共享和开放。",
        "text.institutions": "内设办公室和三个业务科室，没有下属单位。",
        "text.assets": "截至上年末，共有车辆0辆；单价100万元（含）以上设备2台（套）；今年没有购置计划。",
        "text.performance": "自评结果均为优。"
        if stage == "final"
        else "全部项目都编制了绩效目标，做到绩效目标管理全覆盖。",
        "text.three_public_details": "出国团组0个、0人次；公务用车保有量2辆，购置0辆；国内公务接待3批次、24人次。",
    }
    book = Draft(
        form,
        UNIT,
        min(2026, form.years[1]),
        date(2026, 2, 3),
        Facts.of_ledger(facts, stage),
        register,
        Facts.of_ledger(before, stage),
    )
    return book._replace(answers=_Answers(answers))


class _Answers(dict[str, str]):
    """Every reason is known."""

    def get(self, key: str, default: str = "") -> str:  # type: ignore[override]
        return super().get(key, "业务量变化" if key.startswith("reason.") else default)


def form_named(identifier: str) -> Form:
    return next(form for form in forms() if form.id == identifier)
