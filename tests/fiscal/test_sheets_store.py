"""Target sheets and evaluations on a database."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from shizheng.engines.fiscal.actions.targets import set_evaluation, set_target_sheet
from shizheng.engines.fiscal.domain.promises import PARTS, Achievement, Column, Level1, Level2, Promise, promise_faults
from shizheng.engines.fiscal.domain.targets import parse
from shizheng.engines.fiscal.models import EvaluationRow, Indicator, Project, TargetSheet
from shizheng.engines.fiscal.queries.versions import ConflictError
from shizheng.kit.errors import InvalidInputError
from shizheng.platform.journal.models import Entry
from shizheng.platform.policy.queries import DeniedError
from shizheng.systems.disclosure.domain.formats.intake import open_document
from shizheng.systems.disclosure.domain.reader import read
from tests.fiscal.bureau import PAID, RATE, TIMELY, Bureau, entries, project
from tests.shared import SEEDS, needs_seeds

D = Decimal


def save(bureau: Bureau, *promises: Promise, of: Project | None = None, version: int | None = None, **values):
    usual = {"organisation": bureau.unit, "year": 2026, "project": of, "expected_version": version}
    return set_target_sheet(bureau.officer, promises=promises, **usual | values)


def row(name: str, text: str, level1: Level1 = Level1.OUTPUT, level2: Level2 = Level2.QUANTITY, **values) -> Promise:
    return Promise(level1, level2, name, text, **values)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("≥98%", {"kind": "rate", "comparator": "≥", "value": 980_000, "is_judgement": False}),
        ("≤30分钟", {"kind": "duration", "comparator": "≤", "value": 300_000, "unit": "分钟"}),
        ("≤120万元", {"kind": "money", "comparator": "≤", "value": 120_000_000}),
        ("10-12人次", {"kind": "number", "comparator": "~", "value": 100_000, "upper": 120_000}),
        ("5月底前", {"kind": "date", "first_month": 202605, "last_month": 202605, "value": None}),
        ("2025年11月至2026年2月", {"kind": "date", "first_month": 202511, "last_month": 202602}),
        ("每月一次", {"kind": "rhythm", "times": 1, "per": "month"}),
        ("/", {"kind": "absent", "is_judgement": True, "judgement_reason": "没有填写指标值"}),
        ("及时", {"kind": "judgement", "is_judgement": True, "value": None}),
        ("7×24小时", {"kind": "coverage", "is_judgement": False}),
        ("一般故障4小时内、较大故障8小时内", {"kind": "compound", "value": None, "is_judgement": False}),
    ],
)
def test_a_printed_target_is_stored_as_it_is_read(bureau: Bureau, text, expected):
    save(bureau, row("某项", text), of=project(bureau))
    stored = Indicator.objects.get()
    assert {name: getattr(stored, name) for name in expected} == expected
    assert stored.target == parse(text)
    assert bool(stored.judgement_reason) is stored.is_judgement


def test_measured_and_judged_promises_are_told_apart(bureau: Bureau):
    save(bureau, RATE, TIMELY, PAID, RATE._replace(column=Column.PERIOD), of=project(bureau))
    assert [one.name for one in Indicator.objects.judged()] == ["费用支付"]
    assert Indicator.objects.annual().filter(kind="rate", value__gte=980_000).count() == 1
    assert Indicator.objects.annual().filter(kind="date", last_month__lte=202605).count() == 1
    sheet = TargetSheet.objects.get()
    assert Entry.objects.about(sheet)[0].summary.endswith("指标4个，其中须人工判断1个")


def test_a_promise_kept_keeps_its_row(bureau: Bureau):
    of = project(bureau)
    first = save(bureau, RATE, TIMELY, of=of, annual_goal="提升服务")
    kept = Indicator.objects.get(name=RATE.name).pk
    second = save(bureau, PAID, RATE._replace(text="≥99%"), of=of, version=first.version)
    rows = list(second.indicators.order_by("order").values_list("name", "text", "value"))
    assert rows == [(PAID.name, "5月底前", None), (RATE.name, "≥99%", 990_000)]
    assert Indicator.objects.get(name=RATE.name).pk == kept
    assert (TargetSheet.objects.count(), second.version, second.annual_goal) == (1, 2, "")


@pytest.mark.parametrize(
    ("promises", "message"),
    [
        ([row(" ", "≥1人")], "没有填写三级指标"),
        ([row("人数", "≥1人", Level1.BENEFIT)], "数量指标不属于效益指标"),
        ([row("人数", "≥1人"), row("人数", "≥2人")], "与第2行重复"),
        ([row("人数", "≥1人", weight=D("-1"))], "分值应在0至100之间"),
        ([row("甲", "≥1人", weight=D("60")), row("乙", "≥1人", weight=D("40.5"))], r"合计120\.5分，超过100分"),
        ([row("人数", "≥99999999999999999999人")], "指标值过大"),
        ([row("长" * 201, "≥1人")], "超过200个字"),
    ],
)
def test_an_unsound_sheet_is_refused_whole(bureau: Bureau, promises, message):
    of = project(bureau)
    before = entries()
    with pytest.raises(InvalidInputError, match=message):
        save(bureau, RATE, *promises, of=of)
    assert (TargetSheet.objects.count(), Indicator.objects.count(), entries()) == (0, 0, before)


def test_a_sheet_belongs_to_its_unit_year_and_project(bureau: Bureau):
    of = project(bureau)
    with pytest.raises(InvalidInputError, match="不在项目实施期"):
        save(bureau, RATE, of=of, year=2029)
    with pytest.raises(DeniedError):
        save(bureau, RATE, of=of, organisation=bureau.other)
    with pytest.raises(DeniedError):
        set_target_sheet(bureau.reader, organisation=bureau.unit, year=2026, promises=[RATE])
    with pytest.raises(InvalidInputError, match="项目不属于该单位"):
        set_target_sheet(bureau.stranger, organisation=bureau.other, year=2026, promises=[RATE], project=of)
    assert TargetSheet.objects.count() == 0
    save(bureau, RATE)
    save(bureau, RATE, of=of)
    assert [str(sheet) for sheet in TargetSheet.objects.order_by("id")] == [
        "单位1022026年度绩效目标",
        "热线运行P12026年度绩效目标",
    ]


def test_two_officers_filling_one_sheet_do_not_overwrite_each_other(bureau: Bureau):
    of = project(bureau)
    first = save(bureau, RATE, of=of)
    with pytest.raises(ConflictError, match="已经填报过"):
        save(bureau, TIMELY, of=of)
    save(bureau, RATE, PAID, of=of, version=first.version)
    with pytest.raises(ConflictError, match="用户officer于2026年3月10日09:30，填报热线运行P12026年度绩效目标，指标2个"):
        save(bureau, TIMELY, of=of, version=first.version)
    assert sorted(Indicator.objects.values_list("name", flat=True)) == sorted([RATE.name, PAID.name])


def test_the_database_keeps_one_sheet_of_a_project_and_of_a_unit(bureau: Bureau):
    of = project(bureau)
    save(bureau, RATE, of=of)
    save(bureau, RATE)
    for whose in (of, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            TargetSheet.objects.create(organisation=bureau.unit, year=2026, project=whose)


def evaluated(bureau: Bureau) -> tuple[TargetSheet, dict[str, Indicator]]:
    sheet = save(bureau, RATE, TIMELY, RATE._replace(column=Column.PERIOD), of=project(bureau))
    return sheet, {one.name: one for one in sheet.indicators.filter(column=Column.ANNUAL)}


def test_an_evaluation_is_saved_with_its_author_and_what_was_judged(bureau: Bureau):
    sheet, rows = evaluated(bureau)
    achieved = {
        rows[RATE.name].pk: Achievement("97.5%", D("19.9"), "春节话务高峰"),
        rows[TIMELY.name].pk: Achievement("已及时支付", D("10")),
    }
    done = set_evaluation(
        bureau.officer,
        sheet=sheet,
        achievements=achieved,
        expected_version=1,
        budget=D("100"),
        adjusted=D("110.50"),
        executed=D("110"),
    )
    stored = EvaluationRow.objects.order_by("indicator__order").values_list("actual", "score", "is_judgement")
    assert list(stored) == [("97.5%", D("19.90"), False), ("已及时支付", D("10"), True)]
    assert EvaluationRow.objects.first().account_name == "用户officer"
    assert (done.adjusted, done.executed, done.version) == (D("110.50"), D("110"), 2)
    again = {rows[RATE.name].pk: Achievement("98%", D("20"))}
    set_evaluation(bureau.officer, sheet=done, achievements=again, expected_version=2)
    assert EvaluationRow.objects.get(indicator=rows[RATE.name]).actual == "98%"
    assert EvaluationRow.objects.count() == 2
    assert "97.5%，19.90分" in Entry.objects.about(sheet)[0].changes


@pytest.mark.parametrize(
    ("achieved", "message"),
    [
        (Achievement("97%", D("19")), "得分低于分值，没有说明原因"),
        (Achievement("97%", D("20.01")), "不在0至20"),
        (Achievement("97%", D("-1"), "x"), "不在0至20"),
        (Achievement(" ", D("20")), "没有填写全年完成值"),
        (Achievement("97%", D("19"), "长" * 1001), "超过1000个字"),
    ],
)
def test_an_unsound_evaluation_is_refused_whole(bureau: Bureau, achieved, message):
    sheet, rows = evaluated(bureau)
    before = entries()
    sound = {rows[TIMELY.name].pk: Achievement("及时", D("10"))}
    with pytest.raises(InvalidInputError, match=message):
        set_evaluation(
            bureau.officer, sheet=sheet, achievements={**sound, rows[RATE.name].pk: achieved}, expected_version=1
        )
    assert (EvaluationRow.objects.count(), TargetSheet.objects.get().version, entries()) == (0, 1, before)


def test_only_annual_promises_of_the_sheet_are_evaluated_by_who_may(bureau: Bureau):
    sheet, rows = evaluated(bureau)
    period = sheet.indicators.get(column=Column.PERIOD)
    good = Achievement("98%", D("20"))
    with pytest.raises(InvalidInputError, match="不在本表的年度栏内"):
        set_evaluation(bureau.officer, sheet=sheet, achievements={period.pk: good}, expected_version=1)
    for person in (bureau.reader, bureau.stranger):
        with pytest.raises(DeniedError):
            set_evaluation(person, sheet=sheet, achievements={rows[RATE.name].pk: good}, expected_version=1)
    with pytest.raises(InvalidInputError, match="金额不能为负"):
        set_evaluation(bureau.officer, sheet=sheet, achievements={}, expected_version=1, executed=D(-1))
    assert EvaluationRow.objects.count() == 0


def test_what_was_evaluated_is_not_promised_otherwise_afterwards(bureau: Bureau):
    sheet, rows = evaluated(bureau)
    good = {rows[RATE.name].pk: Achievement("98%", D("20"))}
    done = set_evaluation(bureau.officer, sheet=sheet, achievements=good, expected_version=1)
    for promises in ([TIMELY], [RATE._replace(text="≥90%"), TIMELY]):
        with pytest.raises(InvalidInputError, match="已经自评"):
            save(bureau, *promises, of=sheet.project, version=done.version)
    assert Indicator.objects.get(pk=rows[RATE.name].pk).text == "≥98%"
    kept = save(bureau, RATE, PAID, of=sheet.project, version=done.version)
    assert kept.indicators.count() == 2


def test_every_second_level_has_a_first_level():
    assert {part for parts in PARTS.values() for part in parts} == set(Level2)


@needs_seeds
@pytest.mark.parametrize("file", SEEDS, ids=lambda file: file.name[:3])
def test_the_sheets_of_a_published_document_are_stored_as_printed(bureau: Bureau, file):
    """Only a row printed twice, or cut off from its level, has no place."""
    offered = 0
    for number, sheet in enumerate(read(open_document(file.name, file.read_bytes())).sheets):
        rows = [
            Promise(Level1(one.level1), Level2(one.level2), one.full_name or one.name, one.target.text, one.column)
            for one in sheet.indicators
            if one.level2
        ]
        sound = [one for one in {one.key: one for one in rows}.values() if not promise_faults([one])]
        offered += len(sheet.indicators)
        save(bureau, *sound, of=project(bureau, f"S{number}"))
        stored = Indicator.objects.filter(sheet__project__code=f"S{number}")
        assert [(one.name, one.target) for one in stored.order_by("order")] == [(one.name, one.target) for one in sound]
    assert offered >= 10
    assert Indicator.objects.count() >= offered - 2
