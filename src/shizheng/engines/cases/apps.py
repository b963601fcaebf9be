"""Django's entry for the case engine."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "shizheng.engines.cases"
    label = "cases"
    verbose_name = "工单与案卷"

    def ready(self) -> None:
        from shizheng.engines.cases.module import CASES
        from shizheng.platform.modules.module import register

        register(CASES)
