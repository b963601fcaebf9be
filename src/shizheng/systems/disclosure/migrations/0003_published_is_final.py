"""Let the database itself refuse to change what has been published."""

from django.db import migrations

TABLES = ("disc_publication", "disc_published_file")
SQLITE = [
    f"""CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table}
        BEGIN SELECT RAISE(ABORT, 'published versions are final'); END"""
    for table in TABLES
    for verb in ("UPDATE", "DELETE")
]
SQLITE_UNDO = [f"DROP TRIGGER {table}_{verb}" for table in TABLES for verb in ("update", "delete")]
POSTGRESQL = [
    """CREATE FUNCTION disc_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'published versions are final'; END $$""",
    # An empty table may be emptied: that is how test runners clean up.
    """CREATE FUNCTION disc_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS
       $$ DECLARE there boolean; BEGIN
         EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', TG_TABLE_NAME) INTO there;
         IF there THEN RAISE EXCEPTION 'published versions are final'; END IF;
         RETURN NULL;
       END $$""",
    *(
        f"""CREATE TRIGGER {table}_final BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION disc_refuse()"""
        for table in TABLES
    ),
    *(
        f"""CREATE TRIGGER {table}_keep BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION disc_refuse_truncate()"""
        for table in TABLES
    ),
]
POSTGRESQL_UNDO = ["DROP FUNCTION disc_refuse() CASCADE", "DROP FUNCTION disc_refuse_truncate() CASCADE"]


def run(schema_editor, by_vendor):
    for statement in by_vendor[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def protect(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def release(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE_UNDO, "postgresql": POSTGRESQL_UNDO})


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0002_publication")]
    operations = [migrations.RunPython(protect, release)]
