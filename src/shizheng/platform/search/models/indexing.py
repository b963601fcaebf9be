"""The migration operation that makes a `TermsField` quick: an inverted index of either database."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from shizheng.platform.search.models.fields import shadow


def _on_postgresql(table: str, column: str) -> tuple[list[str], list[str]]:
    name = f"{table}_{column}_gin"[:30]
    made = f"CREATE INDEX {name} ON {table} USING gin (string_to_array({column}, ' ')) WITH (fastupdate = on)"
    return [made], [f"DROP INDEX {name}"]


def _on_sqlite(table: str, column: str, key: str) -> tuple[list[str], list[str]]:
    """A full-text table that keeps no copy of the text; three triggers keep it in step, whoever writes."""
    fts = shadow(table, column)
    gone = f"INSERT INTO {fts}({fts}, rowid, {column}) VALUES ('delete', old.{key}, old.{column});"  # noqa: S608
    come = f"INSERT INTO {fts}(rowid, {column}) VALUES (new.{key}, new.{column});"  # noqa: S608
    made = [
        f"CREATE VIRTUAL TABLE {fts} USING fts5({column}, content='{table}', content_rowid='{key}', detail=none, "
        "tokenize='unicode61 remove_diacritics 0')",
        f"INSERT INTO {fts}({fts}) VALUES ('rebuild')",  # noqa: S608
        f"CREATE TRIGGER {fts}_ai AFTER INSERT ON {table} BEGIN {come} END",
        f"CREATE TRIGGER {fts}_ad AFTER DELETE ON {table} BEGIN {gone} END",
        f"CREATE TRIGGER {fts}_au AFTER UPDATE OF {column} ON {table} BEGIN {gone} {come} END",
    ]
    return made, [*(f"DROP TRIGGER IF EXISTS {fts}_{when}" for when in ("ai", "ad", "au")), f"DROP TABLE {fts}"]


class IndexTerms(Operation):
    """``IndexTerms("case", "terms")`` after the model is made; reversible."""

    reversible = True

    def __init__(self, model_name: str, field: str = "terms") -> None:
        self.model_name = model_name
        self.field = field

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.model_name, self.field], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing that the models know of."""

    def _statements(self, app_label: str, editor: BaseDatabaseSchemaEditor, state: Any) -> tuple[list[str], list[str]]:
        options = state.apps.all_models[app_label][self.model_name.lower()]._meta
        column = options.get_field(self.field).column
        if editor.connection.vendor == "postgresql":
            return _on_postgresql(options.db_table, column)
        return _on_sqlite(options.db_table, column, options.pk.column)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in self._statements(app_label, schema_editor, to_state)[0]:
            schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in self._statements(app_label, schema_editor, from_state)[1]:
            schema_editor.execute(statement)

    def describe(self) -> str:
        return f"Index the terms in {self.model_name}.{self.field}"
