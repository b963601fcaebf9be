"""Django's entry for the hotline."""

from django.apps import AppConfig


class HotlineConfig(AppConfig):
    name = "shizheng.systems.hotline"
    label = "hotline"
    verbose_name = "12345热线"

    def ready(self) -> None:
        from shizheng.platform.modules.module import register
        from shizheng.systems.hotline.module import HOTLINE

        register(HOTLINE)
