"""The bureau's mail server."""

import os

EMAIL_HOST = os.environ.get("SHIZHENG_MAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("SHIZHENG_MAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("SHIZHENG_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SHIZHENG_MAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("SHIZHENG_MAIL_TLS") == "1"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("SHIZHENG_MAIL_FROM", "no-reply@localhost")

SMS_URL = os.environ.get("SHIZHENG_SMS_URL", "")
SMS_TOKEN = os.environ.get("SHIZHENG_SMS_TOKEN", "")
SMS_COMMAND = os.environ.get("SHIZHENG_SMS_COMMAND", "")
"""The gateway for short messages: an address, else a command; with neither they are written to ``sms`` under VAR."""
PUBLIC_URL = os.environ.get("SHIZHENG_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
"""What links in messages to citizens begin with."""

MAILBOX = os.environ.get("SHIZHENG_MAILBOX", "")
"""Where letters come in, ``imaps://user:password@host/INBOX``; empty for none."""
