"""The pack section `hotline_phrases`: phrases that say nothing."""

from typing import Annotated

from msgspec import Meta, Struct

from shizheng.platform.modules.module import CREATED, UNCHANGED, Outcome, PackSection
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.actions.quality import add_phrases
from shizheng.systems.hotline.models import StockPhrase


class PhraseItem(Struct, forbid_unknown_fields=True, kw_only=True):
    text: Annotated[str, Meta(min_length=2, max_length=40)]


def apply(actor: Actor, item: PhraseItem) -> Outcome:
    if StockPhrase.objects.filter(text=item.text).exists():
        return UNCHANGED
    add_phrases(actor, phrases=[item.text])
    return CREATED


PHRASES = PackSection(id="hotline_phrases", name="答复套话", schema=PhraseItem, apply=apply, rank=591)
