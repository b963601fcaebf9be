"""The knowledge base: what is read, by whom, from when to when; versions, uses, gaps, reminders."""

from datetime import date, datetime, timedelta

import pytest

from shizheng.kit import clock
from shizheng.kit.clock import ZONE
from shizheng.kit.errors import InvalidInputError, ShizhengError
from shizheng.platform.journal.models import Entry
from shizheng.platform.notify.models import Notice
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.policy.queries import DeniedError
from shizheng.systems.hotline.actions.knowledge import (
    publish_article,
    revise_article,
    settle_gap,
    vouch_for_article,
    withdraw_article,
    write_article,
)
from shizheng.systems.hotline.domain.knowledge import FARTHEST, Effect, State, Text, review_fault
from shizheng.systems.hotline.models import Article, ArticleVersion, Unanswered, Use
from shizheng.systems.hotline.queries.knowledge import answers, look_up
from shizheng.systems.hotline.tasks import remind_of_reviews
from tests.platform.people import ROBOT, account, actor, organisation, post, role

TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=ZONE)
LAMP = Text(
    "路灯不亮找谁修", "请说明灯杆编号，城管局3日内修复。", "职责规定第三条", keywords="街灯 照明", category="市政设施"
)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon():
    with clock.frozen(NOON) as now:
        yield now


@pytest.fixture
def unit():
    return organisation("A")


def written(unit, text=LAMP, review_by=date(2027, 3, 1)) -> Article:
    return write_article(ROBOT, organisation=unit, text=text, review_by=review_by)


def published(unit, text=LAMP, **values) -> ArticleVersion:
    return publish_article(ROBOT, article=written(unit, text, **values))


def titles(rows) -> list[str]:
    return [row.title for row in rows]


@pytest.mark.parametrize(
    ("start", "end", "holds"),
    [(None, None, True), (TODAY, TODAY, True), (date(2026, 11, 21), None, False), (None, date(2026, 11, 19), False)],
)
def test_an_answer_holds_from_its_first_to_its_last_day(unit, start, end, holds):
    assert Effect(start, end).holds(TODAY) is holds
    published(unit, Text("甲乙", "丙", "丁", valid_from=start, valid_to=end))
    assert titles(answers(ROBOT, "")) == (["甲乙"] if holds else [])


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (TODAY, "今天之后"),
        (TODAY + timedelta(1), ""),
        (TODAY + FARTHEST, ""),
        (TODAY + FARTHEST + timedelta(1), "一年"),
    ],
)
def test_the_review_lies_ahead_and_within_a_year(day, told):
    assert told in review_fault(day, TODAY)
    assert bool(review_fault(day, TODAY)) is bool(told)


def test_dates_that_contradict_are_all_told_and_nothing_is_kept(unit):
    backwards = Text("甲", "乙", "丙", valid_from=TODAY, valid_to=TODAY - timedelta(1))
    with pytest.raises(InvalidInputError) as caught:
        written(unit, backwards, review_by=TODAY)
    assert [fault.place for fault in caught.value.faults] == ["失效日期", "复核日期"]
    assert Article.objects.count() == 0


def test_a_draft_is_read_by_nobody_and_found_when_published(unit):
    article = written(unit)
    assert titles(answers(ROBOT, "路灯")) == []
    publish_article(ROBOT, article=article)
    for words in ("路灯", "街灯", "灯杆 城管局", "市政设施"):
        assert titles(answers(ROBOT, words)) == ["路灯不亮找谁修"]


def test_what_is_read_stays_until_it_is_published_again(unit):
    first = published(unit)
    article = Article.objects.get()
    revise_article(ROBOT, article=article, text=Text("路灯不亮怎么办", "拨打12345", "规定"), review_by=date(2027, 1, 1))
    assert article.state == State.CHANGED
    assert titles(answers(ROBOT, "路灯")) == ["路灯不亮找谁修"]
    second = publish_article(ROBOT, article=article, note="简化")
    first.refresh_from_db()
    assert (first.is_current, second.is_current, second.number) == (False, True, 2)
    assert titles(answers(ROBOT, "路灯")) == ["路灯不亮怎么办"]
    with pytest.raises(ShizhengError, match="没有需要发布的修改"):
        publish_article(ROBOT, article=Article.objects.get())


def test_withdrawn_is_found_no_more_and_may_be_published_again(unit):
    published(unit)
    article = withdraw_article(ROBOT, article=Article.objects.get(), reason="职责调整")
    assert (article.state, answers(ROBOT, "路灯").count()) == (State.WITHDRAWN, 0)
    assert publish_article(ROBOT, article=article).number == 2


def test_what_is_used_most_stands_first(unit):
    published(unit, Text("路灯甲", "乙", "丙"))
    much = published(unit, Text("路灯丁", "乙", "丙"))
    Use.objects.count_one(much, ROBOT)
    assert titles(answers(ROBOT, "路灯")) == ["路灯丁", "路灯甲"]
    assert Article.objects.get(title="路灯丁").uses == 1


def test_what_is_not_found_is_a_gap_counted_whatever_the_order_of_words(unit):
    published(unit)
    look_up(ROBOT, "养犬 登记")
    look_up(ROBOT, "登记，养犬")
    look_up(ROBOT, "路灯")
    look_up(ROBOT, "？")
    gap = Unanswered.objects.get()
    assert (gap.words, gap.times) == ("登记，养犬", 2)
    settle_gap(ROBOT, gap=gap, reason="已写入养犬条目")
    assert Unanswered.objects.get().times == 0
    look_up(ROBOT, "养犬登记")
    assert sorted(Unanswered.objects.values_list("times", flat=True)) == [0, 1]


def test_each_reads_within_reach_and_writes_for_the_own_unit(unit):
    other = organisation("B")
    published(unit)
    published(other, Text("路灯乙", "乙", "丙"))
    writer = actor("wang", unit, hotline__read_articles=Scope.ORGANISATION, hotline__write_articles=Scope.ORGANISATION)
    assert titles(answers(writer, "路灯")) == ["路灯不亮找谁修"]
    assert titles(answers(Actor(account_id=1), "路灯")) == []
    foreign = Article.objects.get(organisation=other)
    count = Entry.objects.count()
    with pytest.raises(DeniedError):
        revise_article(writer, article=foreign, text=LAMP, review_by=date(2027, 1, 1))
    with pytest.raises(DeniedError):
        publish_article(writer, article=Article.objects.get(organisation=unit))
    with pytest.raises(DeniedError):
        write_article(writer, organisation=other, text=LAMP, review_by=date(2027, 1, 1))
    foreign.refresh_from_db()
    assert (foreign.title, Entry.objects.count(), Article.objects.count()) == ("路灯乙", count, 2)


def test_writers_are_reminded_once_a_day_and_no_more_after_vouching(unit):
    holder, stranger = account("wang"), account("li")
    post(holder, unit, role("writers", hotline__write_articles=Scope.ORGANISATION))
    post(stranger, unit, role("readers", hotline__read_articles=Scope.ALL))
    published(unit, review_by=TODAY + timedelta(14))
    published(unit, Text("甲", "乙", "丙"), review_by=TODAY + timedelta(15))
    written(unit, Text("草稿", "乙", "丙"), review_by=TODAY + timedelta(1))
    assert remind_of_reviews(ROBOT) == "提醒1个单位"
    notice = Notice.objects.get()
    assert (notice.recipient, notice.title) == (holder, "1条知识需要复核")
    vouch_for_article(ROBOT, article=Article.objects.get(title="路灯不亮找谁修"), review_by=TODAY + timedelta(90))
    assert remind_of_reviews(ROBOT) == ""


def test_the_journal_tells_what_changed_but_not_the_whole_text(unit):
    published(unit)
    article = Article.objects.get()
    revise_article(ROBOT, article=article, text=Text("新", "新口径全文", "规定"), review_by=date(2027, 1, 1))
    entry = Entry.objects.latest("sequence")
    assert "新口径全文" not in entry.changes
    assert '"title":["路灯不亮找谁修","新"]' in entry.changes
