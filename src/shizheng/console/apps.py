"""The console as a Django application: templates, tags, assets and the Chinese of its libraries."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "shizheng.console"
    label = "console"
    verbose_name = "界面"
