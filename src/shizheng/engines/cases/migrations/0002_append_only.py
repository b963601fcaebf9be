"""Let the database itself refuse to change or remove what happened to a case."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER cas_no_update BEFORE UPDATE ON cas_event
       BEGIN SELECT RAISE(ABORT, 'events are append-only'); END""",
    """CREATE TRIGGER cas_no_delete BEFORE DELETE ON cas_event
       BEGIN SELECT RAISE(ABORT, 'events are append-only'); END""",
]
SQLITE_UNDO = ["DROP TRIGGER cas_no_update", "DROP TRIGGER cas_no_delete"]
POSTGRESQL = [
    """CREATE FUNCTION cas_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'events are append-only'; END $$""",
    """CREATE TRIGGER cas_no_change BEFORE UPDATE OR DELETE ON cas_event
       FOR EACH ROW EXECUTE FUNCTION cas_refuse()""",
    """CREATE TRIGGER cas_no_truncate BEFORE TRUNCATE ON cas_event
       FOR EACH STATEMENT EXECUTE FUNCTION cas_refuse()""",
]
POSTGRESQL_UNDO = ["DROP FUNCTION cas_refuse() CASCADE"]


def run(schema_editor, by_vendor):
    for statement in by_vendor[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def protect(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def release(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE_UNDO, "postgresql": POSTGRESQL_UNDO})


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
