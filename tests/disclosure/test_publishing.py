"""Review by a second person, and versions that nobody can change."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from shizheng.engines.fiscal.actions.books import set_facts
from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.ledger import FactRow
from shizheng.kit.digest import sm3, sm3_file
from shizheng.kit.errors import InvalidInputError, ShizhengError
from shizheng.platform.accounts.models import Account
from shizheng.platform.accounts.queries import actor_for
from shizheng.platform.journal.models import Entry
from shizheng.platform.notify.models import Notice
from shizheng.platform.policy.queries import DeniedError
from shizheng.systems.disclosure.actions.publishing import publish_budget, revise_budget
from shizheng.systems.disclosure.actions.reviewing import (
    accept_explanation,
    approve_budget,
    explain_finding,
    record_check,
    return_budget,
    submit_budget,
    withdraw_budget,
)
from shizheng.systems.disclosure.domain.budgeting.moves import MOVES, WAITS_FOR, Move, State
from shizheng.systems.disclosure.domain.finding import RULES, Finding
from shizheng.systems.disclosure.models import Preparation, Publication, PublishedFile
from shizheng.systems.disclosure.models.publication import ImmutableError
from shizheng.systems.disclosure.queries.preparing import Placed, checked, edition_of
from tests.disclosure.budgets import (
    PROJECTS,
    SUBTREE,
    Bureau,
    approved,
    browser,
    edition,
    enter,
    filled,
    found,
    published,
    submitted,
)
from tests.platform.people import role

pytestmark = pytest.mark.django_db
ERROR = "支出大于收入"


@pytest.fixture
def ready(team: Bureau) -> Preparation:
    return filled(team)


def wrong() -> Placed:
    return Placed(Finding(next(iter(RULES)).id, "error", 3, "1.00", ERROR, "1.00", "2.00", "收支总表"), "income")


def state_of(preparation: Preparation) -> tuple[str, int, int]:
    preparation.refresh_from_db()
    return preparation.state, preparation.version, Publication.objects.count()


def test_every_state_can_be_left_and_reached() -> None:
    assert {edge.target for edge in MOVES.values()} | {State.DRAFTING} == set(State)
    assert {origin for edge in MOVES.values() for origin in edge.origins} == set(State)
    assert set(WAITS_FOR) < set(State)


def test_the_whole_way_and_who_hears_of_it(team: Bureau, ready: Preparation) -> None:
    submitted(team, ready)
    assert Notice.objects.get().recipient_id == team.reviewer.account_id
    approve_budget(team.reviewer, preparation=ready)
    assert Notice.objects.filter(recipient_id=team.lead.account_id).count() == 1
    ready.refresh_from_db()
    publication = publish_budget(team.lead, preparation=ready, edition=edition(ready))
    assert (publication.number, publication.reason, publication.changes) == (1, "", [])
    assert (publication.prepared_by, publication.reviewed_by, publication.published_by) == (
        "用户d2-officer",
        "用户d2-reviewer",
        "用户d2-lead",
    )
    ready.book.refresh_from_db()
    assert (state_of(ready)[0], ready.book.status) == ("published", "locked")
    done = [entry.action for entry in Entry.objects.about(ready).order_by("sequence")]
    assert done[-3:] == ["disclosure.record_check", "disclosure.submit_budget", "disclosure.approve_budget"]
    assert Entry.objects.about(publication).get().action == "disclosure.publish_budget"


def test_the_menu_counts_what_waits_for_each(team: Bureau, ready: Preparation) -> None:
    def counts() -> list[int]:
        people = (team.officer, team.reviewer, team.lead, team.stranger)
        return [Preparation.objects.waiting_for(who).count() for who in people]

    assert counts() == [0, 0, 0, 0]
    submitted(team, ready)
    assert counts() == [0, 1, 0, 0]
    return_budget(team.reviewer, preparation=ready, reason="补充项目")
    assert counts() == [1, 0, 0, 0]


def promoted(team: Bureau, who, *permissions: str):
    """The same account in a post that may do more."""
    grants = {**{name.replace(".", "__"): scope for name, scope in who.grants.items()}}
    extra = role(f"more-{who.account_id}", **grants, **dict.fromkeys(permissions, SUBTREE))
    account = Account.objects.get(pk=who.account_id)
    account.posts.first().roles.add(extra)
    return actor_for(account)


def test_nobody_reviews_or_publishes_what_they_had_a_hand_in(team: Bureau, ready: Preparation) -> None:
    both = promoted(team, team.officer, "disclosure__review", "disclosure__publish", "fiscal__lock")
    helper = promoted(team, team.colleague, "disclosure__review")
    enter(helper, ready, "projects", [{**PROJECTS[0], "a0": "499999"}])
    submitted(team, ready)
    before = state_of(ready)
    for who in (both, helper):
        for verb in (approve_budget, return_budget):
            with pytest.raises(DeniedError, match="经手"):
                verb(who, preparation=ready, reason="可以")
    assert state_of(ready) == before
    approve_budget(team.reviewer, preparation=ready)
    with pytest.raises(DeniedError, match="经手"):
        publish_budget(both, preparation=ready, edition=edition(ready))
    assert Preparation.objects.waiting_for(both).count() == 0
    assert Publication.objects.count() == 0


def test_denial_changes_nothing(team: Bureau, ready: Preparation) -> None:
    before, entries = state_of(ready), Entry.objects.count()
    for who in (team.reader, team.stranger, team.reviewer, team.lead):
        with pytest.raises(DeniedError):
            submit_budget(who, preparation=ready, checked=found(ready))
    for who in (team.officer, team.reader, team.stranger):
        with pytest.raises(DeniedError):
            approve_budget(who, preparation=ready)
        with pytest.raises(DeniedError):
            return_budget(who, preparation=ready, reason="不")
        with pytest.raises(DeniedError):
            publish_budget(who, preparation=ready, edition=edition(ready))
        with pytest.raises(DeniedError):
            revise_budget(who, preparation=ready, reason="不")
    assert (state_of(ready), Entry.objects.count()) == (before, entries)


@pytest.mark.parametrize("move", list(Move))
def test_a_move_out_of_turn_is_refused(team: Bureau, ready: Preparation, move: Move) -> None:
    if State.DRAFTING in MOVES[move].origins:
        pytest.skip("允许的流转")
    calls = {
        Move.WITHDRAW: lambda: withdraw_budget(team.officer, preparation=ready, reason="改"),
        Move.RETURN: lambda: return_budget(team.reviewer, preparation=ready, reason="改"),
        Move.APPROVE: lambda: approve_budget(team.reviewer, preparation=ready),
        Move.PUBLISH: lambda: publish_budget(team.lead, preparation=ready, edition=edition(ready)),
        Move.REVISE: lambda: revise_budget(team.lead, preparation=ready, reason="改"),
    }
    before = state_of(ready)
    with pytest.raises(ShizhengError, match="编制中，不能"):
        calls[move]()
    assert state_of(ready) == before


def test_a_return_and_a_withdrawal_need_a_reason(team: Bureau, ready: Preparation) -> None:
    submitted(team, ready)
    with pytest.raises(InvalidInputError, match="理由"):
        return_budget(team.reviewer, preparation=ready, reason=" ")
    with pytest.raises(InvalidInputError, match="理由"):
        withdraw_budget(team.officer, preparation=ready, reason="")
    return_budget(team.reviewer, preparation=ready, reason="请核对项目支出")
    ready.refresh_from_db()
    assert (ready.state, ready.opinion) == ("returned", "请核对项目支出")
    notice = Notice.objects.filter(recipient_id=team.officer.account_id).get()
    assert "退回" in notice.title


def test_an_error_blocks_until_explained_and_the_explanation_accepted(team: Bureau, ready: Preparation) -> None:
    with pytest.raises(ShizhengError, match="还有1处错误"):
        submit_budget(team.officer, preparation=ready, checked=found(ready, wrong()))
    assert ready.findings.count() == 0
    record_check(team.officer, preparation=ready, checked=found(ready, wrong()))
    finding = ready.findings.get()
    explain_finding(team.officer, finding=finding, reason="使用以前年度结余")
    submit_budget(team.officer, preparation=ready, checked=found(ready, wrong()))
    finding = ready.findings.get()
    assert finding.explanation == "使用以前年度结余"
    with pytest.raises(ShizhengError, match="没有认可"):
        approve_budget(team.reviewer, preparation=ready)
    with pytest.raises(DeniedError):
        accept_explanation(team.officer, finding=finding)
    with pytest.raises(ShizhengError, match="待审核"):
        explain_finding(team.officer, finding=finding, reason="改口")
    accept_explanation(team.reviewer, finding=finding)
    approve_budget(team.reviewer, preparation=ready)
    assert state_of(ready)[0] == "approved"


def test_a_changed_explanation_has_to_be_accepted_anew(team: Bureau, ready: Preparation) -> None:
    record_check(team.officer, preparation=ready, checked=found(ready, wrong()))
    explain_finding(team.officer, finding=ready.findings.get(), reason="甲")
    submit_budget(team.officer, preparation=ready, checked=found(ready, wrong()))
    accept_explanation(team.reviewer, finding=ready.findings.get())
    return_budget(team.reviewer, preparation=ready, reason="再想想")
    explain_finding(team.officer, finding=ready.findings.get(), reason="乙")
    assert not ready.findings.get().is_approved


def test_a_check_of_other_content_is_refused(team: Bureau, ready: Preparation) -> None:
    old = found(ready)
    enter(team.officer, ready, "projects", [{**PROJECTS[0], "a0": "1"}])
    with pytest.raises(ShizhengError, match="有改动"):
        submit_budget(team.officer, preparation=ready, checked=old)


def test_facts_changed_behind_the_reviewers_back_are_not_published(team: Bureau, ready: Preparation) -> None:
    approved(team, ready)
    coord = Coord(side="income", fund="special")
    book = ready.book
    book.refresh_from_db()
    set_facts(team.officer, book=book, rows=[FactRow(coord, Decimal(5))], expected_version=book.version)
    ready.refresh_from_db()
    with pytest.raises(ShizhengError, match="有改动"):
        publish_budget(team.lead, preparation=ready, edition=edition(ready))
    assert Publication.objects.count() == 0


def test_a_later_version_says_why_and_what_changed(team: Bureau, ready: Preparation) -> None:
    first = published(team, ready)
    with pytest.raises(InvalidInputError):
        revise_budget(team.lead, preparation=ready, reason="")
    revise_budget(team.lead, preparation=ready, reason="项目金额有误")
    enter(team.officer, ready, "projects", [{**PROJECTS[0], "a0": "510000"}])
    approved(team, ready)
    ready.refresh_from_db()
    with pytest.raises(InvalidInputError, match="变更理由"):
        publish_budget(team.lead, preparation=ready, edition=edition(ready))
    second = publish_budget(team.lead, preparation=ready, edition=edition(ready), reason="项目金额有误")
    assert (second.number, second.previous, second.reason) == (2, first.digest, "项目金额有误")
    ((place, what, before, after),) = second.changes
    assert (place, before, after) == ("项目支出", "500,000.00元", "510,000.00元")
    assert "热线运行" in what
    assert list(Publication.objects.latest_versions()) == [second]
    assert set(Publication.objects.public()) == {first, second}


def test_the_same_again_is_no_new_version(team: Bureau, ready: Preparation) -> None:
    published(team, ready)
    revise_budget(team.lead, preparation=ready, reason="再看看")
    approved(team, ready)
    ready.refresh_from_db()
    with pytest.raises(ShizhengError, match="完全相同"):
        publish_budget(team.lead, preparation=ready, edition=edition(ready), reason="再看看")


def test_the_model_refuses_every_change(team: Bureau, ready: Preparation) -> None:
    publication = published(team, ready)
    file = publication.files.get()
    publication.title = "改了"
    for attempt in (publication.save, publication.delete, file.save, file.delete):
        with pytest.raises(ImmutableError):
            attempt()
    for rows in (Publication.objects.all(), PublishedFile.objects.all()):
        with pytest.raises(ImmutableError):
            rows.update(pk=0)
        with pytest.raises(ImmutableError):
            rows.delete()


@pytest.mark.parametrize("table", ["disc_publication", "disc_published_file"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_refuses_every_change(team: Bureau, ready: Preparation, table: str, statement: str) -> None:
    published(team, ready)
    with pytest.raises(DatabaseError, match="final"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
    assert Publication.objects.count() == 1


def test_real_files_carry_their_digests_and_the_seal_holds(team: Bureau, ready: Preparation) -> None:
    preparation = submit_budget(team.officer, preparation=ready, checked=checked(ready))
    approve_budget(team.reviewer, preparation=preparation)
    preparation.refresh_from_db()
    publication = publish_budget(team.lead, preparation=preparation, edition=edition_of(preparation))
    files = {each.kind: each.file for each in publication.files.select_related("file")}
    assert set(files) == {"docx", "xlsx", "pdf", "html"}
    for kind, file in files.items():
        assert sm3_file(file.path) == file.digest
        assert file.kind == kind
    client = browser(team.reader)
    client.logout()
    seal = client.get(f"/open/disclosure/{publication.pk}/seal/")
    assert sm3(seal.content) == publication.digest


def test_a_post_in_another_unit_sees_nothing(team: Bureau, ready: Preparation) -> None:
    assert Preparation.objects.visible_to(team.stranger).count() == 0
    assert browser(team.stranger).get(f"/disclosure/budgets/{ready.pk}/").status_code == 404
