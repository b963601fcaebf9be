"""Full disclosures of a made-up bureau: any functions of the book, meetings and training, target sheets; all sound."""

from random import Random

from shizheng.engines.fiscal.domain.codes import books
from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.forms.projection import Facts
from shizheng.engines.fiscal.domain.sheet import Field, Funding, Indicator, Piece, TargetSheet
from shizheng.engines.fiscal.domain.targets import parse
from shizheng.systems.disclosure.domain.writing.draft import Draft
from shizheng.systems.disclosure.rules.placement import FUND_SECTIONS
from tests.disclosure.ledgers import STAFF, draft

EXTRA = 8  # functions beside the bureau's own
ONLY_FISCAL = ("201", "203", "204", "205", "206", "207", "208", "210", "211", "212", "213", "214", "215", "216", "221")
ROWS = (
    ("output", "quantity", "数量指标", "运维系统数量", "≥12个", 20),
    ("output", "quality", "质量指标", "系统可用率", "≥99%", 15),
    ("output", "timing", "时效指标", "年度验收时间", "12月底前", 10),
    ("output", "cost", "成本指标", "项目总成本", "", 5),
    ("benefit", "social", "社会效益指标", "网上办理事项比例", "≥90%", 30),
    ("satisfaction", "satisfaction", "服务对象满意度指标", "使用单位满意度", "≥95%", 10),
)


def functions(year: int) -> list[str]:
    """Items of the book that general money pays for."""
    rows = books("functional").rows
    known = [row.code for row in rows if len(row.code) == 7 and row.code[:3] in ONLY_FISCAL and row.holds(year)]
    own = {code for code, *_ in STAFF}  # what must equal an economic class of its own
    return [code for code in known if code[:5] not in FUND_SECTIONS and code not in own]


def full(seed: int, form_id: str) -> Draft:
    """A draft with more functions, meetings and training, and a target sheet a project."""
    random = Random(seed)
    book = draft(seed, form_id)
    extra = random.sample(functions(book.year), EXTRA)
    now, before = (_with(facts, book.form.stage, extra, Random(seed)) for facts in (book.facts, book.prior) if facts)
    names = [project.name for project in book.register.projects]
    sheets = tuple(_sheet(book, now, name) for name in names) if book.form.stage == "budget" else ()
    return book._replace(facts=now, prior=before, sheets=sheets)


def _with(facts: Facts, stage: str, extra: list[str], random: Random) -> Facts:
    ledger = {coord: fen for view in facts.views for coord, fen in view.facts.items()}
    at = {"side": "expense", "fund": "general", "nature": "basic.public"}
    added = {
        Coord(stage=stage, func=func, dept=dept, gov=gov, **at): random.randrange(100, 9_000_000)
        for func, (dept, gov) in zip(extra, (("30216", "50203"), ("30215", "50202")) * EXTRA, strict=False)
    }
    ledger |= added
    ledger[Coord(stage=stage, side="income", fund="general")] += sum(added.values())
    operating = next(coord for coord in ledger if coord.item == "operating")
    ledger[operating] += sum(added.values())
    return Facts.of_ledger(ledger, stage)


def _sheet(book: Draft, facts: Facts, name: str) -> TargetSheet:
    money = facts.total(Coord(side="expense", nature="project", project=name))
    sheet = TargetSheet("project", "项目支出绩效目标表", 0, 0, book.year)
    texts = {
        "name": name,
        "department": book.unit,
        "unit": book.unit,
        "term": "1年",
        "overview": "保障平台全年稳定运行。",
        "goal": "完成全年运维任务。",
    }
    sheet.fields = {key: Field((Piece(0, text),)) for key, text in texts.items()}
    sheet.funding = [Funding("annual", "total", "target", money, 1, 0, "")]
    sheet.indicators = [
        Indicator("annual", one, two, label, title, title, parse(text or f"≤{money / 100:.2f}元"), 0, order)
        for order, (one, two, label, title, text, _) in enumerate(ROWS, 1)
    ]
    return sheet
