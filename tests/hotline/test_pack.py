"""Answers in a city's pack: applied once, corrected, never over what the unit changed itself."""

from pathlib import Path

import pytest

from shizheng.kit.errors import InvalidInputError
from shizheng.platform.packs.actions import apply_pack
from shizheng.systems.hotline.actions.knowledge import withdraw_article
from shizheng.systems.hotline.models import Article, ArticleVersion
from tests.platform.people import ROBOT, organisation

pytestmark = pytest.mark.django_db
ITEM = "knowledge:\n  - {organisation: %s, title: 路灯, body: %s, source: 规定}\n"


def pack(folder: Path, text: str) -> Path:
    (folder / "knowledge.yaml").write_text(text, encoding="utf-8")
    return folder


def test_it_is_published_once_and_again_when_corrected(tmp_path):
    organisation("A")
    for _ in range(2):
        apply_pack(ROBOT, folder=pack(tmp_path, ITEM % ("A", "甲")))
    assert list(ArticleVersion.objects.values_list("number", "body")) == [(1, "甲")]
    apply_pack(ROBOT, folder=pack(tmp_path, ITEM % ("A", "乙")))
    assert ArticleVersion.objects.get(is_current=True).body == "乙"


def test_what_the_unit_withdrew_stays_withdrawn(tmp_path):
    organisation("A")
    apply_pack(ROBOT, folder=pack(tmp_path, ITEM % ("A", "甲")))
    withdraw_article(ROBOT, article=Article.objects.get(), reason="不再适用")
    apply_pack(ROBOT, folder=pack(tmp_path, ITEM % ("A", "甲")))
    assert not ArticleVersion.objects.filter(is_current=True).exists()


def test_an_unknown_unit_is_refused_as_a_whole(tmp_path):
    with pytest.raises(InvalidInputError, match="负责单位“B”不存在"):
        apply_pack(ROBOT, folder=pack(tmp_path, ITEM % ("B", "甲")))
    assert Article.objects.count() == 0
