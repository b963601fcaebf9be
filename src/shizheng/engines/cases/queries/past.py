"""Past cases as the learner takes them, from the engine's own tables."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from shizheng.engines.cases.domain.dispatch_rules import Asked, Intake, PastCase
from shizheng.engines.cases.domain.learning.matter import DAY, Matter, Past
from shizheng.engines.cases.models import Area, Case, Category
from shizheng.engines.cases.models.trees import Branch
from shizheng.kit.clock import aware
from shizheng.platform.orgs.models import FormerName, Organisation

MOST_DISPATCHED = 50_000
MOST_TEXTS = 20_000
CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Node:
    """A branch of a tree as far as learning needs it; `level` is empty for categories."""

    name: str
    codes: tuple[str, ...]
    level: str = ""


Tree = Mapping[str, Node]


@dataclass(frozen=True, slots=True)
class Units:
    """`labels` tell organisations apart by name; `now` leads from one that is gone to the one that has its name as a
    former one."""

    labels: Mapping[int, str]
    now: Mapping[int, int]

    def of(self, organisation: int) -> tuple[int, str]:
        key = self.now.get(organisation, organisation)
        return key, self.labels[key]

    @property
    def keys(self) -> dict[str, int]:
        return {label: key for key, label in self.labels.items()}


def categories_tree() -> Tree:
    return {each.code: Node(each.name, each.codes) for each in Category.objects.all()}


def areas_tree() -> Tree:
    return {each.code: Node(each.name, each.codes, each.level) for each in Area.objects.all()}


def branches(kind: type[Category] | type[Area], codes: set[str]) -> Tree:
    """The branches of these codes and all above them, in two statements; codes that do not exist are left out."""
    wanted = {code for code in codes if code and "\0" not in code}
    rows: dict[str, Branch] = {row.code: row for row in kind.objects.filter(code__in=wanted)} if wanted else {}
    above = {code for row in rows.values() for code in row.codes} - rows.keys()
    rows |= {row.code: row for row in kind.objects.filter(code__in=above)} if above else {}
    return {code: Node(row.name, row.codes, getattr(row, "level", "")) for code, row in rows.items()}


def units(day: date) -> Units:
    """Every organisation under a name of its own: where several share one, the one above stands behind it."""
    rows = list(Organisation.objects.select_related("parent"))
    shared = Counter(row.name for row in rows)
    labels: dict[int, str] = {}
    for row in rows:
        above = f"（{row.parent or row.code}）" if shared[row.name] > 1 else ""
        labels[row.pk] = row.name + above
    doubled = Counter(labels.values())
    labels = {row.pk: labels[row.pk] if doubled[labels[row.pk]] == 1 else f"{row.name}（{row.code}）" for row in rows}
    heirs = {former.name: former.organisation_id for former in FormerName.objects.order_by("valid_to")}
    gone = [row for row in rows if row.valid_to is not None and row.valid_to < day]
    return Units(labels, {row.pk: heirs[row.name] for row in gone if row.name in heirs})


def matter_of(intake: Intake, at: datetime, categories: Tree, areas: Tree) -> Matter:
    """A matter by the names of its category and place; what the trees do not know counts as not stated."""
    ways = [categories[code].name for code in _way(categories, intake.category)]
    where = {areas[code].level: areas[code].name for code in _way(areas, intake.area)}
    return Matter(
        street=where.get("street", ""),
        community=where.get("community", ""),
        subtype=ways[-1] if ways else "",
        maintype=ways[-2] if len(ways) > 1 else ways[-1] if ways else "",
        kind=ways[0] if ways else "",
        nature=intake.nature,
        source=intake.channel,
        day=at.timestamp() / DAY,
    )


def _way(tree: Tree, code: str) -> Sequence[str]:
    return [each for each in tree[code].codes if each in tree] if code in tree else ()


def _handled(process: str) -> Any:
    """Cases that were handled to their end, by the unit that handled them last; merged ones follow another."""
    rows = Case.objects.of(process).filter(ended_at__isnull=False, main__isnull=False, parent=None)
    return rows.order_by("-opened_at", "-pk")


def dispatched(process: str, known: Units, most: int = MOST_DISPATCHED) -> list[Past]:
    """The latest cases and their units, oldest first; units renamed or gone count as what they are now."""
    categories, areas = categories_tree(), areas_tree()
    columns = ("category_id", "area_id", "nature", "channel", "opened_at", "main_id")
    found = []
    for category, area, nature, channel, at, main in _handled(process).values_list(*columns)[:most]:
        key, label = known.of(main)
        intake = Intake(category=category or "", area=area or "", nature=nature, channel=channel)
        found.append(Past(matter_of(intake, at, categories, areas), label, str(key)))
    return found[::-1]


def texts(process: str, most: int = MOST_TEXTS) -> list[tuple[str, str, str]]:
    """Title, text and category code of the latest cases that an official has put under a category still in use."""
    rows = Case.objects.of(process).filter(category__isnull=False, ended_at__isnull=False)
    rows = rows.filter(category__valid_to__isnull=True).order_by("-opened_at", "-pk")
    found = rows.values_list("title", "text", "category_id")[:most]
    return [(title, text, str(code)) for title, text, code in found][::-1]


def latest_texts(most: int = MOST_TEXTS) -> Iterator[tuple[str, str]]:
    """Titles and texts of the latest cases of all processes."""
    rows = Case.objects.order_by("-opened_at", "-pk").values_list("title", "text")
    yield from rows[:most].iterator(CHUNK)


def tried(process: str, most: int) -> Iterator[PastCase]:
    """The latest handled cases as dispatch rules see them, in flat memory."""
    categories, areas = categories_tree(), areas_tree()
    rows = _handled(process).only(
        "opened_at", "title", "text", "place", "category", "area", "nature", "channel", "urgency", "main"
    )
    for case in rows[:most].iterator(CHUNK):
        yield PastCase(case.number, asked_of(case, categories, areas), case.main_id)


def many_tried(process: str, most: int) -> bool:
    """Whether more than so many cases would be tried."""
    return bool(_handled(process).values_list("pk")[most : most + 1])


def asked_of(case: Case, categories: Tree, areas: Tree) -> Asked:
    """What intake knew of a case, at the instant it came in."""
    category, area = categories.get(case.category_id or ""), areas.get(case.area_id or "")
    return Asked(intake_of(case), aware(case.opened_at), category.codes if category else (), area.codes if area else ())


def intake_of(case: Case) -> Intake:
    return Intake(
        title=case.title,
        text=case.text,
        category=case.category_id or "",
        area=case.area_id or "",
        place=case.place,
        channel=case.channel,
        nature=case.nature,
        urgency=case.urgency,
    )
