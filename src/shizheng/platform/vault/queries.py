"""Which columns of the platform are sealed, and with which key."""

from collections import Counter
from collections.abc import Iterator

from django.apps import apps
from django.db import models

from shizheng.platform.vault.domain.sealing import key_of
from shizheng.platform.vault.models import BlindField, SealedField


def sealed_columns() -> Iterator[tuple[type[models.Model], list[SealedField], list[BlindField]]]:
    """Every model that keeps personal data, with its sealed fields and their indexes."""
    for model in apps.get_models():
        fields = [field for field in model._meta.get_fields() if isinstance(field, SealedField)]
        if fields:
            yield model, fields, [field for field in model._meta.get_fields() if isinstance(field, BlindField)]


def keys_in_use() -> Counter[str]:
    """Id of key → number of sealed values; reads every sealed value once, in a stream."""
    found: Counter[str] = Counter()
    for model, fields, _ in sealed_columns():
        for row in model._default_manager.only(*(field.name for field in fields)).iterator(chunk_size=2000):
            found.update(key_of(getattr(row, field.name).token) for field in fields if getattr(row, field.name))
    return found
