"""A year's budget in a real Chromium: template, error, review, return, publication, the citizen, a second version."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from shizheng.console import assets
from shizheng.kit.digest import sm3
from shizheng.systems.disclosure.models import Preparation, Publication
from shizheng.systems.disclosure.queries.preparing import content_of as content_now
from shizheng.systems.disclosure.queries.preparing import questions_of
from tests.browser.office import accept_all, act, explain_all, lead_at, look, opened_at, signed_in, upload
from tests.chromium import visiting
from tests.disclosure.budgets import Bureau

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.skipif("disclosure.js" not in assets.manifest(), reason="没有构建前端资源，请先运行 make assets"),
]

FORM = "山西省部门（单位）预算公开表（2026年版）"
ROWS = {
    "收入": [("一般公共预算", "", 1_500_000)],
    "基本支出": [
        ("2010301 行政运行", "30101 基本工资", "50101 工资奖金津补贴", "", 800_000),
        ("2010301 行政运行", "30201 办公费", "50201 办公经费", "", 200_000),
    ],
    "项目支出": [("热线运行", "2010302 一般行政管理事务", "30227 委托业务费", "50205 委托业务费", "", 500_000)],
    "绩效目标": [
        ("热线运行", "年度", "数量指标", "坐席数量", "≥60个", ""),
        ("热线运行", "年度", "质量指标", "热线接通率", "≥98%", ""),
        ("热线运行", "年度", "时效指标", "完成时间", "12月底前", ""),
        ("热线运行", "年度", "成本指标", "项目成本", "≤50万元", ""),
        ("热线运行", "年度", "社会效益指标", "群众知晓率", "≥90%", ""),
        ("热线运行", "年度", "满意度指标", "群众满意度", "≥95%", ""),
    ],
}


def filled_in(template: bytes, **over: object) -> bytes:
    book = openpyxl.load_workbook(BytesIO(template))
    for name, rows in ROWS.items():
        for number, row in enumerate(rows, 2):
            for column, value in enumerate(row, 1):
                book[name].cell(number, column, value or None)
    for place, value in over.items():
        sheet, _, cell = place.partition("__")
        book[sheet][cell] = value
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_year_from_the_template_to_the_second_version(chromium: Any, address: str, team: Bureau) -> None:
    officer = signed_in(chromium, address, team.officer)
    look(officer, "budgets-empty")
    officer.click("text=新建")
    officer.select_option("[name=year]", "2026")
    officer.select_option("[name=form]", label=FORM)
    look(officer, "budget-new")
    officer.click("form .btn-primary")
    officer.wait_for_url(re.compile(r"/disclosure/budgets/\d+/$"))
    preparation = Preparation.objects.get()
    look(officer, "budget-fresh")

    officer.click("text=导入 Excel")
    with officer.expect_download() as download:
        officer.click("text=下载填报模板")
    template = Path(download.value.path()).read_bytes()
    upload(officer, filled_in(template, 基本支出__E2="八十万"))
    officer.wait_for_selector("text=没有导入任何数据")
    assert "工作表“基本支出” 第2行E列" in officer.inner_text("main")
    look(officer, "budget-import-refused")
    upload(officer, filled_in(template))
    officer.wait_for_selector("text=已导入")

    officer.click("text=热线运行 >> nth=0")
    officer.wait_for_selector("[name=g0-text]")
    officer.fill("[name=g1-text]", "及时")
    officer.wait_for_selector(".told >> text=判断类")
    look(officer, "budget-sheet")
    officer.fill("[name=g1-text]", "≥98.5%")
    officer.wait_for_selector("text=不低于 98.5%")
    officer.fill("[name=annual_goal]", "保障热线畅通。")
    officer.click("button >> text=保存")
    officer.wait_for_selector("text=已保存绩效目标表")

    opened_at(officer, preparation)
    officer.click("#answers a")
    look(officer, "budget-answers")
    for number, question in enumerate(each for each in questions_of(content_now(preparation)) if each.kind != "facts"):
        assert question.ask
        officer.fill(f"[name=q{number}]", "负责全市数据资源管理工作。")
    officer.click("form .btn-primary")
    officer.wait_for_selector("text=已保存")
    act(officer, "检查")
    look(officer, "budget-checked")
    officer.goto(f"{preparation.get_absolute_url()}preview/")
    look(officer, "budget-preview")

    officer.goto(f"{preparation.get_absolute_url()}basic/")
    officer.fill("[name=r1-a0]", "200,000.0")
    officer.wait_for_selector("#kept >> text=草稿已于")
    look(officer, "budget-entry")
    officer.reload()
    officer.wait_for_selector("text=尚未保存的内容")
    officer.click("text=放弃草稿")
    opened_at(officer, preparation)
    act(officer, "送审")
    officer.wait_for_selector("text=等待其他人员审核")

    reviewer = signed_in(chromium, address, team.reviewer)
    opened_at(reviewer, preparation)
    look(reviewer, "budget-submitted")
    act(reviewer, "退回", "办公费请核对")
    reviewer.wait_for_selector("text=退回：办公费请核对")
    opened_at(officer, preparation)
    look(officer, "budget-returned")
    act(officer, "送审")
    opened_at(reviewer, preparation)
    act(reviewer, "审核通过", "同意")
    reviewer.wait_for_selector("text=等待负责人发布")

    lead = signed_in(chromium, address, team.lead)
    opened_at(lead, preparation)
    act(lead, "发布")
    lead.wait_for_selector("text=第 1 版")
    look(lead, "budget-published")
    lead.goto("/disclosure/publications/")
    look(lead, "publications")

    citizen = visiting(chromium, address, "phone")
    citizen.goto("/open/disclosure/")
    look(citizen, "portal")
    citizen.click("text=2026年预算公开")
    citizen.wait_for_selector("text=历次版本")
    look(citizen, "portal-published")
    first = Publication.objects.get()
    with citizen.expect_download() as download:
        citizen.click("text=PDF 文档")
    taken = Path(download.value.path()).read_bytes()
    assert taken.startswith(b"%PDF")
    assert sm3(taken) == first.files.get(kind="pdf").file.digest

    act(lead_at(lead, preparation), "更正", "项目金额有误")
    officer.goto(f"{preparation.get_absolute_url()}projects/")
    officer.fill("[name=r0-a0]", "490000")
    officer.click("button >> text=保存 >> nth=0")
    officer.wait_for_selector("text=已保存项目支出")
    act(officer, "检查")
    look(officer, "budget-revising")
    explain_all(officer)
    act(officer, "送审")
    opened_at(reviewer, preparation)
    accept_all(reviewer)
    act(reviewer, "审核通过")
    act(lead_at(lead, preparation), "发布", "项目金额有误")
    lead.wait_for_selector("text=第 2 版")
    citizen.reload()
    citizen.click("text=查看第 2 版")
    citizen.wait_for_selector("text=理由：项目金额有误")
    look(citizen, "portal-second")
    assert [each.number for each in Publication.objects.order_by("number")] == [1, 2]
    assert Publication.objects.get(number=2).previous == first.digest
    for page in (officer, reviewer, lead, citizen):
        assert [fault for fault in page.faults if "422" not in fault] == []
