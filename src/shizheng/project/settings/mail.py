"""The bureau's mail server."""

import os

EMAIL_HOST = os.environ.get("SHIZHENG_MAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("SHIZHENG_MAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("SHIZHENG_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SHIZHENG_MAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("SHIZHENG_MAIL_TLS") == "1"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("SHIZHENG_MAIL_FROM", "no-reply@localhost")
