"""As on one machine in service, with programs counted by nobody: a harness asks more often than a program may."""

from shizheng.project.settings.development import *  # noqa: F403

TOKEN_RATE = (10**9, 1)
