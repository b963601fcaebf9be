"""Two bureaus of one city and the people who handle their money, for tests of the engine's actions."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shizheng.engines.fiscal.actions.contracts import Agreement, plan_instalments, sign_contract
from shizheng.engines.fiscal.actions.projects import propose_project, set_funding
from shizheng.engines.fiscal.actions.targets import set_target_sheet
from shizheng.engines.fiscal.domain.contracts.terms import InstalmentKind, Milestone, Term
from shizheng.engines.fiscal.domain.projects.funding import Fund, Level, Line
from shizheng.engines.fiscal.domain.projects.kinds import Continuity, Kind
from shizheng.engines.fiscal.domain.projects.procurement import Category
from shizheng.engines.fiscal.domain.promises import Level1, Level2, Promise
from shizheng.engines.fiscal.models import Contract, Project
from shizheng.platform.journal.models import Entry
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.scope import Scope
from tests.platform.people import actor, organisation

D = Decimal
SUBTREE = Scope.SUBTREE
VERBS = ("view", "budget", "lock", "propose", "purchase", "accept", "pay", "promise", "evaluate")


@dataclass(frozen=True)
class Bureau:
    """`officer` does everything but review and approve; `stranger` does the same at another bureau."""

    unit: Organisation
    other: Organisation
    officer: Actor
    reviewer: Actor
    head: Actor
    stranger: Actor
    reader: Actor


def found() -> Bureau:
    unit, other = organisation("102"), organisation("103")
    grants = {f"fiscal__{verb}": SUBTREE for verb in VERBS}
    return Bureau(
        unit,
        other,
        officer=actor("officer", unit, **grants),
        reviewer=actor("reviewer", unit, fiscal__view=SUBTREE, fiscal__review=SUBTREE),
        head=actor("head", unit, fiscal__view=SUBTREE, fiscal__approve=SUBTREE, fiscal__propose=SUBTREE),
        stranger=actor("stranger", other, **grants),
        reader=actor("reader", unit, fiscal__view=SUBTREE),
    )


def project(bureau: Bureau, code: str = "P1", **values) -> Project:
    usual = {
        "name": f"热线运行{code}",
        "kind": Kind.SPECIFIC,
        "continuity": Continuity.CONTINUING,
        "first_year": 2026,
        "last_year": 2028,
    }
    return propose_project(bureau.officer, organisation=bureau.unit, code=code, **usual | values)


def line(year: int, yuan: str, level: Level = Level.CITY, fund: Fund = Fund.GENERAL) -> Line:
    return Line(level, fund, year, int(D(yuan) * 100))


RATE = Promise(Level1.OUTPUT, Level2.QUALITY, "热线接通率", "≥98%", weight=D(20))
TIMELY = Promise(Level1.OUTPUT, Level2.TIMING, "费用支付", "及时", weight=D(10))
PAID = Promise(Level1.OUTPUT, Level2.TIMING, "质保金支付时间", "5月底前", weight=D(10))


def funded_project(bureau: Bureau, code: str = "P1") -> Project:
    """Ready to be submitted."""
    fresh = project(bureau, code)
    fresh = set_funding(bureau.officer, project=fresh, lines=[line(2026, "1000000")], expected_version=fresh.version)
    set_target_sheet(bureau.officer, organisation=bureau.unit, project=fresh, year=2026, promises=[RATE, TIMELY, PAID])
    return fresh


def agreement(number: str = "HT-1", amount: str = "1000000.01", **values) -> Agreement:
    usual = {
        "name": "热线外包服务",
        "category": Category.SERVICES,
        "supplier": "某服务公司",
        "signed_on": date(2026, 2, 1),
        "warranty_months": 12,
    }
    return Agreement(number=number, amount=D(amount), **usual | values)


TERMS = [
    Term(InstalmentKind.ADVANCE, share=D(30), milestone=Milestone.SIGNING, days=30),
    Term(InstalmentKind.FINAL_ACCEPTANCE, share=D(65), milestone=Milestone.FINAL_ACCEPTANCE, days=30),
    Term(InstalmentKind.WARRANTY, share=D(5), milestone=Milestone.WARRANTY_END),
]


def planned_contract(bureau: Bureau, number: str = "HT-1", amount: str = "1000000.01") -> Contract:
    """Of a new project, with 30 % due a month after signing."""
    of = project(bureau, f"P-{number}")
    contract = sign_contract(bureau.officer, project=of, agreement=agreement(number, amount))
    return plan_instalments(bureau.officer, contract=contract, terms=TERMS, expected_version=contract.version)


def entries() -> int:
    return Entry.objects.count()
