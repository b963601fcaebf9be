"""Rows that several officers may edit: each write counts a version, so that a stale form is noticed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, models, transaction

from shizheng.kit.errors import Fault, ShizhengError
from shizheng.platform.policy.models import ScopeFields


class Versioned(models.Model):
    """`version` grows by one with every action on the row or on what hangs from it."""

    version = models.PositiveIntegerField("版本", default=1, editable=False)

    class Meta:
        abstract = True


def scope_through(owner: str) -> ScopeFields:
    """Scope of rows that belong to an organisation through the relation `owner`, e.g. ``project__organisation``."""
    return ScopeFields(view="fiscal.view", organisation=f"{owner}_id", path=f"{owner}__path")


def text_faults(model: type[models.Model], values: Mapping[str, object]) -> list[Fault]:
    """Texts that the model's columns cannot hold, by the column's Chinese name."""
    faults = []
    for name, value in values.items():
        field = model._meta.get_field(name)
        if not isinstance(value, str) or not isinstance(field, models.CharField | models.TextField):
            continue
        if field.max_length and len(value) > field.max_length:
            faults.append(Fault(f"超过{field.max_length}个字", str(field.verbose_name), "请缩短后再填"))
        if "\0" in value:
            faults.append(Fault("含有不可见的控制字符", str(field.verbose_name), "请删去后再填"))
    return faults


@contextmanager
def once(taken: ShizhengError) -> Iterator[None]:
    """Save a row that must be the only one: who comes second, even at the same instant, is told `taken`."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise taken from error


def money(label: str, **options: Any) -> "models.DecimalField[Any, Any]":
    """An amount in 元, exact to the 分."""
    return models.DecimalField(label, max_digits=18, decimal_places=2, **options)
