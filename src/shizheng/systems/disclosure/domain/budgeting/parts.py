"""The grids that a budget is entered in: which columns name a row, which hold money, and the coordinate of each cell.

A part is one declaration for the page, the Excel template and the import. Amounts are in 元.
"""

from collections.abc import Mapping
from typing import NamedTuple

from shizheng.engines.fiscal.domain.coord import Coord

STAFF = ("301", "303")
"""Departmental classes of staff expense; the rest of the basic expense is public."""


class Key(NamedTuple):
    """A column that says what the row is about. ``book`` is the code book it takes codes from, with so many digits."""

    name: str
    title: str
    book: str = ""
    digits: tuple[int, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = True

    def holds(self, value: str) -> bool:
        """Whether a row of this grid can be named by the value."""
        if self.choices:
            return value in dict(self.choices)
        return bool(value) or not self.required


class Amount(NamedTuple):
    """A column of money and what it adds to the coordinate of its row."""

    title: str
    at: Mapping[str, str]


class FixedRow(NamedTuple):
    """A row that the form prints, with what it adds to the coordinate."""

    label: str
    at: Mapping[str, str]


class Part(NamedTuple):
    """Rows are free, named by ``keys``, or the ``fixed`` ones."""

    id: str
    title: str
    hint: str
    amounts: tuple[Amount, ...]
    at: Mapping[str, str]
    keys: tuple[Key, ...] = ()
    fixed: tuple[FixedRow, ...] = ()
    nothing: str = ""  # asked where the grid is left empty: an empty grid must be explained

    def coord(self, named: Mapping[str, str], amount: Amount) -> Coord:
        """Where a cell belongs; basic expense is of staff or of the office by its economic class."""
        coord = Coord().over(**{**self.at, **named, **amount.at})
        if self.at.get("nature") == "basic":
            coord = coord._replace(nature="basic.staff" if coord.dept[:3] in STAFF else "basic.public")
        return coord

    def named(self, coord: Coord) -> dict[str, str]:
        """What of a coordinate names the row."""
        if self.keys:
            return {key.name: str(getattr(coord, key.name)) for key in self.keys}
        names = sorted({name for row in self.fixed for name in row.at})
        return {name: str(getattr(coord, name)) for name in names}

    def column(self, coord: Coord) -> Amount | None:
        """The column in which a fact stands; None where this grid cannot show it."""
        coord = coord._replace(year=0, stage="")
        named = self.named(coord)
        if self.fixed and not any(dict(row.at) == named for row in self.fixed):
            return None
        if not all(key.holds(named[key.name]) for key in self.keys):
            return None
        return next((amount for amount in self.amounts if self.coord(named, amount) == coord), None)


FUNDS = (
    ("general", "一般公共预算"),
    ("government", "政府性基金预算"),
    ("capital", "国有资本经营预算"),
    ("special", "财政专户管理资金"),
    ("unit", "单位资金"),
)
UNIT_SOURCES = (
    ("unit.business", "事业收入"),
    ("unit.operating", "事业单位经营收入"),
    ("unit.superior", "上级补助收入"),
    ("unit.affiliated", "附属单位上缴收入"),
    ("unit.other", "其他收入"),
)
SOURCES = (*FUNDS[:4], *UNIT_SOURCES)
"""Where income comes from, in the order in which it is listed."""
_BY_FUND = tuple(Amount(title, {"fund": fund}) for fund, title in FUNDS)
_FISCAL = _BY_FUND[:3]
_TIME = Key("item", "资金年度", choices=(("", "本年预算"), ("carried", "上年结转")), required=False)
_FUNC = Key("func", "功能分类科目", "functional", (7,))
_GOV = Key("gov", "政府经济科目", "government", (5,), required=False)
_THREE = (
    ("three_public.abroad", "因公出国（境）费"),
    ("three_public.reception", "公务接待费"),
    ("three_public.vehicles.purchase", "公务用车购置费"),
    ("three_public.vehicles.running", "公务用车运行维护费"),
)
_KINDS = (
    ("procurement.goods", "货物"),
    ("procurement.works", "工程"),
    ("procurement.services", "服务"),
    ("procurement.sme", "其中：预留中小企业"),
    ("procurement.sme.micro", "其中：预留小微企业"),
)
_COUNT = (Amount("数量", {"measure": "count"}),)


def _counts(ident: str, title: str, hint: str, rows: tuple[tuple[str, str], ...]) -> "Part":
    return Part(ident, title, hint, _COUNT, {}, fixed=tuple(FixedRow(label, {"item": item}) for item, label in rows))


COUNTED = (
    _counts(
        "vehicles",
        "公务用车",
        "截至上年末（决算为本年末）的实有数量，按用途填写；没有的不填。单位：辆。",
        (
            ("assets.vehicles.ministerial", "副部（省）级及以上领导用车"),
            ("assets.vehicles.leaders", "主要领导干部用车"),
            ("assets.vehicles.confidential", "机要通信用车"),
            ("assets.vehicles.emergency", "应急保障用车"),
            ("assets.vehicles.enforcement", "执法执勤用车"),
            ("assets.vehicles.special", "特种专业技术用车"),
            ("assets.vehicles.retired", "离退休干部用车"),
            ("assets.vehicles.other", "其他用车"),
            ("planned.vehicles", "本年购置（更新）公务用车"),
        ),
    ),
    _counts(
        "staff",
        "人员情况",
        "截至上年末（决算为本年末）的编制数和人数。单位：人。",
        (
            ("staff.posts.civil", "行政编制"),
            ("staff.posts.institution", "事业编制"),
            ("staff.serving.civil", "在职行政人员"),
            ("staff.serving.institution", "在职事业人员"),
            ("staff.retired.senior", "离休人员"),
            ("staff.retired.ordinary", "退休人员"),
        ),
    ),
    _counts(
        "assets",
        "国有资产",
        "截至上年末（决算为本年末）的房屋面积（平方米）和设备数量（台、套）；车辆在“公务用车”中填写。",
        (
            ("assets.premises.office", "办公用房面积（平方米）"),
            ("assets.premises.other", "其他用房面积（平方米）"),
            ("assets.general", "单价50万元（含）以上通用设备（台、套）"),
            ("assets.equipment", "单价100万元（含）以上设备，不含车辆（台、套）"),
            ("planned.equipment", "本年购置单价100万元（含）以上设备（台、套）"),
        ),
    ),
)
"""Grids of counts, not of money."""

PARTS = (
    Part(
        "income",
        "收入",
        "按资金来源填写本年收入和上年结转结余；政府性基金、国有资本经营收入还应填收入科目。单位：元。",
        (Amount("本年收入", {"side": "income"}), Amount("上年结转结余", {"side": "opening"})),
        {},
        (
            Key("fund", "资金来源", choices=SOURCES),
            Key("func", "收入科目", "revenue", (3, 5, 7), required=False),
        ),
    ),
    Part(
        "basic",
        "基本支出",
        "按功能分类和部门经济分类填写；工资福利、对个人和家庭的补助计入人员经费，其余计入公用经费。单位：元。",
        _BY_FUND,
        {"side": "expense", "nature": "basic"},
        (_FUNC, Key("dept", "部门经济科目", "departmental", (5,)), _GOV, _TIME),
    ),
    Part(
        "projects",
        "项目支出",
        "每个项目按功能分类填写；项目名称应与绩效目标表一致。单位：元。",
        _BY_FUND,
        {"side": "expense", "nature": "project"},
        (
            Key("project", "项目名称"),
            _FUNC,
            Key("dept", "部门经济科目", "departmental", (5,), required=False),
            _GOV,
            _TIME,
        ),
    ),
    Part(
        "three_public",
        "三公经费",
        "财政拨款安排的“三公”经费，是上列支出的其中数。单位：元。",
        _FISCAL,
        {"side": "expense"},
        fixed=tuple(FixedRow(title, {"item": item}) for item, title in _THREE),
        nothing="“三公经费”表没有填写。有预算的请填表；确实没有的，请写明原因，将与空表一同公开",
    ),
    Part(
        "procurement",
        "政府采购",
        "按采购内容和类别填写，是上列支出的其中数。单位：元。",
        _BY_FUND,
        {"side": "expense"},
        (Key("project", "采购内容"), Key("item", "采购类别", choices=_KINDS)),
        nothing="“政府采购”表没有填写。有采购预算的请填表；确实没有的，请写明原因，将与空表一同公开",
    ),
    Part(
        "operating",
        "机关运行经费",
        "财政拨款安排的机关运行经费，是上列支出的其中数；没有的单位不填。单位：元。",
        _FISCAL,
        {"side": "expense"},
        fixed=(FixedRow("机关运行经费", {"item": "operating"}),),
        nothing="“机关运行经费”表没有填写。有此项经费的请填表；确实没有的，请写明原因（如事业单位没有此项经费）",
    ),
    *COUNTED,
)
BY_ID = {part.id: part for part in PARTS}


def part_of(coord: Coord) -> Part | None:
    """The grid that a fact is entered in; None for facts that came another way."""
    return next((part for part in PARTS if part.column(coord) is not None), None)
