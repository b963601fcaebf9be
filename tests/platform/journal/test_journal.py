"""The journal on a database: what it writes, refuses, finds, and how it bears several writers."""

import sqlite3
import threading
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, close_old_connections, connection, connections, transaction

from shizheng.platform.journal.actions import ACTIONS, action, after_commit, chained, record, trace
from shizheng.platform.journal.actions.declare import ActionError
from shizheng.platform.journal.domain.verification import Anchor, Break, Fault
from shizheng.platform.journal.models import AppendOnlyError, Entry, Head
from shizheng.platform.journal.queries import verify
from shizheng.platform.policy.domain.actor import ANONYMOUS, Actor, system
from shizheng.platform.policy.domain.permissions import PERMISSIONS, Permission
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.policy.queries import DeniedError
from tests.flushing import without_triggers

ROBOT = system("定时任务")


def note(count: int) -> None:
    for number in range(count):
        record(ROBOT, action="demo.note", summary=f"第{number + 1}件事", changes={"money": (Decimal("1.50"), None)})


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_entries_are_chained_and_verify():
    note(3)
    first, second, third = Entry.objects.order_by("sequence")
    assert [first.sequence, second.previous, third.previous] == [1, first.digest, second.digest]
    assert second.changes == '{"money":["1.50",null]}'
    verdict = verify()
    assert (verdict.sound, verdict.count, verdict.anchor) == (True, 3, Anchor(3, third.digest))


@pytest.mark.django_db
def test_models_and_database_refuse_to_change_the_past():
    note(1)
    entry = Entry.objects.get()
    entry.summary = "别的"
    for attempt in (entry.save, entry.delete, Entry.objects.all().delete, lambda: Entry.objects.update(summary="")):
        with pytest.raises(AppendOnlyError):
            attempt()
    for statement in (
        "UPDATE journal_entry SET summary = ''",
        "DELETE FROM journal_entry",
        "DELETE FROM journal_head",
        "UPDATE journal_head SET sequence = 0",
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            sql(statement)
    assert Entry.objects.get().summary == "第1件事"
    assert verify().sound


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["UPDATE journal_entry SET reason = 'x' WHERE sequence = 2"], [Break(Fault.ALTERED, 2, 2)]),
        (["DELETE FROM journal_entry WHERE sequence = 2"], [Break(Fault.REMOVED, 2, 2)]),
        (["DELETE FROM journal_entry WHERE sequence > 2"], [Break(Fault.TAIL, 3, 4)]),
        (["DELETE FROM journal_head"], [Break(Fault.HEADLESS, 4, 4)]),
        (
            [
                "UPDATE journal_entry SET sequence = 99 WHERE sequence = 2",
                "UPDATE journal_entry SET sequence = 2 WHERE sequence = 3",
                "UPDATE journal_entry SET sequence = 3 WHERE sequence = 99",
            ],
            [Break(Fault.REORDERED, at, at) for at in (2, 3, 4)],
        ),
    ],
)
def test_verify_names_what_somebody_with_the_database_did(statements, expected):
    note(4)
    with without_triggers():
        for statement in statements:
            sql(statement)
    assert list(verify().breaks) == expected
    with pytest.raises(CommandError, match=f"发现 {len(expected)} 处问题"):
        call_command("journal_verify", stdout=StringIO())


@pytest.mark.django_db
def test_an_anchor_kept_elsewhere_finds_a_tail_removed_together_with_its_head():
    note(4)
    kept = verify().anchor
    with without_triggers():
        sql("DELETE FROM journal_entry WHERE sequence > 2")
        end = Entry.objects.get(sequence=2)
        sql(f"UPDATE journal_head SET sequence = 2, digest = '{end.digest}'")
    assert verify().sound
    assert list(verify(kept).breaks) == [Break(Fault.HEADLESS, 4, 4)]


@pytest.mark.django_db
def test_without_its_head_row_the_journal_takes_no_more_entries():
    note(1)
    with without_triggers():
        sql("DELETE FROM journal_head")
    with pytest.raises(AppendOnlyError, match="锚点缺失"):
        note(1)
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_the_command_prints_the_anchor_and_refuses_a_malformed_one():
    note(2)
    out = StringIO()
    call_command("journal_verify", stdout=out)
    assert "共 2 条，完好。锚点 2:" in out.getvalue()
    with pytest.raises(CommandError, match="锚点应写成"):
        call_command("journal_verify", anchor="2")


@pytest.fixture
def demo():
    with ACTIONS.isolated(), PERMISSIONS.isolated():
        PERMISSIONS.register(Permission("demo.write", "写演示"))
        yield


def person(**grants: Scope) -> Actor:
    return Actor(account_id=7, display_name="经办", grants={name.replace("_", ".", 1): s for name, s in grants.items()})


@pytest.mark.django_db
def test_an_action_leaves_one_entry_and_shares_its_transaction(demo, django_capture_on_commit_callbacks):
    done: list[str] = []

    @action("demo.write", "写", permission="demo.write")
    def write_demo(actor: Actor, *, words: str, fail: bool = False) -> str:
        trace(None, words, reason="演示")
        after_commit(lambda: done.append(words))
        if fail:
            raise RuntimeError
        return words

    with django_capture_on_commit_callbacks(execute=True):
        assert write_demo(person(demo_write=Scope.OWN), words="甲") == "甲"
        with pytest.raises(RuntimeError):
            write_demo(person(demo_write=Scope.OWN), words="乙", fail=True)
        for stranger in (person(), ANONYMOUS):
            with pytest.raises(DeniedError):
                write_demo(stranger, words="丙")
    entry = Entry.objects.get()
    assert (entry.action, entry.account_id, entry.summary, entry.reason) == ("demo.write", 7, "甲", "演示")
    assert done == ["甲"]


@pytest.mark.django_db
def test_an_action_inside_another_is_written_with_it_or_not_at_all(demo):
    @action("demo.inner", "里", permission=None)
    def inner(actor: Actor, *, words: str) -> None:
        trace(None, words)

    @action("demo.outer", "外", permission=None)
    def outer(actor: Actor, *, fail: bool) -> None:
        inner(actor, words="里一")
        assert Entry.objects.count() == 0
        inner(actor, words="里二")
        trace(None, "外")
        if fail:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        outer(person(), fail=True)
    assert (Entry.objects.count(), Head.objects.get().sequence) == (0, 0)
    outer(person(), fail=False)
    assert list(Entry.objects.order_by("sequence").values_list("summary", flat=True)) == ["里一", "里二", "外"]
    assert verify().sound


@pytest.mark.django_db
def test_an_action_that_breaks_the_contract_is_refused(demo):
    @action("demo.silent", "不留痕", permission=None)
    def silent(actor: Actor) -> None:
        return None

    @action("demo.twice", "留两次", permission=None)
    def twice(actor: Actor) -> None:
        trace(None, "一")
        trace(None, "二")

    for broken in (silent, twice):
        with pytest.raises(ActionError):
            broken(person())
    with pytest.raises(ActionError, match="actor"):
        action("demo.shape", "形", permission=None)(lambda who: None)
    with pytest.raises(ActionError, match="只能在操作中"):
        trace(None, "外面")
    assert Entry.objects.count() == 0


@dataclass
class Row:
    """A row of a history that is chained by itself."""

    pk: int | None = 1
    digest: str = "ab" * 32


@pytest.mark.django_db
def test_an_action_with_a_history_of_its_own_leaves_no_entry_and_no_lock(demo, django_assert_num_queries):
    @action("demo.own", "自带经过", permission="demo.write", journal="own")
    def own(actor: Actor, *, rows: tuple[Row, ...]) -> None:
        for row in rows:
            chained(row)

    @action("demo.around", "外", permission=None)
    def around(actor: Actor) -> None:
        own(actor, rows=(Row(),))
        trace(None, "外面")

    writer = person(demo_write=Scope.ALL)
    with django_assert_num_queries(2):  # the savepoint alone
        own(writer, rows=(Row(), Row(2)))
    assert Entry.objects.count() == 0
    for rows in ((), (Row(None),), (Row(digest=""),)):
        with pytest.raises(ActionError):
            own(writer, rows=rows)
    with pytest.raises(DeniedError):
        own(person(), rows=(Row(),))
    around(writer)
    assert Entry.objects.get().summary == "外面"
    with pytest.raises(ActionError, match="自带办理经过"):
        chained(Row())


@pytest.mark.django_db
def test_an_action_that_keeps_an_entry_is_no_history_of_its_own(demo):
    @action("demo.plain", "普通", permission=None)
    def plain(actor: Actor) -> None:
        chained(Row())

    with pytest.raises(ActionError, match="自带办理经过"):
        plain(person())


@pytest.mark.django_db
def test_people_see_the_entries_of_their_scope():
    here = Actor(account_id=1, display_name="甲", organisation_id=5, organisation_path="000001000005")
    below = Actor(account_id=2, display_name="乙", organisation_id=6, organisation_path="000001000005000006")
    beside = Actor(account_id=3, display_name="丙", organisation_id=7, organisation_path="000001000007")
    for actor in (here, below, beside):
        record(actor, action="demo.note", summary=actor.display_name)

    def seen(scope: Scope | None) -> set[str]:
        grants = {"journal.view": scope} if scope else {}
        viewer = Actor(account_id=1, organisation_id=5, organisation_path="000001000005", grants=grants)
        return set(Entry.objects.visible_to(viewer).values_list("summary", flat=True))

    assert seen(None) == set()
    assert seen(Scope.OWN) == seen(Scope.ORGANISATION) == {"甲"}
    assert seen(Scope.SUBTREE) == {"甲", "乙"}
    assert seen(Scope.ALL) == {"甲", "乙", "丙"}
    assert not Entry.objects.visible_to(ANONYMOUS).exists()


def _writers(threads: int, each: int) -> list[BaseException]:
    failures: list[BaseException] = []
    start = threading.Barrier(threads)

    def work() -> None:
        try:
            close_old_connections()
            start.wait()
            note(each)
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return failures


@pytest.mark.django_db(transaction=True)
def test_concurrent_writers_make_one_chain(tmp_path: Path, settings):
    if connection.vendor == "sqlite":
        _check_on_file(tmp_path / "writers.sqlite3")
        return
    assert _writers(6, 10) == []
    assert (verify().count, verify().sound) == (60, True)


def _check_on_file(file: Path) -> None:
    """An in-memory database has no waiting; a copy of it in a file behaves as in service."""
    sql(f"VACUUM INTO '{file}'")
    kept = connection.settings_dict["NAME"]
    connections.settings["default"]["NAME"] = str(file)
    verdicts = []

    def judge() -> None:
        verdicts.append(verify())
        connections.close_all()

    try:
        assert _writers(6, 10) == []
        judge_thread = threading.Thread(target=judge)
        judge_thread.start()
        judge_thread.join()
    finally:
        connections.settings["default"]["NAME"] = kept
    assert (verdicts[0].count, verdicts[0].sound) == (60, True)
    with sqlite3.connect(file) as stored:
        assert stored.execute("SELECT count(*) FROM journal_entry").fetchone() == (60,)
    assert Entry.objects.count() == 0
