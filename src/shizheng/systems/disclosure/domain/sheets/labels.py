"""The closed set of words printed on target and evaluation sheets, and what each stands for."""

import re
from functools import lru_cache
from typing import NamedTuple

from shizheng.kit.chinese import normalise


class Label(NamedTuple):
    """``role``: field, money, level1, level2, head, column, mark (numbering and decoration), foot."""

    role: str
    key: str
    column: str = ""


def _spread(role: str, rows: str, column: str = "") -> dict[str, Label]:
    """Lines of one key and the labels that mean it."""
    found = {}
    for row in rows.strip().splitlines():
        key, *labels = row.split()
        found.update({label: Label(role, key, column) for label in labels})
    return found


LABELS: dict[str, Label] = {
    **_spread(
        "field",
        """
name 项目名称 项目 专项名称 政策名称
department 主管部门及代码 主管部门 主管部门单位 部门名称 部门单位名称 单位名称 部门单位 主管部门名称 主管单位
department 一级预算单位
unit 实施单位 项目单位 项目实施单位 预算单位 承担单位 使用单位 资金使用单位 单位
property 项目属性 项目性质
type 项目类型 项目类别 资金类别 预算类别 支出类型 项目分类
term 项目期 项目期限 实施期限 项目周期 项目日期 项目起止日期 项目起止时间 项目实施期 项目实施期限 起止时间
year 绩效自评评价年度 评价年度 预算年度 年度
person 项目负责人 负责人 联系人 经办人 填报人 单位负责人 部门负责人 审核人 项目联系人
phone 联系电话 电话 联系方式
filled 填报日期 填报时间 填表日期 填报年月日
overview 项目概况 项目简介 项目描述 项目内容 项目概述 项目基本情况 项目主要内容
basis 立项依据 设立依据 项目立项依据 政策依据 项目依据 立项情况 项目设立依据 项目实施依据
need 项目设立必要性 项目必要性 立项必要性 项目设立的必要性 设立必要性
measures 保证项目实施的制度措施 项目实施的制度措施 保障措施 制度措施 项目管理措施
plan 项目实施计划 实施计划 项目进度计划 项目实施进度计划 进度安排
goal 总体目标 总体绩效目标 年度总体目标 整体绩效目标 绩效目标 项目绩效目标 项目总体目标 项目预期绩效目标
goal 年度绩效目标 年底绩效目标 年度总体绩效目标 预期目标
result 实际完成情况 年度总体目标实际完成情况 全年实际完成情况
tasks 年度主要任务 主要任务 年度工作任务
duties 部门职能概述 部门职能 单位职能
supply 项目提供的公共产品和服务的数量
effect 项目效果
execution 项目执行情况 预算执行情况 预算执行率
conclusion 自评结论及结果分析 自评结论 评价结论
practice 主要经验做法
problems 存在问题与整改措施 存在问题 整改措施
""",
    ),
    **_spread("field", "goal.period 实施期目标 实施期总目标 长期目标 中长期目标 中期目标 项目总目标 实施期总体目标"),
    **_spread("field", "goal.annual 年度目标 本年度目标 当年目标"),
    **_spread("money", "total 实施期资金总额 项目总投入 项目资金总额 实施期总额 中期资金总额 项目总额", "period"),
    **_spread("money", "total 金额合计 年度资金总额 年度金额 本年度资金总额 当年资金总额 年度预算资金总额", "annual"),
    **_spread("money", "total 资金总额"),
    **_spread("money", "budget 项目预算金额 年初预算数 年初预算", "stage"),
    **_spread("money", "adjusted 全年预算数 全年预算 调整后预算数 预算数", "stage"),
    **_spread("money", "arrived 实际到位金额 资金到位数 到位数", "stage"),
    **_spread("money", "executed 实际执行金额 全年执行数 执行数 全年支出数 实际支出数", "stage"),
    **_spread(
        "money",
        """
central 中央财政资金 中央资金 中央财政 中央补助
province 省级财政资金 省级资金 省级财政 省财政资金
central+province 中央省财政
city 市级财政资金 市级资金 市级财政 市财政
county 市县财政资金 市县财政资 市县财政 市县资金 区级财政资金 区级财政 县财政 县级财政资金 县区财政 地方资金
county 地方财政资金
treasury 财政拨款 财政资金 当年财政拨款 一般公共预算拨款
own 单位自筹 自筹 自筹其他 自筹资金 事业收入
carried 上年结转资金 上年结转
other 其他资金 其它 其他 其它资金
""",
        "level",
    ),
    **_spread(
        "level1",
        """
output 产出指标 产出
benefit 效益指标 效益 效果指标
satisfaction 满意度指标 满意度
cost 成本指标
""",
    ),
    **_spread(
        "level2",
        """
quantity 数量指标 数量
quality 质量指标 质量
timing 时效指标 时效
cost 成本指标 成本 经济成本指标 社会成本指标 生态环境成本指标 经济成本 社会成本 生态环境成本
economic 经济效益指标 经济效益
social 社会效益指标 社会效益
ecological 生态效益指标 生态效益 环境效益指标
lasting 可持续影响指标 可持续影响 可持续性影响指标 可持续性影响 可持续发展指标 可持续影响指
satisfaction 服务对象满意度指标 服务对象满意度 服务对象满意 服务对象满意度指 满意度指标 社会公众或服务对象满意度指标
satisfaction 受益对象满意度指标
""",
    ),
    **_spread(
        "head",
        """
level1 一级指标 一级 一级指标名称
level2 二级指标 二级
name 三级指标 指标内容 指标名称 绩效指标名称 三级指标名称
target 指标值 年度指标值 目标值 预期指标值 年度目标值 指标目标值 计划指标值 实施期指标值 预期当年实现值 实现值
actual 全年完成值 实际完成值 完成值 实际完成指标值 全年实际值 年度完成值
nature 指标性质 计算符号 指标符号 指标方向 运算符号
unit 计量单位 度量单位 指标单位
weight 分值 权重 指标分值 指标权重 分值权重
score 得分 自评得分 实际得分
reason 未完成原因和改进措施 偏差原因分析及改进措施 偏差原因分析 偏差原因 未完成原因 偏差原因及改进措施
reason 原因分析及改进措施
note 备注 说明 指标解释 指标说明 评分标准
past 近两年指标值
standard 绩效标准 指标标准
rate 执行率
""",
    ),
    **_spread("column", "period 长期绩效指标 长期绩效指 实施期绩效指标 中期绩效指标"),
    **_spread("column", "annual 年度绩效指标 年度绩效指"),
    **_spread(
        "mark",
        """
- 绩效指标 绩效 指标 年度 长期 标 绩效目标自评情况 项目资金 资金金额 项目资金情况 资金构成 其中 部门总体资金情况
- 总体 目标 年度绩效
""",
    ),
    **_spread("foot", "total 总分 合计得分 总计"),
}
MARK = Label("mark", "-")
_DROPPED = re.compile(r"[\s:：、·.…*#|_-]|\([^()]*\)|其中:?|[①②③④⑤]")
_NUMBERED = re.compile(r"(?:指标|目标)\d{1,2}[:：]?|[.…。]{2,}|[-—_=]+")
_BLOCK = re.compile(r"(长期|实施期|中期|中长期|年度)目标\s*\d{1,2}\s*[:：]?")
_TOTAL = re.compile(r"总分\d{1,3}(?:\.\d+)?分?")
_DOUBLE = re.compile(
    r"(?:产出|效益|满意度)(?:指标)?((?:数量|质量|时效|成本|经济效益|社会效益|生态效益|可持续影响|服务对象满意度)(?:指标)?)"
)
_WEIGHT = re.compile(r"\(\s*(\d+(?:\.\d+)?)\s*分?\s*\)")
_LEAD = re.compile(r"(?:指标|目标)\s*\d{1,2}\s*[:：]\s*")
_SPLIT = re.compile(
    r"(实施单位|项目期限?|项目属性|填报日期|主管部门|实施期资金总额|年度资金总额|项目资金总额"
    r"|其中[:：]\s*\S{2,8}资金|其中[:：]\s*财政拨款|(?:省级|市级|区级|中央|市县[（(]区[)）])财政(?:资金|资)?|单位自筹|其他资金)\s*[:：]?\s*(\S.*)"
)


@lru_cache(maxsize=16384)
def label_of(text: str) -> Label | None:
    """The label a cell is, whatever blanks, brackets and stops were printed with it."""
    if len(text) > 40:
        return None
    if _NUMBERED.fullmatch(text):
        return MARK
    block = _BLOCK.fullmatch(text)
    if block:
        return Label("column", "annual" if block[1] == "年度" else "period", "block")
    plain = _DROPPED.sub("", normalise(text))
    found = LABELS.get(plain)
    if found is None and _TOTAL.fullmatch(plain):
        return LABELS["总分"]
    double = _DOUBLE.fullmatch(plain) if found is None else None
    return LABELS.get(double[1]) if double else found


@lru_cache(maxsize=4096)
def weight_of(text: str) -> int | None:
    """50 of 产出指标（50分） in 1/10 000 of a point."""
    match = _WEIGHT.search(normalise(text))
    return round(float(match[1]) * 10_000) if match else None


def without_number(text: str) -> str:
    """The name after 指标1：."""
    match = _LEAD.match(text)
    return text[match.end() :] if match else text


def split_label(text: str) -> tuple[str, str] | None:
    """Label and value that the export put into one cell: 项目期 4年, 实施期资金总额：585,800."""
    if len(text) > 60:
        return None
    match = _SPLIT.fullmatch(text)
    if match:
        return match[1], match[2]
    head, _, tail = text.rpartition(" ")
    label = label_of(head) if head and tail[:1].isdigit() else None
    return (head, tail) if label is not None and label.role == "money" else None
