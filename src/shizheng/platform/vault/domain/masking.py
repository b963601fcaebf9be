"""What is shown of personal data to whoever may see the row but not the value."""

from collections.abc import Callable
from enum import StrEnum

_HIDDEN = "*"


class Personal(StrEnum):
    """The kinds of personal data the platform keeps; the value is stored nowhere, it only chooses the mask."""

    NAME = "name"
    PHONE = "phone"
    IDENTITY = "identity"
    ADDRESS = "address"
    EMAIL = "email"
    OTHER = "other"


def _keep(text: str, head: int, tail: int) -> str:
    """Ends kept, the middle starred; a text too short to hide anything is starred whole."""
    if len(text) <= head + tail:
        return _HIDDEN * len(text)
    return text[:head] + _HIDDEN * (len(text) - head - tail) + text[len(text) - tail :]


def _name(text: str) -> str:
    """The family name, one character: 张**. A compound surname is not told apart, it hides one more."""
    return _keep(text, 1, 0)


def _phone(text: str) -> str:
    """A mobile number as 138****5678, any shorter number by its last two digits."""
    digits = "".join(text.split()).replace("-", "")
    return _keep(digits, 3, 4) if len(digits) >= 11 else _keep(digits, 0, 2)


def _email(text: str) -> str:
    local, at, host = text.partition("@")
    return _keep(local, 1, 0) + at + host if at else _keep(text, 1, 0)


def _address(text: str) -> str:
    """Down to the street, which the first six characters seldom pass."""
    return text[:6] + _HIDDEN * 4 if len(text) > 6 else _keep(text, 2, 0)


MASKS: dict[Personal, Callable[[str], str]] = {
    Personal.NAME: _name,
    Personal.PHONE: _phone,
    Personal.IDENTITY: lambda text: _keep(text, 3, 2),
    Personal.ADDRESS: _address,
    Personal.EMAIL: _email,
    Personal.OTHER: lambda text: _HIDDEN * min(len(text), 6),
}


def mask(kind: Personal, text: str) -> str:
    """The shown form of a value; "" for ""."""
    return MASKS[kind](text) if text else ""
