# ruff: noqa: E501 - rows and sentences stand as they are printed
# fmt: off
"""Budgets as Fujian and a district of Shanghai print them."""

from random import Random

from tests.disclosure.unseen.account import RECEPTION, RUNNING, account, name_of
from tests.disclosure.unseen.paper import Page, Paper, marked, printed, ratio
from tests.disclosure.unseen.tables import beside, classes, economics, functions, reasons, spent


def fujian(random: Random) -> Page:
    """Annexed tables first named 表一, item codes in the text, income with carry-over, cash told in whole sentences."""
    book = account(random, "police", 2024, carried=True)
    now, before, unit, why = book.now, book.before, book.name, reasons(book)
    paper = Paper()
    cell, money, change, rate = paper.cell, paper.money, paper.change, paper.rate
    basic, project, staff, public = (now.total(nature=n) for n in ("basic", "project", "staff", "public"))
    general, opening, closing, whole = now.income["general"], now.opening["general"], now.closing["general"], now.total()
    paper.put(f"2024年度{unit}部门预算", "", "目  录", "第一部分  部门概况", "一、部门主要职责", "二、部门预算单位构成", "三、部门主要工作任务", "第二部分  2024年度部门预算表", "第三部分  2024年度部门预算情况说明", "第四部分  名词解释", "",
        "第一部分  部门概况", "一、部门主要职责", "（一）预防、制止和侦查违法犯罪活动；", "（二）维护社会治安秩序，制止危害社会治安秩序的行为。", "二、部门预算单位构成", f"从预算单位构成看，{unit}部门包括3个机关行政科室，其中：列入2024年部门预算编制范围的单位详细情况见下表：")
    paper.table(rows=[["单位名称", "经费性质", "人员编制数", "在职人数"], [unit, "财政核拨", "96", "90"]])
    paper.put("三、部门主要工作任务", "2024年，部门主要任务是：维护社会稳定，打击违法犯罪。", "第二部分  2024年度部门预算表")
    head = (f"部门：{unit}", "单位：万元")
    paper.table("一、收支预算总表", *head, rows=[["收入", "", "支出", ""], ["收入项目", "预算数", "支出项目", "预算数"],
        *beside([["一、一般公共预算拨款收入", cell(general)], ["二、政府性基金预算拨款收入", ""], ["三、国有资本经营预算拨款收入", ""], ["四、财政专户管理资金收入", ""], ["五、单位资金收入", ""], ["（一）事业收入", ""], ["（二）其他收入", ""]], [[f"{o}、{n}", cell(f)] for o, n, f in classes(now, False)], (2, 2)),
        ["本年收入合计", cell(general), "本年支出合计", cell(whole)], ["上年结转结余", cell(opening), "结转下年", cell(closing)], ["收入总计", cell(now.inflow), "支出总计", cell(whole + closing)]])
    paper.table("二、收入预算总表", *head, rows=[["部门代码", "部门名称", "合计", "本年收入", "", "", "上年结转结余"], ["", "", "", "小计", "一般公共预算拨款收入", "政府性基金预算拨款收入", ""],
        ["", "合计", cell(now.inflow), cell(general), cell(general), "", cell(opening)], ["308", unit, cell(now.inflow), cell(general), cell(general), "", cell(opening)]])
    paper.table("三、支出预算总表", *head, rows=[["科目编码", "科目名称", "合计", "基本支出", "项目支出", "事业单位经营支出", "上缴上级支出", "对附属单位补助支出"], *[[*r, "", "", ""] for r in functions(paper, now, spent(now, "", "", "basic", "project"), indent=True)]])
    paper.table("四、财政拨款收支预算总表", *head, rows=[["收入", "", "支出", ""], ["收入项目", "预算数", "支出项目", "预算数"],
        *beside([["一、本年收入", cell(general)], ["（一）一般公共预算拨款", cell(general)], ["（二）政府性基金预算拨款", ""], ["二、上年结转", cell(opening)], ["（一）一般公共预算拨款", cell(opening)], ["（二）政府性基金预算拨款", ""]], [["一、本年支出", cell(whole)], *[[f"（{o}）{n}", cell(f)] for o, n, f in classes(now, False)], ["二、结转下年", cell(closing)]], (2, 2)),
        ["收入总计", cell(now.inflow), "支出总计", cell(whole + closing)]])
    paper.table("五、一般公共预算拨款支出预算表", *head, rows=[["科目编码", "科目名称", "合计", "基本支出", "", "", "项目支出"], ["", "", "", "小计", "人员经费", "公用经费", ""], *functions(paper, now, spent(now, "general", "", "basic", "staff", "public", "project"))])
    paper.table("六、政府性基金预算拨款支出预算表", *head, rows=[["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["合计", "", "", "", ""]], note="备注：本部门2024年没有政府性基金预算拨款支出。")
    paper.table("七、国有资本经营预算拨款支出预算表", *head, rows=[["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["合计", "", "", "", ""]], note="备注：本部门2024年没有国有资本经营预算拨款支出。")
    paper.table("八、一般公共预算拨款基本支出经济分类情况表", *head, rows=[["科目编码", "科目名称", "合计", "人员经费", "公用经费"], *economics(paper, now)])
    three = [("合计", now.three_total), ("1、因公出国（境）费用", 0), ("2、公务接待费", now.three[RECEPTION]), ("3、公务用车费", now.vehicles), ("其中：（1）公务用车运行维护费", now.three[RUNNING]), ("（2）公务用车购置费", 0)]
    paper.table("九、一般公共预算“三公”经费支出预算表", *head, rows=[["项目", "预算数"], *[[n, cell(f)] for n, f in three]])
    paper.put("第三部分  2024年度部门预算情况说明", "一、预算收支总体情况", f"按照综合预算的原则，部门所有收入和支出均纳入部门预算管理。2024年，{unit}部门收入预算为{money(now.inflow)}，比上年{change(now.inflow, before.inflow)}，主要原因是{why[0]}。其中：一般公共预算拨款收入{money(general)}，上年结转结余{money(opening)}。",
        f"相应安排支出预算{money(whole + closing)}，比上年{change(whole + closing, before.total() + before.closing['general'])}，主要原因是{why[0]}。其中：基本支出{money(basic)}，项目支出{money(project)}，结转下年{money(closing)}。",
        "二、一般公共预算拨款支出情况", f"2024年度一般公共预算拨款支出{money(whole)}，比上年{change(whole, before.total())}，主要原因是{why[0]}。主要支出项目（按项级科目分类统计）包括：",
        *[f"（{o}）{code}-{name_of(code)}{money(now.total(func=code))}。主要用于该项工作的日常开支。" for o, code in zip("一二三四五六七八九十", now.functions(depths=(7,)), strict=False)],
        "三、政府性基金预算拨款支出情况", "本部门2024年度没有使用政府性基金预算拨款安排的支出。", "四、一般公共预算拨款基本支出情况", f"2024年度一般公共预算拨款基本支出{money(basic)}，其中：", f"（一）人员经费{money(staff)}，主要包括：基本工资、住房公积金等。", f"（二）公用经费{money(public)}，主要包括：办公费、差旅费等。",
        "五、一般公共预算“三公”经费支出预算情况", f"2024年“三公”经费一般公共预算拨款预算安排{money(now.three_total)}，比上年{change(now.three_total, before.three_total)}，主要原因是{why[1]}。具体情况如下：", "（一）因公出国（境）经费", "2024年预算安排0.00万元，与上年持平。主要原因是未安排出国团组。",
        "（二）公务接待费", f"2024年预算安排{money(now.three[RECEPTION])}，比上年{change(now.three[RECEPTION], before.three[RECEPTION])}，主要原因是{why[1]}。", "（三）公务用车购置及运行费", f"2024年预算安排{money(now.vehicles)}，其中：公务用车运行费{money(now.three[RUNNING])}，公务用车购置费0.00万元。比上年{change(now.vehicles, before.vehicles)}，主要原因是{why[1]}。",
        "六、其他重要事项说明", "（一）机关运行经费", f"2024年，{unit}部门机关运行经费支出{money(public)}，比上年{change(public, before.total(nature='public'))}，主要原因是{why[1]}。", "（二）政府采购情况", f"2024年，{unit}部门政府采购预算总额{money(sum(now.bought.values()))}，其中：货物类采购预算{money(now.bought['goods'])}、工程类采购预算{money(now.bought['works'])}、服务类采购预算{money(now.bought['services'])}。面向中小企业预留{money(now.small, 'lone')}。",
        "（三）国有资产占用情况", f"截至2023年底，{unit}部门共有车辆9辆，其中：执法执勤用车8辆、其他用车1辆。单位价值100万元以上设备0台（套）。", "（四）绩效目标设置情况", f"2024年，{unit}部门共设置{len(book.projects)}个项目绩效目标，共涉及财政拨款资金{money(project, 'lone')}，占全部项目支出的{rate(project, project, 'lone')}。", "第四部分  名词解释", "一、财政拨款收入：指中央财政当年拨付的资金。")
    return paper.page("fujian")


def putuo(random: Random) -> Page:
    """No parts, chapters without numbers, whole 元, last year's execution in every item, one-digit codes among others."""
    book = account(random, "letters", 2024, step=100)
    now, before, unit, why = book.now, book.before, book.name, reasons(book)
    paper = Paper(unit="元", decimals=0, grouped=True, said_grouped=True)
    cell, money, change = paper.cell, paper.money, paper.change
    whole, public = now.fiscal, now.total(nature="public")

    def against(new: int, old: int) -> str:
        more = new > old
        return f"比2023年预算{marked('direction', '增加' if more else '减少')}{marked('delta', printed(abs(new - old), '万元', 2, True))}万元"

    def item(number: int, code: str) -> str:
        """金额, 去年执行数, 今年安排, 变动比例."""
        words = "".join(f"{name_of(code[:cut])}（{level}）" for cut, level in ((3, "类"), (5, "款"), (7, "项")))
        new, old = now.total(func=code), round(before.total(func=code) / 10_000) * 10_000
        rounded = round(new / 10_000) * 10_000
        rise = marked("lone", ratio(abs(rounded - old), old, 2))
        return f"{number}. “{words}”{money(new)}，主要用于该科目各项工作。2023年当年预算执行数为{money(old, 'lone')}，2024年预算安排{money(new)}，比2023年预算执行数{'增加' if rounded > old else '减少'}{rise}%。主要原因是：{why[0]}。"

    listed = ["部门主要职能", "部门机构设置", "名词解释", "部门预算编制说明", "部门预算表"]
    paper.put("青浦江区2024年区级部门预算", f"预算主管部门：{unit}", "", "目 录", *[f"{o}、{n} ……………………………………" for o, n in zip("一二三四五", listed, strict=True)], "1. 2024年部门财务收支预算总表 ………………", "2. 2024年部门收入预算总表 ………………", "3. 2024年部门支出预算总表 ………………", "六、其他相关情况说明 …………………………", "",
        f"{unit}主要职能", f"{unit}是主管意识形态工作的部门。", "主要职能包括：", "1.负责理论学习和宣传工作。", "2.组织群众性精神文明建设。", "", f"{unit}机构设置", f"{unit}设3个内设机构，包括：办公室、理论科、宣传科。", "", "名词解释", "（一）基本支出预算：是部门为保障机构正常运转、完成日常工作任务而编制的年度基本支出计划。", "（二）“三公”经费：是使用区级财政拨款安排的因公出国（境）费、公务用车购置及运行费、公务接待费。", "",
        "2024年部门预算编制说明", f"2024年，{unit}收入预算{money(whole)}，其中：财政拨款收入{money(whole)}，{against(whole, before.fiscal)}；事业收入0.00万元；事业单位经营收入0.00万元；其他收入0.00万元。",
        f"支出预算{money(whole)}，其中：财政拨款支出预算{money(whole)}，{against(whole, before.fiscal)}。财政拨款支出预算中，一般公共预算拨款支出预算{money(whole)}，{against(whole, before.fiscal)}；政府性基金拨款支出预算0.00万元，与2023年预算持平；国有资本经营预算拨款支出预算0.00万元，与2023年预算持平。", f"财政拨款收入支出变动的主要原因是{why[0]}。", "财政拨款支出主要内容如下：",
        *[item(n, code) for n, code in enumerate(now.functions(depths=(7,)), 1)], "")
    income = [["一、财政拨款收入", cell(whole)], ["1. 一般公共预算资金", cell(whole)], ["2. 政府性基金", ""], ["3. 国有资本经营预算", ""], ["二、事业收入", ""], ["三、事业单位经营收入", ""], ["四、其他收入", ""]]

    def natures(code: str) -> list[str]:
        return [cell(now.total(func=code, nature=n)) for n in ("", "staff", "public", "project")]

    told = [(o, n, next(c for c in now.functions(depths=(3,)) if name_of(c) == n)) for o, n, _ in classes(now, False)]
    head = (f"编制部门：{unit} 单位：元",)
    paper.table("2024年部门财务收支预算总表", *head, rows=[["本年收入", "", "本年支出", "", "", "", ""], ["项目", "预算数", "项目", "预算数", "", "", ""], ["", "", "", "合计", "基本支出", "", "项目支出"], ["", "", "", "", "人员经费", "公用经费", ""],
        *beside(income, [[f"{o}、{n}", *natures(c)] for o, n, c in told], (2, 5)), ["收入总计", cell(whole), "支出总计", *natures("")]])
    top = ["功能分类科目编码", "", "", "功能分类科目名称"]

    def spread(row: list[str], lost: bool = False) -> list[str]:
        code = row[0]
        parts = [code[:3], code[3:5], code[5:]] if code.isdigit() else [code, "", ""]
        return [*(part.lstrip("0") if lost and i else part for i, part in enumerate(parts)), *row[1:]]

    rows = functions(paper, now, [lambda c: now.total(func=c), lambda c: now.total(func=c)], last=True)
    paper.table("2024年部门收入预算总表", *head, rows=[["项目", "", "", "", "收入预算", "", "", "", ""], [*top, "合计", "财政拨款收入", "事业收入", "事业单位经营收入", "其他收入"], ["类", "款", "项", *[""] * 6], *[[*spread(r), "", "", ""] for r in rows]])
    body = functions(paper, now, spent(now, "", "", "basic", "project"), last=True)
    paper.table("2024年部门支出预算总表", *head, rows=[["项目", "", "", "", "支出预算", "", ""], [*top, "合计", "基本支出", "项目支出"], ["类", "款", "项", *[""] * 4], *[spread(r, lost=i % 3 == 1) for i, r in enumerate(body)]])
    paper.table("2024年部门财政拨款收支预算总表", *head, rows=[["财政拨款收入", "", "财政拨款支出", "", "", "", ""], ["项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"], ["", cell(whole), "", cell(whole), cell(whole), "", ""],
        *beside([["一、一般公共预算资金", cell(whole)], ["二、政府性基金", ""], ["三、国有资本经营预算", ""]], [[f"{o}、{n}", *[cell(now.total(func=c))] * 2, "", ""] for o, n, c in told], (2, 5)), ["收入总计", cell(whole), "支出总计", cell(whole), cell(whole), "", ""]])
    paper.table("2024年部门一般公共预算支出功能分类预算表", *head, rows=[["项目", "", "", "", "一般公共预算支出", "", ""], [*top, "合计", "基本支出", "项目支出"], ["类", "款", "项", *[""] * 4], *[spread(r) for r in body]])
    for fund in ("政府性基金预算", "国有资本经营预算"):
        paper.table(f"2024年部门{fund}支出功能分类预算表", *head, rows=[["项目", "", "", "", f"{fund}支出", "", ""], [*top, "合计", "基本支出", "项目支出"], ["类", "款", "项", *[""] * 4], ["合计", *[""] * 6]], note=f"注:本部门2024年无{fund}财政拨款安排的预算，故本表为空表。")
    economic = [[r[0][:3] if r[0].isdigit() else r[0], r[0][3:].lstrip("0") if r[0].isdigit() else "", *r[1:]] for r in economics(paper, now)]
    paper.table("2024年部门一般公共预算基本支出部门预算经济分类预算表", *head, rows=[["项目", "", "", "一般公共预算基本支出", "", ""], ["部门预算经济分类科目编码", "", "经济分类科目名称", "合计", "人员经费", "公用经费"], ["类", "款", "", "", "", ""], *economic[1:], economic[0]])
    wan = Paper(unit="万元", blank="0")
    paper.table("2024年部门“三公”经费和机关运行经费预算表", f"编制部门：{unit} 单位:万元", rows=[["2024年“三公”经费预算数", "", "", "", "", "", "2024年机关运行经费预算数"], ["合计", "因公出国(境)费", "公务接待费", "公务用车购置及运行费", "", "", ""], ["", "", "", "小计", "购置费", "运行费", ""], [*map(wan.cell, (now.three_total, 0, now.three[RECEPTION], now.vehicles, 0, now.three[RUNNING])), wan.cell(public)]])
    paper.put("其他相关情况说明", "一、2024年“三公”经费预算情况说明", f"2024年“三公”经费预算数为{money(now.three_total)}，比2023年预算{change(now.three_total, before.three_total)}。其中：", "（一）因公出国（境）费0.00万元，与2023年预算持平，主要原因是没有因公出国（境）事项。", f"（二）公务用车购置及运行费{money(now.vehicles)}，比2023年预算{change(now.vehicles, before.vehicles)}，主要原因是{why[1]}。其中：公务用车购置费0.00万元，与2023年预算持平，主要原因是没有购置计划；公务用车运行费{money(now.three[RUNNING])}，比2023年预算{change(now.three[RUNNING], before.three[RUNNING])}，主要原因是{why[1]}。", f"（三）公务接待费{money(now.three[RECEPTION])}。比2023年预算{change(now.three[RECEPTION], before.three[RECEPTION])}，主要原因是{why[1]}。",
        "二、机关运行经费预算", f"2024年{unit}财政拨款的机关运行经费预算为{money(public)}。", "三、政府采购预算情况", f"2024年度本部门政府采购预算{money(sum(now.bought.values()))}，其中：政府采购货物预算{money(now.bought['goods'])}、政府采购工程预算{money(now.bought['works'])}、政府采购服务预算{money(now.bought['services'])}。面向中小企业预留{money(now.small, 'lone')}。",
        "四、绩效目标设置情况", f"2024年度，本部门编报绩效目标的项目共{len(book.projects)}个，涉及项目预算资金{money(now.total(nature='project'), 'lone')}。", "五、国有资产占有使用情况", "截至2023年8月31日，本部门共有车辆2辆，其中：部级领导干部用车0辆、机要通信用车1辆、其他用车1辆；单价100万元（含）以上设备（不含车辆）0台（套）。", "2024年部门预算安排购置车辆0辆；部门预算安排购置单价100万元（含）以上设备（不含车辆）0台（套）。")
    return paper.page("putuo")
