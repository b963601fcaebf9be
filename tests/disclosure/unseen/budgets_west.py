# ruff: noqa: E501 - rows and sentences stand as they are printed
# fmt: off
"""Budgets as Hunan and Chongqing print them."""

from random import Random

from tests.disclosure.unseen.account import RECEPTION, RUNNING, account, name_of
from tests.disclosure.unseen.budgets_south import GOV
from tests.disclosure.unseen.paper import Page, Paper
from tests.disclosure.unseen.tables import beside, classes, economics, functions, reasons, spent


def hunan(random: Random) -> Page:
    """Four lists side by side in the first table, units above their items, government classes, 持平 among reasons."""
    book = account(random, "transport", 2024)
    now, before, unit, why = book.now, book.before, book.name, reasons(book)
    paper = Paper()
    cell, money, change = paper.cell, paper.money, paper.change
    basic, project, staff, public = (now.total(nature=n) for n in ("basic", "project", "staff", "public"))
    paper.put(f"{unit}2024年部门预算公开说明", "", "目  录", "第一部分  2024年部门预算说明", "第二部分  2024年部门预算公开表格", "一、收支总表", "二、收入总表", "三、支出总表", "四、财政拨款收支总表", "五、一般公共预算支出表", "（注：以上部门预算公开表格中，空表表示无相关收支情况。）", "",
        "第一部分  2024年部门预算说明", "一、部门基本概况", "（一）职能职责", "组织实施公路养护和运输市场监督管理。", "（二）机构设置", "内设机构4个，分别为：办公室、计划科、公路科、运输科。所属事业单位0个。",
        "二、部门预算单位构成", "本部门预算仅含本级预算。", "三、部门收支总体情况",
        f"（一）收入预算：2024年本部门收入预算{money(now.inflow)}，其中，一般公共预算拨款{money(now.fiscal)}，政府性基金预算拨款0万元，国有资本经营预算拨款0万元，财政专户管理资金0万元，上级财政补助收入0万元，事业收入0万元，上年结转结余0万元。收入较去年{change(now.inflow, before.inflow)}，主要是因为{why[0]}。",
        f"（二）支出预算：2024年本部门支出预算{money(now.total())}，其中，" + "，".join(f"{n}{money(f)}" for _, n, f in classes(now, False)) + f"。支出较去年{change(now.total(), before.total())}，主要是因为{why[0]}。",
        "四、一般公共预算拨款支出", f"2024年本部门一般公共预算拨款支出预算{money(now.total())}，其中，" + "；".join(f"{n}{money(f)}，占{paper.rate(f, now.total(), 'share')}" for _, n, f in classes(now, False)) + "。具体安排情况如下：",
        f"（一）基本支出：2024年本部门基本支出预算{money(basic)}，主要是为保障部门正常运转、完成日常工作任务而发生的各项支出，包括用于基本工资、津贴补贴等人员经费以及办公费、印刷费等公用经费。",
        f"（二）项目支出：2024年本部门项目支出预算{money(project)}，主要是部门为完成特定行政工作任务或事业发展目标而发生的支出，其中：" + "；".join(f"{p}支出{money(now.total(project=p))}，主要用于该项工作" for p in book.projects) + "。",
        "五、政府性基金预算支出", "2024年度本部门无政府性基金安排的支出，所以公开的附件（政府性基金预算）为空。", "六、其他重要事项的情况说明",
        f"（一）机关运行经费：2024年本部门机关运行经费预算{money(public)}，比上一年{change(public, before.total(nature='public'))}，主要是因为{why[1]}。",
        f"（二）“三公”经费预算：2024年本部门“三公”经费预算数为{money(now.three_total)}，其中，公务接待费{money(now.three[RECEPTION])}，因公出国（境）费0万元，公务用车购置及运行费{money(now.vehicles)}（其中，公务用车购置费0万元，公务用车运行费{money(now.three[RUNNING])}）。2024年“三公”经费预算较上年{change(now.three_total, before.three_total)}，主要是因为{why[1]}。",
        f"（三）一般性支出情况：2024年本部门会议费预算0万元；培训费预算{money(now.total(dept='30216'), 'lone')}，拟开展1次业务培训，人数60人，内容为业务能力提升。" if now.total(dept="30216") else "（三）一般性支出情况：2024年本部门未安排会议费和培训费预算。",
        f"（四）政府采购情况：2024年本部门政府采购预算总额{money(sum(now.bought.values()))}，其中，货物类采购预算{money(now.bought['goods'])}；工程类采购预算{money(now.bought['works'])}；服务类采购预算{money(now.bought['services'])}。面向中小企业预留{money(now.small, 'lone')}。",
        "（五）国有资产占用使用及新增资产配置情况：截至2023年12月底，本部门共有公务用车3辆，其中，机要通信用车1辆，执法执勤用车2辆；单位价值50万元以上通用设备0台，单位价值100万元以上专用设备0台。2024年拟报废处置公务用车0辆，拟新增配置车辆0辆。",
        f"（六）预算绩效目标说明：本部门所有支出实行绩效目标管理。纳入2024年部门整体支出绩效目标的金额为{money(now.total(), 'lone')}，其中，基本支出{money(basic, 'lone')}，项目支出{money(project, 'lone')}。",
        "七、名词解释", "1、机关运行经费：是指为保障行政单位运行用于购买货物和服务的各项资金。", "第二部分  2024年部门预算公开表格")
    head = (f"单位：415_{unit}", "金额单位：万元")
    income = [["一、一般公共预算拨款收入", cell(now.fiscal)], ["二、政府性基金预算拨款收入", ""], ["三、国有资本经营预算拨款收入", ""], ["四、社会保险基金预算资金", ""], ["五、财政专户管理资金收入", ""]]
    gov = _government(now, project)
    lists = beside(beside(income, [[f"（{o}）{n}", cell(f)] for o, n, f in classes(now, False)], (2, 2)),
                   beside([["一、基本支出", cell(basic)], ["工资福利支出", cell(now.total(dept='301', nature='staff'))], ["商品和服务支出", cell(now.total(dept='302', nature='public'))], ["对个人和家庭的补助", cell(now.total(dept='303', nature='staff'))], ["二、项目支出", cell(project)], ["按项目管理的商品和服务支出", cell(project)]],
                          [[f"{o}、{n}", cell(f)] for o, n, f in gov], (2, 2)), (4, 4))
    paper.table("收支总表", *head, rows=[
        ["收入", "", "支出", "", "", "", "", ""], ["项目", "本年预算", "项目（按功能分类）", "本年预算", "项目（按部门预算经济分类）", "本年预算", "项目（按政府预算经济分类）", "本年预算"], *lists,
        ["本年收入合计", cell(now.received), *["本年支出合计", cell(now.total())] * 3], ["上年结转结余", "", *["年终结转结余", ""] * 3], ["收入总计", cell(now.inflow), *["支出总计", cell(now.total())] * 3],
    ])
    paper.table("收入总表", *head, rows=[
        ["部门（单位）代码", "部门（单位）名称", "合计", "本年收入", "", "", "上年结转结余"], ["", "", "", "小计", "一般公共预算", "政府性基金预算", ""],
        ["", "合计", *[cell(now.inflow)] * 3, "", ""], ["415", unit, *[cell(now.inflow)] * 3, "", ""], ["415001", f"{unit}本级", *[cell(now.inflow)] * 3, "", ""],
    ])
    paper.table("支出总表", *head, rows=[["科目编码", "", "", "科目名称", "合计", "基本支出", "项目支出", "事业单位经营支出", "上缴上级支出", "对附属单位补助支出"], ["类", "款", "项", *[""] * 7],
        *[[*_spread(r[0]), *r[1:], "", "", ""] for r in functions(paper, now, spent(now, "", "", "basic", "project"))]])
    paper.table("财政拨款收支总表", *head, rows=[["收入", "", "支出", ""], ["项目", "本年预算", "项目", "本年预算"],
        *beside([["一、本年收入", cell(now.fiscal)], ["（一）一般公共预算拨款", cell(now.fiscal)], ["（二）政府性基金预算拨款", ""], ["（三）国有资本经营预算拨款", ""], ["二、上年结转", ""]], [["一、本年支出", cell(now.total())], *[[f"（{o}）{n}", cell(f)] for o, n, f in classes(now, True)], ["二、年终结转结余", ""]], (2, 2)),
        ["收入总计", cell(now.fiscal), "支出总计", cell(now.total())]])
    paper.table("一般公共预算支出表", *head, rows=[["科目编码", "", "", "科目名称", "合计", "基本支出", "", "", "项目支出"], ["类", "款", "项", "", "", "小计", "人员经费", "公用经费", ""],
        *[[*_spread(r[0]), *r[1:]] for r in functions(paper, now, spent(now, "general", "", "basic", "staff", "public", "project"))]])
    paper.table("一般公共预算基本支出表", *head, rows=[["部门预算支出经济分类科目", "", "本年一般公共预算基本支出", "", ""], ["科目编码", "科目名称", "合计", "人员经费", "公用经费"], *economics(paper, now)])
    for title, code, parts in (("一般公共预算基本支出表—人员经费（工资福利支出）", "301", staff), ("一般公共预算基本支出表—公用经费（商品和服务支出）", "302", public)):
        items = [c for c in now.classes() if c.startswith(code) and len(c) == 5]
        whole = now.total(dept=code, nature="basic")
        assert parts
        paper.table(title, *head, rows=[["功能科目编码", "功能科目名称", "总计", *[name_of(c) for c in items]],
            *[[c or "合计", name_of(c) if c else "", cell(now.total(func=c, dept=code, nature="basic")), *[cell(now.total(func=c, dept=i, nature="basic")) for i in items]] for c in ["", *now.functions()] if not c or now.total(func=c, dept=code, nature="basic")]])
        assert whole
    paper.table("一般公共预算“三公”经费支出表", *head, rows=[["单位编码", "单位名称", "“三公”经费合计", "因公出国（境）费", "公务用车购置及运行费", "", "", "公务接待费"], ["", "", "", "", "小计", "公务用车购置费", "公务用车运行费", ""],
        ["415", unit, *[cell(f) or "0.00" for f in (now.three_total, 0, now.vehicles, 0, now.three[RUNNING], now.three[RECEPTION])]]])
    paper.table("政府性基金预算支出表", *head, rows=[["科目编码", "科目名称", "本年政府性基金预算支出", "", ""], ["", "", "合计", "基本支出", "项目支出"], ["合计", "", "", "", ""]], note="备注：本单位无政府性基金预算支出，故本表无数据。")
    paper.table("项目支出明细表", *head, rows=[["单位代码", "单位（项目名称）", "总计", "一般公共预算", "政府性基金预算"], ["", "合计", cell(project), cell(project), ""], ["415001", f"{unit}本级", cell(project), cell(project), ""], *[["", p, cell(now.total(project=p)), cell(now.total(project=p)), ""] for p in book.projects]])
    return paper.page("hunan")


def _government(now: object, project: int) -> list[tuple[str, str, int]]:
    """Government classes of basic spending, with project money among goods and services."""
    sums: dict[str, int] = {}
    for line in now.lines:  # type: ignore[attr-defined]
        code = GOV[line.dept][:3] if line.dept else ""
        if code:
            sums[code] = sums.get(code, 0) + line.fen
    sums["502"] = sums.get("502", 0) + project
    return [(o, name_of(c), f) for o, (c, f) in zip("一二三四", sorted(sums.items()), strict=False)]


def _spread(code: str) -> list[str]:
    return [code[:3], code[3:5], code[5:]] if code.isdigit() else ["", "", ""] if code != "合计" else [code, "", ""]


def chongqing(random: Random) -> Page:
    """Last year's column beside this year's, change told by nature, three-public with both years side by side."""
    book = account(random, "culture", 2024)
    now, before, unit, why = book.now, book.before, book.name, reasons(book)
    paper = Paper()
    cell, money, change = paper.cell, paper.money, paper.change
    basic, project, public = now.total(nature="basic"), now.total(nature="project"), now.total(nature="public")
    old_basic, old_project = before.total(nature="basic"), before.total(nature="project")
    paper.put(f"{unit}2024年部门预算情况说明", "", "一、单位基本情况", "（一）职能职责。", "负责公共文化服务体系建设，指导旅游市场秩序。", "（二）单位构成。", f"{unit}内设4个机构，包括：办公室、公共服务科、产业发展科、市场管理科。",
        "二、部门收支总体情况", f"（一）收入预算：2024年年初预算数{money(now.inflow)}，其中：一般公共预算拨款{money(now.fiscal)}，政府性基金预算拨款0万元，国有资本经营预算收入0万元，事业收入0万元，其他收入0万元。收入比2023年{change(now.inflow, before.inflow)}，主要原因是{why[0]}。",
        f"（二）支出预算：2024年年初预算数{money(now.total())}，其中：" + "，".join(f"{n}{money(f)}" for _, n, f in classes(now, False)) + f"。支出比2023年{change(now.total(), before.total())}，主要原因是{why[0]}。",
        "三、部门预算情况说明", f"2024年一般公共预算财政拨款收入{money(now.fiscal)}，一般公共预算财政拨款支出{money(now.total())}，比2023年{change(now.total(), before.total())}。其中：基本支出{money(basic)}，比2023年{change(basic, old_basic)}，主要原因是{why[0]}等，主要用于保障在职人员工资福利及社会保险缴费，保障部门正常运转的各项商品服务支出；项目支出{money(project)}，比2023年{change(project, old_project)}，主要原因是{why[2]}等，主要用于群众文化活动等重点工作。",
        f"{unit}2024年无使用政府性基金预算拨款安排的支出。", "四、“三公”经费情况说明",
        f"2024年“三公”经费预算{money(now.three_total)}，比2023年{change(now.three_total, before.three_total)}。其中：因公出国（境）费用0万元，与2023年持平，主要原因是未安排出国任务；公务接待费{money(now.three[RECEPTION])}，比2023年{change(now.three[RECEPTION], before.three[RECEPTION])}，主要原因是{why[1]}；公务用车运行维护费{money(now.three[RUNNING])}，比2023年{change(now.three[RUNNING], before.three[RUNNING])}，主要原因是{why[1]}；公务用车购置费0万元，与2023年持平，主要原因是未安排购置。",
        "五、其他重要事项的情况说明", f"1、机关运行经费。2024年一般公共预算财政拨款运行经费{money(public)}，比上年{change(public, before.total(nature='public'))}，主要原因为{why[1]}。主要用于办公费、印刷费、邮电费、培训费等。",
        f"2、政府采购情况。所属各预算单位政府采购预算总额{money(sum(now.bought.values()))}：政府采购货物预算{money(now.bought['goods'])}、政府采购工程预算{money(now.bought['works'])}、政府采购服务预算{money(now.bought['services'])}；其中面向中小企业预留{money(now.small, 'lone')}。",
        f"3、绩效目标设置情况。2024年项目支出均实行了绩效目标管理，涉及一般公共预算当年财政拨款{money(project)}。", "4、国有资产占有使用情况。截至2023年12月，所属各预算单位共有车辆2辆，其中一般公务用车1辆、执勤执法用车1辆；单价100万元以上设备0台。2024年一般公共预算安排购置车辆0辆。",
        "六、专业性名词解释", "（一）财政拨款收入：指本年度从本级财政部门取得的财政拨款。", "")
    paper.table("表一", f"{unit}财政拨款收支总表", "单位：万元", rows=[["收入", "", "支出", "", "", "", ""], ["项目", "预算数", "项目", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"],
        *beside([["一、本年收入", cell(now.fiscal)], ["一般公共预算财政拨款", cell(now.fiscal)], ["政府性基金预算财政拨款", ""], ["国有资本经营预算财政拨款", ""], ["二、上年结转", ""], ["一般公共预算财政拨款", ""], ["政府性基金预算财政拨款", ""]],
                [["一、本年支出", cell(now.total()), cell(now.total()), "", ""], *[[n, cell(f), cell(f), "", ""] for _, n, f in classes(now, False)], ["二、结转下年", "", "", "", ""]], (2, 5)),
        ["收入总计", cell(now.inflow), "支出总计", cell(now.total()), cell(now.total()), "", ""]])
    paper.table("表二", f"{unit}一般公共预算财政拨款支出预算表", "单位：万元", rows=[["功能分类科目", "", "2023年预算数", "2024年预算数", "", ""], ["科目编码", "科目名称", "", "总计", "基本支出", "项目支出"],
        *[[c or "合计", name_of(c) if c else "", cell(before.total(func=c), "lone"), *[cell(now.total(func=c, nature=n)) for n in ("", "basic", "project")]] for c in ["", *now.functions()]]], note="备注：本表反映2024年当年一般公共预算财政拨款支出情况。")
    paper.table("表三", f"{unit}一般公共预算财政拨款基本支出预算表", "（部门预算支出经济分类科目）", "单位：万元", rows=[["经济分类科目", "", "2024年基本支出", "", ""], ["科目编码", "科目名称", "总计", "人员经费", "日常公用经费"], *economics(paper, now)])
    three = [[cell(f) or "0.00" for f in (y.three_total, 0, y.vehicles, 0, y.three[RUNNING], y.three[RECEPTION])] for y in (before, now)]
    parts = ["合计", "因公出国（境）费", "公务用车购置及运行费", "", "", "公务接待费"]
    paper.table("表四", f"{unit}一般公共预算“三公”经费支出表", "单位：万元", rows=[["2023年预算数", *[""] * 5, "2024年预算数", *[""] * 5], parts * 2, ["", "", "小计", "公务用车购置费", "公务用车运行费", ""] * 2, [*three[0], *three[1]]])
    paper.table("表五", f"{unit}政府性基金预算支出表", "单位：万元", rows=[["科目编码", "科目名称", "本年政府性基金预算财政拨款支出", "", ""], ["", "", "合计", "基本支出", "项目支出"], ["合计", "", "", "", ""]], note="（备注：本单位无政府性基金收支，故此表无数据。）")
    paper.table("表六", f"{unit}部门收支总表", "单位：万元", rows=[["收入", "", "支出", ""], ["项目", "预算数", "项目", "预算数"],
        *beside([["一般公共预算拨款收入", cell(now.fiscal)], ["政府性基金预算拨款收入", ""], ["国有资本经营预算拨款收入", ""], ["财政专户管理资金", ""], ["事业收入", ""], ["其他收入", ""]], [[n, cell(f)] for _, n, f in classes(now, True)], (2, 2)),
        ["本年收入总计", cell(now.received), "本年支出总计", cell(now.total())], ["上年结转", "", "结转下年", ""], ["收入合计", cell(now.inflow), "支出合计", cell(now.total())]])
    paper.table("表八", f"{unit}部门支出总表", "单位：万元", rows=[["科目编码", "科目名称", "总计", "基本支出", "项目支出", "上缴上级支出", "事业单位经营支出", "对下级单位补助支出"], *[[*r, "", "", ""] for r in functions(paper, now, spent(now, "", "", "basic", "project"))]])
    kinds = (("A", "货物", "goods"), ("B", "工程", "works"), ("C", "服务", "services"))
    paper.table("表九", f"{unit}政府采购预算明细表", "单位：万元", rows=[["项目编号", "货物服务名称", "总计", "一般公共预算拨款收入", "政府性基金预算拨款收入"], ["", "合计", cell(sum(now.bought.values())), cell(sum(now.bought.values())), ""], *[[c, n, cell(now.bought[k]), cell(now.bought[k]), ""] for c, n, k in kinds if now.bought[k]]])
    return paper.page("chongqing")
