# ruff: noqa: E501 - rows and sentences stand as they are printed
# fmt: off
"""Budgets as Guangdong, Zhejiang and Hubei print them."""

from random import Random

from tests.disclosure.unseen.account import CENT, KINDS, RECEPTION, RUNNING, Account, account, name_of
from tests.disclosure.unseen.paper import Page, Paper
from tests.disclosure.unseen.tables import beside, classes, economics, functions, reasons, spent

GOV = {
    "30101": "50101", "30102": "50101", "30103": "50101", "30108": "50102", "30109": "50102", "30110": "50102",
    "30111": "50102", "30112": "50102", "30113": "50103", "30199": "50199", "302": "502", "301": "501", "303": "509",
    "30201": "50201", "30202": "50201", "30205": "50201", "30206": "50201", "30207": "50201", "30211": "50201",
    "30213": "50209", "30216": "50203", "30217": "50206", "30228": "50201", "30229": "50201", "30231": "50208",
    "30239": "50201", "30299": "50299", "30302": "50905", "30309": "50901",
}


def guangdong(random: Random) -> Page:
    """表1 to 表13, [301] with brackets, three-public transposed with last year beside, narrative by parts."""
    book = account(random, "police", 2023)
    now, unit = book.now, book.name
    paper = Paper()
    paper.put(f"2023年{unit}部门预算", "", "目  录", "第一部分  部门概况", "一、主要职责", "二、机构设置",
              "第二部分  2023年部门预算表", "第三部分  2023年部门预算情况说明", "第四部分  名词解释", "",
              "第一部分  部门概况", "一、主要职责",
              "（一）负责维护社会治安秩序，预防、制止和侦查违法犯罪活动。", "（二）指导全县社区警务和群防群治工作。",
              "二、机构设置", "本部门内设3个机构，分别为：办公室、治安管理科、法制科。没有下属单位。",
              "第二部分  2023年部门预算表")
    head = [f"单位名称：{unit}", "单位：万元"]
    income = [["一、一般公共预算拨款", paper.cell(now.income["general"])], ["二、政府性基金预算拨款", ""],
              ["三、国有资本经营预算拨款", ""], ["四、财政专户拨款", ""], ["五、其他资金", ""]]
    spending = [[f"{o}、{n}", paper.cell(fen)] for o, n, fen in classes(now, False)]
    paper.table("表1", "收支总体情况表", *head, rows=[
        ["收入", "", "支出", ""], ["项目", "2023年预算", "项目（按功能分类）", "2023年预算"],
        *beside(income, spending, (2, 2)),
        ["本年收入合计", paper.cell(now.received), "本年支出合计", paper.cell(now.total())],
        ["六、上级补助收入", "", "对附属单位补助支出", ""], ["七、附属单位上缴收入", "", "上缴上级支出", ""],
        ["收入总计", paper.cell(now.inflow), "支出总计", paper.cell(now.total())],
    ])
    paper.table("表2", "收入总体情况表", *head, rows=[
        ["预算单位编码", "预算单位名称", "合计", "一般公共预算拨款", "政府性基金预算拨款", "国有资本经营预算拨款", "财政专户拨款", "其他资金"],
        ["合计", "", paper.cell(now.received), paper.cell(now.received), "", "", "", ""],
        ["105001", unit, paper.cell(now.received), paper.cell(now.received), "", "", "", ""],
    ])
    paper.table("表3", "支出总体情况表", *head, rows=[
        ["功能分类科目编码", "功能分类科目名称", "合计", "基本支出", "项目支出", "对附属单位补助支出", "上缴上级支出"],
        *[[*row, "", ""] for row in functions(paper, now, spent(now, "", "", "basic", "project"))],
    ])
    fiscal = [[f"{o}、{n}", paper.cell(f), paper.cell(f), "", ""] for o, n, f in classes(now, False)]
    paper.table("表4", "财政拨款收支总体情况表", *head, rows=[
        ["收入", "", "支出", "", "", "", ""],
        ["项目", "2023年预算", "项目", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"],
        *beside([["一、一般公共预算拨款", paper.cell(now.fiscal)], ["二、政府性基金预算拨款", ""], ["三、国有资本经营预算拨款", ""]], fiscal, (2, 5)),
        ["本年收入合计", paper.cell(now.fiscal), "本年支出合计", paper.cell(now.total()), paper.cell(now.total()), "", ""],
    ])
    paper.table("表5", "一般公共预算支出情况表（按功能分类科目）", *head, rows=[
        ["功能科目编码", "功能科目名称", "合计", "基本支出", "项目支出"],
        *functions(paper, now, spent(now, "general", "", "basic", "project"), indent=True),
    ])
    rows = []
    for code in now.classes("general"):
        fen = now.total(fund="general", dept=code, nature="basic")
        rows.append([f"[{code}]{name_of(code)}", f"[{GOV[code]}]{name_of(GOV[code])}", paper.cell(fen)])
    paper.table("表6", "一般公共预算基本支出情况表（按支出经济分类科目）", *head, rows=[
        ["部门预算支出经济科目", "政府预算支出经济科目", "2023年预算"],
        ["合计", "", paper.cell(now.total(nature="basic"))], *rows,
    ])
    paper.table("表7", "一般公共预算安排的“三公”经费预算表", *head, rows=_three(paper, book))
    paper.table("表8", "政府性基金预算支出情况表", *head, rows=[["功能科目编码", "功能科目名称", "合计", "基本支出", "项目支出"], ["合计", "", "", "", ""]], note="注：本部门2023年没有政府性基金预算安排的支出，本表为空。")
    paper.table("表9", "国有资本经营预算支出情况表", *head, rows=[["功能科目编码", "功能科目名称", "合计", "基本支出", "项目支出"], ["合计", "", "", "", ""]], note="注：本部门2023年没有国有资本经营预算安排的支出，本表为空。")
    paper.table("表10", "项目支出预算表", *head, rows=[
        ["项目名称", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算", "财政专户拨款", "其他资金"],
        ["合计", paper.cell(now.total(nature="project")), paper.cell(now.total(nature="project")), "", "", "", ""],
        *[[p, paper.cell(now.total(project=p)), paper.cell(now.total(project=p)), "", "", "", ""] for p in book.projects],
    ])
    _guangdong_words(paper, book)
    return paper.page("guangdong")


def _three(paper: Paper, book: Account) -> list[list[str]]:
    now, before = book.now, book.before
    told = [
        ("“三公”经费", now.three_total, before.three_total), ("其中：（一）因公出国（境）支出", 0, 0),
        ("（二）公务用车购置及运行维护支出", now.vehicles, before.vehicles),
        ("1．公务用车购置", 0, 0), ("2．公务用车运行维护费", now.three[RUNNING], before.three[RUNNING]),
        ("（三）公务接待费支出", now.three[RECEPTION], before.three[RECEPTION]),
    ]
    return [["项目", "2022年预算", "2023年预算"], *[[name, paper.cell(b), paper.cell(n)] for name, n, b in told]]


def _guangdong_words(paper: Paper, book: Account) -> None:
    now, before, why = book.now, book.before, reasons(book)
    money, change = paper.money, paper.change
    paper.put("第三部分  2023年部门预算情况说明", "一、部门预算收支增减变化情况",
        f"2023年本部门收入预算{money(now.inflow)}，比上年{change(now.inflow, before.inflow)}，主要原因是{why[0]}；"
        f"支出预算{money(now.total())}，比上年{change(now.total(), before.total())}，主要原因是{why[0]}。",
        "二、“三公”经费安排情况说明",
        f"2023年本部门“三公”经费预算安排{money(now.three_total)}，比上年{change(now.three_total, before.three_total)}，"
        f"主要原因是{why[1]}。其中：因公出国（境）费0.00万元，与上年持平；公务用车购置及运行费{money(now.vehicles)}，"
        f"比上年{change(now.vehicles, before.vehicles)}，主要原因是{why[1]}；公务接待费{money(now.three[RECEPTION])}，"
        f"比上年{change(now.three[RECEPTION], before.three[RECEPTION])}，主要原因是{why[1]}。",
        "三、机关运行经费安排情况说明",
        f"2023年本部门机关运行经费安排{money(now.total(nature='public'))}，比上年"
        f"{change(now.total(nature='public'), before.total(nature='public'))}，主要原因是{why[1]}。",
        "四、政府采购情况",
        f"2023年本部门政府采购安排{money(sum(now.bought.values()))}，其中：货物类采购预算{money(now.bought['goods'])}，"
        f"工程类采购预算{money(now.bought['works'])}，服务类采购预算{money(now.bought['services'])}。"
        f"面向中小企业预留{money(now.small, 'lone')}。",
        "五、国有资产占有使用情况",
        "截至2022年12月31日，本部门共有车辆12辆，其中：机要通信用车2辆、执法执勤用车10辆；单价100万元以上设备1台（套）。",
        "六、预算绩效信息公开情况",
        f"2023年本部门纳入绩效目标管理的项目{len(book.projects)}个，涉及一般公共预算{money(now.total(nature='project'))}。",
        "第四部分  名词解释", "一、财政拨款收入：指本级财政当年拨付的资金。", "二、基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。")


def zhejiang(random: Random) -> Page:
    """Tables after the narrative, named 表一 with the unit in brackets, thousands grouped, government fund and carry-over."""
    book = account(random, "planning", 2024, land=True, step=CENT)
    now, before, why, unit = book.now, book.before, reasons(book), book.name
    paper = Paper(grouped=True)
    money, change, rate = paper.money, paper.change, paper.rate
    basic, project = now.total(nature="basic"), now.total(nature="project")
    general, land = now.total(fund="general"), now.total(fund="government")
    paper.put(f"{unit}2024年部门预算公开", "", "一、单位概况", "（一）主要职能",
        "1．贯彻执行住房和城乡建设的法律法规；2．负责建筑市场和工程质量安全监督管理。", "（二）机构设置情况",
        f"从预算单位构成看，{unit}部门预算为局本级预算，没有所属预算单位。", "二、2024年部门预算安排情况说明",
        "（一）2024年收支预算情况的总体说明",
        f"按照综合预算的原则，{unit}所有收入和支出均纳入部门预算管理。收入包括：一般公共预算拨款收入、政府性基金预算拨款收入；"
        f"支出按功能分类列示。{unit}2024年收支总预算{money(now.inflow)}。",
        "（二）2024年收入预算情况说明",
        f"{unit}2024年收入预算{money(now.inflow)}，其中：一般公共预算拨款收入{money(general)}，占{rate(general, now.inflow, 'share')}；"
        f"政府性基金预算拨款收入{money(land)}，占{rate(land, now.inflow, 'share')}。",
        "（三）2024年支出预算情况说明",
        f"{unit}2024年支出预算{money(now.total())}，其中：基本支出{money(basic)}，占{rate(basic, now.total(), 'share')}；"
        f"项目支出{money(project)}，占{rate(project, now.total(), 'share')}。",
        "（四）2024年财政拨款收支预算情况的总体说明",
        f"{unit}2024年财政拨款收支总预算{money(now.fiscal)}。收入包括：一般公共预算{money(general)}、政府性基金预算{money(land)}。",
        "（五）2024年一般公共预算当年拨款情况说明", "1．一般公共预算当年拨款规模变化情况。",
        f"{unit}2024年一般公共预算当年拨款{money(general)}，比2023年{change(general, before.total(fund='general'))}，主要是{why[0]}。",
        "2．一般公共预算当年拨款结构情况。",
        "、".join(f"{n}（类）{money(f)}，占{rate(f, general, 'share')}" for _, n, f in classes(now, False, "general")) + "。",
        "（六）2024年一般公共预算基本支出情况说明",
        f"{unit}2024年一般公共预算基本支出{money(basic)}，其中：人员经费{money(now.total(nature='staff'))}，主要包括：基本工资、住房公积金；"
        f"公用经费{money(now.total(nature='public'))}，主要包括：办公费、公务接待费。",
        "（七）2024年政府性基金预算支出情况说明", "1．政府性基金预算当年拨款规模变化情况。",
        f"{unit}2024年政府性基金预算当年拨款{money(land)}，比2023年{change(land, before.total(fund='government'))}，主要是{why[2]}。",
        "（八）2024年一般公共预算“三公”经费预算情况说明",
        f"{unit}2024年一般公共预算“三公”经费预算数为{money(now.three_total)}，比2023年{change(now.three_total, before.three_total)}。"
        f"其中：因公出国（境）费用0.00万元，与2023年持平；公务接待费{money(now.three[RECEPTION])}，比2023年"
        f"{change(now.three[RECEPTION], before.three[RECEPTION])}，主要用于接待上级检查，变化原因是{why[1]}；"
        f"公务用车购置及运行维护费{money(now.vehicles)}，比2023年{change(now.vehicles, before.vehicles)}，主要原因是{why[1]}。",
        "（九）其他重要事项的情况说明", "1．机关运行经费情况。",
        f"2024年{unit}本级的机关运行经费财政拨款预算{money(now.total(nature='public'))}，比2023年"
        f"{change(now.total(nature='public'), before.total(nature='public'))}，主要是{why[1]}。",
        "2．政府采购情况。",
        f"2024年{unit}政府采购预算总额{money(sum(now.bought.values()))}，其中：政府采购货物预算{money(now.bought['goods'])}、"
        f"政府采购工程预算{money(now.bought['works'])}、政府采购服务预算{money(now.bought['services'])}，面向中小企业采购{money(now.small, 'lone')}。",
        "3．国有资产占有使用情况。", f"截至2023年底，{unit}共有车辆3辆，其中：应急保障用车1辆、其他用车2辆。单位价值100万元以上设备0台（套）。",
        "4．绩效目标设置情况。", f"2024年{unit}项目支出均实行绩效目标管理，涉及财政拨款{money(project)}。",
        "三、名词解释", "（一）财政拨款收入：指本级财政当年拨付的资金。", "四、部门预算表")
    _zhejiang_tables(paper, book)
    return paper.page("zhejiang")


def _zhejiang_tables(paper: Paper, book: Account) -> None:
    now, cell = book.now, paper.cell
    general, land = now.total(fund="general"), now.total(fund="government")
    income = [["一、一般公共预算拨款收入", cell(general)], ["二、政府性基金预算拨款收入", cell(land)], ["三、国有资本经营预算拨款收入", ""],
              ["四、财政专户管理资金收入", ""], ["五、单位资金收入", ""]]
    paper.table("表一", f"{book.name}2024年收支预算总表（单位：万元）", rows=[
        ["收入", "", "支出", ""], ["项目", "预算数", "项目", "预算数"],
        *beside(income, [[f"{o}、{n}", cell(f)] for o, n, f in classes(now, True)], (2, 2)),
        ["本年收入合计", cell(now.received), "本年支出合计", cell(now.total())],
        ["上年结转结余", "", "结转下年", ""], ["收入总计", cell(now.inflow), "支出总计", cell(now.total())],
    ])
    paper.table("表二", "部门收入预算总表（单位：万元）", rows=[
        ["单位编码", "单位名称", "合计", "上年结转结余", "一般公共预算拨款收入", "政府性基金预算拨款收入", "国有资本经营预算拨款收入", "财政专户管理资金收入", "单位资金收入"],
        ["", "合计", cell(now.inflow), "", cell(general), cell(land), "", "", ""],
        ["118001", book.name, cell(now.inflow), "", cell(general), cell(land), "", "", ""],
    ])
    paper.table("表三", "部门支出预算总表（单位：万元）", rows=[
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        *functions(paper, now, spent(now, "", "", "basic", "project"), last=True),
    ])
    left = [["一、本年收入", cell(now.fiscal)], ["（一）一般公共预算拨款", cell(general)], ["（二）政府性基金预算拨款", cell(land)], ["（三）国有资本经营预算拨款", ""], ["二、上年结转", ""]]
    right = [["一、本年支出", cell(now.total()), cell(general), cell(land), ""]]
    ordinals = "一二三四五六七八九十"
    for index, (_, name, fen) in enumerate(classes(now, False)):
        code = next(c for c in now.functions(depths=(3,)) if name_of(c) == name)
        funds = [cell(now.total(fund=fund, func=code)) for fund in ("general", "government")]
        right.append([f"（{ordinals[index]}）{name}", cell(fen), *funds, ""])
    right.append(["二、结转下年", "", "", "", ""])
    paper.table("表四", "财政拨款收支预算总表（单位：万元）", rows=[
        ["收入", "", "支出", "", "", "", ""],
        ["项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"], *beside(left, right, (2, 5)),
        ["收入总计", cell(now.fiscal), "支出总计", cell(now.total()), cell(general), cell(land), ""],
    ])
    paper.table("表五", "一般公共预算支出表（单位：万元）", rows=[
        ["科目编码", "科目名称", "合计", "基本支出", "", "", "项目支出"], ["", "", "", "小计", "人员经费", "公用经费", ""],
        *functions(paper, now, spent(now, "general", "", "basic", "staff", "public", "project"), fund="general"),
    ])
    paper.table("表六", "一般公共预算基本支出表（单位：万元）", rows=[["部门预算支出经济分类科目", "", "一般公共预算基本支出", "", ""], ["科目编码", "科目名称", "合计", "人员经费", "公用经费"], *economics(paper, now)])
    three = [now.three_total, 0, now.vehicles, 0, now.three[RUNNING], now.three[RECEPTION]]
    paper.table("表七", "一般公共预算“三公”经费预算表（单位：万元）", rows=[
        ["“三公”经费合计", "因公出国（境）费", "公务用车购置及运行费", "", "", "公务接待费"],
        ["", "", "小计", "公务用车购置费", "公务用车运行费", ""], [cell(f) or "0.00" for f in three],
    ])
    paper.table("表八", "政府性基金预算支出表（单位：万元）", rows=[
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        *functions(paper, now, spent(now, "government", "", "basic", "project"), fund="government"),
    ])
    paper.table("表九", "国有资本经营预算支出表（单位：万元）", rows=[["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["", "合计", "", "", ""]], note="注：本部门没有国有资本经营预算支出，故本表无数据。")


def hubei(random: Random) -> Page:
    """表一 with 单位 in its own column, 元 in tables without separators and 万元 in words, parts numbered 1."""
    book = account(random, "transport", 2025, own=True)
    now, before, why, unit = book.now, book.before, reasons(book), book.name
    paper = Paper(unit="元", said="万元", blank="0.00")
    money, change, rate = paper.money, paper.change, paper.rate
    cell, general = paper.cell, now.total(fund="general")
    paper.put(f"{unit}2025年部门预算", "目 录", "第一部分 部门概况", "第二部分 部门预算表", "第三部分 部门预算情况说明", "第四部分 名词解释",
              "第一部分 部门概况", "1.部门主要职责", "组织编制综合交通运输体系规划，指导公路、水路行业管理。", "2.机构设置情况",
              "内设办公室、规划处、建设处三个处室。", "第二部分 部门预算表")
    head = [f"部门名称：{unit}", "单位：元"]
    own = [("四、事业收入", "business"), ("五、其他收入", "other")]
    income = [["一、一般公共预算拨款收入", cell(general)], ["二、政府性基金预算拨款收入", "0.00"], ["三、财政专户管理资金收入", "0.00"],
              *[[name, cell(now.income.get(key, 0))] for name, key in own]]
    paper.table("表1.收支总表", *head, rows=[
        ["收 入", "", "支 出", ""], ["项 目", "预算数", "项 目", "预算数"],
        *beside(income, [[f"{o}、{n}", cell(f)] for o, n, f in classes(now, True)], (2, 2)),
        ["本年收入合计", cell(now.received), "本年支出合计", cell(now.total())],
        ["上年结转结余", "0.00", "年终结转结余", "0.00"],
        ["收 入 总 计", cell(now.inflow), "支 出 总 计", cell(now.total())],
    ])
    numbers = [cell(now.inflow), cell(now.received), cell(general), "0.00", cell(now.income["business"]), cell(now.income["other"]), "0.00"]
    paper.table("表2.收入总表", *head, rows=[
        ["部门（单位）代码", "部门（单位）名称", "合计", "本年收入", "", "", "", "", "上年结转结余"],
        ["", "", "", "小计", "一般公共预算", "政府性基金预算", "事业收入", "其他收入", ""],
        ["", "合计", *numbers], ["128", unit, *numbers],
    ])
    paper.table("表3.支出总表", *head, rows=[
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"], *functions(paper, now, spent(now, "", "", "basic", "project"), beside=True),
    ])
    paper.table("表4.财政拨款收支总表", *head, rows=[
        ["收 入", "", "支 出", ""], ["项目", "预算数", "项目", "预算数"],
        *beside([["一、本年收入", cell(general)], ["（一）一般公共预算拨款", cell(general)], ["（二）政府性基金预算拨款", "0.00"], ["二、上年结转", "0.00"]],
                [["一、本年支出", cell(general)], *[[f"（{o}）{n}", cell(f)] for o, n, f in classes(now, True, "general")], ["二、年终结转结余", "0.00"]], (2, 2)),
        ["收 入 总 计", cell(general), "支 出 总 计", cell(general)],
    ])
    paper.table("表5.一般公共预算支出表", *head, rows=[
        ["科目编码", "科目名称", "合计", "基本支出", "", "", "项目支出"], ["", "", "", "小计", "人员经费", "公用经费", ""],
        *functions(paper, now, spent(now, "general", "", "basic", "staff", "public", "project"), fund="general", beside=True),
    ])
    paper.table("表6.一般公共预算基本支出表", *head, rows=[["科目编码", "科目名称", "合计", "人员经费", "公用经费"], *economics(paper, now)])
    three = [now.three_total, 0, now.vehicles, 0, now.three[RUNNING], now.three[RECEPTION]]
    paper.table("表7.一般公共预算“三公”经费支出表", *head, rows=[
        ["“三公”经费合计", "因公出国（境）费", "公务用车购置及运行费", "", "", "公务接待费"],
        ["", "", "小计", "公务用车购置费", "公务用车运行费", ""], [*map(cell, three)],
    ])
    paper.table("表8.政府性基金预算支出表", *head, rows=[["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["", "合计", "0.00", "0.00", "0.00"]], note=f"说明：{unit}2025年没有政府性基金预算安排的支出。")
    paper.put("第三部分 部门预算情况说明", "1.部门收支预算总体安排情况",
        f"2025年部门收支总预算{money(now.inflow)}。收入包括：一般公共预算拨款收入{money(general)}、事业收入{money(now.income['business'])}、其他收入{money(now.income['other'])}。",
        "2.部门收入预算安排情况",
        f"2025年收入预算{money(now.inflow)}，其中：一般公共预算拨款收入{money(general)}，占{rate(general, now.inflow, 'share')}；"
        f"事业收入{money(now.income['business'])}，占{rate(now.income['business'], now.inflow, 'share')}；其他收入{money(now.income['other'])}，占{rate(now.income['other'], now.inflow, 'share')}。",
        "3.部门支出预算安排情况",
        f"2025年支出预算{money(now.total())}，其中：基本支出{money(now.total(nature='basic'))}，占{rate(now.total(nature='basic'), now.total(), 'share')}；"
        f"项目支出{money(now.total(nature='project'))}，占{rate(now.total(nature='project'), now.total(), 'share')}。",
        "4.一般公共预算支出安排情况",
        f"2025年一般公共预算支出{money(general)}，比上年预算{change(general, before.total(fund='general'))}，主要原因是{why[0]}。",
        "5.“三公”经费安排情况",
        f"2025年“三公”经费预算{money(now.three_total)}，比上年预算{change(now.three_total, before.three_total)}，主要原因是{why[1]}。其中："
        f"（1）因公出国（境）费0.00万元，与上年持平。（2）公务用车购置及运行费{money(now.vehicles)}，比上年{change(now.vehicles, before.vehicles)}，原因是{why[1]}。"
        f"（3）公务接待费{money(now.three[RECEPTION])}，比上年{change(now.three[RECEPTION], before.three[RECEPTION])}，原因是{why[1]}。",
        "6.机关运行经费", f"2025年机关运行经费{money(now.total(nature='public'))}，比上年{change(now.total(nature='public'), before.total(nature='public'))}，主要原因是{why[1]}。",
        "7.政府采购", f"2025年政府采购预算{money(sum(now.bought.values()))}，其中：" + "、".join(f"{n}类{money(now.bought[k])}" for k, n in zip(KINDS, ("货物", "工程", "服务"), strict=True)) + f"。其中面向中小企业采购{money(now.small, 'lone')}。",
        "8.国有资产占用情况", "截至2024年12月31日，共有车辆5辆，其中：机要通信用车1辆、特种专业技术用车4辆。单价100万元以上设备2台。",
        "9.绩效目标", f"2025年对{len(book.projects)}个项目设置了绩效目标。", "第四部分 名词解释", "机关运行经费：指为保障行政单位运行用于购买货物和服务的各项资金。")
    return paper.page("hubei")
