"""Figures editions: the same numbers as the document, and nobody's words, names or telephones."""

import re

import pytest
from django.conf import settings

from shizheng.platform.accounts.queries import actor_for
from shizheng.platform.policy.domain.scope import Scope
from shizheng.systems.disclosure.domain.figures import figures_edition
from shizheng.systems.disclosure.domain.formats.intake import open_document
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.source import from_text
from shizheng.systems.disclosure.management.demo import DISCLOSURES, DisclosureItem
from shizheng.systems.disclosure.models import Document
from tests.platform.people import ROBOT, account, organisation, post, role
from tests.shared import SEEDS, needs_seeds

EDITIONS = sorted((settings.PACKS / "demo" / "disclosures").glob("*.txt"))
MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[-—－ ]?\d{7,8}(?!\d)")
CONTACT = re.compile(r"(?:负责人|经办人|联系人|填报人|填表人|审核人|组长|成员|电话)\s*[:：\t]")
INVENTED = "138" + "0000" + "0000"  # in pieces: no whole number is ever committed
SOURCE = """明州市数据局
2026年部门预算公开

第一部分 概况

一、主要职责

负责全市数据资源管理、平台建设和安全保障，统筹推进数字政府建设。

第二部分 情况说明

2026年收入预算120.00万元，比上年减少10.00万元，下降7.69%，主要原因是严格落实过紧日子的要求，压减了会议和差旅。

第三部分 绩效

部门项目支出绩效目标表
项目名称\t平台运维
项目概况\t为全市六十个部门的业务系统提供统一的运行维护和安全保障服务
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t巡检次数\t≥240次
负责人\t甲某某\t联系电话\tINVENTED
""".replace("INVENTED", INVENTED)


def test_numbers_stay_and_words_names_and_telephones_go() -> None:
    edition = figures_edition(from_text("明州.txt", SOURCE))
    assert "2026年收入预算120.00万元，比上年减少10.00万元，下降7.69%，主要原因是（略）。" in edition
    assert "产出指标\t数量指标\t巡检次数\t≥240次" in edition
    assert "项目名称\t平台运维" in edition
    for gone in ("统筹推进", "过紧日子", "六十个部门", "甲某某", INVENTED):
        assert gone not in edition


def test_the_edition_of_an_edition_is_itself() -> None:
    once = figures_edition(from_text("明州.txt", SOURCE))
    assert figures_edition(from_text("明州.txt", once)) == once


@needs_seeds
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_no_number_of_a_table_is_lost_or_made_up(path) -> None:
    source = open_document(path.name, path.read_bytes())
    reading, again = read(source), read(from_text("数据版.txt", figures_edition(source)))

    def cells(of) -> list:
        return sorted((claim.coord, claim.value, claim.ulp) for claim in of.claims if claim.kind == "cell")

    assert cells(again) == cells(reading)
    assert (again.unit, again.year, again.stage, again.form) == (
        reading.unit,
        reading.year,
        reading.stage,
        reading.form,
    )
    assert len(again.sheets) == len(reading.sheets)


def test_five_editions_are_shipped() -> None:
    assert len(EDITIONS) == 5


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.stem)
def test_a_shipped_edition_holds_no_prose_no_contact_and_no_telephone(path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [line for line in text.split("\n") if "\t" not in line and len(line) > 120] == []
    assert [cell for cell in re.split(r"[\t\n]", text) if len(cell) > 120] == []
    for pattern in (MOBILE, LANDLINE, CONTACT):
        assert pattern.findall(text) == []


@needs_seeds
def test_nobody_named_in_the_documents_is_named_in_an_edition() -> None:
    named = re.compile(
        r"(?:负责人|经办人|联系人|填报人|填表人|审核人|组长|成员)[）)]?\s*[:：]?[\s]*([\u4e00-\u9fff]{2,3})(?=[\s，。])"
    )
    people = {name for path in SEEDS for name in named.findall(path.read_text(encoding="utf-8"))} - {"单位", "签字"}
    assert len(people) > 10
    shipped = "".join(path.read_text(encoding="utf-8") for path in EDITIONS)
    assert [name for name in people if name in shipped] == []


@pytest.mark.django_db
def test_the_pack_loads_each_once_on_behalf_of_its_uploader() -> None:
    holder = account("caiwu")
    post(
        holder,
        organisation("bureau"),
        role("officer", disclosure__upload=Scope.ORGANISATION, disclosure__view=Scope.ORGANISATION),
    )
    items = [DisclosureItem(str(path.relative_to(settings.PACKS)), "caiwu", f"{path.stem}.txt") for path in EDITIONS]
    assert DISCLOSURES.review(items, {}) == []
    assert [DISCLOSURES.apply(ROBOT, item).created for item in items] == [1] * 5
    assert [DISCLOSURES.apply(ROBOT, item).unchanged for item in items] == [1] * 5
    documents = Document.objects.visible_to(actor_for(holder))
    assert documents.count() == 5
    assert all(document.unit and document.year and document.stage and document.claims for document in documents)


@pytest.mark.django_db
def test_a_pack_names_files_and_accounts_that_are_not_there() -> None:
    faults = DISCLOSURES.review([DisclosureItem("../../etc/passwd", "nobody")], {})
    assert [fault.place for _, fault in faults] == ["file", "account"]
