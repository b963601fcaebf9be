"""The secret of a token: random, shown once, kept only as its SM3."""

import re
import secrets

from shizheng.kit.digest import sm3

MARK = "sz"
BYTES = 32
SHOWN = 8
SHAPE = re.compile(rf"{MARK}_[A-Za-z0-9_-]{{43}}")


def new_secret() -> str:
    """256 random bits behind a mark by which a leaked token is recognised."""
    return f"{MARK}_{secrets.token_urlsafe(BYTES)}"


def digest_of(secret: str) -> str:
    """Enough for 256 random bits: there is nothing to guess that salt or rounds would slow down."""
    return sm3(secret.encode())


def beginning(secret: str) -> str:
    """What the list shows, so that its owner tells tokens apart."""
    return secret[: len(MARK) + 1 + SHOWN]
