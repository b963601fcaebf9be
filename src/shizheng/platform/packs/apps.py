"""Django's entry for the packs app."""

from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "shizheng.platform.packs"
    label = "packs"
    verbose_name = "配置包"

    def ready(self) -> None:
        from shizheng.platform.modules.module import register
        from shizheng.platform.packs.module import PACKS

        register(PACKS)
