# ruff: noqa: E501 - rows and sentences stand as they are printed
# fmt: off
"""Final accounts as Sichuan, Shaanxi, a ministry and a hospital print them."""

from random import Random

from tests.disclosure.unseen.account import CENT, KINDS, RECEPTION, RUNNING, Account, account, name_of
from tests.disclosure.unseen.evaluations import evaluation
from tests.disclosure.unseen.paper import Page, Paper
from tests.disclosure.unseen.tables import beside, classes, economics, functions, reasons, spent

EMPTY = [["项目", "", "年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余"], ["科目代码", "科目名称", "", "", "小计", "基本支出", "项目支出", ""]]


def sichuan(random: Random) -> Page:
    """收、支总计均为, items with 完成预算, three-public with sub-amounts in brackets, evaluation sheets at the end."""
    book = account(random, "culture", 2022, carried=False)
    paper = Paper()
    now, before, planned, unit, why = book.now, book.before, book.planned, book.name, reasons(book)
    money, change, rate = paper.money, paper.change, paper.rate
    basic, project = now.total(nature="basic"), now.total(nature="project")
    paper.put(f"2022年度{unit}部门决算", "", "目录", "公开时间：2023年9月15日", "第一部分 部门概况", "一、部门职责", "二、机构设置", "第二部分 2022年度部门决算情况说明", "第三部分 名词解释", "第四部分 附件", "第五部分 附表", "",
        "第一部分 部门概况", "一、部门职责", "（一）基本职能。统筹文化事业和旅游产业发展。", "（二）2022年重点工作完成情况。完成群众文化活动和展览任务。", "二、机构设置", f"{unit}下属二级预算单位0个。", "第二部分 2022年度部门决算情况说明",
        "一、收入支出决算总体情况说明", f"2022年度收、支总计均为{money(now.inflow)}。与2021年相比，收、支总计各{change(now.inflow, before.inflow)}。主要变动原因是{why[0]}。（图1：收、支决算总计变动情况图）",
        "二、收入决算情况说明", f"2022年本年收入合计{money(now.received)}，其中：一般公共预算财政拨款收入{money(now.received)}，占100%；政府性基金预算财政拨款收入0万元，占0%；国有资本经营预算财政拨款收入0万元，占0%；上级补助收入0万元，占0%；其他收入0万元，占0%。",
        "三、支出决算情况说明", f"2022年本年支出合计{money(now.total())}，其中：基本支出{money(basic)}，占{rate(basic, now.total(), 'share')}；项目支出{money(project)}，占{rate(project, now.total(), 'share')}；上缴上级支出0万元，占0%；经营支出0万元，占0%；对附属单位补助支出0万元，占0%。",
        "四、财政拨款收入支出决算总体情况说明", f"2022年财政拨款收、支总计均为{money(now.inflow)}。与2021年相比，财政拨款收、支总计各{change(now.inflow, before.inflow)}。主要变动原因是{why[0]}。",
        "五、一般公共预算财政拨款支出决算情况说明", "（一）一般公共预算财政拨款支出决算总体情况", f"2022年一般公共预算财政拨款支出{money(now.total())}，占本年支出合计的100%。与2021年相比，一般公共预算财政拨款支出{change(now.total(), before.total())}。主要变动原因是{why[0]}。",
        "（二）一般公共预算财政拨款支出决算结构情况", f"2022年一般公共预算财政拨款支出{money(now.total())}，主要用于以下方面：" + "；".join(f"{n}（类）{money(f)}，占{rate(f, now.total(), 'share')}" for _, n, f in classes(now, False)) + "。",
        "（三）一般公共预算财政拨款支出决算具体情况", f"2022年一般公共预算支出决算数为{money(now.total())}，完成预算{rate(now.total(), planned.total(), 'lone')}%。其中：".replace("%%", "%"))
    for index, code in enumerate(now.functions(depths=(7,)), 1):
        done, plan = now.total(func=code), planned.total(func=code)
        words = "".join(f"{name_of(code[:cut])}（{level}）" for cut, level in ((3, "类"), (5, "款"), (7, "项")))
        paper.put(f"{index}．{words}：年初预算为{money(plan, 'budget')}，支出决算为{money(done)}，完成预算{rate(done, plan, 'completion')}，决算数{'大于' if done > plan else '小于' if done < plan else '等于'}预算数的主要原因是{why[0] if done > plan else why[1]}。")
    paper.put("六、一般公共预算财政拨款基本支出决算情况说明", f"2022年一般公共预算财政拨款基本支出{money(basic)}，其中：", f"人员经费{money(now.total(nature='staff'))}，主要包括：基本工资、住房公积金。", f"公用经费{money(now.total(nature='public'))}，主要包括：办公费、公务接待费。",
        "七、财政拨款“三公”经费支出决算情况说明", "（一）“三公”经费财政拨款支出决算总体情况说明", f"2022年“三公”经费财政拨款支出决算为{money(now.three_total)}，完成预算{rate(now.three_total, planned.three_total, 'lone')}，决算数与预算数有差异的主要原因是{why[1]}。",
        "（二）“三公”经费财政拨款支出决算具体情况说明", f"2022年“三公”经费财政拨款支出决算中，因公出国（境）费支出决算0万元，占0%；公务用车购置及运行维护费支出决算{money(now.vehicles)}，占{rate(now.vehicles, now.three_total, 'share')}；公务接待费支出决算{money(now.three[RECEPTION])}，占{rate(now.three[RECEPTION], now.three_total, 'share')}。具体情况如下：",
        "1．因公出国（境）经费支出0万元。因公出国（境）支出决算与2021年持平。", f"2．公务用车购置及运行维护费支出{money(now.vehicles)}。公务用车购置及运行维护费支出决算比2021年{change(now.vehicles, before.vehicles)}。主要原因是{why[1]}。其中：公务用车购置支出0万元。截至2022年12月底，单位共有公务用车3辆，其中：轿车2辆、越野车1辆。", f"公务用车运行维护费支出{money(now.three[RUNNING])}，主要用于保障公务出行所需的燃料费、维修费支出。",
        f"3．公务接待费支出{money(now.three[RECEPTION])}。公务接待费支出决算比2021年{change(now.three[RECEPTION], before.three[RECEPTION])}。主要原因是{why[1]}。国内公务接待12批次，96人次。",
        "八、政府性基金预算支出决算情况说明", "2022年政府性基金预算财政拨款支出0万元。", "九、国有资本经营预算支出决算情况说明", "2022年国有资本经营预算财政拨款支出0万元。", "十、其他重要事项的情况说明",
        "（一）机关运行经费支出情况", f"2022年，机关运行经费支出{money(now.total(nature='public'))}，比2021年{change(now.total(nature='public'), before.total(nature='public'))}。主要原因是{why[1]}。",
        "（二）政府采购支出情况", f"2022年，政府采购支出总额{money(sum(now.bought.values()))}，其中：政府采购货物支出{money(now.bought['goods'])}、政府采购工程支出{money(now.bought['works'])}、政府采购服务支出{money(now.bought['services'])}。授予中小企业合同金额{money(now.small, 'lone')}，占政府采购支出总额的{rate(now.small, sum(now.bought.values()), 'share')}。" if sum(now.bought.values()) else "2022年没有政府采购支出。",
        "（三）国有资产占有使用情况", "截至2022年12月31日，共有车辆3辆，其中：其他用车3辆。单价100万元以上专用设备0台（套）。", "（四）预算绩效管理情况", f"根据预算绩效管理要求，本部门对{len(book.projects)}个项目开展了绩效自评。", "第三部分 名词解释", "1．财政拨款收入：指单位从同级财政部门取得的财政预算资金。", "第四部分 附件")
    for name in book.projects:
        evaluation(paper, random, 2022, name, unit, now.total(project=name), planned.total(project=name))
    paper.put("第五部分 附表")
    _final_tables(paper, book, "公开", unit)
    return paper.page("sichuan")


def shaanxi(random: Random) -> Page:
    """编制部门 and 栏次, carry-over, a government fund, tables in the middle, 元 rounded to 万元 with two decimals."""
    book = account(random, "planning", 2023, land=True, carried=True, step=1)
    paper = Paper(grouped=True)
    now, before, planned, unit, why = book.now, book.before, book.planned, book.name, reasons(book)
    money, change, rate = paper.money, paper.change, paper.rate
    basic, project, general = now.total(nature="basic"), now.total(nature="project"), now.total(fund="general")
    paper.put(f"{unit}2023年部门决算", "目录", "第一部分 部门概况", "第二部分 2023年度部门决算表", "第三部分 2023年度部门决算情况说明", "第四部分 专业名词解释", "", "第一部分 部门概况", "一、主要职责及内设机构", "（一）主要职责。", "负责住房保障和建设管理。", "（二）内设机构。", "内设办公室、建设科两个科室。", "二、部门决算单位构成", "纳入本部门2023年决算编制范围的单位共1个，为本级（机关）。", "三、部门人员情况", "截至2023年底，本部门人员编制30人，其中行政编制20人、事业编制10人；实有人员28人，其中行政18人、事业10人。", "第二部分 2023年度部门决算表")
    _final_tables(paper, book, "公开", unit, numbered=True)
    paper.put("第三部分 2023年度部门决算情况说明", "一、收入支出决算总体情况说明", f"2023年度收、支总计均为{money(now.inflow)}，与上年相比收、支总计各{change(now.inflow, before.inflow)}，主要原因是{why[0]}。",
        "二、收入决算情况说明", f"2023年度本年收入合计{money(now.received)}，其中：财政拨款收入{money(now.fiscal)}，占100.00%。", "三、支出决算情况说明", f"2023年度本年支出合计{money(now.total())}，其中：基本支出{money(basic)}，占{rate(basic, now.total(), 'share')}；项目支出{money(project)}，占{rate(project, now.total(), 'share')}。",
        "四、财政拨款收入支出决算总体情况说明", f"2023年度财政拨款收、支总计均为{money(now.inflow)}，与上年相比收、支总计各{change(now.inflow, before.inflow)}，主要原因是{why[0]}。",
        "五、一般公共预算财政拨款支出决算情况说明", f"2023年度一般公共预算财政拨款支出年初预算{money(planned.total(fund='general'), 'budget')}，支出决算{money(general)}，完成年初预算的{rate(general, planned.total(fund='general'), 'completion')}，占本年支出合计的{rate(general, now.total(), 'share')}。与上年相比{change(general, before.total(fund='general'))}，主要原因是{why[0]}。按照政府功能分类科目，其中：")
    for index, code in enumerate(now.functions("general", (7,)), 1):
        done, plan = now.total(func=code, fund="general"), planned.total(func=code, fund="general")
        words = "".join(f"{name_of(code[:cut])}（{level}）" for cut, level in ((3, "类"), (5, "款"), (7, "项")))
        paper.put(f"{index}.{words}。", f"年初预算{money(plan, 'budget')}，支出决算{money(done)}，完成年初预算的{rate(done, plan, 'completion')}。决算数{'大于' if done > plan else '小于'}年初预算数的主要原因是{why[0] if done > plan else why[1]}。")
    paper.put("六、一般公共预算财政拨款基本支出决算情况说明", f"2023年度一般公共预算财政拨款基本支出{money(basic)}，包括人员经费支出{money(now.total(nature='staff'))}和公用经费支出{money(now.total(nature='public'))}。其中：", f"（一）人员经费{money(now.total(nature='staff'))}，主要包括：基本工资{money(now.total(dept='30101'))}、住房公积金{money(now.total(dept='30113'))}等。", f"（二）公用经费{money(now.total(nature='public'))}，主要包括：办公费{money(now.total(dept='30201'))}等。",
        "七、政府性基金预算财政拨款支出决算情况说明", f"2023年度政府性基金预算财政拨款年初结转和结余0.00万元，本年收入{money(now.income['government'])}，本年支出{money(now.total(fund='government'))}，年末结转和结余0.00万元。", "八、国有资本经营预算财政拨款支出决算情况说明", "本部门无国有资本经营预算财政拨款收支。",
        "九、财政拨款“三公”经费支出决算情况说明", f"2023年度财政拨款“三公”经费支出预算{money(planned.three_total, 'budget')}，支出决算{money(now.three_total)}，完成预算的{rate(now.three_total, planned.three_total, 'completion')}。决算数与预算数有差异的主要原因是{why[1]}。", f"1.公务用车运行维护费支出情况说明。预算{money(planned.three[RUNNING], 'budget')}，支出决算{money(now.three[RUNNING])}，完成预算的{rate(now.three[RUNNING], planned.three[RUNNING], 'completion')}，决算数与预算数差异的主要原因是{why[1]}。", f"2.公务接待费支出情况说明。预算{money(planned.three[RECEPTION], 'budget')}，支出决算{money(now.three[RECEPTION])}，完成预算的{rate(now.three[RECEPTION], planned.three[RECEPTION], 'completion')}。",
        "十、机关运行经费支出情况说明", f"2023年度机关运行经费支出预算{money(planned.total(nature='public'), 'budget')}，支出决算{money(now.total(nature='public'))}，完成预算的{rate(now.total(nature='public'), planned.total(nature='public'), 'completion')}。支出决算比上年{change(now.total(nature='public'), before.total(nature='public'))}，主要原因是{why[1]}。",
        "十一、政府采购支出情况说明", f"2023年度政府采购支出总额{money(sum(now.bought.values()))}，其中：" + "、".join(f"政府采购{n}支出{money(now.bought[k])}" for k, n in zip(KINDS, ("货物", "工程", "服务"), strict=True)) + f"。授予中小企业合同金额{money(now.small, 'lone')}。", "十二、国有资产占用及购置情况说明", "截至2023年末，本部门共有车辆4辆，其中：机要通信用车1辆、应急保障用车3辆。单价100万元以上的设备（不含车辆）0台（套）。", "十三、预算绩效情况说明", f"本部门对2023年度{len(book.projects)}个一般公共预算项目开展了绩效自评。", "第四部分 专业名词解释", "1.基本支出：指为保障机构正常运转而发生的各项支出。")
    return paper.page("shaanxi")


def ministry(random: Random) -> Page:
    """A national agency: 收、支总计, 年初预算为…完成年初预算的, carry-over by fund, own income, numbers grouped."""
    book = account(random, "water", 2024, carried=True, own=True)
    paper = Paper(grouped=True, said_grouped=True, percent=1)
    now, before, planned, unit, why = book.now, book.before, book.planned, "国家水文巡察局", reasons(book)
    money, change, rate = paper.money, paper.change, paper.rate
    basic, project, fiscal = now.total(nature="basic"), now.total(nature="project"), now.total(fund="general")
    paper.put(f"{unit}2024年度部门决算", "", "目  录", "第一部分  概况", "第二部分  2024年度部门决算表", "第三部分  2024年度部门决算情况说明", "第四部分  名词解释", "", "第一部分  概况", "一、主要职责", "负责全国水文巡察工作。", "二、部门决算单位构成", "本决算包括本级及所属事业单位决算。", "第二部分  2024年度部门决算表")
    _final_tables(paper, book, "公开", unit, numbered=True)
    paper.put("第三部分  2024年度部门决算情况说明", "一、收入支出决算总体情况说明", f"2024年度收、支总计{money(now.inflow)}。与2023年度相比，收、支总计各{change(now.inflow, before.inflow)}，主要原因是：{why[0]}。",
        "二、收入决算情况说明", f"2024年度本年收入合计{money(now.received)}，其中：财政拨款收入{money(now.fiscal)}，占{rate(now.fiscal, now.received, 'share')}；事业收入{money(now.income['business'])}，占{rate(now.income['business'], now.received, 'share')}；其他收入{money(now.income['other'])}，占{rate(now.income['other'], now.received, 'share')}。",
        "三、支出决算情况说明", f"2024年度本年支出合计{money(now.total())}，其中：基本支出{money(basic)}，占{rate(basic, now.total(), 'share')}；项目支出{money(project)}，占{rate(project, now.total(), 'share')}。",
        "四、财政拨款收入支出决算总体情况说明", f"2024年度财政拨款收、支总计{money(fiscal + now.closing['general'])}。与2023年度相比，财政拨款收、支总计各{change(fiscal + now.closing['general'], before.total(fund='general') + before.closing['general'])}，主要原因是：{why[0]}。",
        "五、一般公共预算财政拨款支出决算情况说明", "（一）一般公共预算财政拨款支出决算总体情况。", f"2024年度一般公共预算财政拨款支出{money(fiscal)}，占本年支出合计的{rate(fiscal, now.total(), 'share')}。与2023年度相比，一般公共预算财政拨款支出{change(fiscal, before.total(fund='general'))}，主要原因是：{why[0]}。",
        "（二）一般公共预算财政拨款支出决算结构情况。", f"2024年度一般公共预算财政拨款支出{money(fiscal)}，主要用于以下方面：" + "；".join(f"{n}（类）{money(f)}，占{rate(f, fiscal, 'share')}" for _, n, f in classes(now, False, "general")) + "。",
        "（三）一般公共预算财政拨款支出决算具体情况。", f"2024年度一般公共预算财政拨款支出年初预算为{money(planned.total(fund='general'), 'budget')}，支出决算为{money(fiscal)}，完成年初预算的{rate(fiscal, planned.total(fund='general'), 'completion')}。其中：")
    for index, code in enumerate(now.functions("general", (7,)), 1):
        done, plan = now.total(func=code, fund="general"), planned.total(func=code, fund="general")
        words = "".join(f"{name_of(code[:cut])}（{level}）" for cut, level in ((3, "类"), (5, "款"), (7, "项")))
        paper.put(f"{index}. {words}。年初预算为{money(plan, 'budget')}，支出决算为{money(done)}，完成年初预算的{rate(done, plan, 'completion')}。决算数{'大于' if done > plan else '小于'}年初预算数的主要原因是：{why[0] if done > plan else why[1]}。")
    paper.put("六、一般公共预算财政拨款基本支出决算情况说明", f"2024年度一般公共预算财政拨款基本支出{money(basic)}，其中：人员经费{money(now.total(nature='staff'))}，主要包括：基本工资、津贴补贴；公用经费{money(now.total(nature='public'))}，主要包括：办公费、差旅费。", "七、政府性基金预算财政拨款支出决算情况说明", "本部门2024年度无政府性基金预算财政拨款支出。", "八、国有资本经营预算财政拨款支出决算情况说明", "本部门2024年度无国有资本经营预算财政拨款支出。",
        "九、财政拨款“三公”经费支出决算情况说明", f"2024年度“三公”经费支出预算为{money(planned.three_total, 'budget')}，支出决算为{money(now.three_total)}，完成预算的{rate(now.three_total, planned.three_total, 'completion')}，其中：因公出国（境）费支出决算为0万元；公务用车购置及运行费支出决算为{money(now.vehicles)}，完成预算的{rate(now.vehicles, planned.vehicles, 'lone')}；公务接待费支出决算为{money(now.three[RECEPTION])}，完成预算的{rate(now.three[RECEPTION], planned.three[RECEPTION], 'lone')}。决算数与预算数存在差异的主要原因是：{why[1]}。",
        "十、机关运行经费支出情况说明", f"2024年度机关运行经费支出{money(now.total(nature='public'))}，比2023年度{change(now.total(nature='public'), before.total(nature='public'))}，主要原因是：{why[1]}。", "十一、政府采购支出情况说明", f"2024年度政府采购支出总额{money(sum(now.bought.values()))}，其中：" + "、".join(f"政府采购{n}支出{money(now.bought[k])}" for k, n in zip(KINDS, ("货物", "工程", "服务"), strict=True)) + f"。授予中小企业合同金额{money(now.small, 'lone')}。", "十二、国有资产占用情况说明", "截至2024年12月31日，共有车辆6辆，其中：机要通信用车2辆、特种专业技术用车4辆；单价100万元以上设备（不含车辆）3台（套）。", "十三、关于2024年度预算绩效情况说明", f"我部门组织对{len(book.projects)}个项目开展了绩效自评。", "第四部分  名词解释", "一、财政拨款收入：指中央财政当年拨付的资金。")
    return paper.page("ministry")


def hospital(random: Random) -> Page:
    """A public institution without offices' expense: own income above all, surplus used, 元 throughout."""
    book = account(random, "hospital", 2022, own=True, carried=True, vehicles=False, step=1)
    paper = Paper(unit="元", said="元", grouped=True, said_grouped=True)
    now, before, unit, why = book.now, book.before, book.name, reasons(book)
    money, change, rate = paper.money, paper.change, paper.rate
    basic, project, fiscal = now.total(nature="basic"), now.total(nature="project"), now.total(fund="general")
    paper.put(f"{unit}2022年度单位决算公开", "目录", "第一部分 单位概况", "第二部分 单位决算表", "第三部分 单位决算情况说明", "第四部分 名词解释", "", "第一部分 单位概况", "一、单位职责", "提供基本医疗服务。", "二、机构设置", "设临床科室和职能科室。", "第二部分 单位决算表")
    _final_tables(paper, book, "公开", unit, numbered=True)
    paper.put("第三部分 单位决算情况说明", "一、收入支出决算总体情况说明", f"2022年度收入总计{money(now.inflow)}，支出总计{money(now.inflow)}。与上年相比，收、支总计各{change(now.inflow, before.inflow)}，主要原因是{why[0]}。", "二、收入决算情况说明", f"本年收入合计{money(now.received)}，其中：财政拨款收入{money(now.fiscal)}，占{rate(now.fiscal, now.received, 'share')}；事业收入{money(now.income['business'])}，占{rate(now.income['business'], now.received, 'share')}；其他收入{money(now.income['other'])}，占{rate(now.income['other'], now.received, 'share')}。", "三、支出决算情况说明", f"本年支出合计{money(now.total())}，其中：基本支出{money(basic)}，占{rate(basic, now.total(), 'share')}；项目支出{money(project)}，占{rate(project, now.total(), 'share')}。",
        "四、财政拨款支出决算情况说明", f"2022年度财政拨款支出{money(fiscal)}，占本年支出合计的{rate(fiscal, now.total(), 'share')}。与上年相比{change(fiscal, before.total(fund='general'))}，主要原因是{why[0]}。", "五、“三公”经费支出决算情况说明", f"2022年度“三公”经费支出决算{money(now.three_total)}，其中：因公出国（境）费0.00元，公务用车购置及运行维护费0.00元，公务接待费{money(now.three[RECEPTION])}。比上年{change(now.three_total, before.three_total)}，主要原因是{why[1]}。", "六、机关运行经费", "本单位为公益二类事业单位，没有机关运行经费。", "七、政府采购情况", f"2022年度政府采购支出总额{money(sum(now.bought.values()))}，其中：货物支出{money(now.bought['goods'])}、工程支出{money(now.bought['works'])}、服务支出{money(now.bought['services'])}。授予中小企业合同金额{money(now.small, 'lone')}。", "八、国有资产占用情况", "年末共有车辆2辆，其中：特种专业技术用车2辆。单价100万元以上设备12台（套）。", "九、政府性基金和国有资本经营预算", "本单位没有政府性基金预算和国有资本经营预算财政拨款收支。", "十、预算绩效情况", f"对{len(book.projects)}个项目开展了绩效自评。", "第四部分 名词解释", "一、事业收入：指事业单位开展专业业务活动及其辅助活动取得的收入。")
    return paper.page("hospital")


def _final_tables(paper: Paper, book: Account, mark: str, unit: str, *, numbered: bool = False) -> None:
    """The nine tables of a final account; ``numbered`` prints 行次 and 栏次."""
    now, cell, year = book.now, paper.cell, book.year
    opening, closing = now.opening.get("general", 0), now.closing.get("general", 0)
    fiscal, land = now.total(fund="fiscal"), now.total(fund="government")
    general = now.total(fund="general")
    count = iter(range(1, 20))

    def head() -> list[str]:
        return [f"{mark}{next(count):02}表", f"编制部门：{unit}", f"{year}年度", f"单位：{paper.unit}"]

    def row(number: int) -> list[str]:
        return [str(number)] if numbered else []

    income = [("一、一般公共预算财政拨款收入", now.income["general"]), ("二、政府性基金预算财政拨款收入", now.income.get("government", 0)), ("三、国有资本经营预算财政拨款收入", 0), ("四、上级补助收入", 0), ("五、事业收入", now.income.get("business", 0)), ("六、经营收入", 0), ("七、附属单位上缴收入", 0), ("八、其他收入", now.income.get("other", 0))]
    left, right = [[n, *row(i), cell(f)] for i, (n, f) in enumerate(income, 1)], [[f"{o}、{n}", *row(i + 30), cell(f)] for i, (o, n, f) in enumerate(classes(now, True), 1)]
    width = 3 if numbered else 2
    blank = ["行次"] if numbered else []
    totals = [("本年收入合计", now.received, "本年支出合计", now.total()), ("使用非财政拨款结余", now.used, "结余分配", 0), ("年初结转和结余", opening, "年末结转和结余", closing), ("总计", now.inflow, "总计", now.total() + closing)]
    paper.table("收入支出决算总表", *head(), rows=[
        ["收入", *[""] * (width - 1), "支出", *[""] * (width - 1)], ["项目", *blank, "决算数", "项目", *blank, "决算数"], *([["栏次", "", "1", "栏次", "", "2"]] if numbered else []),
        *beside(left, right, (width, width)), *[[a, *row(27 + i), cell(f), b, *row(57 + i), cell(g)] for i, (a, f, b, g) in enumerate(totals)],
    ], note="注：本表反映部门本年度的总收支和年末结转结余情况。")
    columns = ["", "1", "2", "3", "4", "5", "6", "7"]
    own = lambda code: now.total(fund="own", func=code)  # noqa: E731
    whole = now.fiscal

    def received(code: str) -> list[str]:
        """Income by function: appropriations as spent but for the balances, own income as spent but for what was used."""
        fund = now.total(fund="fiscal", func=code) - ((opening - closing) if run.startswith(code) else 0)
        other = now.income.get("other", 0) if code == "" or business.startswith(code) else 0
        work = own(code) - other - (now.used if code == "" or business.startswith(code) else 0)
        return [cell(fund + other + work), cell(fund), "", cell(work), "", "", cell(other)]

    run, business = book.field.running, book.field.business[0]
    assert whole
    rows = [[code or "合计", name_of(code) if code else "", *received(code)] for code in ["", *now.functions()]]
    paper.table("收入决算表", *head(), rows=[
        ["项目", "", "本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"], ["功能分类科目编码", "科目名称", *[""] * 7], *([["栏次", *columns]] if numbered else []), *rows,
    ])
    paper.table("支出决算表", *head(), rows=[
        ["项目", "", "本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"], ["功能分类科目编码", "科目名称", *[""] * 6], *([["栏次", *columns[:7]]] if numbered else []),
        *[[*r, "", "", ""] for r in functions(paper, now, spent(now, "", "", "basic", "project"))],
    ])
    sums = [("一、一般公共预算财政拨款", now.income["general"]), ("二、政府性基金预算财政拨款", now.income.get("government", 0)), ("三、国有资本经营预算财政拨款", 0)]
    left = [[n, *row(i), cell(f)] for i, (n, f) in enumerate(sums, 1)]
    right = []
    told = [(c, n) for c, n in ((c, name_of(c)) for c in now.functions("", (3,)))]
    for i, (code, name) in enumerate(told, 1):
        ordinal = next(o for o, n, _ in classes(now, True) if n == name)
        right.append([f"{ordinal}、{name}", *row(i + 32), *[cell(now.total(fund=f, func=code)) for f in ("fiscal", "general", "government")], ""])
    paper.table("财政拨款收入支出决算总表", *head(), rows=[
        ["收入", *[""] * (width - 1), "支出", *[""] * (width + 2)], ["项目", *blank, "决算数", "项目", *blank, "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"],
        *beside(left, right, (width, width + 3)), ["本年收入合计", *row(27), cell(now.fiscal), "本年支出合计", *row(59), cell(fiscal), cell(general), cell(land), ""],
        ["年初财政拨款结转和结余", *row(28), cell(opening), "年末财政拨款结转和结余", *row(60), cell(closing), cell(closing), "", ""], ["一般公共预算财政拨款", *row(29), cell(opening), "", *row(61), "", "", "", ""], ["政府性基金预算财政拨款", *row(30), "", "", *row(62), "", "", "", ""],
        ["总计", *row(32), cell(now.fiscal + opening), "总计", *row(64), cell(fiscal + closing), cell(general + closing), cell(land), ""],
    ])
    paper.table("一般公共预算财政拨款支出决算表", *head(), rows=[["项目", "", "本年支出", "", ""], ["功能分类科目编码", "科目名称", "小计", "基本支出", "项目支出"], *([["栏次", "", "1", "2", "3"]] if numbered else []), *functions(paper, now, spent(now, "general", "", "basic", "project"), fund="general")])
    rows = [[r[0], r[1], r[2]] for r in economics(paper, now, total="")]
    third = (len(rows) + 1) // 2
    paper.table("一般公共预算财政拨款基本支出决算表", *head(), rows=[
        ["科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"], *beside(rows[:third], rows[third:], (3, 3)),
        ["人员经费合计", "", cell(now.total(nature="staff")), "公用经费合计", "", cell(now.total(nature="public"))],
    ])
    three = [now.three_total, 0, now.vehicles, 0, now.three[RUNNING], now.three[RECEPTION]]
    plan = book.planned
    budget = [plan.three_total, 0, plan.vehicles, 0, plan.three[RUNNING], plan.three[RECEPTION]]
    parts = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"]
    paper.table("财政拨款“三公”经费支出决算表", *head(), rows=[["预算数", *[""] * 5, "决算数", *[""] * 5], parts * 2, ["", "", "小计", "公务用车购置费", "公务用车运行维护费", ""] * 2, [cell(f) or "0.00" for f in (*budget, *three)]])
    if land:
        lines = [[c or "合计", name_of(c) if c else "", "", cell(now.total(fund="government", func=c)), cell(now.total(fund="government", func=c)), "", cell(now.total(fund="government", func=c)), ""] for c in ["", *now.functions("government")]]
        paper.table("政府性基金预算财政拨款收入支出决算表", *head(), rows=[*EMPTY, *lines])
    else:
        paper.table("政府性基金预算财政拨款收入支出决算表", *head(), rows=[*EMPTY, ["合计", *[""] * 7]], note="注：本部门没有政府性基金预算财政拨款收支，故本表为空。")
    paper.table("国有资本经营预算财政拨款支出决算表", *head(), rows=[["项目", "", "本年支出", "", ""], ["科目代码", "科目名称", "小计", "基本支出", "项目支出"], ["合计", *[""] * 4]], note="注：本部门没有国有资本经营预算财政拨款支出，故本表为空。")
    assert CENT
