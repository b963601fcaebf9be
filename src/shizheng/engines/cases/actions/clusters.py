"""热点 kept as they are reckoned, 预警 raised and told, and what people make of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse

from shizheng.engines.cases.domain.learning.matching import same_topics
from shizheng.engines.cases.domain.learning.matter import DAY
from shizheng.engines.cases.domain.learning.topics import Topic
from shizheng.engines.cases.models.clusters import ALERTS, Alert, AlertKind, AlertState, Cluster, ClusterCase, WatchWord
from shizheng.engines.cases.queries.clusters import Finding, going_on, news, places_of
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.kit import clock
from shizheng.kit.errors import ShizhengError
from shizheng.platform.accounts.queries import accounts_that_may
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.notify.actions import send_notice
from shizheng.platform.notify.models import Kind
from shizheng.platform.policy.domain.actor import Actor

APART = 3
"""Alerts of one run that are told one by one; more are told together."""


@action("cases.keep_clusters", "更新热点", permission=ALERTS)
def keep_clusters(actor: Actor, *, process: str, found: Sequence[Topic], at: datetime) -> int:
    """Make the rows what was found; a matter that goes on keeps its row. How many there are."""
    declared = process_of(process)
    places = ClusterCase.objects.filter(cluster__process=process)
    members = [[int(case.id) for case in topic.cases] for topic in found]
    known = same_topics(members, dict(places.values_list("case_id", "cluster_id")))
    rows = {row.pk: row for row in Cluster.objects.filter(process=process)}
    places.delete()
    kept = [_fill(rows.get(key) if key else None, process, topic, at) for key, topic in zip(known, found, strict=True)]
    for row in kept:
        row.save()
    Cluster.objects.filter(process=process).exclude(pk__in=[row.pk for row in kept]).delete()
    inside = [ClusterCase(cluster=row, case_id=case) for row, own in zip(kept, members, strict=True) for case in own]
    ClusterCase.objects.bulk_create(inside, batch_size=1_000)
    trace(None, f"更新{declared.name}热点：{len(kept)}个，{len(inside)}件")
    return len(kept)


def _fill(row: Cluster | None, process: str, topic: Topic, at: datetime) -> Cluster:
    row = row or Cluster(process=process)
    days = topic.days
    row.title, row.count = topic.title[:200], topic.count
    row.week, row.before = topic.trend(at.timestamp() / DAY)
    row.places = [list(place) for place in places_of(topic)]
    row.first_at, row.last_at = (datetime.fromtimestamp(day * DAY, clock.ZONE) for day in (days[0], days[-1]))
    row.made_at = at
    return row


@action("cases.raise_alerts", "发出预警", permission=ALERTS)
def raise_alerts(actor: Actor, *, process: str, found: Sequence[Finding]) -> list[Alert]:
    """Those that were not raised before, each told to whoever sees alerts; bursts that go on are counted on."""
    fresh = [each for each in news(found) if not (each.kind is AlertKind.BURST and _count_on(each))]
    bursts = [each.case for each in fresh if each.kind is AlertKind.BURST]
    clusters = dict(ClusterCase.objects.filter(case__in=bursts).values_list("case", "cluster"))
    made = [_alert(process, each, clusters.get(each.case or 0)) for each in fresh]
    Alert.objects.bulk_create(made)
    _tell(actor, Alert.objects.filter(key__in=[alert.key for alert in made]).order_by("pk"))
    trace(None, f"发出{process_of(process).name}预警{len(made)}条")
    return made


def _count_on(found: Finding) -> bool:
    """Whether the burst was raised lately; then it has more cases now."""
    known = going_on(found)
    if known is not None:
        known.count, known.title, known.detail = found.count, found.title[:200], found.detail[:500]
        known.save(update_fields=["count", "title", "detail"])
    return known is not None


def _alert(process: str, found: Finding, cluster: int | None) -> Alert:
    return Alert(
        process=process,
        kind=found.kind,
        key=found.key,
        title=found.title[:200],
        detail=found.detail[:500],
        count=found.count,
        case_id=found.case,
        cluster_id=cluster,
        category_id=found.category,
        at=found.at,
    )


def _tell(actor: Actor, alerts: Iterable[Alert]) -> None:
    listed = list(alerts)
    if not listed:
        return
    people = accounts_that_may(ALERTS)
    if len(listed) > APART:
        title, words = f"{len(listed)}条新预警", "；".join(alert.title for alert in listed[:10])
        send_notice(actor, recipients=people, kind=Kind.REMINDER, title=title, body=words, link=reverse("cases:alerts"))
        return
    for alert in listed:
        title = f"{alert.get_kind_display()}预警：{alert.title}"
        send_notice(
            actor,
            recipients=people,
            kind=Kind.REMINDER,
            title=title,
            body=alert.detail,
            link=alert.get_absolute_url(),
        )


@action("cases.see_alert", "查看预警", permission=ALERTS, on="alert")
def see_alert(actor: Actor, *, alert: Alert) -> Alert:
    """Somebody has taken note; an alert already seen or dismissed stays as it is."""
    if alert.state == AlertState.NEW:
        _handle(actor, alert, AlertState.SEEN)
    trace(alert, f"查看预警“{alert}”")
    return alert


@action("cases.dismiss_alert", "排除预警", permission=ALERTS, on="alert")
def dismiss_alert(actor: Actor, *, alert: Alert, reason: str) -> Alert:
    """It was none, for a reason."""
    if alert.state == AlertState.DISMISSED:
        raise ShizhengError("该预警已经排除", alert.title)
    alert.reason = reason[:500]
    _handle(actor, alert, AlertState.DISMISSED)
    trace(alert, f"排除预警“{alert}”", reason=reason)
    return alert


def _handle(actor: Actor, alert: Alert, state: AlertState) -> None:
    alert.state, alert.handled_by, alert.handled_at = state, actor.display_name[:100], clock.now()
    alert.save(update_fields=["state", "handled_by", "handled_at", "reason"])


@action("cases.set_watch_words", "导入安全词", permission="cases.manage")
def set_watch_words(actor: Actor, *, kind: str, words: Sequence[str]) -> bool:
    """What the heading holds from now on; whether anything changed. A word stands under one heading only."""
    wanted = list(dict.fromkeys(words))
    known = list(WatchWord.objects.filter(kind=kind).values_list("word", flat=True))
    if sorted(known) == sorted(wanted):
        trace(None, f"安全词“{kind}”没有变化")
        return False
    WatchWord.objects.filter(kind=kind).delete()
    WatchWord.objects.filter(word__in=wanted).delete()
    WatchWord.objects.bulk_create(WatchWord(kind=kind, word=word) for word in wanted)
    trace(None, f"导入安全词“{kind}”{len(wanted)}个")
    return True
