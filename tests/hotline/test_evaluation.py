"""Evaluation: points by the rules, months that stay as published, pages whose figures lead to their rows."""

import io
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import msgspec
import pdfplumber
import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from shizheng.engines.cases.actions.loading import load_cases
from shizheng.kit import clock
from shizheng.kit.errors import InvalidInputError, ShizhengError
from shizheng.platform.accounts.models import Account
from shizheng.platform.files.models import StoredFile
from shizheng.platform.jobs.models import JobRun
from shizheng.platform.journal.models import Entry
from shizheng.platform.measures.domain.periods import parse
from shizheng.platform.measures.queries.reading import totals
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.packs.domain.reading import read
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.policy.queries import DeniedError
from shizheng.systems.hotline.actions.evaluation import (
    adjust_points,
    keep_report,
    propose_exclusion,
    publish_ranking,
    set_group,
)
from shizheng.systems.hotline.domain.evaluation import Rule, faults_of, placed, scored
from shizheng.systems.hotline.domain.evaluation_press import pdf, word
from shizheng.systems.hotline.domain.evaluation_report import Standing
from shizheng.systems.hotline.management.evaluation_pack import GroupItem, RuleItem, apply, review
from shizheng.systems.hotline.models import Adjustment, Exclusion, Ranking, Report
from shizheng.systems.hotline.models.evaluation import PublishedError
from shizheng.systems.hotline.pages import evaluation, evaluation_exclusions, evaluation_ranking, evaluation_reports
from shizheng.systems.hotline.queries.evaluation import frozen_lines, ranking
from shizheng.systems.hotline.queries.evaluation_reports import content
from shizheng.systems.hotline.queries.measures.declared import ACCEPTED_COUNT
from shizheng.systems.hotline.tasks import write_due_reports
from tests.console.suite import PageCase
from tests.hotline.test_measures import history, now, people  # noqa: F401 - fixtures
from tests.hotline.test_process import MATTER, MONDAY, Matter
from tests.platform.measures.counted import refreshed
from tests.platform.people import ROBOT, actor, organisation

MONTH = date(2026, 6, 1)
PACK = Path(__file__).resolve().parents[2] / "packs" / "demo" / "hotline_evaluation.yaml"
IN_TIME = Rule("hotline.in_time", Decimal(60), Decimal(100), Decimal(80))
RETURNED = Rule("hotline.returned", Decimal(40), Decimal(0), Decimal(20))


class TestPoints:
    @pytest.mark.parametrize(
        ("rule", "value", "points"),
        [
            (IN_TIME, 100, 60),
            (IN_TIME, 90, 30),
            (IN_TIME, 80, 0),
            (IN_TIME, 12, 0),
            (RETURNED, 0, 40),
            (RETURNED, 5, 30),
            (RETURNED, 20, 0),
            (RETURNED, 55, 0),
        ],
    )
    def test_a_straight_line_from_the_floor_to_the_target(self, rule, value, points):
        assert rule.points(Decimal(value)) == points

    def test_what_a_unit_never_had_is_borne_by_the_rest(self):
        score = scored(1, (IN_TIME, RETURNED), {"hotline.in_time": (Decimal(90), "90.00%")}, Decimal("-1.5"))
        assert (score.base, score.total) == (Decimal("50.00"), Decimal("48.50"))
        assert [point.earned for point in score.points] == [Decimal("30.00"), None]
        assert scored(1, (IN_TIME,), {}, Decimal(5)).total is None

    @given(st.lists(st.one_of(st.none(), st.integers(0, 4)), max_size=9))
    def test_like_totals_share_a_place(self, values):
        scores = [
            scored(n, (IN_TIME,), {} if v is None else {"hotline.in_time": (Decimal(80 + 5 * v), "")}, Decimal(0))
            for n, v in enumerate(values)
        ]
        found = placed(scores)
        assert sorted(each.score.unit for each in found) == list(range(len(values)))
        for each in found:
            better = [
                s for s in scores if s.total is not None and each.score.total is not None and s.total > each.score.total
            ]
            assert each.place == (None if each.score.total is None else len(better) + 1)

    @pytest.mark.parametrize(
        ("rules", "words"),
        [
            ([{"measure": "x", "weight": 100, "target": 1, "floor": 0}], "没有代码为“x”的指标"),
            ([{"measure": "a", "weight": 50, "target": 1, "floor": 0}] * 2, "写了两次"),
            ([{"measure": "a", "weight": 100, "target": 1, "floor": 1}], "不能相同"),
            ([{"measure": "a", "weight": -5, "target": 1, "floor": 0}], "大于0"),
            ([{"measure": "a", "weight": 99, "target": 1, "floor": 0}], "权重合计应为100，现为99"),
        ],
    )
    def test_rules_that_cannot_stand_are_told(self, rules, words):
        assert any(words in fault for fault in faults_of(rules, ["a"]))


@pytest.fixture
def city(people):  # noqa: F811 - a fixture
    """Forty cases of the spring and summer, two groups."""
    load_cases(ROBOT, process="hotline", histories=[history(people, number) for number in range(40)])
    set_group(ROBOT, name="甲组", order=1, units=["U1", "U2"], rules=[IN_TIME, RETURNED])
    set_group(ROBOT, name="乙组", order=2, units=["C"], rules=[IN_TIME, RETURNED])
    refreshed()
    return people


class TestRanking:
    def test_units_are_ranked_in_their_group_with_points_by_hand(self, city):
        unit = Organisation.objects.get(code="U2")
        before = {each.score.unit: each.score for each in ranking(MONTH).groups[0].placed}
        adjust_points(city["supervisor"], month=MONTH, organisation=unit, points=Decimal("-2.5"), reason="瞒报")
        groups = ranking(MONTH).groups
        assert [group.name for group in groups] == ["甲组", "乙组"]
        after = {each.score.unit: each.score for each in groups[0].placed}
        assert after[unit.pk].total == before[unit.pk].total - Decimal("2.5")
        assert [each.place for each in groups[0].placed] == [1, 2]
        assert groups[1].placed[0].place is None

    def test_offices_below_a_unit_count_for_it(self, city):
        found = ranking(MONTH).groups[0].placed
        whole = next(each for each in found if each.score.unit == city["lamp"].organisation_id)
        top = organisation("TOP")
        Organisation.objects.filter(code="U1").update(parent=top, path=f"{top.path}{city['lamp'].organisation_path}")
        set_group(ROBOT, name="甲组", order=1, units=["TOP"], rules=[IN_TIME, RETURNED])
        again = ranking(MONTH).groups[0].placed[0]
        assert again.score.unit == top.pk
        assert again.score.points == whole.score.points

    def test_a_published_month_is_for_good(self, city):
        lines = frozen_lines(ranking(MONTH))
        first = publish_ranking(city["supervisor"], month=MONTH, as_of=clock.now(), lines=lines)
        adjust_points(
            city["supervisor"],
            month=MONTH,
            organisation=Organisation.objects.get(code="U1"),
            points=Decimal(-9),
            reason="更正",
        )
        with pytest.raises(InvalidInputError, match="已发布第1版"):
            publish_ranking(city["supervisor"], month=MONTH, as_of=clock.now(), lines=frozen_lines(ranking(MONTH)))
        second = publish_ranking(
            city["supervisor"], month=MONTH, as_of=clock.now(), lines=frozen_lines(ranking(MONTH)), note="补登扣分"
        )
        assert (first.version, second.version, first.digest == second.digest) == (1, 2, False)
        kept = Ranking.objects.get(pk=first.pk)
        assert kept.lines == lines
        kept.note = "改"
        for change in (kept.save, kept.delete, Ranking.objects.all().delete, lambda: Ranking.objects.update(note="x")):
            with pytest.raises(PublishedError):
                change()
        assert Ranking.objects.get(pk=first.pk).note == ""

    @pytest.mark.parametrize(
        "values", [{"points": Decimal(0)}, {"points": Decimal(21)}, {"reason": " "}, {"month": date(2027, 1, 1)}]
    )
    def test_points_that_cannot_stand_are_refused(self, city, values):
        unit = Organisation.objects.get(code="U1")
        usual = {"month": MONTH, "organisation": unit, "points": Decimal(1), "reason": "表扬"}
        with pytest.raises(InvalidInputError):
            adjust_points(city["supervisor"], **usual | values)
        assert not Adjustment.objects.exists()

    def test_who_may_not_evaluate_changes_nothing(self, city):
        before = Entry.objects.count()
        unit = Organisation.objects.get(code="U1")
        with pytest.raises(DeniedError):
            adjust_points(city["lamp"], month=MONTH, organisation=unit, points=Decimal(5), reason="自荐")
        with pytest.raises(DeniedError):
            publish_ranking(city["lamp"], month=MONTH, as_of=clock.now(), lines=[{}])
        with pytest.raises(DeniedError):
            set_group(city["lamp"], name="甲组", order=1, units=[], rules=[])
        assert (Adjustment.objects.count(), Ranking.objects.count(), Entry.objects.count()) == (0, 0, before)

    def test_a_month_without_groups_is_not_published(self, people):  # noqa: F811 - a fixture
        with pytest.raises(ShizhengError, match="没有可以发布的排名"):
            publish_ranking(people["supervisor"], month=MONTH, as_of=clock.now(), lines=[])


def item(**values) -> GroupItem:
    rules = [RuleItem(measure="hotline.in_time", weight=Decimal(100), target=Decimal(100), floor=Decimal(80))]
    return GroupItem(**{"group": "甲组", "organisations": ["U1"], "rules": rules} | values)


class TestPack:
    def test_the_pack_of_the_demonstration_stands(self, people):  # noqa: F811 - a fixture
        stated = read(PACK).value["hotline_evaluation"]
        items = [msgspec.convert(each, GroupItem) for each in stated]
        units = [SimpleNamespace(code=code) for each in items for code in each.organisations]
        assert len(items) == 3
        assert review(items, {"organisations": units}) == []

    def test_applied_twice_it_changes_once(self, people):  # noqa: F811 - a fixture
        assert [apply(ROBOT, item()).created, apply(ROBOT, item()).unchanged] == [1, 1]
        assert apply(ROBOT, item(order=3)).updated == 1

    @pytest.mark.parametrize(
        ("items", "words"),
        [
            ([item(organisations=["没有"])], "不存在"),
            ([item(), item(group="乙组")], "两个分组"),
            ([item(rules=[RuleItem(measure="hotline.median_time", weight=100, target=1, floor=9)])], "没有代码为"),
        ],
    )
    def test_what_is_wrong_is_told(self, people, items, words):  # noqa: F811 - a fixture
        assert any(words in fault.message for _, fault in review(items, {}))


class EvaluationCase(PageCase):
    """As a supervisor sees it; the numbers of cases grow."""

    name = ""
    query = ""

    def address(self) -> str:
        return reverse(self.name) + self.query

    def populate(self, count: int) -> None:
        with clock.frozen(MONDAY):
            centre = Organisation.objects.filter(code="C").first() or organisation("C")
            agent = self.person("agent", hotline__accept=Scope.ALL, hotline__view=Scope.ALL)
            assert centre is not None
            for _ in range(count):
                Matter(agent)
            units = [organisation(f"N{count}-{n}", centre).code for n in range(count)]
            set_group(ROBOT, name="甲组", order=1, units=["C", *units], rules=[IN_TIME, RETURNED])
            self.more(count)
            refreshed()

    def more(self, count: int) -> None:
        """What else the page shows."""

    def person(self, username: str, **grants: Scope) -> Any:
        from shizheng.platform.accounts.queries import actor_for

        known = Account.objects.filter(username=username).first()
        if known is not None:
            return actor_for(known)
        centre = Organisation.objects.filter(code="C").first() or organisation("C")
        return actor(username, centre, **grants)

    def sign_in(self, client: Client) -> None:
        verbs = ("view", "evaluate", "review", "review_exclusions", "reports")
        grants = {f"hotline__{verb}": Scope.ALL for verb in verbs}
        self.person("boss", **grants, cases__view=Scope.ALL, measures__view=Scope.ALL)
        client.force_login(Account.objects.get(username="boss"))

    def sign_in_forbidden(self, client: Client) -> None:
        self.person("outsider", orgs__view=Scope.ALL)
        client.force_login(Account.objects.get(username="outsider"))


class TestEvaluationPage(EvaluationCase):
    page = evaluation.EvaluationPage
    name = "hotline:evaluation"
    query = "?period=2026-09"


class TestEvaluationByAgent(EvaluationCase):
    page = evaluation.EvaluationPage
    name = "hotline:evaluation"
    query = "?period=2026-09&by=agent"


class TestRankingPage(EvaluationCase):
    page = evaluation_ranking.RankingPage
    name = "hotline:ranking"
    query = "?month=2026-09"


class TestPublishPage(EvaluationCase):
    page = evaluation_ranking.PublishRankingPage
    name = "hotline:publish_ranking"


class TestAdjustmentsPage(EvaluationCase):
    page = evaluation_ranking.AdjustmentsPage
    name = "hotline:adjustments"

    def more(self, count: int) -> None:
        unit = Organisation.objects.get(code="C")
        for _ in range(count):
            adjust_points(ROBOT, month=MONTH, organisation=unit, points=Decimal(1), reason="表扬")


class TestAdjustPage(EvaluationCase):
    page = evaluation_ranking.AdjustPage
    name = "hotline:adjust"


class TestExclusionsPage(EvaluationCase):
    page = evaluation_exclusions.ExclusionsPage
    name = "hotline:exclusions"

    def more(self, count: int) -> None:
        from shizheng.engines.cases.models import Case

        for case in Case.objects.filter(exclusions=None):
            propose_exclusion(ROBOT, case=case, ground="beyond", reason="超出职责")


class TestProposePage(EvaluationCase):
    page = evaluation_exclusions.ProposePage
    name = "hotline:exclusion_new"


class TestDecidePage(TestExclusionsPage):
    page = evaluation_exclusions.DecidePage

    def address(self) -> str:
        return reverse("hotline:exclusion_decide", kwargs={"pk": Exclusion.objects.first().pk})

    constant_queries = False  # the page is about one row; `populate` makes the row it is about

    def test_queries_do_not_grow_with_rows(self, client: Client) -> None:
        self.populate(1)
        self.sign_in(client)
        client.get(self.address())
        few = self.queries(client)
        self.populate(19)
        assert self.queries(client) == few


class TestPublishedPage(EvaluationCase):
    page = evaluation_ranking.PublishedRankingPage

    def address(self) -> str:
        return Ranking.objects.first().get_absolute_url()

    def more(self, count: int) -> None:
        if not Ranking.objects.exists():
            line = {
                "group": "甲组",
                "place": 1,
                "unit": 1,
                "name": "单位",
                "base": "1",
                "adjustment": "0",
                "total": "1",
            }
            publish_ranking(ROBOT, month=MONTH, as_of=clock.now(), lines=[{**line, "points": []}])

    def test_allowed_sees_the_page(self, client: Client) -> None:
        self.populate(1)
        self.sign_in(client)
        assert "甲组" in client.get(self.address()).content.decode()

    constant_queries = False  # one frozen row, whatever else there is


def signed_in(client: Client, who: str) -> Client:
    client.force_login(Account.objects.get(username=who))
    return client


def test_every_figure_of_the_page_leads_to_as_many_rows(client, city):
    browser = signed_in(client, "supervisor")
    for by in ("unit", "channel"):
        page = browser.get(reverse("hotline:evaluation"), {"period": "2026Q2", "by": by}).content.decode()
        links = re.findall(r'<td class="num"><a href="([^"]*hotline.accepted/rows/[^"]*)">([\d,]+)</a>', page)
        assert len(links) >= 3
        for url, shown in links:
            told = re.search(r"共 <b>([\d,]+)</b> 条", browser.get(unescape(url)).content.decode())
            assert told is not None and told[1] == shown


def test_the_table_goes_to_excel(client, city):
    answer = signed_in(client, "supervisor").get(reverse("hotline:evaluation"), {"period": "2026Q2", "export": "xlsx"})
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")


def test_a_month_is_published_in_the_browser_once_it_is_over(client, city):
    browser, page = signed_in(client, "supervisor"), reverse("hotline:publish_ranking")
    refused = browser.post(page, {"month": "2026-09", "note": ""})
    assert refused.status_code == 422
    assert "还没有结束" in refused.content.decode()
    assert "请写成 2026-09" in browser.post(page, {"month": "2026-13"}).content.decode()
    with clock.frozen(MONDAY + timedelta(days=1)):
        refreshed()
        answer = browser.post(page, {"month": "2026-06", "note": ""})
    made = Ranking.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert made.published_by.username == "supervisor"
    shown = browser.get(made.get_absolute_url()).content.decode()
    assert "单位U1" in shown and "第1版" in shown


def test_an_exclusion_goes_through_the_pages(client, city):
    case = Matter(city["agent"]).case
    browser = signed_in(client, "supervisor")
    asked = {"number": "2026092100000000", "ground": "beyond", "reason": "超出"}
    refused = browser.post(reverse("hotline:exclusion_new"), asked)
    assert "没有这个编号的热线工单" in refused.content.decode()
    browser.post(reverse("hotline:exclusion_new"), asked | {"number": case.number})
    made = Exclusion.objects.get()
    own = browser.post(made.get_absolute_url(), {"accepted": "yes", "opinion": "同意"})
    assert own.status_code in {403, 422}
    assert Exclusion.objects.get().is_accepted is None
    signed_in(client, "second").post(made.get_absolute_url(), {"accepted": "yes", "opinion": "同意"})
    assert Exclusion.objects.get().is_accepted is True
    assert MATTER["title"] in client.get(reverse("hotline:exclusions")).content.decode()


def test_points_are_written_down_in_the_browser(client, city):
    unit = Organisation.objects.get(code="U1")
    form = {"month": "2026-06", "organisation": unit.pk, "points": "-1.50", "reason": "弄虚作假"}
    signed_in(client, "supervisor").post(reverse("hotline:adjust"), form)
    assert Adjustment.objects.get().points == Decimal("-1.50")
    assert "弄虚作假" in client.get(reverse("hotline:adjustments")).content.decode()


class ReportCase(EvaluationCase):
    def more(self, count: int) -> None:
        for number in range(count):
            first = MONTH + timedelta(days=Report.objects.count())
            file = StoredFile.objects.create(digest=f"{number:064}", size=1, kind="pdf", name="报告.pdf")
            Report.objects.create(
                kind="day", first=first, last=first, title="日报", as_of=clock.now(), word=file, pdf=file
            )


class TestReportsPage(ReportCase):
    page = evaluation_reports.ReportsPage
    name = "hotline:reports"


class TestNewReportPage(ReportCase):
    page = evaluation_reports.NewReportPage
    name = "hotline:report_new"


class TestReportPage(ReportCase):
    page = evaluation_reports.ReportPage

    def address(self) -> str:
        return Report.objects.order_by("pk").first().get_absolute_url()


class FileCase(ReportCase):
    edition = ""

    def address(self) -> str:
        return reverse(f"hotline:report_{self.edition}", kwargs={"pk": Report.objects.order_by("pk").first().pk})

    def more(self, count: int) -> None:
        if not Report.objects.exists():
            write_due_reports(ROBOT)

    def test_allowed_sees_the_page(self, client: Client) -> None:
        self.populate(1)
        self.sign_in(client)
        answer = client.get(self.address())
        head = b"".join(answer.streaming_content)[:4]
        assert head == {"word": b"PK\x03\x04", "pdf": b"%PDF"}[self.edition]

    def test_queries_do_not_grow_with_rows(self, client: Client) -> None:
        self.sign_in(client)
        self.populate(1)
        client.get(self.address())
        few = self.queries(client)
        self.populate(5)
        assert self.queries(client) == few


class TestReportWord(FileCase):
    page = evaluation_reports.ReportWord
    edition = "word"


class TestReportPdf(FileCase):
    page = evaluation_reports.ReportPdf
    edition = "pdf"


class TestReports:
    def test_it_states_what_the_cells_say(self, city):
        found = content("month", parse("2026-06"), "热线中心")
        told = [text for section in found.sections for text in section.text]
        accepted = totals([ACCEPTED_COUNT], parse("2026-06"))[ACCEPTED_COUNT.id].words
        assert told[0].startswith(f"受理量{accepted}件，")
        assert re.search(r"[比与]上一期(增加|减少)?\S+，", told[0])
        assert told[0].endswith("，上年同期无可比数据。"), "nothing was counted a year before"
        assert any(text.startswith("按渠道看，前3位是") for text in told)
        units = next(section.grid for section in found.sections if section.title == "承办单位")
        assert {row[0] for row in units.rows} == {"单位U1", "单位U2"}
        trend = next(section.bars for section in found.sections if section.title == "受理趋势")
        assert sum(trend.values) == Decimal(accepted)

    def test_the_words_of_a_comparison(self):
        same = Standing("满意率", "%", "94.11%", "94.11%", "持平", "无数据", "无可比数据")
        assert same.sentence == "满意率94.11%，与上一期持平，上年同期无可比数据。"
        less = Standing("受理量", "件", "12", "15", "减少3件", "10", "增加2件")
        assert less.sentence == "受理量12件，比上一期减少3件，比上年同期增加2件。"
        assert Standing("满意率", "%", "无数据", "", "", "", "").sentence == "满意率：本期没有数据。"

    def test_both_editions_hold_the_figures(self, city):
        found = content("week", parse("2026-W24"), "热线中心")
        text = "\n".join(each.text for each in docx.Document(io.BytesIO(word(found))).paragraphs)
        with pdfplumber.open(io.BytesIO(pdf(found))) as book:
            printed = "".join(page.extract_text() for page in book.pages)
        for sentence in (text for section in found.sections for text in section.text):
            assert sentence in text
        assert "12345热线运行周报" in printed
        assert "2026年6月8日至6月14日" in printed

    def test_a_month_without_any_matter_is_a_report_too(self, people):  # noqa: F811 - a fixture
        refreshed()
        found = content("month", parse("2026-02"), "热线中心")
        assert word(found)[:2] == b"PK"
        assert pdf(found)[:4] == b"%PDF"
        assert "受理量0件" in found.sections[0].text[0]

    def test_they_are_written_in_the_morning_once(self, city):
        with clock.frozen(datetime(2026, 6, 1, 7, 0, tzinfo=clock.ZONE)):
            told = write_due_reports(ROBOT)
            assert [each in told for each in ("日报", "周报", "月报")] == [True] * 3
            assert write_due_reports(ROBOT) == ""
        assert set(Report.objects.values_list("kind", "first", "last")) == {
            ("day", date(2026, 5, 31), date(2026, 5, 31)),
            ("week", date(2026, 5, 25), date(2026, 5, 31)),
            ("month", date(2026, 5, 1), date(2026, 5, 31)),
        }

    def test_one_is_asked_for_in_the_browser_and_written_by_a_job(self, client, city, settings):
        browser = signed_in(client, "supervisor")
        refused = browser.post(reverse("hotline:report_new"), {"kind": "month", "on": "2027-01-01"})
        assert "日期还没有到" in refused.content.decode()
        browser.post(reverse("hotline:report_new"), {"kind": "month", "on": "2026-06-15"})
        run = JobRun.objects.get(job="hotline.report")
        assert run.arguments == {"kind": "month", "first": "2026-06-01"}

    def test_who_may_not_make_reports_makes_none(self, city):
        found = content("day", parse("2026-06-01"), "热线中心")
        with pytest.raises(DeniedError):
            keep_report(city["lamp"], kind="day", period=parse("2026-06-01"), content=found, word=b"", pdf=b"")
        assert not Report.objects.exists()
