"""How a receiver knows that a delivery is ours: HMAC-SHA256 over instant and body, as webhooks commonly do."""

import hashlib
import hmac
import secrets

HEADER = "X-Shizheng-Signature"
TOLERANCE = 300
"""Seconds that a receiver should allow between the instant in the header and its own clock."""


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def sign(secret: str, instant: int, body: bytes) -> str:
    """The header's value, ``t=instant,v1=hex``; `instant` in seconds since 1970."""
    mac = hmac.new(secret.encode(), f"{instant}.".encode() + body, hashlib.sha256)
    return f"t={instant},v1={mac.hexdigest()}"


def holds(secret: str, header: str, body: bytes, now: int) -> bool:
    """What a receiver does: whether the header fits the body and is not older or newer than TOLERANCE."""
    parts = dict(part.partition("=")[::2] for part in header.split(","))
    if not parts.get("t", "").isdigit() or abs(now - int(parts["t"])) > TOLERANCE:
        return False
    return hmac.compare_digest(sign(secret, int(parts["t"]), body).encode(), header.encode())
