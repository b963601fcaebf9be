"""Writing what happened: the event first, then every row that follows from the state it led to.

Called by actions, inside their transaction and with the case's row locked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from shizheng.engines.cases.domain.events import Event
from shizheng.engines.cases.domain.state import NOTHING, State
from shizheng.engines.cases.domain.words import Field
from shizheng.engines.cases.models.case import Case
from shizheng.engines.cases.models.event import EventRow
from shizheng.engines.cases.models.party import PartyRow
from shizheng.engines.cases.models.projected import ClockRow, MarkRow, RequestRow
from shizheng.engines.cases.models.words import CaseWords

BATCH = 500
_KEYS: dict[type[models.Model], list[str]] = {
    PartyRow: ["case_id", "organisation_id"],
    ClockRow: ["case_id", "rule", "organisation_id"],
    RequestRow: ["case_id", "number"],
    MarkRow: ["case_id", "position", "ask"],
}

_SAID = (Field.TITLE, Field.TEXT, Field.PLACE)


@dataclass(frozen=True, slots=True)
class Step:
    """One event on a case, the state before it and the state after it."""

    case: Case
    event: Event
    before: State
    after: State


def sealed_row(step: Step) -> EventRow:
    """The event's row, unsaved, with the case moved on to it."""
    row = EventRow.of(step.case, step.event, step.after.stage, step.case.digest)
    step.case.take(step.after)
    step.case.digest = row.digest
    return row


def write_opening(step: Step) -> EventRow:
    """Save a new case with its first event."""
    row = sealed_row(step)
    step.case.save(force_insert=True)
    row.case = step.case
    row.save()
    CaseWords(case=step.case).save(force_insert=True)
    upsert(changed_rows(step))
    return row


def write_step(step: Step) -> EventRow:
    row = sealed_row(step)
    row.save()
    step.case.save(force_update=True)
    if any(step.before.text(field) != step.after.text(field) for field in _SAID):
        CaseWords(case=step.case).save(force_update=True)
    upsert(changed_rows(step))
    return row


def write_steps(steps: Sequence[Step]) -> list[EventRow]:
    """Many steps that time alone makes, one a case, in a handful of statements."""
    rows = [sealed_row(step) for step in steps]
    EventRow.objects.bulk_create(rows, batch_size=BATCH)
    columns = [field.name for field in Case._meta.local_concrete_fields if not field.primary_key]
    Case.objects.bulk_create(
        [step.case for step in steps],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=columns,
        batch_size=BATCH,
    )
    upsert(row for step in steps for row in changed_rows(step))
    return rows


def changed_rows(step: Step) -> list[models.Model]:
    """What stands beside the case and is not as it was."""
    before = {} if step.before == NOTHING else {key(row): values(row) for row in step.case.projected(step.before)}
    return [row for row in step.case.projected(step.after) if before.get(key(row)) != values(row)]


def key(row: models.Model) -> tuple[Any, ...]:
    """What tells a row from the others of its case."""
    return (type(row), *(getattr(row, name) for name in _KEYS[type(row)]))


def values(row: models.Model) -> dict[str, Any]:
    """Every column but the key of the table."""
    columns = [field.attname for field in row._meta.local_concrete_fields if not field.primary_key]
    return {name: getattr(row, name) for name in columns}


def upsert(rows: Iterable[models.Model]) -> None:
    """Save rows by what tells them apart, one statement a table."""
    by_table: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        by_table.setdefault(type(row), []).append(row)
    for table, found in by_table.items():
        fields = [field for field in table._meta.local_concrete_fields if not field.primary_key]
        table._default_manager.bulk_create(
            found,
            update_conflicts=True,
            unique_fields=[field.name for field in fields if field.attname in _KEYS[table]],
            update_fields=[field.name for field in fields if field.attname not in _KEYS[table]],
            batch_size=BATCH,
        )
