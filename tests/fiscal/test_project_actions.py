"""Projects on a database: proposing, money, purchases, moves and who may make them."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from shizheng.engines.fiscal.actions.contracts import plan_instalments, sign_contract
from shizheng.engines.fiscal.actions.payments import record_payment
from shizheng.engines.fiscal.actions.projects import (
    PERMISSIONS,
    ProjectError,
    describe_project,
    move_project,
    propose_project,
    set_funding,
    set_procurement,
)
from shizheng.engines.fiscal.actions.targets import set_target_sheet
from shizheng.engines.fiscal.domain.projects.funding import Stated
from shizheng.engines.fiscal.domain.projects.kinds import Continuity, Kind
from shizheng.engines.fiscal.domain.projects.lifecycle import LifecycleError
from shizheng.engines.fiscal.domain.projects.moves import MOVES
from shizheng.engines.fiscal.domain.projects.procurement import Category, Item, Method
from shizheng.engines.fiscal.domain.projects.stages import Proof
from shizheng.engines.fiscal.models import ProcurementItem, Project, ProjectFunding, ProjectMove
from shizheng.engines.fiscal.module import FISCAL
from shizheng.engines.fiscal.queries.proofs import PROOFS
from shizheng.engines.fiscal.queries.versions import ConflictError
from shizheng.kit.errors import InvalidInputError
from shizheng.platform.journal.models import Entry
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.queries import DeniedError
from tests.fiscal.bureau import RATE, TERMS, Bureau, agreement, entries, funded_project, line, project

D = Decimal
PAPERS = {name: "2026年1号" for move in MOVES for name in move.documents}


def go(actor: Actor, of: Project, move: str, on: date = date(2026, 3, 1), **values) -> Project:
    usual = {"documents": PAPERS, "reason": "事由", "expected_version": of.version}
    return move_project(actor, project=of, move=move, on=on, **usual | values)


def approved(bureau: Bureau) -> Project:
    fresh = go(bureau.officer, funded_project(bureau), "submit")
    return go(bureau.head, go(bureau.reviewer, fresh, "pass_review"), "approve")


def test_every_party_has_a_declared_permission_and_every_proof_its_check():
    declared = {permission.id for permission in FISCAL.permissions}
    assert {PERMISSIONS[move.who] for move in MOVES} <= declared
    assert set(PROOFS) == set(Proof)


def test_a_project_goes_from_proposal_to_closing(bureau: Bureau):
    running = go(bureau.officer, approved(bureau), "award")
    contract = sign_contract(bureau.officer, project=running, agreement=agreement(signed_on=date(2026, 3, 2)))
    plan_instalments(bureau.officer, contract=contract, terms=TERMS, expected_version=1)
    for move in ("sign", "ask_first_acceptance", "pass_first_acceptance", "pass_final_acceptance"):
        running = go(bureau.officer, running, move, on=date(2026, 3, 3))
    with pytest.raises(InvalidInputError, match="合同款已付清"):
        go(bureau.head, running, "close", on=date(2026, 3, 3))
    record_payment(bureau.officer, contract=contract, amount=contract.amount, paid_on=date(2026, 3, 4), voucher="记-1")
    closed = go(bureau.head, running, "close", on=date(2026, 3, 4))
    assert closed.stage == "closed"
    assert [row.move for row in closed.moves.all()] == [
        "submit",
        "pass_review",
        "approve",
        "award",
        "sign",
        "ask_first_acceptance",
        "pass_first_acceptance",
        "pass_final_acceptance",
        "close",
    ]
    assert closed.moves.last().documents["绩效自评表"] == "2026年1号"
    with pytest.raises(ProjectError, match="已结项"):
        set_funding(bureau.officer, project=closed, lines=[], expected_version=closed.version)


def test_a_proposal_without_money_and_targets_is_not_submitted(bureau: Bureau):
    bare, before = project(bureau), entries()
    with pytest.raises(InvalidInputError) as refused:
        go(bureau.officer, bare, "submit")
    assert [fault.message for fault in refused.value.faults] == [
        "尚不满足“已填报资金安排”",
        "尚不满足“已填报绩效目标”",
    ]
    assert (Project.objects.get().stage, ProjectMove.objects.count(), entries()) == ("proposal", 0, before)


def test_a_promise_without_a_value_is_saved_but_not_submitted(bureau: Bureau):
    fresh = funded_project(bureau)
    sheet = fresh.sheets.get()
    of = {"organisation": bureau.unit, "project": fresh, "year": 2026}
    sheet = set_target_sheet(bureau.officer, promises=[RATE._replace(text="")], expected_version=sheet.version, **of)
    with pytest.raises(InvalidInputError, match="每个指标都要有指标值"):
        go(bureau.officer, fresh, "submit")
    set_target_sheet(bureau.officer, promises=[RATE], expected_version=sheet.version, **of)
    assert go(bureau.officer, fresh, "submit").stage == "review"


def test_staff_money_needs_no_target_sheet(bureau: Bureau):
    staff = project(bureau, kind=Kind.PERSONNEL, continuity=Continuity.RECURRING)
    staff = set_funding(bureau.officer, project=staff, lines=[line(2026, "1")], expected_version=1)
    assert go(bureau.officer, staff, "submit").stage == "review"


def test_a_contract_older_than_the_award_does_not_prove_the_new_purchase(bureau: Bureau):
    running = go(bureau.officer, approved(bureau), "award")
    sign_contract(bureau.officer, project=running, agreement=agreement(signed_on=date(2026, 2, 1)))
    with pytest.raises(InvalidInputError, match="请先登记合同"):
        go(bureau.officer, running, "sign")


def test_each_move_is_for_its_party_only(bureau: Bureau):
    fresh = funded_project(bureau)
    submitted = go(bureau.officer, fresh, "submit")
    before = entries()
    for person in (bureau.officer, bureau.head, bureau.stranger, bureau.reader):
        with pytest.raises(DeniedError):
            go(person, submitted, "pass_review")
    assert (Project.objects.get().stage, ProjectMove.objects.count(), entries()) == ("review", 1, before)


def test_nobody_approves_what_he_submitted(bureau: Bureau):
    submitted = go(bureau.head, funded_project(bureau), "submit")
    reviewed = go(bureau.reviewer, submitted, "pass_review")
    before = entries()
    with pytest.raises(DeniedError, match="您已对该项目“提交申报”，不能再“批复”"):
        go(bureau.head, reviewed, "approve")
    assert (Project.objects.get().stage, entries()) == ("approval", before)


def test_suspended_and_resumed_and_cancelled(bureau: Bureau):
    running = go(bureau.officer, approved(bureau), "award")
    held = go(bureau.head, running, "suspend")
    assert (held.stage, held.held_stage) == ("suspended", "contract")
    resumed = go(bureau.head, held, "resume")
    assert (resumed.stage, resumed.held_stage) == ("contract", "")
    assert go(bureau.head, resumed, "cancel").stage == "cancelled"
    assert Project.objects.unfinished().count() == 0
    assert Project.objects.running_in(2026).count() == 0


def test_an_impossible_move_changes_nothing(bureau: Bureau):
    fresh = funded_project(bureau)
    before = entries()
    with pytest.raises(LifecycleError):
        go(bureau.officer, fresh, "fly")
    with pytest.raises(InvalidInputError, match="不能“结项”"):
        go(bureau.head, fresh, "close")
    with pytest.raises(InvalidInputError, match="晚于今天"):
        go(bureau.officer, fresh, "submit", on=date(2026, 3, 11))
    with pytest.raises(InvalidInputError, match="超过500个字"):
        go(bureau.officer, fresh, "submit", reason="长" * 501)
    with pytest.raises(ConflictError, match="填报项目"):
        go(bureau.officer, fresh, "submit", expected_version=1)
    assert (Project.objects.get().stage, ProjectMove.objects.count(), entries()) == ("proposal", 0, before)


def test_a_move_is_journalled_with_its_stages(bureau: Bureau):
    submitted = go(bureau.officer, funded_project(bureau), "submit")
    entry = Entry.objects.about(submitted)[0]
    assert entry.summary == "提交申报：热线运行P1，申报→评审"
    assert entry.action == "fiscal.project.move"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"code": " "}, "项目编码：没有填写"),
        ({"name": ""}, "项目名称：没有填写"),
        ({"name": "长" * 201}, "超过200个字"),
        ({"last_year": 2025}, "结束年度早于开始年度"),
        ({"last_year": 2026}, "延续性项目的实施期应跨年度"),
    ],
)
def test_an_unsound_proposal_is_refused(bureau: Bureau, values, message):
    usual = {"code": "P9", "name": "某项目", "first_year": 2026, "last_year": 2027}
    before = entries()
    with pytest.raises(InvalidInputError, match=message):
        propose_project(
            bureau.officer,
            organisation=bureau.unit,
            kind=Kind.SPECIFIC,
            continuity=Continuity.CONTINUING,
            **usual | values,
        )
    assert (Project.objects.count(), entries()) == (0, before)


def test_a_code_is_used_once_in_a_unit_and_only_by_its_officers(bureau: Bureau):
    project(bureau)
    with pytest.raises(ProjectError, match="已被使用"):
        project(bureau)
    with pytest.raises(DeniedError):
        propose_project(
            bureau.stranger,
            organisation=bureau.unit,
            code="P2",
            name="别家的项目",
            kind=Kind.SPECIFIC,
            continuity=Continuity.ONCE,
            first_year=2026,
            last_year=2026,
        )
    assert Project.objects.count() == 1
    seen = [Project.objects.visible_to(person).count() for person in (bureau.reader, bureau.stranger)]
    assert seen == [1, 0]


def test_funding_is_replaced_as_a_whole_or_not_at_all(bureau: Bureau):
    mine = project(bureau)
    first = set_funding(
        bureau.officer,
        project=mine,
        lines=[line(2026, "10"), line(2027, "5.05")],
        stated=Stated(1505, {2027: 505}),
        expected_version=1,
    )
    before = entries()
    with pytest.raises(InvalidInputError, match="实施期资金总额"):
        set_funding(
            bureau.officer, project=first, lines=[line(2026, "7")], stated=Stated(701), expected_version=first.version
        )
    with pytest.raises(ConflictError):
        set_funding(bureau.officer, project=first, lines=[line(2026, "7")], expected_version=1)
    with pytest.raises(DeniedError):
        set_funding(bureau.reader, project=first, lines=[], expected_version=first.version)
    kept = ProjectFunding.objects.values_list("year", "amount")
    assert (list(kept), entries()) == ([(2026, D("10")), (2027, D("5.05"))], before)
    set_funding(bureau.officer, project=first, lines=[line(2026, "7")], expected_version=first.version)
    assert list(kept.all()) == [(2026, D("7"))]


def test_a_proposal_is_corrected_until_it_is_submitted(bureau: Bureau):
    fresh = funded_project(bureau)
    values = {
        "name": "改名后的项目",
        "kind": Kind.RUNNING_OTHER,
        "continuity": Continuity.RECURRING,
        "first_year": 2026,
        "last_year": 2027,
        "overview": "概况",
    }
    changed = describe_project(bureau.officer, project=fresh, expected_version=fresh.version, **values)
    assert (changed.name, changed.last_year, changed.version) == ("改名后的项目", 2027, fresh.version + 1)
    with pytest.raises(InvalidInputError, match="2026年已有资金安排"):
        describe_project(
            bureau.officer, project=changed, expected_version=changed.version, **values | {"first_year": 2027}
        )
    for person in (bureau.reader, bureau.stranger):
        with pytest.raises(DeniedError):
            describe_project(person, project=changed, expected_version=changed.version, **values)
    submitted = go(bureau.officer, changed, "submit")
    with pytest.raises(ProjectError, match="不能改申报信息"):
        describe_project(bureau.officer, project=submitted, expected_version=submitted.version, **values)
    assert Project.objects.get().first_year == 2026


def test_purchases_of_a_year_are_replaced(bureau: Bureau):
    mine = project(bureau)
    item = Item("热线外包", Category.SERVICES, "C16000000", Method.OPEN, 300_000_000, 90_000_000, 54_000_000)
    first = set_procurement(bureau.officer, project=mine, year=2026, items=[item], expected_version=1)
    before = entries()
    for items, year in (([item._replace(code="A01")], 2026), ([item], 2031), ([item._replace(name="长" * 201)], 2026)):
        with pytest.raises(InvalidInputError):
            set_procurement(bureau.officer, project=first, year=year, items=items, expected_version=2)
    row = ProcurementItem.objects.get()
    assert (row.amount, row.sme, row.micro, entries()) == (D("3000000"), D("900000"), D("540000"), before)
    set_procurement(bureau.officer, project=first, year=2026, items=[], expected_version=2)
    assert ProcurementItem.objects.count() == 0


def test_the_database_itself_refuses_what_cannot_be(bureau: Bureau):
    mine = project(bureau)
    wrong = (
        lambda: ProjectFunding.objects.create(project=mine, year=2026, level="city", fund="general", amount=D(-1)),
        lambda: Project.objects.filter(pk=mine.pk).update(last_year=2020),
        lambda: ProcurementItem.objects.create(
            project=mine, year=2026, order=1, name="x", category="goods", code="A01", method="open", amount=1, sme=2
        ),
    )
    for attempt in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
