"""Passwords that the platform makes up."""

import secrets
import string

# Without the letters and digits that are mistaken for one another on paper.
_LOWER = "".join(sorted(set(string.ascii_lowercase) - set("ilo")))
_UPPER = "".join(sorted(set(string.ascii_uppercase) - set("IO")))
_DIGITS = "23456789"


def temporary_password(length: int = 14) -> str:
    """Random, with at least two lower-case and two upper-case letters and two digits."""
    required = [secrets.choice(kind) for kind in (_LOWER, _UPPER, _DIGITS) for _ in range(2)]
    free = [secrets.choice(_LOWER + _UPPER + _DIGITS) for _ in range(length - len(required))]
    chars = required + free
    secrets.SystemRandom().shuffle(chars)
    return "".join(chars)
