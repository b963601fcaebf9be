"""Create the head row, and let the database itself refuse to change what is recorded."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER jrn_no_update BEFORE UPDATE ON journal_entry
       BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END""",
    """CREATE TRIGGER jrn_no_delete BEFORE DELETE ON journal_entry
       BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END""",
    """CREATE TRIGGER jrn_head_no_delete BEFORE DELETE ON journal_head
       BEGIN SELECT RAISE(ABORT, 'journal head cannot be removed'); END""",
    """CREATE TRIGGER jrn_head_forward BEFORE UPDATE ON journal_head WHEN NEW.sequence < OLD.sequence
       BEGIN SELECT RAISE(ABORT, 'journal head only moves forward'); END""",
]
SQLITE_UNDO = [
    "DROP TRIGGER jrn_no_update",
    "DROP TRIGGER jrn_no_delete",
    "DROP TRIGGER jrn_head_no_delete",
    "DROP TRIGGER jrn_head_forward",
]
POSTGRESQL = [
    """CREATE FUNCTION jrn_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'journal is append-only'; END $$""",
    """CREATE TRIGGER jrn_no_change BEFORE UPDATE OR DELETE ON journal_entry
       FOR EACH ROW EXECUTE FUNCTION jrn_refuse()""",
    """CREATE TRIGGER jrn_no_truncate BEFORE TRUNCATE ON journal_entry
       FOR EACH STATEMENT EXECUTE FUNCTION jrn_refuse()""",
    """CREATE TRIGGER jrn_head_no_delete BEFORE DELETE ON journal_head
       FOR EACH ROW EXECUTE FUNCTION jrn_refuse()""",
    """CREATE TRIGGER jrn_head_no_truncate BEFORE TRUNCATE ON journal_head
       FOR EACH STATEMENT EXECUTE FUNCTION jrn_refuse()""",
    """CREATE TRIGGER jrn_head_forward BEFORE UPDATE ON journal_head
       FOR EACH ROW WHEN (NEW.sequence < OLD.sequence) EXECUTE FUNCTION jrn_refuse()""",
]
POSTGRESQL_UNDO = ["DROP FUNCTION jrn_refuse() CASCADE"]


def run(schema_editor, by_vendor):
    for statement in by_vendor[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def protect(apps, schema_editor):
    apps.get_model("journal", "Head").objects.get_or_create(id=1)
    run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def release(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE_UNDO, "postgresql": POSTGRESQL_UNDO})


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
