# ruff: noqa: E501 - rows and sentences stand as they are printed
# fmt: off
"""Budgets as Jiangsu and Shanghai print them."""

from random import Random

from tests.disclosure.unseen.account import RECEPTION, RUNNING, account, name_of
from tests.disclosure.unseen.paper import Page, Paper, marked
from tests.disclosure.unseen.tables import beside, classes, economics, functions, reasons, spent


def jiangsu(random: Random) -> Page:
    """公开01表 to 公开13表, totals split level by level, meetings and trainings beside three-public."""
    book = account(random, "culture", 2023, land=True, carried=True)
    now, before, why, unit = book.now, book.before, reasons(book), book.name
    paper = Paper(grouped=True, said="万元")
    money, change, cell, rate = paper.money, paper.change, paper.cell, paper.rate
    general, land, opening, closing = now.income["general"], now.income["government"], now.opening["general"], now.closing["general"]
    basic, project = now.total(nature="basic"), now.total(nature="project")
    head = (f"部门：{unit}", "单位：万元")
    paper.put(f"2023年度{unit}部门预算公开", "目  录", "第一部分 部门概况", "第二部分 2023年度部门预算表", "第三部分 2023年度部门预算情况说明", "第四部分 名词解释", "",
        "第一部分 部门概况", "一、主要职能", "负责公共文化服务和旅游产业发展。", "二、部门机构设置及预算单位构成情况", "根据部门职责分工，本部门内设机构包括办公室、文化科、旅游科。本部门无下属单位。",
        "三、2023年度部门主要工作任务及目标", "举办群众文化活动，完善公共文化设施。", "第二部分 2023年度部门预算表")
    paper.table("公开01表", "收支总表", *head, rows=[
        ["收入", "", "支出", ""], ["项目", "预算数", "项目", "预算数"],
        *beside([["一、一般公共预算拨款收入", cell(general)], ["二、政府性基金预算拨款收入", cell(land)], ["三、国有资本经营预算拨款收入", ""], ["四、财政专户管理资金收入", ""], ["五、事业收入", ""], ["六、其他收入", ""]],
                [[f"{o}、{n}", cell(f)] for o, n, f in classes(now, True)], (2, 2)),
        ["本年收入合计", cell(now.received), "本年支出合计", cell(now.total())], ["上年结转结余", cell(opening), "年终结转结余", cell(closing)],
        ["收入总计", cell(now.inflow), "支出总计", cell(now.total() + closing)],
    ])
    numbers = [cell(f) for f in (now.inflow, now.received, general, land, opening, opening)]
    paper.table("公开02表", "收入总表", *head, rows=[
        ["部门代码", "部门名称", "合计", "本年收入", "", "", "上年结转结余", ""], ["", "", "", "小计", "一般公共预算", "政府性基金预算", "小计", "一般公共预算"],
        ["", "合计", *numbers], ["067", unit, *numbers],
    ])
    paper.table("公开03表", "支出总表", *head, rows=[
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出", "事业单位经营支出", "上缴上级支出", "对附属单位补助支出"], *[[*r, "", "", ""] for r in functions(paper, now, spent(now, "", "", "basic", "project"))],
    ])
    paper.table("公开04表", "财政拨款收支总表", *head, rows=[
        ["收入", "", "支出", ""], ["项目", "预算数", "项目", "预算数"],
        *beside([["一、本年收入", cell(now.fiscal)], ["（一）一般公共预算拨款", cell(general)], ["（二）政府性基金预算拨款", cell(land)], ["（三）国有资本经营预算拨款", ""], ["二、上年结转", cell(opening)], ["（一）一般公共预算拨款", cell(opening)], ["（二）政府性基金预算拨款", ""]],
                [["一、本年支出", cell(now.total())], *[[f"（{o}）{n}", cell(f)] for o, n, f in classes(now, True)], ["二、年终结转结余", cell(closing)]], (2, 2)),
        ["收入总计", cell(now.inflow), "支出总计", cell(now.total() + closing)],
    ])
    head5 = [["科目编码", "科目名称", "合计", "基本支出", "", "", "项目支出"], ["", "", "", "小计", "人员经费", "公用经费", ""]]
    natures = ("", "basic", "staff", "public", "project")
    paper.table("公开05表", "财政拨款支出表（功能科目）", *head, rows=[*head5, *functions(paper, now, spent(now, "fiscal", *natures))])
    paper.table("公开06表", "财政拨款基本支出表（经济科目）", *head, rows=[["部门预算支出经济分类科目", "", "本年财政拨款基本支出", "", ""], ["科目编码", "科目名称", "合计", "人员经费", "公用经费"], *economics(paper, now)])
    paper.table("公开07表", "一般公共预算支出表", *head, rows=[*head5, *functions(paper, now, spent(now, "general", *natures), fund="general")])
    paper.table("公开08表", "一般公共预算基本支出表", *head, rows=[["部门预算支出经济分类科目", "", "本年一般公共预算基本支出", "", ""], ["科目编码", "科目名称", "合计", "人员经费", "公用经费"], *economics(paper, now)])
    training = now.total(dept="30216")
    paper.table("公开09表", "一般公共预算“三公”经费、会议费、培训费支出预算表", *head, rows=[
        ["“三公”经费合计", "因公出国（境）费", "公务用车购置及运行费", "", "", "公务接待费", "会议费", "培训费"], ["", "", "小计", "公务用车购置费", "公务用车运行费", "", "", ""],
        [cell(f) or "0.00" for f in (now.three_total, 0, now.vehicles, 0, now.three[RUNNING], now.three[RECEPTION], 0, training)],
    ])
    paper.table("公开10表", "政府性基金预算支出表", *head, rows=[["科目编码", "科目名称", "本年政府性基金预算支出", "", ""], ["", "", "合计", "基本支出", "项目支出"], *functions(paper, now, spent(now, "government", "", "basic", "project"), fund="government")])
    paper.table("公开11表", "国有资本经营预算支出表", *head, rows=[["科目编码", "科目名称", "合计", "基本支出", "项目支出"]], note="注：本部门无国有资本经营预算支出，故本表为空。")
    public = [c for c in now.classes(nature="public") if c[:3] not in ("301", "303")]
    paper.table("公开12表", "一般公共预算机关运行经费支出预算表", *head, rows=[["科目编码", "科目名称", "机关运行经费支出"], ["合计", "", cell(now.total(nature="public"))], *[[c, name_of(c), cell(now.total(dept=c, nature="public"))] for c in public]])
    kinds = (("货物A", "goods"), ("工程B", "works"), ("服务C", "services"))
    paper.table("公开13表", "政府采购支出预算表", *head, rows=[
        ["采购品目大类", "专项名称", "经济科目", "采购物品名称", "采购组织形式", "总计", "一般公共预算资金"], ["合计", "", "", "", "", cell(sum(now.bought.values())), cell(sum(now.bought.values()))],
        *[[n, "", "", "", "集中采购机构采购", cell(now.bought[k]), cell(now.bought[k])] for n, k in kinds if now.bought[k]],
    ])
    paper.put("第三部分 2023年度部门预算情况说明", "一、收支预算总体情况说明",
        f"{unit}2023年度收入、支出预算总计{money(now.inflow)}，与上年相比收、支预算总计各{change(now.inflow, before.inflow)}。其中：", f"（一）收入预算总计{money(now.inflow)}。包括：",
        f"1．本年收入合计{money(now.received)}。", f"（1）一般公共预算拨款收入{money(general)}，与上年相比{change(general, before.income['general'])}。主要原因是{why[0]}。",
        f"（2）政府性基金预算拨款收入{money(land)}，与上年相比{change(land, before.income['government'])}。主要原因是{why[2]}。", "（3）国有资本经营预算拨款收入0万元，与上年预算数相同。",
        f"2．上年结转结余为{money(opening)}。与上年相比{change(opening, before.opening['general'])}。主要原因是{why[3]}。", f"（二）支出预算总计{money(now.total() + closing)}。包括：", f"1．本年支出合计{money(now.total())}。",
        *[f"（{i}）{n}（类）支出{money(f)}，主要用于保障该项工作开展。与上年相比{change(f, before.total(func=next(c for c in now.functions(depths=(3,)) if name_of(c) == n)))}。主要原因是{why[0]}。" for i, (_, n, f) in enumerate(classes(now, False), 1)],
        f"2．年终结转结余为{money(closing)}。", "二、收入预算情况说明", f"{unit}2023年收入预算合计{money(now.inflow)}，包括本年收入{money(now.received)}，上年结转结余{money(opening)}。其中：",
        f"本年一般公共预算收入{money(general)}，占{rate(general, now.inflow, 'share')}；", f"本年政府性基金预算收入{money(land)}，占{rate(land, now.inflow, 'share')}；", f"上年结转结余的一般公共预算收入{money(opening)}，占{rate(opening, now.inflow, 'share')}。",
        "三、支出预算情况说明", f"{unit}2023年支出预算合计{money(now.total())}，其中：", f"基本支出{money(basic)}，占{rate(basic, now.total(), 'share')}；", f"项目支出{money(project)}，占{rate(project, now.total(), 'share')}。",
        "四、一般公共预算“三公”经费、会议费、培训费支出预算情况说明", f"{unit}2023年度一般公共预算拨款安排的“三公”经费支出预算{money(now.three_total)}，其中，因公出国（境）费支出0万元；公务用车购置及运行维护费支出{money(now.vehicles)}，占“三公”经费的{rate(now.vehicles, now.three_total, 'share')}；公务接待费支出{money(now.three[RECEPTION])}，占“三公”经费的{rate(now.three[RECEPTION], now.three_total, 'share')}。",
        f"{unit}2023年度一般公共预算拨款安排的培训费预算支出{money(training)}，比上年预算{change(training, before.total(dept='30216'))}，主要原因是{why[1]}。" if training else "本年没有安排培训费。",
        "五、一般公共预算机关运行经费支出预算情况说明", f"2023年本部门一般公共预算机关运行经费预算支出{money(now.total(nature='public'))}，与上年相比{change(now.total(nature='public'), before.total(nature='public'))}。主要原因是{why[1]}。",
        "六、政府采购支出预算情况说明", f"2023年度政府采购支出预算总额{money(sum(now.bought.values()))}，其中：拟采购货物支出{money(now.bought['goods'])}、拟采购工程支出{money(now.bought['works'])}、拟采购服务支出{money(now.bought['services'])}。面向中小企业预留{money(now.small, 'lone')}。",
        "七、国有资产占用情况说明", "本部门共有车辆2辆，其中，业务用车1辆、其他用车1辆等。单价100万元（含）以上的设备0台（套）。", "八、预算绩效目标设置情况说明", "2023年度，本部门整体支出纳入绩效目标管理；本部门共3个项目纳入绩效目标管理。".replace("3", str(len(book.projects) + 1)),
        "第四部分 名词解释", "一、财政拨款：单位从同级财政部门取得的各类财政拨款。")
    return paper.page("jiangsu")


def shanghai(random: Random) -> Page:
    """Tables in whole 元 without decimals, whole 万元 in sentences, codes in three columns, no contents."""
    book = account(random, "planning", 2023, land=True, step=100)
    now, before, unit = book.now, book.before, book.name
    paper = Paper(unit="元", decimals=0, grouped=True, said="万元", said_grouped=True)
    cell, general, land = paper.cell, now.total(fund="general"), now.total(fund="government")
    whole = {line.func: line.fen for line in now.lines}
    assert whole

    def said(fen: int, kind: str = "amount") -> str:
        return marked(kind, f"{round(fen / 1_000_000):,}") + "万元"

    def against(new: int, old: int) -> str:
        more, change = new > old, round(abs(new - old) / 1_000_000)
        return f"比2022年预算{marked('direction', '增加' if more else '减少')}{marked('lone', f'{change:,}')}万元"

    paper.put(f"{unit}2023年度部门预算", "目录", "一、部门主要职能", "二、部门机构设置", "三、名词解释", "四、2023年部门预算编制说明", "五、2023年部门预算表", "六、其他相关情况说明", "",
        f"{unit}主要职能", "负责住房保障和工程建设管理。", f"{unit}机构设置", "本部门设4个内设机构，包括：办公室、计划科、建设科、房管科。", "名词解释", "（一）基本支出预算：是部门为保障机构正常运转、完成日常工作任务而编制的年度基本支出计划。",
        "2023年部门预算编制说明", f"2023年，本部门收入预算{said(now.inflow)}，其中：财政拨款收入{said(now.fiscal)}，{against(now.fiscal, before.fiscal)}；事业收入0万元；事业单位经营收入0万元；其他收入0万元。",
        f"支出预算{said(now.total())}，其中：财政拨款支出预算{said(now.fiscal)}，{against(now.fiscal, before.fiscal)}。财政拨款支出预算中，一般公共预算拨款支出预算{said(general)}，{against(general, before.total(fund='general'))}；政府性基金拨款支出预算{said(land)}，{against(land, before.total(fund='government'))}。主要内容如下：",
        *[f"{i}.“{n}”科目{said(f)}，主要用于该科目各项工作。" for i, (_, n, f) in enumerate(classes(now, False, "general"), 1)])
    rows = [["一、财政拨款收入", cell(now.fiscal)], ["1. 一般公共预算资金", cell(general)], ["2. 政府性基金", cell(land)], ["3. 国有资本经营预算", ""], ["二、事业收入", ""], ["三、事业单位经营收入", ""], ["四、其他收入", ""]]
    paper.table("2023年部门财务收支预算总表", f"编制部门：{unit}", "单位：元", rows=[
        ["本年收入", "", "本年支出", ""], ["项目", "预算数", "项目", "预算数"], *beside(rows, [[f"{o}、{n}", cell(f)] for o, n, f in classes(now, False)], (2, 2)), ["收入总计", cell(now.inflow), "支出总计", cell(now.total())],
    ])
    parts = [["功能分类科目编码", "", "", "功能分类科目名称", "合计", "基本支出", "项目支出"], ["类", "款", "项", "", "", "", ""]]
    for title, fund in (("2023年部门支出预算总表", ""), ("2023年部门一般公共预算支出功能分类预算表", "general"), ("2023年部门政府性基金预算支出功能分类预算表", "government")):
        body = functions(paper, now, spent(now, fund, "", "basic", "project"), fund=fund, last=True)
        paper.table(title, f"编制部门：{unit}", "单位：元", rows=[*parts, *[_spread(row) for row in body]])
    paper.table("2023年部门国有资本经营预算支出功能分类预算表", f"编制部门：{unit}", "单位：元", rows=[*parts, ["合计", "", "", "", "", "", ""]], note="注：本部门没有国有资本经营预算安排的支出。")
    economic = [[row[0][:3] if row[0].isdigit() else row[0], row[0][3:] if row[0].isdigit() else "", *row[1:]] for row in economics(paper, now)]
    paper.table("2023年部门一般公共预算基本支出部门预算经济分类预算表", f"编制部门：{unit}", "单位：元", rows=[["部门预算经济分类科目编码", "", "部门预算经济分类科目名称", "合计", "人员经费", "公用经费"], ["类", "款", "", "", "", ""], *economic[1:], economic[0]])
    three = [now.three_total, 0, now.three[RECEPTION], now.vehicles, 0, now.three[RUNNING]]
    wan = Paper(unit="万元", blank="0.00")
    paper.table("2023年部门“三公”经费和机关运行经费预算表", f"编制部门：{unit}", "单位：万元", rows=[
        ["2023年“三公”经费预算数", "", "", "", "", "", "2023年机关运行经费预算数"], ["合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行费", "", "", ""], ["", "", "", "小计", "购置费", "运行费", ""],
        [*map(wan.cell, three), wan.cell(now.total(nature="public"))],
    ])
    money, change = paper.money, paper.change
    paper.put("其他相关情况说明", "一、2023年“三公”经费预算情况说明", f"2023年“三公”经费预算数为{money(now.three_total)}，比2022年预算{change(now.three_total, before.three_total)}。其中：",
        "（一）因公出国（境）费0万元，与2022年预算持平。", f"（二）公务用车购置及运行费{money(now.vehicles)}，比2022年预算{change(now.vehicles, before.vehicles)}，主要原因是压减一般性支出。", f"（三）公务接待费{money(now.three[RECEPTION])}，比2022年预算{change(now.three[RECEPTION], before.three[RECEPTION])}，主要原因是压减一般性支出。",
        "二、机关运行经费预算", f"2023年机关运行经费预算为{money(now.total(nature='public'))}。", "三、政府采购预算情况", f"2023年本部门政府采购预算{money(sum(now.bought.values()))}，其中：政府采购货物预算{money(now.bought['goods'])}、政府采购工程预算{money(now.bought['works'])}、政府采购服务预算{money(now.bought['services'])}。面向中小企业预留{money(now.small, 'lone')}。",
        "四、国有资产占有使用情况", "截至2022年8月31日，本部门共有车辆3辆，其中：执法执勤用车2辆、其他用车1辆。", "五、绩效目标设置情况", f"本部门{len(book.projects)}个项目编报了绩效目标，涉及项目预算资金{money(now.total(nature='project'))}。")
    return paper.page("shanghai")


def _spread(row: list[str]) -> list[str]:
    code = row[0]
    if not code.isdigit():
        return [code, "", "", *row[1:]]
    return [code[:3], code[3:5], code[5:], *row[1:]]
