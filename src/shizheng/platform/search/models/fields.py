"""`TermsField` and its lookup ``__holds``."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Lookup

from shizheng.platform.search.domain.terms import asked, terms


class TermsField(models.TextField[str, str]):
    """The terms of other fields of the row, kept by itself; `IndexTerms` in the app's migration makes it quick."""

    def __init__(self, *args: Any, of: Sequence[str] = (), **kwargs: Any) -> None:
        self.of = tuple(of)
        super().__init__(*args, **{**kwargs, "editable": False, "blank": True, "default": ""})

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("editable", "blank", "default"):
            kwargs.pop(fixed, None)
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        found = terms("\n".join(str(getattr(model_instance, name) or "") for name in self.of))
        setattr(model_instance, self.attname, found)
        return found


def shadow(table: str, column: str) -> str:
    """SQLite's full-text table beside `table`."""
    return f"{table}_{column}_fts"


@TermsField.register_lookup
class HoldsTerms(Lookup[Any]):
    """``terms__holds=("路灯", "灯不")``: the row has every one of the terms; an empty sequence finds no row."""

    lookup_name = "holds"
    prepare_rhs = False

    def _terms(self) -> list[str]:
        given: Iterable[str] = self.rhs
        return [str(term) for term in given]

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        wanted = self._terms()
        if not wanted:
            return "FALSE", []
        column, params = self.process_lhs(compiler, connection)
        return f"string_to_array({column}, ' ') @> %s::text[]", [*params, wanted]

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        wanted = self._terms()
        if not wanted:
            return "0", []
        column = self.lhs
        table, key = column.target.model._meta.db_table, column.target.model._meta.pk.column
        row = f"{compiler.quote_name_unless_alias(column.alias)}.{connection.ops.quote_name(key)}"
        fts = connection.ops.quote_name(shadow(table, column.target.column))
        match = " AND ".join(f'"{term}"' for term in wanted)
        # Names come from the model, the words are a parameter.
        return f"{row} IN (SELECT rowid FROM {fts} WHERE {fts} MATCH %s)", [match]  # noqa: S608


def holding(words: str, field: str = "terms") -> models.Q:
    """Rows whose text contains all of `words`; words without any term find nothing."""
    return models.Q(**{f"{field}__holds": asked(words)})
