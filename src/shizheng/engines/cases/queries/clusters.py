"""What recent cases come to: matters that many report, and what should be told at once. Nothing is written here."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncDate

from shizheng.engines.cases.domain.learning.alerts import DAYS_OF_REPEATS, OFTEN, Report, SafetyWords, burst, callers
from shizheng.engines.cases.domain.learning.alerts import rising as rising_names
from shizheng.engines.cases.domain.learning.likes import Case as LikeCase
from shizheng.engines.cases.domain.learning.matter import DAY
from shizheng.engines.cases.domain.learning.topics import Topic, topics
from shizheng.engines.cases.models import Case, Category
from shizheng.engines.cases.models.clusters import Alert, AlertKind, WatchWord
from shizheng.kit import clock

SPAN = timedelta(days=14)
SHORT = timedelta(hours=24)
FRESH = timedelta(hours=2)
"""How far back new cases are looked at for words and callers: longer than any pause of the worker should be."""
FEWEST = 3
MOST_CASES = 20_000
REMEMBERED = timedelta(days=3)
"""How long a matter that was raised as a burst is not raised again but only counted on."""
WEEKS = 9
WORDS_READ = 2_000


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to be told. `key` says what it is about; `members` are the cases that it is of, where they are many."""

    kind: AlertKind
    key: str
    title: str
    detail: str
    at: datetime
    count: int = 1
    case: int | None = None
    category: str | None = None
    members: tuple[int, ...] = ()


def recent_topics(process: str, at: datetime, span: timedelta = SPAN, fewest: int = FEWEST) -> list[Topic]:
    """Matters of `fewest` cases or more among those that came in within the span, the largest first."""
    rows = _recent(process, at - span).select_related("area").order_by("-opened_at", "-pk")
    found = [
        LikeCase(
            str(case.pk),
            case.title,
            case.text[:WORDS_READ],
            case.area.name if case.area else case.place,
            case.opened_at.timestamp() / DAY,
        )
        for case in rows[:MOST_CASES]
    ]
    return topics(found[::-1], fewest)


def _recent(process: str, since: datetime) -> Any:
    return Case.objects.of(process).filter(opened_at__gte=since, parent=None)


def dangers(process: str, at: datetime) -> Iterator[Finding]:
    """New cases that have a word of danger; one finding a case, by the first of its words."""
    words: dict[str, list[str]] = defaultdict(list)
    for kind, word in WatchWord.objects.values_list("kind", "word"):
        words[kind].append(word)
    if not words:
        return
    watch = SafetyWords(words)
    for case in _recent(process, at - FRESH).only("title", "text", "opened_at"):
        hits = watch.found(f"{case.title}\n{case.text}")
        if hits:
            met = "、".join(dict.fromkeys(hit.word for hit in hits))
            title = f"{hits[0].kind}：{case.title or case.number}"
            yield Finding(
                AlertKind.SAFETY, f"safety:{case.pk}", title, f"含安全词：{met}", case.opened_at, case=case.pk
            )


def frequent_callers(process: str, at: datetime) -> Iterator[Finding]:
    """Callers of new cases who came three times or oftener in thirty days; told once a week."""
    fresh = _recent(process, at - FRESH).exclude(contact=None).exclude(contact__phone_index="")
    numbers = set(fresh.values_list("contact__phone_index", flat=True))
    if not numbers:
        return
    since = at - timedelta(days=DAYS_OF_REPEATS)
    rows = Case.objects.of(process).filter(contact__phone_index__in=numbers, opened_at__gte=since).order_by("opened_at")
    by_caller: dict[str, list[Case]] = defaultdict(list)
    for case in rows.select_related("contact").only("title", "opened_at", "contact__phone_index"):
        by_caller[case.contact.phone_index if case.contact else ""].append(case)
    week = clock.aware(at).strftime("%G-%V")
    for number, cases in by_caller.items():
        if len(cases) >= OFTEN:
            last = cases[-1]
            title = f"同一来电30天内{len(cases)}次：{last.title or last.number}"
            told = "；".join(case.title or case.number for case in cases[-OFTEN:])
            key = f"repeat:{process}:{number[:48]}:{week}"
            yield Finding(AlertKind.REPEAT, key, title, f"最近：{told}", last.opened_at, len(cases), last.pk)


def bursts(process: str, at: datetime) -> Iterator[Finding]:
    """Matters of the last day that three callers or more raised from one place."""
    for topic in recent_topics(process, at, SHORT):
        keys = [int(case.id) for case in topic.cases]
        rows = {case.pk: case for case in Case.objects.filter(pk__in=keys).select_related("contact", "area")}
        reports = burst([_report(rows[key]) for key in keys if key in rows])
        if reports:
            members = tuple(int(report.id) for report in reports)
            last = rows[members[-1]]
            where = last.area.name if last.area else last.place
            title = f"{where}24小时内{callers(reports)}人反映：{topic.title}"
            detail = f"共{len(members)}件，最近一件{clock.aware(last.opened_at):%m-%d %H:%M}"
            yield Finding(
                AlertKind.BURST, f"burst:{members[0]}", title, detail, at, len(members), members[0], None, members
            )


def _report(case: Case) -> Report:
    caller = case.contact.phone_index if case.contact else ""
    return Report(str(case.pk), caller, case.area.code if case.area else case.place)


def rises(process: str, at: datetime) -> Iterator[Finding]:
    """Categories whose last seven whole days are rarer than chance allows against the eight weeks before."""
    today = clock.aware(at).replace(hour=0, minute=0, second=0, microsecond=0)
    start = today - timedelta(weeks=WEEKS)
    rows = Case.objects.of(process).filter(opened_at__gte=start, opened_at__lt=today, category__isnull=False)
    days = rows.annotate(day=TruncDate("opened_at", tzinfo=clock.ZONE)).values("category_id", "day")
    weeks: dict[str, list[int]] = defaultdict(lambda: [0] * WEEKS)
    for row in days.annotate(count=Count("pk")).order_by():
        weeks[str(row["category_id"])][(row["day"] - start.date()).days // 7] += row["count"]
    found = rising_names(_begun(weeks))
    names = dict(Category.objects.filter(code__in=[rise.name for rise in found]).values_list("code", "name"))
    for rise in found:
        key = f"rise:{process}:{rise.name}:{today:%G-%V}"
        title = f"“{names[rise.name]}”近7天{rise.count}件，此前每周约{rise.expected:g}件"
        yield Finding(
            AlertKind.RISE, key[:100], title, f"偶然出现的可能性小于{_chance(rise.chance)}", at, rise.count,
            category=rise.name,
        )  # fmt: skip


def _begun(weeks: Mapping[str, Sequence[int]]) -> dict[str, Sequence[int]]:
    """Without the weeks before the process had any case: they would make every category rise."""
    totals = [sum(counts[at] for counts in weeks.values()) for at in range(WEEKS)]
    first = next((at for at, total in enumerate(totals) if total), WEEKS)
    return {name: counts[first:] for name, counts in weeks.items()} if WEEKS - first > 2 else {}


def _chance(value: float) -> str:
    return "千分之一" if value > 1e-4 else "万分之一"


def news(found: Sequence[Finding]) -> list[Finding]:
    """Those that nobody was told yet: raised under no key, and for a burst with more cases than when it was."""
    keys = set(Alert.objects.filter(key__in=[each.key for each in found]).values_list("key", flat=True))
    fresh = {each.key: each for each in found if each.kind is AlertKind.BURST or each.key not in keys}
    return [each for each in fresh.values() if _is_news(each)]


def _is_news(found: Finding) -> bool:
    known = going_on(found) if found.kind is AlertKind.BURST else None
    return known is None or known.count < found.count


def going_on(found: Finding) -> Alert | None:
    """The alert of a burst of which a case was raised lately."""
    since = found.at - REMEMBERED
    rows = Alert.objects.filter(kind=AlertKind.BURST, case__in=found.members, at__gte=since)
    first: Alert | None = rows.order_by("pk").first()
    return first


def places_of(topic: Topic) -> list[tuple[str, int]]:
    return Counter(case.place for case in topic.cases if case.place).most_common(5)
