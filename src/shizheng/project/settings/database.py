"""One URL chooses the database: embedded SQLite (the default) or PostgreSQL."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


def database(default_file: Path) -> dict[str, Any]:
    """The DATABASES entry for SHIZHENG_DATABASE, e.g. ``postgresql://user:password@host:5432/name``."""
    url = os.environ.get("SHIZHENG_DATABASE", "")
    if not url:
        return sqlite(default_file)
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError(f"SHIZHENG_DATABASE 只支持 postgresql:// 地址，现为 {parts.scheme}://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        # Compiling costs more than these short statements take.
        "OPTIONS": {"options": "-c jit=off"},
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite(file: Path) -> dict[str, Any]:
    """Readers never wait for the writer (WAL), and a writer waits its turn instead of failing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }
