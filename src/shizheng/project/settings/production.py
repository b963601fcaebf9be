"""Behind HTTPS, with PostgreSQL; refuses to start without its secrets."""

import os

from shizheng.project.settings.base import *  # noqa: F403
from shizheng.project.settings.base import VAR
from shizheng.project.settings.database import database
from shizheng.project.settings.work import SHARED_CACHES

DEBUG = False
SECRET_KEY = os.environ["SHIZHENG_SECRET"]
VAULT_KEYS = os.environ["SHIZHENG_VAULT_KEYS"]
ALLOWED_HOSTS = os.environ["SHIZHENG_HOSTS"].split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
DATABASES = {"default": database(VAR / "shizheng.sqlite3")}
CACHES = SHARED_CACHES
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("SHIZHENG_PROXIES", "1"))
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
