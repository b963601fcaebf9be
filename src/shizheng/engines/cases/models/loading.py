"""Many new cases with all that happened to them, put into the tables at once.

What `writing` saves move by move, from the same columns; only the states after the last events are written.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any

from django.db import models

from shizheng.engines.cases.domain.contacts import ContactDetails
from shizheng.engines.cases.domain.importing import Replayed
from shizheng.engines.cases.domain.state import State
from shizheng.engines.cases.models.attached import Contact
from shizheng.engines.cases.models.case import Case
from shizheng.engines.cases.models.copying import new_keys, put
from shizheng.engines.cases.models.event import EventRow
from shizheng.engines.cases.models.party import PartyRow
from shizheng.engines.cases.models.projected import ClockRow, MarkRow, RequestRow
from shizheng.engines.cases.models.words import CaseWords, said
from shizheng.platform.search.domain.terms import terms

_CASE = [field.attname for field in Case._meta.local_concrete_fields]
_CONTACT = [field for field in Contact._meta.local_concrete_fields if not field.primary_key]


def put_contacts(people: Sequence[ContactDetails]) -> list[int]:
    """Their keys, in their order."""
    rows = [Contact.of(details) for details in people]
    keys = new_keys(Contact, len(rows))
    if keys is None:
        return [row.pk for row in Contact.objects.bulk_create(rows, batch_size=500)]
    columns = [field.attname for field in _CONTACT]
    put(Contact, ["id", *columns], ((key, *_prepared(row)) for key, row in zip(keys, rows, strict=True)))
    return keys


def _prepared(row: Contact) -> Iterator[Any]:
    """The columns as they are stored: sealed, and indexed blindly."""
    for field in _CONTACT:
        yield field.get_prep_value(field.pre_save(row, True))


def put_cases(process: str, replayed: Sequence[Replayed]) -> list[Case]:
    """The cases in the order of their histories."""
    cases = [Case(process=process, opened_by_id=found.events[0].maker.account) for found in replayed]
    chains = [_take(case, found) for case, found in zip(cases, replayed, strict=True)]
    _put_rows(cases)
    beside: defaultdict[type[models.Model], list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for case, found, chain in zip(cases, replayed, chains, strict=True):
        for columns in chain:
            beside[EventRow].append((case.pk, columns))
        for table, projected in _projected(found.states[-1]):
            beside[table] += [(case.pk, columns) for columns in projected]
    for table, rows in filter(itemgetter(1), beside.items()):
        put(table, ["case_id", *rows[0][1]], ((key, *columns.values()) for key, columns in rows))
    return cases


def _take(case: Case, found: Replayed) -> list[dict[str, Any]]:
    """Bring the case to its last state, sealing each event after the one before it."""
    uid, chain = str(case.uid), []
    for event, state in zip(found.events, found.states, strict=True):
        columns = EventRow.columns(uid, event, state.stage, case.digest)
        case.digest = columns["digest"]
        chain.append(columns)
    case.take(found.states[-1])
    return chain


def _put_rows(cases: Sequence[Case]) -> None:
    """The cases' own rows, which get their keys by it, and their words."""
    keys = new_keys(Case, len(cases))
    if keys is None:
        Case.objects.bulk_create(cases, batch_size=500)
        CaseWords.objects.bulk_create([CaseWords(case=case) for case in cases], batch_size=500)
        return
    for case, key in zip(cases, keys, strict=True):
        case.pk, case._state.adding = key, False
    put(Case, _CASE, ([getattr(case, name) for name in _CASE] for case in cases))
    words = ((case.pk, terms(said(case.title, case.text, case.place))) for case in cases)
    put(CaseWords, ["case_id", "terms"], words)


def _projected(state: State) -> Iterator[tuple[type[models.Model], list[dict[str, Any]]]]:
    yield PartyRow, PartyRow.columns(state)
    yield ClockRow, [ClockRow.columns(clock) for clock in state.clocks]
    yield RequestRow, [RequestRow.columns(request) for request in state.requests]
    yield MarkRow, [MarkRow.columns(mark) for mark in state.marks]
