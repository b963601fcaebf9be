"""Settings common to every way of running; secrets and addresses come from the environment only."""

import os
from pathlib import Path

from shizheng.console.context import MESSAGE_TAGS as MESSAGE_TAGS
from shizheng.project.settings.applications import INSTALLED_APPS as INSTALLED_APPS
from shizheng.project.settings.applications import MIDDLEWARE as MIDDLEWARE
from shizheng.project.settings.identity import *  # noqa: F403
from shizheng.project.settings.mail import *  # noqa: F403
from shizheng.project.settings.security import *  # noqa: F403
from shizheng.project.settings.work import *  # noqa: F403

ROOT = Path(__file__).resolve().parents[4]
VAR = Path(os.environ.get("SHIZHENG_VAR", ROOT / "var"))
PACKS = Path(os.environ.get("SHIZHENG_PACKS", ROOT / "packs"))

ROOT_URLCONF = "shizheng.project.urls"
WSGI_APPLICATION = "shizheng.project.wsgi.application"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "files"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
"""A grid of a budget has thousands of cells."""

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "shizheng.console.context.shell",
            ],
        },
    },
]
