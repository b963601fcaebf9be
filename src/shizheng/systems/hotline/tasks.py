"""What the hotline does by the clock."""

import logging
from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from shizheng.engines.cases.models.following import Happening
from shizheng.kit import clock
from shizheng.kit.errors import ShizhengError
from shizheng.platform.accounts.queries import accounts_that_may
from shizheng.platform.jobs.domain.catalogue import Progress, job
from shizheng.platform.jobs.domain.timers import timer
from shizheng.platform.measures.domain.periods import Period
from shizheng.platform.notify.actions import send_notice
from shizheng.platform.notify.models import Kind, ShortMessage
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.vault.models import for_machine
from shizheng.systems.hotline.actions.evaluation import MAKE_REPORT, keep_report
from shizheng.systems.hotline.actions.mailbox import take_letter
from shizheng.systems.hotline.actions.publication import propose_publication
from shizheng.systems.hotline.domain.evaluation_periods import due, period_of
from shizheng.systems.hotline.domain.evaluation_press import pdf, word
from shizheng.systems.hotline.models import Article, HotlineOffice, Report, Told
from shizheng.systems.hotline.queries.callbacks import issue, to_invite
from shizheng.systems.hotline.queries.evaluation_reports import content
from shizheng.systems.hotline.queries.imap import read_new
from shizheng.systems.hotline.queries.knowledge import writers_of
from shizheng.systems.hotline.queries.notices import news
from shizheng.systems.hotline.queries.publication import by_rule, rule

log = logging.getLogger(__name__)
LONGEST_LIST = 500


@timer("hotline.reviews", "提醒复核知识", daily=time(8, 30))
def remind_of_reviews(actor: Actor) -> str:
    """Once a day each writer hears how many articles of the unit are due, not one notice an article."""
    today = clock.today()
    units: dict[int, list[Article]] = {}
    for article in Article.objects.due_for_review(today).order_by("review_by")[:LONGEST_LIST]:
        units.setdefault(article.organisation_id, []).append(article)
    for articles in units.values():
        titles = "、".join(f"“{article.title}”" for article in articles[:3])
        send_notice(
            actor,
            recipients=writers_of(articles[0], today),
            kind=Kind.REMINDER,
            title=f"{len(articles)}条知识需要复核",
            body=f"{titles}{'等' if len(articles) > 3 else ''}将到或已过复核日期，请核对是否仍然有效。",
            link="/hotline/knowledge/articles/?due=true",
        )
    return f"提醒{len(units)}个单位" if units else ""


@timer("hotline.mail", "收取信箱", every=timedelta(minutes=5))
def fetch_letters(actor: Actor) -> str:
    if not settings.MAILBOX:
        return ""

    def take(raw: bytes, place: str) -> None:
        take_letter(actor, raw=raw, place=place)

    count = read_new(settings.MAILBOX, take)
    return f"收取{count}封" if count else ""


@timer("hotline.news", "提醒承办单位", every=timedelta(minutes=10))
def tell_units(actor: Actor) -> str:
    """One notice a handler however many cases came: what is new, what runs out within hours, what has run out."""
    with transaction.atomic():
        span = Told.objects.span(clock.now())
        found = news(*span) if span else []
        for each in found:
            send_notice(
                actor,
                recipients=accounts_that_may("hotline.handle", each.organisation),
                kind=Kind.TODO,
                title=each.words,
                link="/hotline/work/",
            )
    return f"提醒{len(found)}个单位" if found else ""


@job(MAKE_REPORT, "生成热线报告")
def write_report(progress: Progress, *, kind: str, first: str) -> dict[str, Any]:
    """`first` is any day of the period, as YYYY-MM-DD."""
    period = period_of(date.fromisoformat(first), kind)
    progress.report(10, "正在汇总指标")
    return {"report": _written(progress.actor, kind, period).pk}


@timer("hotline.reports", "生成热线报告", daily=time(7, 0))
def write_due_reports(actor: Actor) -> str:
    """Yesterday's, and on their days the week's and the month's; what is there already is not written again."""
    made = [
        _written(actor, kind, period).title
        for kind, period in due(clock.today())
        if not Report.objects.filter(kind=kind, first=period.first, last=period.last).exists()
    ]
    return "、".join(made)


def _written(actor: Actor, kind: str, period: Period) -> Report:
    found = content(kind, period, actor.organisation_name or "12345政务服务便民热线")
    return keep_report(actor, kind=kind, period=period, content=found, word=word(found), pdf=pdf(found))


@timer("hotline.proposals", "提请公开办结事项", daily=time(6, 0))
def propose_finished(actor: Actor) -> str:
    """By the rule that the centre has set, at most LONGEST_LIST a day; one that fails does not keep the others."""
    chosen = rule()
    if not chosen.is_active:
        return ""
    made = 0
    for case in by_rule(chosen)[:LONGEST_LIST]:
        try:
            propose_publication(actor, case=case)
        except ShizhengError:
            log.exception("a finished matter could not be proposed")
        else:
            made += 1
    return f"提请公开{made}件" if made else ""


INVITING = "【{centre}】您反映的事项（{number}）已答复，请评价：{link}（{days}天内有效，只能评价一次）"


def invite_callers(actor: Actor, happenings: Sequence[Happening]) -> None:
    """Follower: every case that has come to wait for its callback sends its caller a link."""
    wanted = to_invite(happenings)
    known = HotlineOffice.objects.select_related("centre").first() if wanted else None
    if known is None:
        return
    for each in wanted:
        link = settings.PUBLIC_URL + reverse("hotline:evaluate", kwargs={"token": issue(each.case, each.row.position)})
        words = INVITING.format(centre=known.centre, number=each.case.number, link=link, days=known.callback_days)
        phone = for_machine(each.case.contact.phone) if each.case.contact else ""
        ShortMessage.objects.post(phone=phone, text=words, organisation=each.case.keeper_id, purpose="回访评价")
