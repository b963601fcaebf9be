"""The index on the database at hand: what is found, that it follows every write, and that the plan uses it."""

import pytest
from django.db import connection, models
from django.db.migrations.state import ModelState, ProjectState

from shizheng.platform.search.models import IndexTerms, TermsField, holding


class Matter(models.Model):
    title = models.CharField(max_length=100)
    text = models.TextField(blank=True)
    terms = TermsField(of=("title", "text"))

    class Meta:
        app_label = "trial"  # not installed: its table belongs to the test
        db_table = "srch_matter"


@pytest.fixture
def matters(transactional_db):
    """A table of the test alone, made and indexed as a migration does it."""
    bare, made = ProjectState(), ProjectState()
    made.add_model(ModelState.from_model(Matter))
    index = IndexTerms("matter")
    with connection.schema_editor() as editor:
        editor.create_model(Matter)
        index.database_forwards("trial", editor, bare, made)
    yield Matter.objects
    with connection.schema_editor() as editor:
        index.database_backwards("trial", editor, made, bare)
        editor.delete_model(Matter)


def found(rows, words):
    return sorted(rows.filter(holding(words)).values_list("title", flat=True))


def test_words_find_rows_that_hold_them_all(matters):
    Matter.objects.create(title="东湖路路灯不亮", text="已三天")
    Matter.objects.create(title="东湖路积水")
    Matter.objects.bulk_create([Matter(title="噪音扰民", text="东湖路夜间施工 A3区")])
    assert found(matters, "东湖路") == ["东湖路积水", "东湖路路灯不亮", "噪音扰民"]
    assert found(matters, "东湖路 路灯") == ["东湖路路灯不亮"]
    assert found(matters, "a3 施工") == ["噪音扰民"]
    assert found(matters, "灯路") == []
    assert found(matters, "，") == []
    assert matters.exclude(holding("路灯")).count() == 2


def test_the_index_follows_changes_and_removal(matters):
    row = Matter.objects.create(title="路灯不亮")
    row.title = "积水"
    row.save()
    assert found(matters, "路灯") == []
    assert found(matters, "积水") == ["积水"]
    row.delete()
    assert found(matters, "积水") == []


@pytest.mark.parametrize("words", ['"', "' OR 1=1 --", "NEAR(", "*", "路灯*", "terms:路灯", "\\"])
def test_hostile_words_are_words(matters, words):
    Matter.objects.create(title="桥梁")
    assert found(matters, words) == []


def test_the_plan_can_use_the_index(matters):
    Matter.objects.create(title="路灯不亮")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET enable_seqscan = off")  # the table is too small for the planner to care
        plan = Matter.objects.filter(holding("路灯")).explain()
        if connection.vendor == "postgresql":
            cursor.execute("RESET enable_seqscan")
    assert "srch_matter_terms_gin" in plan or "VIRTUAL TABLE INDEX" in plan
