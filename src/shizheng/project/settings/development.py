"""One machine, no server besides ours: what ``make demo`` runs."""

import os
import secrets

from shizheng.project.settings.base import *  # noqa: F403
from shizheng.project.settings.base import VAR
from shizheng.project.settings.database import database
from shizheng.project.settings.vault import kept_keys

VAR.mkdir(parents=True, exist_ok=True)
(VAR / "static").mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEBUG = os.environ.get("SHIZHENG_DEBUG") == "1"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
DATABASES = {"default": database(VAR / "shizheng.sqlite3")}


def kept_secret() -> str:
    """A key made once for this folder, so that sessions outlive a restart."""
    file = VAR / "secret.key"
    if not file.exists():
        file.write_text(secrets.token_urlsafe(48))
        file.chmod(0o600)
    return file.read_text()


SECRET_KEY = os.environ.get("SHIZHENG_SECRET") or kept_secret()
VAULT_KEYS = kept_keys(VAR)
