"""What every table and every write of the platform must keep, whatever is added."""

import importlib

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from shizheng.platform.journal.actions import ACTIONS
from shizheng.platform.policy.domain.permissions import PERMISSIONS
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet

OURS = [model for model in apps.get_models() if model.__module__.startswith("shizheng.platform.")]
# Its one row says how long the journal is and belongs to nobody.
UNSCOPED = {"journal.Head"}


@pytest.mark.django_db
def test_migrations_say_what_the_models_say():
    labels = sorted({model._meta.app_label for model in OURS})
    call_command("makemigrations", *labels, check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("model", [m for m in OURS if m._meta.label not in UNSCOPED], ids=lambda m: m._meta.label)
def test_every_table_says_who_may_see_its_rows(model):
    assert isinstance(model.scope_fields, ScopeFields)
    assert model.scope_fields.view in PERMISSIONS
    if not model._meta.auto_created:
        assert isinstance(model.objects.all(), VisibleQuerySet)


def test_every_write_action_asks_for_a_declared_permission():
    for name in ("orgs", "accounts", "files", "jobs", "notify", "packs"):
        importlib.import_module(f"shizheng.platform.{name}.actions")
    ours = [spec for spec in ACTIONS if spec.function.__module__.startswith("shizheng.platform.")]
    assert len(ours) >= 20
    assert [spec.id for spec in ours if spec.permission is not None and spec.permission not in PERMISSIONS] == []


@pytest.mark.django_db
def test_the_journals_triggers_stand_after_all_migrations():
    """A later migration that rebuilds the table (SQLite does) would drop them without a word."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'jrn%'")
            expected = {"jrn_no_update", "jrn_no_delete", "jrn_head_no_delete", "jrn_head_forward"}
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'jrn%'")
            expected = {
                "jrn_no_change",
                "jrn_no_truncate",
                "jrn_head_no_delete",
                "jrn_head_no_truncate",
                "jrn_head_forward",
            }
        assert {row[0] for row in cursor.fetchall()} == expected
