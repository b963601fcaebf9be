"""Column heads: what kind of column stands below a head, and which fragment of a coordinate its numbers have."""

import re
from functools import lru_cache
from typing import NamedTuple

from shizheng.engines.fiscal.domain.codes import squeeze
from shizheng.engines.fiscal.domain.lexicon.phrases import NOTHING, Fragment, meaning_of

AMOUNT = "amount"
VEHICLES = "three_public.vehicles"
_YEAR = re.compile(r"^上年度?(?=执行|预算|决算)|^(?:20\d\d年?度?|本年度|年度)|\((?:万元|元|亿元)\)$|^(?:其中)[:：]?")
_LISTED = re.compile(r"(?:收入|支出)?项目(?:类别)?\(.*\)|(?:收入|支出)(?:项目|内容)")
_SERIAL = frozenset({"行次", "序号", "栏次", "编号"})
_TOTALS = frozenset({"合计", "总计", "小计", "总额", "合计数", "部门合计"})
_PLAIN = frozenset(
    {
        "金额",
        "预算数",
        "决算数",
        "预算金额",
        "项目金额",
        "采购金额",
        "统计数",
        "决算统计数",
        "决算金额",
        "执行数",
        "预算",
        "决算",
        "本年预算数",
        "本年预算",
        "当年预算数",
        "年初预算",
        "年初预算数",
        "调整预算数",
        "全年预算数",
        "全年执行数",
        "预算安排",
        "",
    }
)
_SIDES: dict[str, Fragment] = {
    "收入": {"side": "income"},
    "本年收入": {"side": "income"},
    "本年收入合计": {"side": "income"},
    "收入合计": {"side": "income"},
    "支出": {"side": "expense"},
    "本年支出": {"side": "expense"},
    "本年支出合计": {"side": "expense"},
    "支出合计": {"side": "expense"},
}
_COUNTS = (
    "数量",
    "单价",
    "面积",
    "人数",
    "批次",
    "人次",
    "占比",
    "比例",
    "计量单位",
    "编制数",
    "存量",
    "增减",
    "比上年",
    "比20",
    "较上年",
)
_TEXTS = (
    "备注",
    "说明",
    "简介",
    "理由",
    "依据",
    "时间",
    "内容",
    "规格",
    "资金来源",
    "资金性质",
    "目录",
    "分类",
    "用途",
    "是否",
)


_TOLD_YEAR = re.compile(
    r"^上年度?(?=执行|预算|决算)|20\d\d(?=年)|(?:上年|上一年|去年)(?:度)?(?=执行|预算|决算|数|完成)"
)
_STAGES = (
    ("年初预算", "budget"),
    ("调整预算", "adjusted"),
    ("全年预算", "adjusted"),
    ("决算数", "final"),
    ("决算统计", "final"),
    ("决算金额", "final"),
    ("预算数", "budget"),
)


class Head(NamedTuple):
    """``role`` is amount, label, code, name, serial, text, count … or empty where the head is unknown."""

    role: str
    at: Fragment = NOTHING
    total: bool = False


@lru_cache(maxsize=2048)
def year_told(path: tuple[str, ...]) -> int:
    """The one year that the heads above a column name; -1 for 上年, 0 for none or several."""
    told = {found for text in path for found in _TOLD_YEAR.findall(squeeze(text))}
    if len(told) != 1:
        return 0
    word = told.pop()
    return int(word) if word.isdigit() else -1


@lru_cache(maxsize=2048)
def stage_told(path: tuple[str, ...]) -> str:
    """The stage that the heads above a column name."""
    for text in reversed(path):
        name = squeeze(text)
        for word, stage in _STAGES:
            if word in name:
                return stage
    return ""


@lru_cache(maxsize=4096)
def head_of(text: str) -> Head:
    """One head cell by itself."""
    name = _YEAR.sub("", _YEAR.sub("", squeeze(text)))
    if name in _TOTALS:
        return Head(AMOUNT, NOTHING, True)
    if name in _PLAIN:
        return Head(AMOUNT)
    if name in _SIDES:
        return Head(AMOUNT, _SIDES[name], name.endswith("合计"))
    return _key_column(name) or _amount_column(name)


def _key_column(name: str) -> Head | None:
    """Columns that say what a row is about."""
    if name in _SERIAL:
        return Head("serial")
    if name in {"项目", "指标", "内容"} or _LISTED.fullmatch(name):
        return Head("label")
    if name.endswith(("编码", "代码")):
        return Head(_whose(name) + "code")
    if name.endswith(("名称", "科目")) or re.search(r"科目\(.*\)$", name):
        return Head(_whose(name) + "name")
    if name in {"单位", "预算单位", "项目单位", "实施单位"}:
        return Head("unit_name" if name != "项目单位" else "text")
    return None


def _whose(name: str) -> str:
    if ("单位" in name and "项目" not in name) or name in {"部门代码", "部门编码", "部门名称"}:
        return "unit_"
    if "单位" in name and "项目" in name:
        return "project_"
    if "项目" in name:
        return "project_"
    if "政府" in name and "经济" in name:
        return "gov_"
    if "经济" in name:
        return "dept_"
    return "income_" if "收入" in name else ""


def _amount_column(name: str) -> Head:
    at = meaning_of(name)
    if at and not (name.endswith(("情况", "依据"))):
        return Head(AMOUNT, at)
    if any(word in name for word in _COUNTS):
        return Head("count")
    if any(word in name for word in _TEXTS):
        return Head("text")
    return Head("")


@lru_cache(maxsize=2048)
def path_of(path: tuple[str, ...]) -> Head:
    """The head cells above one column, outermost first: the innermost known one names the column, all qualify it."""
    heads = [head for head in map(head_of, path) if head.role]
    if not heads or heads[-1].role != AMOUNT:
        return heads[-1] if heads else Head("")
    at: dict[str, str] = {}
    for head in heads:
        if head.role == AMOUNT:
            at.update(head.at)
    if at.get("item") == VEHICLES and len(path) > 1:
        at["item"] = _vehicle_part(squeeze(path[-1]))
    if "." in at.get("nature", "") and not heads[-1].at and not heads[-1].total:
        del at["nature"]  # 「人员经费 / 金额」 groups economic classes, whatever their money's nature
    return Head(AMOUNT, _qualified(at), heads[-1].total)


def _vehicle_part(name: str) -> str:
    """Below 公务用车购置及运行费 the words 购置 and 运行 suffice."""
    bought, run = "购置" in name, "运行" in name or "维护" in name
    return VEHICLES + (".purchase" if bought and not run else ".running" if run and not bought else "")


def _qualified(at: dict[str, str]) -> Fragment:
    """Last year's money as a source of income is an opening balance, as spending it stays spending."""
    if at.get("item") == "carried" and at.get("side") == "income":
        return {key: value for key, value in at.items() if key != "item"} | {"side": "opening"}
    return at
