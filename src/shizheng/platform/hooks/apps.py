"""Django's entry for webhooks."""

from django.apps import AppConfig


class HooksConfig(AppConfig):
    name = "shizheng.platform.hooks"
    label = "hooks"
    verbose_name = "事件推送"

    def ready(self) -> None:
        from shizheng.platform.hooks.module import HOOKS
        from shizheng.platform.modules.module import register

        register(HOOKS)
