"""The ledger on a database: opening, bulk writing, conflicts, settling, reading."""

import json
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shizheng.engines.fiscal.actions.books import BookError, lock_book, open_book, set_facts, unlock_book
from shizheng.engines.fiscal.actions.projects import set_funding
from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.ledger import BookStage, FactRow, total
from shizheng.engines.fiscal.domain.projects.kinds import Continuity, Kind
from shizheng.engines.fiscal.models import Book, Fact
from shizheng.engines.fiscal.queries.ledger import ledger_of, project_money
from shizheng.engines.fiscal.queries.versions import ConflictError
from shizheng.kit.errors import InvalidInputError
from shizheng.platform.journal.models import Entry
from shizheng.platform.journal.queries import verify
from shizheng.platform.policy.queries import DeniedError
from tests.fiscal.bureau import Bureau, entries, line, project

D = Decimal
LINE = Coord(side="expense", fund="general", func="2010301", dept="30101", nature="basic.staff")
INCOME = Coord(side="income", fund="general", func="10101")


@pytest.fixture
def book(bureau: Bureau) -> Book:
    return open_book(bureau.officer, organisation=bureau.unit, year=2026, stage=BookStage.BUDGET)


def write(bureau: Bureau, book: Book, *rows: FactRow, version: int | None = None):
    return set_facts(bureau.officer, book=book, rows=rows, expected_version=version or book.version)


def test_a_book_is_opened_once(bureau: Bureau, book: Book):
    with pytest.raises(BookError, match="已经建立"):
        open_book(bureau.officer, organisation=bureau.unit, year=2026, stage=BookStage.BUDGET)
    with pytest.raises(InvalidInputError, match="不在1990至2100年"):
        open_book(bureau.officer, organisation=bureau.unit, year=26, stage=BookStage.BUDGET)
    assert Book.objects.count() == 1
    assert Entry.objects.about(book).count() == 1


def test_facts_are_written_changed_and_removed_by_coordinate(bureau: Bureau, book: Book):
    first = write(bureau, book, FactRow(LINE, D("100.10"), "说明"), FactRow(INCOME, D("5")))
    assert (first.created, first.updated, first.removed, first.unchanged) == (2, 0, 0, 0)
    second = write(bureau, first.book, FactRow(LINE, D("99.10"), "说明"), FactRow(INCOME, None))
    assert (second.created, second.updated, second.removed, second.unchanged) == (0, 1, 1, 0)
    where = LINE.over(year=2026, stage="budget")
    assert ledger_of(book) == {where: D("99.10")}
    assert Fact.objects.get().coord == where


def test_writing_the_same_again_changes_nothing_whatever_the_version(bureau: Bureau, book: Book):
    rows = [FactRow(LINE, D("100.10"), "说明"), FactRow(INCOME, D("5"))]
    done = write(bureau, book, *rows)
    again = write(bureau, book, *rows)
    assert (again.created, again.updated, again.removed, again.unchanged) == (0, 0, 0, 2)
    assert again.book.version == done.book.version == 2


def test_every_fault_is_told_and_no_row_is_written(bureau: Bureau, book: Book):
    before = entries()
    with pytest.raises(InvalidInputError) as refused:
        write(
            bureau,
            book,
            FactRow(LINE, D("1")),
            FactRow(LINE.over(func="2010"), D("1"), place="支出表 第8行"),
            FactRow(INCOME, D("1.005")),
            FactRow(INCOME.over(project="长" * 201), D("1")),
            FactRow(INCOME.over(fund="capital"), D("1"), "坏\x00字"),
        )
    assert [str(fault) for fault in refused.value.faults] == [
        "第4行 项目名称：超过200个字（请缩短后再填）",
        "第5行 说明：含有不可见的控制字符（请删去后再填）",
        "支出表 第8行 科目编码：编码“2010”应为3、5、7位数字",
        "第3行 金额：金额“1.005”应精确到分且不超过一亿亿元",
    ]
    assert (Fact.objects.count(), Book.objects.get().version, entries()) == (0, 1, before)


def test_a_total_beside_its_parts_is_refused_across_writes(bureau: Bureau, book: Book):
    done = write(bureau, book, FactRow(LINE, D("1")))
    with pytest.raises(InvalidInputError, match="重复计算（账中已有"):
        write(bureau, done.book, FactRow(LINE.over(func="201"), D("1")))
    assert Fact.objects.count() == 1


def test_a_stale_form_is_told_who_changed_what_and_when(bureau: Bureau, book: Book):
    write(bureau, book, FactRow(LINE, D("1")))
    before = entries()
    with pytest.raises(ConflictError) as refused:
        write(bureau, book, FactRow(LINE, D("2")))
    assert str(refused.value) == (
        "“单位1022026年年初预算”已被修改：用户officer于2026年3月10日09:30，"
        "填报单位1022026年年初预算：新增1、修改0、删除0（请刷新页面，核对后重新提交）"
    )
    assert (Fact.objects.get().amount, entries()) == (D("1"), before)


def test_the_journal_tells_each_number_before_and_after(bureau: Bureau, book: Book):
    done = write(bureau, book, FactRow(LINE, D("1.00")))
    write(bureau, done.book, FactRow(LINE, D("2.50")))
    changes = json.loads(Entry.objects.about(book)[0].changes)
    name = "支出 人员经费 行政运行（2010301） 基本工资（30101） 一般公共预算"
    assert changes == {name: ["1.00", "2.50"], "version": [2, 3]}
    assert verify().sound


def test_a_settled_book_takes_nothing_until_it_is_given_back(bureau: Bureau, book: Book):
    settled = lock_book(bureau.officer, book=book, expected_version=1)
    with pytest.raises(BookError, match="已定稿"):
        write(bureau, settled, FactRow(LINE, D("1")))
    with pytest.raises(BookError, match="已是已定稿"):
        lock_book(bureau.officer, book=settled, expected_version=2)
    with pytest.raises(InvalidInputError, match="事由"):
        unlock_book(bureau.officer, book=settled, expected_version=2, reason=" ")
    assert Fact.objects.count() == 0
    given_back = unlock_book(bureau.officer, book=settled, expected_version=2, reason="补录")
    assert write(bureau, given_back, FactRow(LINE, D("1"))).created == 1


def test_only_the_units_own_officers_write_and_read(bureau: Bureau, book: Book):
    before = entries()
    for person in (bureau.stranger, bureau.reader):
        with pytest.raises(DeniedError):
            set_facts(person, book=book, rows=[FactRow(LINE, D("1"))], expected_version=1)
        with pytest.raises(DeniedError):
            open_book(person, organisation=bureau.unit, year=2027, stage=BookStage.BUDGET)
        with pytest.raises(DeniedError):
            lock_book(person, book=book, expected_version=1)
    assert (Book.objects.count(), Fact.objects.count(), entries()) == (1, 0, before)
    write(bureau, book, FactRow(LINE, D("1")))
    seen = [Fact.objects.visible_to(person).count() for person in (bureau.officer, bureau.reader, bureau.stranger)]
    assert seen == [1, 1, 0]


def test_the_database_itself_keeps_one_fact_a_coordinate(bureau: Bureau, book: Book):
    write(bureau, book, FactRow(LINE, D("1")))
    fact = Fact.objects.get()
    fact.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        fact.save(force_insert=True)


def test_a_ledger_is_read_with_one_query(bureau: Bureau, book: Book, django_assert_num_queries):
    rows = [FactRow(LINE.over(dept=f"30{number}"), D(number)) for number in range(101, 141)]
    write(bureau, book, *rows)
    with django_assert_num_queries(1):
        ledger = ledger_of(book)
    assert total(ledger, side="expense", func="201", dept="301") == sum(range(101, 141))


def test_a_thousand_rows_take_a_few_statements(bureau: Bureau, book: Book, django_assert_max_num_queries):
    rows = [
        FactRow(LINE.over(func=f"20{section:02}{item:03}"[:7], project="项目"), D(1))
        for section in range(1, 11)
        for item in range(100)
    ]
    with django_assert_max_num_queries(40):
        assert write(bureau, book, *rows).created == 1_000


def test_projects_are_held_against_the_ledger(bureau: Bureau, book: Book):
    hot = project(bureau, "P1", name="热线")
    set_funding(bureau.officer, project=hot, lines=[line(2026, "500"), line(2027, "9")], expected_version=1)
    project(bureau, "P2", name="网站")
    project(bureau, "P3", name="工资", kind=Kind.PERSONNEL, continuity=Continuity.RECURRING)
    project(bureau, "P4", name="明年", first_year=2027)
    given = Coord(side="expense", fund="general", nature="project", func="2010350")
    write(
        bureau,
        book,
        FactRow(given.over(project="热线", dept="30227"), D("450")),
        FactRow(given.over(project="热线", dept="30213"), D("50.50")),
        FactRow(given.over(project="无名"), D("7")),
        FactRow(LINE, D("9")),
    )
    rows = [(row.name, row.asked, row.given, row.difference) for row in project_money(book)]
    assert rows == [
        ("热线", D("500"), D("500.50"), D("0.50")),
        ("网站", D("0"), D("0"), D("0")),
        ("无名", D("0"), D("7"), D("7")),
    ]


leaf = st.builds(
    lambda side, fund, func, dept: Coord(side=side, fund=fund, func=func, dept=dept),
    st.sampled_from(["income", "expense"]),
    st.sampled_from(["general", "government", "unit"]),
    st.sampled_from(["2010301", "2010350", "2080505"]),
    st.sampled_from(["30101", "30201"]),
)
amounts = st.none() | st.decimals(-(10**9), 10**9, places=2)
writes = st.lists(st.dictionaries(leaf, amounts, max_size=5), max_size=5)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(writes)
def test_any_run_of_writes_leaves_what_a_dictionary_would_hold(bureau: Bureau, batches):
    with transaction.atomic():
        book = open_book(bureau.officer, organisation=bureau.unit, year=2030, stage=BookStage.FINAL)
        expected: dict[Coord, Decimal] = {}
        for batch in batches:
            book = write(bureau, book, *(FactRow(coord, amount) for coord, amount in batch.items())).book
            expected.update(batch)
        kept = {c.over(year=2030, stage="final"): amount for c, amount in expected.items() if amount is not None}
        assert ledger_of(book) == kept
        transaction.set_rollback(True)
