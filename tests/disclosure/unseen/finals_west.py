# ruff: noqa: E501 - rows and sentences stand as they are printed
# fmt: off
"""A final account as Yunnan prints it."""

from random import Random

from tests.disclosure.unseen.account import RECEPTION, RUNNING, account, name_of
from tests.disclosure.unseen.paper import Page, Paper
from tests.disclosure.unseen.tables import beside, classes, reasons


def yunnan(random: Random) -> Page:
    """A supervision number above the cover, opening and closing balances in every table, 元 in tables, 万元 in words."""
    book = account(random, "water", 2023, carried=True, step=1)
    now, before, planned, unit, why = book.now, book.before, book.planned, book.name, reasons(book)
    table = Paper(unit="元", grouped=True)
    paper = Paper(grouped=True, said_grouped=True)
    cell, money, change, rate = table.cell, paper.money, paper.change, paper.rate
    basic, project, staff, public = (now.total(nature=n) for n in ("basic", "project", "staff", "public"))
    opening, closing, whole, income = now.opening["general"], now.closing["general"], now.total(), now.income["general"]
    paper.put("监督索引号5303" + "2200536" + "101201", f"{unit}2023年度部门决算", "目录", "第一部分 部门概况", "一、主要职能", "二、部门基本情况", "第二部分 2023年度部门决算表", "一、收入支出决算表", "二、收入决算表", "三、支出决算表", "四、财政拨款收入支出决算表", "五、一般公共预算财政拨款收入支出决算表", "六、一般公共预算财政拨款基本支出决算表", "七、一般公共预算财政拨款项目支出决算表", "八、政府性基金预算财政拨款收入支出决算表", "九、国有资本经营预算财政拨款收入支出决算表", "十、财政拨款“三公”经费、行政参公单位机关运行经费情况表", "第三部分 2023年度部门决算情况说明", "一、收入决算情况说明", "二、支出决算情况说明", "三、一般公共预算财政拨款支出决算情况说明", "四、财政拨款“三公”经费支出决算情况说明", "第四部分 其他重要事项及相关口径情况说明", "第五部分 名词解释", "",
        "第一部分 部门概况", "一、主要职能", "（一）主要职能", "负责保障水资源的合理开发利用和水利工程建设。", "（二）2023年度重点工作任务概述", "完成河道治理和水库巡查任务。", "二、部门基本情况", "（一）机构设置情况", "我部门共设置4个内设机构，包括：办公室、规划科、建设科、防汛科。", "（二）决算单位构成", "纳入2023年度部门决算编报的单位共1个。",
        "第二部分 2023年度部门决算表", "（详见附件）", "第三部分 2023年度部门决算情况说明", "一、收入决算情况说明",
        f"{unit}2023年度收入合计{money(income)}。其中：财政拨款收入{money(income)}，占总收入的100.00%；上级补助收入0.00元，占总收入的0.00%；事业收入0.00元（含教育收费0.00元），占总收入的0.00%；其他收入0.00元，占总收入的0.00%。与上年相比，收入合计{change(income, before.income['general'])}。其中：财政拨款收入{change(income, before.income['general'])}。主要原因是{why[0]}。",
        "二、支出决算情况说明", f"{unit}2023年度支出合计{money(whole)}。其中：基本支出{money(basic)}，占总支出的{rate(basic, whole, 'share')}；项目支出{money(project)}，占总支出的{rate(project, whole, 'share')}；上缴上级支出0.00元，占总支出的0.00%；经营支出、对附属单位补助支出共0.00元，占总支出的0.00%。与上年相比，支出合计{change(whole, before.total())}。其中：基本支出{change(basic, before.total(nature='basic'))}；项目支出{change(project, before.total(nature='project'))}。主要原因是{why[0]}。",
        "（一）基本支出情况", f"2023年度用于保障{unit}机关等机构正常运转的日常支出{money(basic)}。其中：基本工资、津贴补贴等人员经费支出{money(staff)}，占基本支出的{rate(staff, basic, 'share')}；办公费、印刷费、水电费、办公设备购置等公用经费{money(public)}，占基本支出的{rate(public, basic, 'share')}。",
        "（二）项目支出情况", f"2023年度用于保障{unit}机构为完成特定的行政工作任务或事业发展目标，用于专项业务工作的经费支出{money(project)}。", "三、一般公共预算财政拨款支出决算情况说明", "（一）一般公共预算财政拨款支出决算总体情况",
        f"{unit}2023年度一般公共预算财政拨款支出{money(whole)}，占本年支出合计的100.00%。与上年相比{change(whole, before.total())}，主要原因是{why[0]}。", "（二）一般公共预算财政拨款支出决算具体情况")
    for index, (_, name, fen) in enumerate(classes(now, False), 1):
        paper.put(f"{index}.{name}（类）支出{money(fen)}，占一般公共预算财政拨款总支出的{rate(fen, whole, 'share')}。主要用于该类工作的开展；")
    paper.put("四、财政拨款“三公”经费支出决算情况说明", "（一）财政拨款“三公”经费支出决算总体情况",
        f"{unit}2023年度财政拨款“三公”经费支出年初预算为{money(planned.three_total, 'budget')}，决算为{money(now.three_total)}，完成年初预算的{rate(now.three_total, planned.three_total, 'completion')}。其中：因公出国（境）费支出决算为0.00元；公务用车购置费支出决算为0.00元；公务用车运行维护费支出年初预算为{money(planned.three[RUNNING], 'budget')}，决算为{money(now.three[RUNNING])}，完成年初预算的{rate(now.three[RUNNING], planned.three[RUNNING], 'completion')}；公务接待费支出年初预算为{money(planned.three[RECEPTION], 'budget')}，决算为{money(now.three[RECEPTION])}，完成年初预算的{rate(now.three[RECEPTION], planned.three[RECEPTION], 'completion')}，国内接待费支出决算{money(now.three[RECEPTION])}（其中：外事接待费支出决算0.00元），国（境）外接待费支出决算0.00元。",
        f"2023年度财政拨款“三公”经费支出决算数与年初预算数存在差异的主要原因是{why[1]}。2023年度财政拨款“三公”经费支出决算数比上年{change(now.three_total, before.three_total)}。其中：因公出国（境）费支出决算与上年持平；公务用车运行维护费支出决算{change(now.three[RUNNING], before.three[RUNNING])}；公务接待费支出决算{change(now.three[RECEPTION], before.three[RECEPTION])}。增减变动的主要原因是{why[1]}。",
        "（二）财政拨款“三公”经费实物量情况", "安排国内公务接待12批次，接待人次96人。开支财政拨款的公务用车保有量为2辆。", "第四部分 其他重要事项及相关口径情况说明", "一、机关运行经费支出情况", f"{unit}2023年机关运行经费支出{money(public)}，比上年{change(public, before.total(nature='public'))}，主要原因是{why[1]}。部门机关运行经费主要用于办公费、水电费、差旅费等方面支出。",
        "二、国有资产占用情况", "截至2023年12月31日，部门共有车辆2辆，其中：机要通信用车1辆、应急保障用车1辆；单价100万元以上设备0台（套）。", "三、政府采购支出情况", f"2023年度，部门政府采购支出总额{money(sum(now.bought.values()))}，其中：政府采购货物支出{money(now.bought['goods'])}；政府采购工程支出{money(now.bought['works'])}；政府采购服务支出{money(now.bought['services'])}。授予中小企业合同金额{money(now.small, 'lone')}。", "四、部门绩效自评情况", f"对{len(book.projects)}个项目开展了绩效自评。", "五、相关口径说明", "（一）基本支出中人员经费包括工资福利支出和对个人和家庭的补助，公用经费包括商品和服务支出、资本性支出等。", "第五部分 名词解释", "基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。", "附件")
    count = iter(range(1, 20))

    def head() -> list[str]:
        return [f"公开{next(count):02}表", f"部门：{unit}", "金额单位：元"]

    left = [["一、一般公共预算财政拨款收入", "1", cell(income)], ["二、政府性基金预算财政拨款收入", "2", ""], ["三、国有资本经营预算财政拨款收入", "3", ""], ["四、上级补助收入", "4", ""], ["五、事业收入", "5", ""], ["六、经营收入", "6", ""], ["七、附属单位上缴收入", "7", ""], ["八、其他收入", "8", ""]]
    right = [[f"{o}、{n}", str(i + 30), cell(f)] for i, (o, n, f) in enumerate(classes(now, True), 1)]
    paper.table("收入支出决算表", *head(), rows=[["收入", "", "", "支出", "", ""], ["项目", "行次", "金额", "项目（按功能分类）", "行次", "金额"], ["栏次", "", "1", "栏次", "", "2"], *beside(left, right, (3, 3)),
        ["本年收入合计", "27", cell(income), "本年支出合计", "57", cell(whole)], ["使用专用结余", "28", "", "结余分配", "58", ""], ["年初结转和结余", "29", cell(opening), "年末结转和结余", "59", cell(closing)], ["总计", "30", cell(income + opening), "总计", "60", cell(whole + closing)]], note="注：本表反映部门本年度的总收支和年初、年末结转结余情况。")
    run, numbers = book.field.running, [str(n) for n in range(1, 15)]

    def flows(code: str, *columns: tuple[str, str]) -> list[str]:
        """Opening, income, spending and closing of a function: all balances lie with the running item."""
        held = not code or run.startswith(code)
        spending = [cell(now.total(func=code, nature=n, dept=d)) for n, d in columns]
        first, last = (opening, closing) if held else (0, 0)
        received = now.total(func=code) - first + last
        return [cell(first), cell(first), "", cell(received), cell(now.total(func=code, nature="basic")), cell(received - now.total(func=code, nature="basic")), *spending, cell(last), cell(last), ""]

    def codes() -> list[str]:
        return ["", *now.functions()]

    def spread(code: str) -> list[str]:
        return [code, "", "", name_of(code)] if code else ["合计", "", "", ""]

    titles = ["功能分类科目编码", "", "", "科目名称"]
    received = [[*spread(c), *[cell(now.total(func=c) - (opening - closing if run.startswith(c) else 0))] * 2, "", "", "", "", ""] for c in codes()]
    paper.table("收入决算表", *head(), rows=[["项目", "", "", "", "本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"], [*titles, *[""] * 7], ["类", "款", "项", "栏次", *numbers[:7]], *received])
    paper.table("支出决算表", *head(), rows=[["项目", "", "", "", "本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"], [*titles, *[""] * 6], ["类", "款", "项", "栏次", *numbers[:6]],
        *[[*spread(c), *[cell(now.total(func=c, nature=n)) for n in ("", "basic", "project")], "", "", ""] for c in codes()]])
    right = [[f"{o}、{n}", str(i + 33), cell(f), cell(f), "", ""] for i, (o, n, f) in enumerate(classes(now, True), 1)]
    paper.table("财政拨款收入支出决算表", *head(), rows=[["收入", "", "", "支出", "", "", "", "", ""], ["项目", "行次", "金额", "项目（按功能分类）", "行次", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"], ["栏次", "", "1", "栏次", "", "2", "3", "4", "5"],
        *beside([["一、一般公共预算财政拨款", "1", cell(income)], ["二、政府性基金预算财政拨款", "2", ""], ["三、国有资本经营预算财政拨款", "3", ""]], right, (3, 6)),
        ["本年收入合计", "27", cell(income), "本年支出合计", "59", cell(whole), cell(whole), "", ""], ["年初财政拨款结转和结余", "28", cell(opening), "年末财政拨款结转和结余", "60", cell(closing), cell(closing), "", ""], ["一般公共预算财政拨款", "29", cell(opening), "", "61", "", "", "", ""], ["政府性基金预算财政拨款", "30", "", "", "62", "", "", "", ""], ["国有资本经营预算财政拨款", "31", "", "", "63", "", "", "", ""], ["总计", "32", cell(income + opening), "总计", "64", cell(whole + closing), cell(whole + closing), "", ""]])
    paper.table("一般公共预算财政拨款收入支出决算表", *head(), rows=[
        ["项目", "", "", "", "年初结转和结余", "", "", "本年收入", "", "", "本年支出", "", "", "", "", "年末结转和结余", "", ""], [*titles, "合计", "基本支出结转", "项目支出结转和结余", "合计", "基本支出", "项目支出", "合计", "基本支出", "", "", "项目支出", "合计", "基本支出结转", "项目支出结转和结余"],
        ["", "", "", "", "", "", "", "", "", "", "", "小计", "人员经费", "公用经费", "", "", "", ""],
        *[[*spread(c), *flows(c, ("", ""), ("basic", ""), ("staff", ""), ("public", ""), ("project", ""))] for c in codes()]])
    items = [c for c in now.classes() if not c.startswith("302")]
    goods = [c for c in now.classes() if c.startswith("302")]
    paper.table("一般公共预算财政拨款基本支出决算表", *head(), rows=[["人员经费", "", "", "公用经费", "", ""], ["科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"],
        *beside([[c, name_of(c), cell(now.total(dept=c))] for c in items], [[c, name_of(c), cell(now.total(dept=c))] for c in goods], (3, 3)), ["人员经费合计", "", cell(staff), "公用经费合计", "", cell(public)]])
    paper.table("一般公共预算财政拨款项目支出决算表", *head(), rows=[["科目编码", "科目名称", "金额", "科目编码", "科目名称", "金额"], ["302", "商品和服务支出", cell(project), "310", "资本性支出", ""], ["30227", "委托业务费", cell(project), "31002", "办公设备购置", ""], ["合计", "", "", "", "", cell(project)]])
    empty = [["项目", "", "年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余"], ["功能分类科目编码", "科目名称", "", "", "合计", "基本支出", "项目支出", ""], ["合计", *[""] * 7]]
    paper.table("政府性基金预算财政拨款收入支出决算表", *head(), rows=empty, note="注：本部门2023年度无政府性基金预算财政拨款收入支出，故本表为空表。")
    paper.table("国有资本经营预算财政拨款收入支出决算表", *head(), rows=empty, note="注：本部门2023年度无国有资本经营预算财政拨款收入支出，故本表为空表。")
    three = [("一、“三公”经费支出", "1", planned.three_total, now.three_total), ("（一）支出合计", "2", planned.three_total, now.three_total), ("1．因公出国（境）费", "3", 0, 0), ("2．公务用车购置及运行维护费", "4", planned.vehicles, now.vehicles), ("（1）公务用车购置费", "5", 0, 0), ("（2）公务用车运行维护费", "6", planned.three[RUNNING], now.three[RUNNING]), ("3．公务接待费", "7", planned.three[RECEPTION], now.three[RECEPTION])]
    paper.table("财政拨款“三公”经费、行政参公单位机关运行经费情况表", *head(), rows=[["项目", "行次", "年初预算数", "全年预算数", "决算统计数"], ["栏次", "", "1", "2", "3"], *[[n, o, cell(b, "lone"), cell(b, "lone"), cell(f)] for n, o, b, f in three], ["二、机关运行经费", "8", "", "", cell(public)], ["（一）行政单位", "9", "", "", cell(public)], ["（二）参照公务员法管理事业单位", "10", "", "", ""]])
    return paper.page("yunnan")
