"""Django's entry for the measures."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "shizheng.platform.measures"
    label = "measures"
    verbose_name = "指标"

    def ready(self) -> None:
        from shizheng.platform.measures.module import MEASURES
        from shizheng.platform.modules.module import register

        register(MEASURES)
