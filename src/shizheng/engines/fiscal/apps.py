"""Django's entry for the fiscal engine."""

from django.apps import AppConfig


class FiscalConfig(AppConfig):
    name = "shizheng.engines.fiscal"
    label = "fiscal"
    verbose_name = "预算与项目"

    def ready(self) -> None:
        from shizheng.engines.fiscal.module import FISCAL
        from shizheng.platform.modules.module import register

        register(FISCAL)
