"""A coordinate as an officer names it: 支出 人员经费 行政运行（2010301） 基本工资（30101） 一般公共预算.

Every dimension but year and stage is named; a value that no book knows is named by its kind, never by its identifier.
"""

from collections.abc import Callable, Mapping

from shizheng.engines.fiscal.domain.codes import books
from shizheng.engines.fiscal.domain.coord import Coord

SIDES: Mapping[str, str] = {
    "income": "收入",
    "expense": "支出",
    "opening": "上年结转结余",
    "closing": "结转下年",
    "inflow": "收入总计",
    "outflow": "支出总计",
    "flow": "收支总计",
}
NATURES: Mapping[str, str] = {
    "basic": "基本支出",
    "basic.staff": "人员经费",
    "basic.public": "公用经费",
    "project": "项目支出",
}
ITEMS: Mapping[str, str] = {
    "current": "本年预算",
    "carried": "上年结转",
    "operating": "机关运行经费",
    "meeting": "会议费",
    "training": "培训费",
    "procurement.sme": "面向中小企业采购",
    "procurement.sme.micro": "面向小微企业采购",
    "assets": "国有资产",
    "assets.vehicles": "公务用车",
    "assets.vehicles.ministerial": "副部（省）级及以上领导用车",
    "assets.vehicles.leaders": "主要领导干部用车",
    "assets.vehicles.confidential": "机要通信用车",
    "assets.vehicles.emergency": "应急保障用车",
    "assets.vehicles.enforcement": "执法执勤用车",
    "assets.vehicles.special": "特种专业技术用车",
    "assets.vehicles.retired": "离退休干部用车",
    "assets.vehicles.other": "其他用车",
    "assets.premises": "房屋",
    "assets.premises.office": "办公用房",
    "assets.premises.other": "其他用房",
    "assets.general": "单价50万元（含）以上通用设备",
    "assets.equipment": "单价100万元（含）以上设备",
    "planned.vehicles": "本年购置公务用车",
    "planned.equipment": "本年购置单价100万元（含）以上设备",
    "staff.posts": "编制",
    "staff.posts.civil": "行政编制",
    "staff.posts.institution": "事业编制",
    "staff.serving": "在职人员",
    "staff.serving.civil": "在职行政人员",
    "staff.serving.institution": "在职事业人员",
    "staff.retired": "离退休人员",
    "staff.retired.senior": "离休人员",
    "staff.retired.ordinary": "退休人员",
}
"""Memoranda that stand in no code book."""
MEASURES: Mapping[str, str] = {"amount": "", "count": "数量"}


def in_words(coord: Coord) -> str:
    words = (
        SIDES.get(coord.side, "其他收支") if coord.side else "",
        _each(coord.nature, lambda nature: NATURES.get(nature, "其他性质")),
        coord.org,
        coord.project,
        _coded("functional" if coord.side in ("", "expense", "outflow") else "revenue", coord.func, coord.year),
        _coded("departmental", coord.dept, coord.year),
        _coded("government", coord.gov, coord.year),
        _each(coord.fund, lambda fund: _named("funds", fund) or "其他资金"),
        _each(coord.item, item_name),
        MEASURES.get(coord.measure, ""),
    )
    return " ".join(word for word in words if word) or "全部"


def item_name(item: str) -> str:
    """“三公”经费, 会议费, 货物 …"""
    return ITEMS.get(item) or _named("three-public", item) or _named("procurement", item) or "其他专项"


def _each(value: str, name: Callable[[str], str]) -> str:
    """Several values joined by ``+`` stand for their sum."""
    return "、".join(name(each) for each in value.split("+")) if value else ""


def _named(book: str, code: str) -> str:
    known = books(book).find(code)
    return known.name if known else ""


def _coded(book: str, code: str, year: int) -> str:
    """名称（编码）; the code alone where the book has no name for it."""
    known = books(book).find(code, year) if code else None
    return f"{known.name}（{code}）" if known else code
