"""Django's entry for the disclosure system."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "shizheng.systems.disclosure"
    label = "disclosure"
    verbose_name = "预决算公开"

    def ready(self) -> None:
        from shizheng.platform.modules.module import register
        from shizheng.systems.disclosure.module import DISCLOSURE

        register(DISCLOSURE)
