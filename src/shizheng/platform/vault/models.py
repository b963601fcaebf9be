"""Fields that keep personal data sealed, and what is found by them."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models

from shizheng.platform.vault.domain.keys import Keyring, keyring
from shizheng.platform.vault.domain.masking import Personal, mask
from shizheng.platform.vault.domain.sealing import INDEX_DIGITS, blind, blinds, seal, unseal


def keys() -> Keyring:
    """The keyring of SHIZHENG_VAULT_KEYS."""
    return keyring(settings.VAULT_KEYS)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed value as a row carries it: it prints masked, and only the vault's actions reveal it."""

    token: str
    context: str
    kind: Personal

    def __bool__(self) -> bool:
        return bool(self.token)

    def __str__(self) -> str:
        return mask(self.kind, self.reveal())

    def reveal(self) -> str:
        return unseal(keys(), self.token, self.context)


class SealedField(models.TextField[Any, Any]):
    """Personal data of one kind: assign plain text, read back a `Sealed`; found only by its `BlindField`."""

    def __init__(self, *args: Any, personal: str = Personal.OTHER, **kwargs: Any) -> None:
        self.personal = Personal(personal)
        kwargs.setdefault("default", "")
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "personal": str(self.personal)}

    @property
    def context(self) -> str:
        """What a sealed text is bound to: the column, so that it cannot be moved to where it would be shown."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def from_db_value(self, value: str | None, *_args: object) -> Sealed:
        return Sealed(value or "", self.context, self.personal)

    def get_prep_value(self, value: Any) -> str:
        return value.token if isinstance(value, Sealed) else seal(keys(), str(value or ""), self.context)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The row carries a `Sealed` from its first save on, so that no template sees plain text by accident."""
        value = super().pre_save(model_instance, add)
        if not isinstance(value, Sealed):
            value = Sealed(self.get_prep_value(value), self.context, self.personal)
            setattr(model_instance, self.attname, value)
        return value

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, Sealed) else super().to_python(value)

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.get_prep_value(self.value_from_object(obj)))


_FIXED: dict[str, Any] = {"max_length": INDEX_DIGITS, "editable": False, "blank": True, "default": ""}


class BlindField(models.CharField[str, str]):
    """The blind index of a sealed field of the same row, kept by itself; look up with `known_as`."""

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        self.of = of
        super().__init__(
            *args, **{**kwargs, "max_length": INDEX_DIGITS, "editable": False, "blank": True, "default": ""}
        )

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        for fixed in _FIXED:
            kwargs.pop(fixed, None)
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = getattr(model_instance, self.of)
        plain = value.reveal() if isinstance(value, Sealed) else str(value or "")
        index = blind(keys().current, plain, self._context())
        setattr(model_instance, self.attname, index)
        return index

    def _context(self) -> str:
        return sealed_field(self.model, self.of).context


def for_machine(value: Any) -> str:
    """The plain value for a machine's own use, to sign or to address a message; never for a page or a file."""
    return value.reveal() if isinstance(value, Sealed) else str(value)


def sealed_field(model: type[models.Model], name: str) -> SealedField:
    """The named field of the model; TypeError where it keeps nothing sealed."""
    field = model._meta.get_field(name)
    if not isinstance(field, SealedField):
        raise TypeError(f"{model.__name__}.{name} 不是加密字段")
    return field


def known_as(model: type[models.Model], field: str, plain: str) -> models.Q:
    """Rows of `model` whose blind index `field` stands for `plain`, under any key; an empty text finds none."""
    index = model._meta.get_field(field)
    if not isinstance(index, BlindField):
        raise TypeError(f"{model.__name__}.{field} 不是盲索引")
    found = [value for value in blinds(keys(), plain, index._context()) if value]
    return models.Q(**{f"{field}__in": found})
