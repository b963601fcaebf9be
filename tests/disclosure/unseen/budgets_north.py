# ruff: noqa: E501 - rows and sentences stand as they are printed
# fmt: off
"""Budgets as Beijing, Henan and a county school print them."""

from random import Random

from tests.disclosure.unseen.account import KINDS, RECEPTION, RUNNING, Account, account
from tests.disclosure.unseen.paper import Page, Paper
from tests.disclosure.unseen.tables import beside, classes, economics, functions, reasons, spent


def beijing(random: Random) -> Page:
    """Narrative first, both years named in every sentence, six decimals in tables, three-public by year in rows."""
    book = account(random, "letters", 2024, own=False)
    now, before, why, unit = book.now, book.before, reasons(book), book.name
    paper = Paper(grouped=True, decimals=6, said_grouped=False)
    money, rate = paper.money, paper.rate
    basic, project = now.total(nature="basic"), now.total(nature="project")

    def against(new: int, old: int) -> str:
        return f"{money(new)}，比2023年{money(old, 'prior')}{paper.change(new, old)}"

    paper.put(f"{unit}2024年部门预算信息", "目录", "第一部分 2024年部门预算情况说明", "第二部分 2024年部门预算报表",
        "第一部分 2024年部门预算情况说明", "一、部门基本情况", "（一）部门机构设置、职责", f"{unit}负责理论学习和宣传工作，内设3个科室，分别为：办公室、理论科、宣传科。",
        "（二）人员构成情况", "行政编制40人，实有38人。", "二、收入预算情况说明",
        f"2024年收入预算{against(now.inflow, before.inflow)}，主要原因：{why[0]}。",
        f"1.本年财政拨款收入{against(now.fiscal, before.fiscal)}。", "2.上年结转收入0.00万元，与2023年持平。",
        "三、支出预算情况说明", f"2024年支出预算{against(now.total(), before.total())}，主要原因：{why[0]}。其中：",
        f"1.基本支出预算{money(basic)}，占总支出预算{rate(basic, now.total(), 'share')}，比2023年{money(before.total(nature='basic'), 'prior')}"
        f"{paper.change(basic, before.total(nature='basic'))}。",
        f"2.项目支出预算{money(project)}，占总支出预算{rate(project, now.total(), 'share')}，比2023年{money(before.total(nature='project'), 'prior')}"
        f"{paper.change(project, before.total(nature='project'))}。",
        "四、部门“三公”经费财政拨款预算说明", "（一）“三公”经费的单位范围", "本部门因公出国（境）费用、公务接待费、公务用车购置和运行维护费开支单位为本级。",
        "（二）“三公”经费财政拨款情况说明",
        f"2024年“三公”经费财政拨款预算{against(now.three_total, before.three_total)}。其中：",
        "1.因公出国（境）费用0.00万元，与2023年持平。",
        f"2.公务接待费{against(now.three[RECEPTION], before.three[RECEPTION])}，主要原因：{why[1]}。",
        f"3.公务用车购置和运行维护费{against(now.vehicles, before.vehicles)}，主要原因：{why[1]}。",
        "五、其他情况说明", "（一）政府采购预算说明",
        f"2024年本部门政府采购预算总额{money(sum(now.bought.values()))}，其中：政府采购货物预算{money(now.bought['goods'])}，"
        f"政府采购工程预算{money(now.bought['works'])}，政府采购服务预算{money(now.bought['services'])}，预留面向中小企业采购份额{money(now.small, 'lone')}。",
        "（二）机关运行经费说明",
        f"2024年本部门机关运行经费财政拨款预算{against(now.total(nature='public'), before.total(nature='public'))}，主要原因：{why[1]}。",
        "（三）项目支出绩效目标情况说明",
        f"2024年本部门填报绩效目标的预算项目{len(book.projects)}个，占全部预算项目的100.00%，填报绩效目标的项目支出预算{money(project)}，占本部门全部项目支出预算的100.00%。",
        "（四）国有资产占用情况说明", "截至2023年底，本部门车辆4辆，单位价值100万元以上设备0台（套）。",
        "（五）国有资本经营预算财政拨款情况说明", "本部门2024年没有国有资本经营预算财政拨款。", "（六）政府性基金预算情况说明", "本部门2024年没有政府性基金预算。",
        "六、名词解释", "基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。", "第二部分 2024年部门预算报表")
    _beijing_tables(paper, book)
    return paper.page("beijing")


def _beijing_tables(paper: Paper, book: Account) -> None:
    now, before, cell, unit = book.now, book.before, paper.cell, book.name
    paper.table("预算01表", "收支总表", "单位：万元", rows=[
        ["收  入", "", "支  出", ""], ["项    目", "预算数", "项    目", "预算数"],
        *beside([["一、一般公共预算拨款收入", cell(now.fiscal)], ["二、政府性基金预算拨款收入", ""], ["三、国有资本经营预算拨款收入", ""], ["四、财政专户管理资金收入", ""], ["五、事业收入", ""]],
                [[f"{o}、{n}", cell(f)] for o, n, f in classes(now, True)], (2, 2)),
        ["本年收入合计", cell(now.received), "本年支出合计", cell(now.total())], ["上年结转结余", "", "年终结转结余", ""],
        ["收入总计", cell(now.inflow), "支出总计", cell(now.total())],
    ])
    paper.table("预算02表", "收入总表", "单位：万元", rows=[
        ["部门（单位）代码", "部门（单位）名称", "合计", "本年收入", "", "", "上年结转结余"],
        ["", "", "", "小计", "一般公共预算", "政府性基金预算", ""],
        ["112", unit, cell(now.inflow), cell(now.inflow), cell(now.inflow), "", ""],
        ["112001", f"{unit}（本级）", cell(now.inflow), cell(now.inflow), cell(now.inflow), "", ""],
        ["合    计", "", cell(now.inflow), cell(now.inflow), cell(now.inflow), "", ""],
    ])
    rows = functions(paper, now, spent(now, "", "", "basic", "project"), last=True)
    paper.table("预算03表", "支出总表", "单位：万元", rows=[
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出", "事业单位经营支出", "上缴上级支出", "对附属单位补助支出"], *[[*row, "", "", ""] for row in rows],
    ])
    projects = [["类型", "项目单位", "项目名称", "合计", "本年拨款", "", "财政拨款结转结余", "单位资金"], ["", "", "", "", "一般公共预算", "政府性基金预算", "", ""]]
    projects += [["特定目标类", f"112001-{unit}（本级）", p, cell(now.total(project=p)), cell(now.total(project=p)), "", "", ""] for p in book.projects]
    whole = now.total(nature="project")
    paper.table("预算04表", "项目支出表", "单位：万元", rows=[*projects, ["合计", "", "", cell(whole), cell(whole), "", "", ""]])
    paper.table("预算06表", "财政拨款收支总表", "单位：万元", rows=[
        ["收  入", "", "支  出", ""], ["项    目", "预算数", "项    目", "预算数"],
        *beside([["一、本年收入", cell(now.fiscal)], ["（一）一般公共预算资金", cell(now.fiscal)], ["（二）政府性基金预算资金", ""], ["（三）国有资本经营预算资金", ""], ["二、上年结转", ""]],
                [["一、本年支出", cell(now.total())], *[[f"（{o}）{n}", cell(f)] for o, n, f in classes(now, True)], ["二、年终结转结余", ""]], (2, 2)),
        ["收入总计", cell(now.fiscal), "支出总计", cell(now.total())],
    ])
    paper.table("预算07表", "一般公共预算财政拨款支出表", "单位：万元", rows=[
        ["科目编码", "科目名称", "合计", "基本支出", "", "", "项目支出"], ["", "", "", "小计", "人员经费", "公用经费", ""],
        *functions(paper, now, spent(now, "general", "", "basic", "staff", "public", "project"), last=True),
    ])
    paper.table("预算08表", "一般公共预算财政拨款基本支出表", "单位：万元", rows=[
        ["部门预算支出经济分类科目", "", "本年一般公共预算基本支出", "", ""], ["科目编码", "科目名称", "合计", "人员经费", "公用经费"], *economics(paper, now),
    ])
    paper.table("预算09表", "政府性基金预算财政拨款支出表", "单位：万元", rows=[["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["合计", "", "", "", ""]], note="备注：本部门无政府性基金预算财政拨款支出预算，此表为空。")
    paper.table("预算10表", "国有资本经营预算财政拨款支出表", "单位：万元", rows=[["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["合计", "", "", "", ""]], note="备注：本部门无国有资本经营预算财政拨款支出预算，此表为空。")
    three = [[code, str(year), unit, *(cell(f) or "0.000000" for f in (y.three_total, 0, y.three[RECEPTION], y.vehicles, 0, y.three[RUNNING]))] for code, year, y in (("112", 2023, before), ("112", 2024, now))]
    paper.table("预算11表", "财政拨款“三公”经费支出表", "单位：万元", rows=[
        ["部门编码", "年度", "单位名称", "“三公”经费财政拨款预算总额", "因公出国（境）费用", "公务接待费", "公务用车购置和运行维护费", "", ""],
        ["", "", "", "", "", "", "小计", "公务用车购置费", "公务用车运行维护费"], *three,
    ])


def henan(random: Random) -> Page:
    """部门收支总体情况表 with natures as rows, 收、支总计各, codes in three columns."""
    book = account(random, "water", 2023)
    now, before, why, unit = book.now, book.before, reasons(book), book.name
    paper = Paper(said="万元", blank="")
    money, change, cell = paper.money, paper.change, paper.cell
    basic, project, staff, public = (now.total(nature=n) for n in ("basic", "project", "staff", "public"))
    paper.put(f"{unit}2023年度部门预算公开", "目录", "第一部分 概况", "一、主要职能", "二、机构设置情况", "第二部分 2023年度部门预算情况说明", "第三部分 名词解释", "附件：2023年度部门预算表", "",
        "第一部分 概况", "一、主要职能", "负责水资源管理、水利工程建设与运行管理。", "二、机构设置情况", f"{unit}内设机构4个，包括：办公室、水资源科、建设科、防汛科。",
        "第二部分 2023年度部门预算情况说明", "一、收入支出预算总体情况说明",
        f"{unit}2023年收入总计{money(now.inflow)}，支出总计{money(now.total())}，与2022年预算相比，收、支总计各{change(now.inflow, before.inflow)}。主要原因：{why[0]}。",
        "二、收入预算总体情况说明", f"{unit}2023年收入合计{money(now.inflow)}，其中：一般公共预算{money(now.fiscal)}；政府性基金预算0.00万元；国有资本经营预算0.00万元；专户管理的教育收费0.00万元。",
        "三、支出预算总体情况说明", f"{unit}2023年支出合计{money(now.total())}，其中：基本支出{money(basic)}，占{paper.rate(basic, now.total(), 'share')}；项目支出{money(project)}，占{paper.rate(project, now.total(), 'share')}。",
        "四、财政拨款收入支出预算总体情况说明",
        f"{unit}2023年一般公共预算收支预算{money(now.fiscal)}，政府性基金收支预算0.00万元。与2022年相比，一般公共预算收支预算{change(now.fiscal, before.fiscal)}，主要原因：{why[0]}；政府性基金收支预算与上年持平。",
        "五、一般公共预算支出预算情况说明",
        f"{unit}2023年一般公共预算支出年初预算为{money(now.fiscal)}。主要用于以下方面：" + "；".join(f"{n}{money(f)}，占{paper.rate(f, now.fiscal, 'share')}" for _, n, f in classes(now, False)) + "。",
        "六、一般公共预算基本支出预算情况说明", f"{unit}2023年一般公共预算基本支出{money(basic)}，其中：人员经费{money(staff)}，主要包括：基本工资、津贴补贴；公用经费{money(public)}，主要包括：办公费。",
        "七、政府性基金预算支出预算情况说明", f"{unit}2023年没有使用政府性基金预算拨款安排的支出。", "八、国有资本经营预算支出情况说明", f"{unit}2023年没有使用国有资本经营预算拨款安排的支出。",
        "九、“三公”经费支出预算情况说明",
        f"{unit}2023年“三公”经费预算为{money(now.three_total)}。2023年“三公”经费支出预算数比2022年{change(now.three_total, before.three_total)}。具体支出情况如下：",
        "（一）因公出国（境）费0.00万元，主要用于单位工作人员公务出国（境）。预算数与2022年持平。",
        f"（二）公务用车购置及运行费{money(now.vehicles)}，其中，公务用车购置费0.00万元；公务用车运行维护费{money(now.three[RUNNING])}，主要用于开展工作所需公务用车的燃料费、维修费。公务用车运行维护费预算数比2022年{change(now.vehicles, before.vehicles)}，主要原因：{why[1]}。",
        f"（三）公务接待费{money(now.three[RECEPTION])}，主要用于按规定开支的各类公务接待支出。预算数比2022年{change(now.three[RECEPTION], before.three[RECEPTION])}，主要原因：{why[1]}。",
        "十、其他重要事项的情况说明", "（一）机关运行经费支出情况", f"{unit}2023年机关运行经费支出预算{money(public)}，主要保障机构正常运转，比2022年{change(public, before.total(nature='public'))}，主要原因：{why[1]}。",
        "（二）政府采购支出情况", f"2023年政府采购预算安排{money(sum(now.bought.values()))}，其中：" + "、".join(f"政府采购{n}预算{money(now.bought[k])}" for k, n in zip(KINDS, ("货物", "工程", "服务"), strict=True)) + f"。其中预留面向中小企业{money(now.small, 'lone')}。",
        "（三）绩效目标设置情况", f"我单位2023年预算项目均编制了绩效目标，涉及预算金额{money(project)}。", "（四）国有资产占用情况", "2022年期末，我单位共有车辆2辆，其中：一般公务用车1辆、特种专业技术用车1辆；单价100万元以上专用设备0台（套）。",
        "第三部分 名词解释", "一、财政拨款收入：是指财政当年拨付的资金。", "附件：2023年度部门预算表")
    paper.table("预算01表", "2023年部门收支总体情况表", f"部门名称：{unit}\t\t单位：万元", rows=[
        ["收入", "", "支出", ""], ["项目", "金额", "项目", "金额"],
        ["一、一般公共预算", cell(now.fiscal), "一、基本支出", cell(basic)], ["二、政府性基金", "", "1、人员经费支出", cell(staff)],
        ["三、国有资本经营预算", "", "2、公用经费支出", cell(public)], ["四、专户管理的教育收费", "", "二、项目支出", cell(project)],
        ["本年收入合计", cell(now.received), "本年支出合计", cell(now.total())], ["收入总计", cell(now.inflow), "支出总计", cell(now.total())],
    ])
    paper.table("预算03表", "2023年部门支出总体情况表", "单位：万元", rows=[
        ["科目编码", "", "", "科目名称", "合计", "基本支出", "", "", "项目支出"], ["类", "款", "项", "", "", "小计", "人员经费", "公用经费", ""],
        *[[*_parts(row[0]), *row[1:]] for row in functions(paper, now, spent(now, "", "", "basic", "staff", "public", "project"))],
    ])
    paper.table("预算05表", "2023年一般公共预算支出情况表", "单位：万元", rows=[
        ["科目编码", "", "", "科目名称", "合计", "基本支出", "", "", "项目支出"], ["类", "款", "项", "", "", "小计", "人员经费", "公用经费", ""],
        *[[*_parts(row[0]), *row[1:]] for row in functions(paper, now, spent(now, "general", "", "basic", "staff", "public", "project"))],
    ])
    paper.table("预算06表", "2023年一般公共预算基本支出情况表", "单位：万元", rows=[["部门预算经济分类", "", "合计", "人员经费", "公用经费"], ["科目编码", "科目名称", "", "", ""], *economics(paper, now)])
    paper.table("预算08表", "2023年一般公共预算“三公”经费支出情况表", "单位：万元", rows=[
        ["项目", "2023年“三公”经费预算数"], ["共计", cell(now.three_total)], ["1、因公出国（境）费用", "0.00"], ["2、公务接待费", cell(now.three[RECEPTION])],
        ["3、公务用车费", cell(now.vehicles)], ["其中：（1）公务用车运行维护费", cell(now.three[RUNNING])], ["（2）公务用车购置", "0.00"],
    ])
    paper.table("预算09表", "2023年政府性基金预算支出情况表", "单位：万元", rows=[["科目编码", "科目名称", "合计", "基本支出", "项目支出"]], note="注：本单位没有政府性基金预算支出，故本表为空表。")
    paper.table("预算10表", "2023年国有资本经营预算支出情况表", "单位：万元", rows=[["科目编码", "科目名称", "合计", "基本支出", "项目支出"]], note="注：本单位没有国有资本经营预算支出，故本表为空表。")
    return paper.page("henan")


def _parts(code: str) -> list[str]:
    """Class, section and item in cells of their own, each only where it is new."""
    if not code.isdigit():
        return [code, "", ""]
    return [code, "", ""] if len(code) == 3 else [code[:3], code[3:5], ""] if len(code) == 5 else [code[:3], code[3:5], code[5:]]


def school(random: Random) -> Page:
    """A unit's budget: 单位, no operating expense of offices, row numbers, own income, 元 in words and tables."""
    book = account(random, "school", 2022, own=True, vehicles=False, step=1)
    now, before, why, unit = book.now, book.before, reasons(book), book.name
    paper = Paper(unit="元", said="元", grouped=True, said_grouped=True)
    money, change, cell = paper.money, paper.change, paper.cell
    general, basic, project = now.total(fund="general"), now.total(nature="basic"), now.total(nature="project")
    paper.put(f"{unit}2022年单位预算公开说明", "一、单位职责和机构设置", "（一）单位职责", "实施小学义务教育，促进基础教育发展。", "（二）机构设置", "学校设教务处、总务处、德育处。",
        "二、2022年单位预算收支情况", "（一）收入预算", f"2022年本单位收入预算总额{money(now.inflow)}，其中：一般公共预算拨款{money(general)}，事业收入{money(now.income['business'])}，其他收入{money(now.income['other'])}。比上年{change(now.inflow, before.inflow)}，主要原因是{why[0]}。",
        "（二）支出预算", f"2022年本单位支出预算总额{money(now.total())}，其中：基本支出{money(basic)}，占支出总额的{paper.rate(basic, now.total(), 'share')}；项目支出{money(project)}，占支出总额的{paper.rate(project, now.total(), 'share')}。比上年{change(now.total(), before.total())}，主要原因是{why[0]}。",
        "（三）“三公”经费", f"2022年本单位“三公”经费预算{money(now.three_total)}，全部为公务接待费，比上年{change(now.three_total, before.three_total)}，主要原因是{why[1]}。",
        "（四）政府采购", f"2022年本单位政府采购预算{money(sum(now.bought.values()))}，其中：货物{money(now.bought['goods'])}、工程{money(now.bought['works'])}、服务{money(now.bought['services'])}。专门面向中小企业采购{money(now.small, 'lone')}。",
        "（五）机关运行经费", "本单位为事业单位，没有机关运行经费。", "（六）政府性基金和国有资本经营预算", "本单位没有政府性基金预算和国有资本经营预算安排的支出。",
        "（七）国有资产", "截至2021年底，本单位没有车辆，单价50万元以上设备2台（套）。", "（八）绩效目标", f"2022年本单位对{len(book.projects)}个项目编制了绩效目标。", "三、名词解释", "事业收入：指事业单位开展专业业务活动及辅助活动取得的收入。", "四、2022年单位预算表")
    rows = [["一、一般公共预算拨款收入", cell(general)], ["二、政府性基金预算拨款收入", ""], ["三、事业收入", cell(now.income["business"])], ["四、其他收入", cell(now.income["other"])]]
    spending = [[f"{o}、{n}", cell(f)] for o, n, f in classes(now, True)]
    paired = [[a, str(i), b, c, str(i + 40), d] for i, (a, b, c, d) in enumerate(beside(rows, spending, (2, 2)), 1)]
    paper.table("单位预算收支总表", "单位公开表1", f"编制单位：{unit}", "金额单位：元", rows=[
        ["收入", "", "", "支出", "", ""], ["项目", "行次", "预算数", "项目", "行次", "预算数"], ["栏次", "", "1", "栏次", "", "2"], *paired,
        ["本年收入合计", "30", cell(now.received), "本年支出合计", "70", cell(now.total())], ["收入总计", "31", cell(now.inflow), "支出总计", "71", cell(now.total())],
    ])
    amounts = spent(now, "", "", "basic", "project")
    paper.table("单位支出预算总表", "单位公开表2", f"编制单位：{unit}", "金额单位：元", rows=[
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["栏次", "", "1", "2", "3"], *functions(paper, now, amounts),
    ])
    paper.table("一般公共预算支出表", "单位公开表3", f"编制单位：{unit}", "金额单位：元", rows=[
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["栏次", "", "1", "2", "3"], *functions(paper, now, spent(now, "general", "", "basic", "project"), fund="general"),
    ])
    paper.table("一般公共预算基本支出表", "单位公开表4", f"编制单位：{unit}", "金额单位：元", rows=[["科目编码", "科目名称", "合计", "人员经费", "公用经费"], *economics(paper, now)])
    paper.table("“三公”经费预算表", "单位公开表5", f"编制单位：{unit}", "金额单位：元", rows=[
        ["项目", "2021年预算数", "2022年预算数", "增减额"], *[[n, cell(b), cell(a), ""] for n, a, b in (("合计", now.three_total, before.three_total), ("因公出国（境）费", 0, 0), ("公务用车购置及运行维护费", 0, 0), ("公务接待费", now.three[RECEPTION], before.three[RECEPTION]))],
    ])
    return paper.page("school")
