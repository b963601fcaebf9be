# ruff: noqa: E501 - rows and sentences stand as they are printed
# fmt: off
"""Target sheets and self-evaluation sheets in the national layouts."""

from random import Random

from tests.disclosure.unseen.account import account
from tests.disclosure.unseen.paper import Page, Paper, marked, printed, ratio
from tests.disclosure.unseen.tables import spent


def evaluation(paper: Paper, random: Random, year: int, name: str, unit: str, spent_fen: int, plan: int) -> None:
    """One project's sheet: execution 10, outputs 50, benefits 30, satisfaction 10, all reached but for the rate."""
    budget = max(plan, spent_fen)
    planned, done = printed(plan, "万元"), printed(spent_fen, "万元")
    rate = ratio(spent_fen, budget, 2)
    score = ratio(spent_fen * 10, budget * 100, 2)
    total = f"{90 + float(score):.2f}"
    times, people = random.randrange(6, 30), random.randrange(20, 90)
    full = printed(budget, "万元")
    paper.table(f"项目支出绩效自评表（{year}年度）", rows=[
        ["项目名称", name, "", "", "", "", "", ""],
        ["主管部门", unit, "", "", "实施单位", unit, "", ""],
        ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["", "年度资金总额", planned, full, marked("executed", done), "10", marked("rate", rate) + "%", marked("score", score)],
        ["", "其中：当年财政拨款", planned, full, done, "-", rate + "%", "-"],
        ["", "上年结转资金", "0", "0", "0", "-", "-", "-"],
        ["年度总体目标", "预期目标", "", "", "实际完成情况", "", "", ""],
        ["", f"全年开展{name}{times}次，服务群众{people}人。", "", "", f"全年开展{name}{times}次，服务群众{people}人。", "", "", ""],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["", "产出指标", "数量指标", f"开展{name}次数", f"≥{times}次", f"{times}次", "15", marked("points", "15")],
        ["", "", "", "服务群众人数", f"≥{people}人", f"{people}人", "10", "10"],
        ["", "", "质量指标", "验收合格率", "≥95%", "98%", "10", "10"],
        ["", "", "时效指标", "完成时间", f"{year}年12月底前", f"{year}年11月", "10", "10"],
        ["", "", "成本指标", "项目总成本", f"≤{full}万元", f"{done}万元", "5", "5"],
        ["", "效益指标", "社会效益指标", "公共服务水平", "有所提升", "有所提升", "15", "15"],
        ["", "", "可持续影响指标", "长效管理机制", "健全", "健全", "15", "15"],
        ["", "满意度指标", "服务对象满意度指标", random.choice(("服务对象满意度", "参与群众满意度")), "≥90%", "94%", "10", "10"],
        ["总分", "", "", "", "", "", "100", marked("total", total)],
    ])


def targets(random: Random) -> Page:
    """A project budget with target sheets in the national layout of one value a row."""
    book = account(random, "transport", 2025)
    paper = Paper()
    now, unit = book.now, book.name
    paper.put(f"{unit}2025年部门预算", "第一部分 部门概况", "一、主要职责", "负责公路养护和运输管理。", "第二部分 部门预算表")
    paper.table("表1 支出总表", f"部门名称：{unit}", "单位：万元", rows=[["科目编码", "科目名称", "合计", "基本支出", "项目支出"], *_rows(paper, now)])
    paper.table("表2 项目支出表", f"部门名称：{unit}", "单位：万元", rows=[["项目名称", "合计", "一般公共预算"], ["合计", paper.cell(now.total(nature="project")), paper.cell(now.total(nature="project"))], *[[p, paper.cell(now.total(project=p)), paper.cell(now.total(project=p))] for p in book.projects]])
    for name in book.projects:
        _target(paper, random, name, unit, now.total(project=name))
    paper.put("第三部分 情况说明", f"2025年本部门{len(book.projects)}个项目编制了绩效目标。")
    return paper.page("targets")


def _rows(paper: Paper, now) -> list[list[str]]:  # type: ignore[no-untyped-def]
    from tests.disclosure.unseen.tables import functions

    return functions(paper, now, spent(now, "", "", "basic", "project"))


def _target(paper: Paper, random: Random, name: str, unit: str, fen: int) -> None:
    times, rate = random.randrange(4, 24), random.randrange(90, 99)
    money = printed(fen, "万元")
    paper.table("项目支出绩效目标表", "（2025年度）", rows=[
        ["项目名称", name, "", "", "", "", ""],
        ["主管部门及代码", f"128-{unit}", "", "实施单位", unit, "", ""],
        ["项目属性", "经常性项目", "", "项目期", "1年", "", ""],
        ["项目资金（万元）", "年度资金总额：", marked("fund", money), "", "", "", ""],
        ["", "其中：财政拨款", money, "", "", "", ""],
        ["", "其他资金", "0.00", "", "", "", ""],
        ["总体目标", f"全年开展{name}{times}次，按期验收，保障公路安全畅通。", "", "", "", "", ""],
        ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "计量单位", "权重"],
        ["产出指标", "数量指标", f"{name}次数", "≥", marked("count", str(times)), "次", "20"],
        ["", "质量指标", "验收合格率", "≥", str(rate), "%", "20"],
        ["", "时效指标", "完成时间", "≤", "12", "月", "10"],
        ["", "成本指标", "项目成本", "≤", marked("cost", money), "万元", "10"],
        ["效益指标", "社会效益指标", "道路通行能力", "定性", "提升", "", "15"],
        ["", "可持续影响指标", "养护机制", "定性", "健全", "", "15"],
        ["满意度指标", "服务对象满意度指标", "群众满意度", "≥", "90", "%", "10"],
    ])
