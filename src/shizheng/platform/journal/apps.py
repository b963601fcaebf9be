"""Django's entry for the journal app."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "shizheng.platform.journal"
    label = "journal"
    verbose_name = "操作日志"

    def ready(self) -> None:
        from shizheng.platform.journal.module import JOURNAL
        from shizheng.platform.modules.module import register

        register(JOURNAL)
