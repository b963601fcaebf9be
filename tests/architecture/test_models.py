"""Tables: who may refer to whom, how long names may be, and which field types travel to every database."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.db.models.options import Options

FLOORS = ("kit", "console", "platform", "engines", "systems", "project")
NAME_CEILING = 30


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("shizheng.")]


def may_refer(origin: str, target: str) -> bool:
    """An app refers to itself, to platform apps and to lower floors; engines and systems never sideways."""
    from_floor, from_app = origin.split(".")[1:3]
    to_floor, to_app = target.split(".")[1:3]
    if (from_floor, from_app) == (to_floor, to_app):
        return True
    if from_floor == to_floor:
        return from_floor == "platform"
    return FLOORS.index(to_floor) < FLOORS.index(from_floor)


def relations(model: type[models.Model]) -> Iterator[tuple[str, str, str]]:
    for field in model._meta.get_fields():
        target = getattr(field, "related_model", None)
        if field.concrete and isinstance(target, type) and target.__module__.startswith("shizheng."):
            yield f"{model.__name__}.{field.name}", model.__module__, target.__module__


def test_relations_point_down() -> None:
    wrong = [name for model in ours() for name, origin, target in relations(model) if not may_refer(origin, target)]
    assert wrong == []


@pytest.mark.parametrize(
    ("origin", "target", "allowed"),
    [
        ("shizheng.systems.hotline.models", "shizheng.engines.cases.models", True),
        ("shizheng.systems.hotline.models", "shizheng.systems.grid.models", False),
        ("shizheng.engines.cases.models", "shizheng.engines.fiscal.models", False),
        ("shizheng.engines.cases.models", "shizheng.systems.hotline.models", False),
        ("shizheng.platform.journal.models", "shizheng.platform.accounts.models", True),
        ("shizheng.platform.journal.models", "shizheng.engines.cases.models", False),
    ],
)
def test_direction_is_judged_by_floor_and_app(origin: str, target: str, allowed: bool) -> None:
    assert may_refer(origin, target) is allowed


def names(options: "Options[models.Model]") -> Iterator[str]:
    yield options.db_table
    yield from (field.column for field in options.local_concrete_fields)
    yield from (index.name for index in options.indexes)
    yield from (constraint.name for constraint in options.constraints)
    yield from (field.m2m_db_table() for field in options.local_many_to_many)


def test_names_fit_domestic_databases() -> None:
    assert [name for model in ours() for name in names(model._meta) if len(name) > NAME_CEILING] == []


def test_fields_travel_to_every_database() -> None:
    foreign = [
        f"{model.__name__}.{field.name}"
        for model in ours()
        for field in model._meta.local_concrete_fields
        if type(field).__module__.startswith("django.contrib.postgres")
    ]
    assert foreign == []
