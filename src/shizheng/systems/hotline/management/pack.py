"""The pack section `knowledge`: answers that a city starts with."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated, Any

from msgspec import Meta, Struct

from shizheng.kit import clock
from shizheng.kit.errors import Fault
from shizheng.platform.modules.module import CREATED, UNCHANGED, UPDATED, Outcome, PackSection
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.actions.knowledge import publish_article, revise_article, write_article
from shizheng.systems.hotline.domain.knowledge import Text
from shizheng.systems.hotline.models import Article

_REVIEWED = timedelta(days=180)
"""A pack that names no review date has its articles reviewed so long after it was applied."""


class KnowledgeItem(Struct, forbid_unknown_fields=True, kw_only=True):
    """`organisation` is a code; a unit has one article of a title."""

    organisation: str
    title: Annotated[str, Meta(min_length=1, max_length=200)]
    body: Annotated[str, Meta(min_length=1, max_length=5000)]
    source: Annotated[str, Meta(min_length=1, max_length=300)]
    keywords: Annotated[str, Meta(max_length=200)] = ""
    category: Annotated[str, Meta(max_length=60)] = ""
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def text(self) -> Text:
        return Text(
            title=self.title,
            body=self.body.strip(),
            source=self.source,
            keywords=self.keywords,
            category=self.category,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
        )


def review(items: Sequence[KnowledgeItem], pack: Mapping[str, Sequence[Any]]) -> list[tuple[int, Fault]]:
    """Units that exist, titles stated once a unit, spans that end after they begin."""
    faults: list[tuple[int, Fault]] = []
    units = set(Organisation.objects.values_list("code", flat=True)) | {
        unit.code for unit in pack.get("organisations", ())
    }
    seen: set[tuple[str, str]] = set()
    for index, item in enumerate(items):
        if item.organisation not in units:
            faults.append((index, Fault(f"负责单位“{item.organisation}”不存在", "organisation")))
        if (item.organisation, item.title) in seen:
            faults.append((index, Fault(f"同一单位的知识“{item.title}”重复", "title", "只写一次")))
        if item.text.effect.is_backwards:
            faults.append((index, Fault("失效日期早于生效日期", "valid_to")))
        seen.add((item.organisation, item.title))
    return faults


def apply(actor: Actor, item: KnowledgeItem) -> Outcome:
    """What the unit has changed or withdrawn since stays as the unit left it, unless the pack's own text changed."""
    unit = Organisation.objects.get(code=item.organisation)
    known = Article.objects.filter(organisation=unit, title=item.title).first()
    review_by = clock.today() + _REVIEWED
    if known is None:
        made = write_article(actor, organisation=unit, text=item.text, review_by=review_by)
        publish_article(actor, article=made, note="配置包")
        return CREATED
    if known.versions.filter(body=item.text.body, source=item.source).exists():
        return UNCHANGED
    revise_article(actor, article=known, text=item.text, review_by=review_by)
    publish_article(actor, article=known, note="配置包")
    return UPDATED


KNOWLEDGE = PackSection(id="knowledge", name="知识库", schema=KnowledgeItem, apply=apply, review=review, rank=600)
