"""Fast and hermetic: no assets, no network, files in a folder of their own."""

import tempfile
from pathlib import Path

from shizheng.project.settings.base import *  # noqa: F403
from shizheng.project.settings.database import database

VAR = Path(tempfile.gettempdir()) / "shizheng-test"
VAR.mkdir(parents=True, exist_ok=True)
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
MEDIA_ROOT = VAR / "files"
SECRET_KEY = "only-for-tests"  # noqa: S105
VAULT_KEYS = f"test:{'5a' * 32}"
DEBUG = False
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DATABASES = {"default": database(VAR / "test.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
