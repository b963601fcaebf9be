"""A final account in a real Chromium: template, evaluation, live findings, review, publication, the citizen."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from shizheng.console import assets
from shizheng.engines.fiscal.models import EvaluationRow
from shizheng.systems.disclosure.models import Preparation, Publication
from shizheng.systems.disclosure.queries.preparing import content_of, unanswered
from tests.browser.office import accept_all, act, explain_all, look, opened_at, signed_in, upload
from tests.chromium import visiting
from tests.disclosure.budgets import Bureau

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.skipif("disclosure.js" not in assets.manifest(), reason="没有构建前端资源，请先运行 make assets"),
]
FORM = "山西省部门决算公开表"
ROWS: dict[str, list[dict[str, Any]]] = {
    "收入": [{"资金来源": "一般公共预算", "本年收入": 1_425_000}],
    "基本支出": [
        {"功能分类科目": "2010301 行政运行", "部门经济科目": "30101 基本工资", "一般公共预算": 760_000},
        {"功能分类科目": "2010301 行政运行", "部门经济科目": "30201 办公费", "一般公共预算": 190_000},
    ],
    "项目支出": [
        {
            "项目名称": "热线运行",
            "功能分类科目": "2010302 一般行政管理事务",
            "部门经济科目": "30227 委托业务费",
            "一般公共预算": 475_000,
        }
    ],
    "绩效目标": [
        {"项目名称": "热线运行", "栏": "年度", "二级指标": level, "三级指标": name, "指标值": text, "分值": weight}
        for level, name, text, weight in (
            ("数量指标", "坐席数量", "≥60个", 10),
            ("质量指标", "热线接通率", "≥98%", 20),
            ("时效指标", "平均接通时间", "≤15秒", 10),
            ("成本指标", "项目成本", "≤50万元", 10),
            ("社会效益指标", "群众知晓度", "提升", 30),
            ("满意度指标", "群众满意度", "≥95%", 10),
        )
    ],
}
ACTUAL = ("62个", "98.6%", "13秒", "47.5万元", "有所提升", "96%")


def filled_in(template: bytes) -> bytes:
    """By the titles of the columns, whatever their order."""
    book = openpyxl.load_workbook(BytesIO(template))
    for name, rows in ROWS.items():
        columns = {cell.value: cell.column for cell in book[name][1]}
        for number, row in enumerate(rows, 2):
            for title, value in row.items():
                book[name].cell(number, columns[title], value)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def test_an_account_from_the_template_to_the_citizen(chromium: Any, address: str, team: Bureau) -> None:
    officer = signed_in(chromium, address, team.officer)
    officer.click("text=新建")
    officer.select_option("[name=year]", "2025")
    officer.select_option("[name=stage]", "final")
    officer.select_option("[name=form]", label="山西省部门（单位）预算公开表（2026年版）")
    officer.click("form .btn-primary")
    officer.wait_for_selector(".errors >> text=用于预算")
    look(officer, "account-wrong-form")
    officer.select_option("[name=form]", label=FORM)
    officer.click("form .btn-primary")
    officer.wait_for_url(re.compile(r"/disclosure/budgets/\d+/$"))
    preparation = Preparation.objects.get()

    officer.click("text=导入 Excel")
    with officer.expect_download() as download:
        officer.click("text=下载填报模板")
    upload(officer, filled_in(Path(download.value.path()).read_bytes()))
    officer.wait_for_selector("text=已导入")
    look(officer, "account-imported")

    officer.click("#sheets .bk-go a >> text=自评")
    officer.wait_for_selector("h1 >> text=绩效自评表")
    assert officer.input_value("[name=executed]") == "475,000.00"
    officer.fill("[name=budget]", "500000")
    officer.fill("[name=adjusted]", "500000")
    for number, actual in enumerate(ACTUAL):
        officer.locator("input[name$=-actual]").nth(number).fill(actual)
    officer.wait_for_selector("#evaluation-told >> text=10×95.00%＝9.5分")
    officer.wait_for_selector("#evaluation-told >> text=须由人评定得分：群众知晓度")
    look(officer, "account-evaluation")
    officer.click("button >> text=保存")
    officer.wait_for_selector(".errors >> text=请评定得分")
    officer.locator("input[name$=-score]").nth(4).fill("27")
    officer.locator("input[name$=-reason]").nth(4).fill("部分群众尚不知晓，加强宣传")
    officer.click("button >> text=保存")
    officer.wait_for_selector("text=已保存绩效自评表")
    assert sum(row.score for row in EvaluationRow.objects.all()) == 87

    officer.click("#answers a")
    for number, question in enumerate(unanswered(content_of(preparation))):
        assert question.ask
        officer.fill(f"[name=q{number}]", "没有因公出国（境）团组；公务用车保有量1辆；国内公务接待2批次、10人次。")
    officer.click("form .btn-primary")
    officer.wait_for_selector("text=已保存")
    act(officer, "检查")
    look(officer, "account-checked")
    explain_all(officer)
    act(officer, "送审")
    officer.wait_for_selector("text=等待其他人员审核")

    reviewer = signed_in(chromium, address, team.reviewer)
    opened_at(reviewer, preparation)
    accept_all(reviewer)
    reviewer.click("#sheets .bk-go a >> text=自评")
    reviewer.wait_for_selector("text=不能修改")
    look(reviewer, "account-evaluation-read")
    opened_at(reviewer, preparation)
    act(reviewer, "审核通过", "同意")
    reviewer.wait_for_selector("text=等待负责人发布")

    lead = signed_in(chromium, address, team.lead)
    opened_at(lead, preparation)
    act(lead, "发布")
    lead.wait_for_selector("text=第 1 版")

    citizen = visiting(chromium, address, "phone")
    citizen.goto("/open/disclosure/?stage=final")
    citizen.click("text=2025年决算公开")
    citizen.wait_for_selector("text=历次版本")
    assert "98.6%" in citizen.inner_text("main")
    look(citizen, "account-portal")
    assert Publication.objects.get().told.sheets[0].executed == "475000.00"
    for page in (officer, reviewer, lead, citizen):
        assert [fault for fault in page.faults if "422" not in fault] == []
