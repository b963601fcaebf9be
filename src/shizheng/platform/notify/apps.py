"""Django's entry for the notices app."""

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "shizheng.platform.notify"
    label = "notify"
    verbose_name = "消息"

    def ready(self) -> None:
        from shizheng.platform.modules.module import register
        from shizheng.platform.notify.module import NOTIFY

        register(NOTIFY)
