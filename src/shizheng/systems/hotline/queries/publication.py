"""What may be proposed for publication, what its editor sees, and what everybody may read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from shizheng.engines.cases.models import Case, Category, MarkRow
from shizheng.kit import clock
from shizheng.kit.clock import ZONE
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.domain.callback import UNSATISFIED
from shizheng.systems.hotline.domain.process.process import WORK_ORDER
from shizheng.systems.hotline.domain.publication import PublicationState
from shizheng.systems.hotline.domain.redaction import Covered, left, segments
from shizheng.systems.hotline.models import ProposalRule, Publication
from shizheng.systems.hotline.queries.web import standing

FINISHED = ("closed", "archived")
Known = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    text: str
    place: str
    reply: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of a proposal: its label, the original in stretches, and the words that would be public."""

    label: str
    original: list[Covered]
    public: str


LABELS = (("title", "标题"), ("text", "诉求内容"), ("place", "地点"), ("reply", "答复内容"))


def original(case: Case) -> Words:
    replies = "\n".join(each.words for each in standing(case).replies)
    return Words(case.title, case.text, case.place, replies)


def covered(case: Case, known: Known) -> tuple[Words, dict[str, list[list[object]]]]:
    """The words of a finished case with personal data covered, and where it stood; `known` of the caller."""
    said = original(case)
    parts = {name: segments(getattr(said, name), known) for name, _ in LABELS}
    words = Words(**{name: "".join(part.shown for part in found) for name, found in parts.items()})
    return words, {name: list(_places(found)) for name, found in parts.items()}


def _places(parts: Sequence[Covered]) -> Iterator[list[object]]:
    at = 0
    for part in parts:
        if part.kind:
            yield [at, at + len(part.text), part.kind]
        at += len(part.text)


def compared(row: Publication) -> list[Compared]:
    said = original(row.case)
    return [
        Compared(label, list(_marked(getattr(said, name), (row.covered or {}).get(name, []))), getattr(row, name))
        for name, label in LABELS
        if getattr(said, name) or getattr(row, name)
    ]


def _marked(text: str, places: Sequence[Sequence[Any]]) -> Iterator[Covered]:
    at = 0
    for start, end, kind in places:
        yield from (Covered(text[at:start], "", ""), Covered(text[start:end], kind, ""))
        at = end
    yield Covered(text[at:], "", "")


def still_personal(row: Publication, known: Known = ()) -> list[str]:
    """What of the words that would be public still looks personal, with the field it stands in."""
    return [f"{label}：{found}" for name, label in LABELS for found in left(getattr(row, name), known)]


def grade_of(case: Case) -> str:
    marks = MarkRow.objects.filter(case=case, ask="satisfaction").order_by("-position").values_list("value", flat=True)
    return str(marks.first() or "")


def proposable() -> Any:
    """Finished matters that nobody has proposed; those of whoever asked for confidence are never among them, nor is
    what was merged into another."""
    return (
        Case.objects.of(WORK_ORDER.id)
        .filter(stage__in=FINISHED, publication=None, parent=None)
        .exclude(contact__confidential=True)
        .select_related("contact", "main")
    )


def by_rule(rule: ProposalRule) -> Any:
    """Those that the rule proposes by itself, oldest first."""
    rows = proposable().filter(ended_at__gte=clock.now() - timedelta(days=rule.days))
    if rule.natures:
        rows = rows.filter(nature__in=rule.natures)
    if rule.categories:
        below = list(Category.objects.filter(code__in=rule.categories).values_list("path", flat=True))
        codes = {code for path in below for code in Category.objects.below(path or "").values_list("code", flat=True)}
        rows = rows.filter(category__in=codes)
    if rule.least:
        marks = MarkRow.objects.filter(case=OuterRef("pk"), ask="satisfaction").order_by("-position")
        rows = rows.annotate(grade=Subquery(marks.values("value")[:1])).filter(grade__gte=rule.least)
    return rows.order_by("ended_at", "pk")


def rule() -> ProposalRule:
    return ProposalRule.objects.first() or ProposalRule()


def visible_case(actor: Actor, pk: int, permission: str) -> Case | None:
    found = Case.objects.visible_to(actor, permission).of(WORK_ORDER.id).select_related("contact", "main")
    return found.filter(pk=pk).first()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader narrows by; `month` as 2026-11."""

    words: str = ""
    category: str = ""
    unit: str = ""
    month: str = ""


def found(asked: Asked) -> "QuerySet[Publication]":
    rows = Publication.objects.public().select_related("unit", "category")
    if asked.words:
        rows = rows.holding(asked.words)
    if asked.category:
        branch = Category.objects.filter(code=asked.category).first()
        rows = (
            rows.filter(category__in=Category.objects.below(branch.path or "").values("code"))
            if branch
            else rows.none()
        )
    if asked.unit.isdecimal():
        rows = rows.filter(unit=int(asked.unit[:15]))
    if asked.month:
        first, after = month_of(asked.month)
        rows = rows.filter(published_at__gte=first, published_at__lt=after) if first else rows.none()
    return rows.order_by("-published_at", "-pk")


def month_of(text: str) -> tuple[datetime | None, datetime | None]:
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None, None
    after = (first + timedelta(days=32)).replace(day=1)
    return datetime.combine(first, time(), ZONE), datetime.combine(after, time(), ZONE)


@dataclass(frozen=True, slots=True)
class Totals:
    """`finished` are all finished matters, `rate` the percentage of them that is public; None where there are none."""

    published: int
    finished: int
    rate: float | None
    satisfied: float | None


def totals() -> Totals:
    public = Publication.objects.public()
    published = public.count()
    finished = Case.objects.of(WORK_ORDER.id).filter(ended_at__isnull=False, stage__in=FINISHED).count()
    graded = public.exclude(satisfaction="").count()
    unhappy = public.filter(satisfaction__in=UNSATISFIED).count()
    return Totals(
        published,
        finished,
        100 * published / finished if finished else None,
        100 * (graded - unhappy) / graded if graded else None,
    )


def by_category() -> list[tuple[str, int]]:
    """Name of the topmost category and number published, most first."""
    rows = Publication.objects.public().order_by().values_list("category__lineage").annotate(n=Count("pk"))
    counts: dict[str, int] = {}
    for lineage, number in rows:
        top = (lineage or "").strip("/").split("/")[0]
        counts[top] = counts.get(top, 0) + number
    names = dict(Category.objects.filter(code__in=counts).values_list("code", "name"))
    named = [(names.get(code, "未分类"), number) for code, number in counts.items()]
    return sorted(named, key=lambda pair: (-pair[1], pair[0]))


def choices() -> dict[str, list[tuple[str, str]]]:
    """What the filters of the public page offer: only what has something published."""
    public = Publication.objects.public().order_by()
    units = public.exclude(unit=None).values_list("unit", "unit__name").distinct()
    tops = {
        (lineage or "").strip("/").split("/")[0]
        for lineage in public.values_list("category__lineage", flat=True).distinct()
    }
    names = Category.objects.filter(code__in=tops - {""}).order_by("code").values_list("code", "name")
    months = public.dates("published_at", "month", order="DESC")[:24]
    return {
        "units": sorted(((str(pk), name) for pk, name in units), key=lambda pair: pair[1]),
        "categories": list(names),
        "months": [(f"{day:%Y-%m}", f"{day.year}年{day.month}月") for day in months],
    }


def top_categories() -> list[tuple[str, str]]:
    return list(Category.objects.filter(parent=None).order_by("code").values_list("code", "name"))


def is_open(row: Publication) -> bool:
    return row.state == PublicationState.PROPOSED
