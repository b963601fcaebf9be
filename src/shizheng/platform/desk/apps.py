"""Django's entry for the desk."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "shizheng.platform.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        from shizheng.platform.desk.module import DESK
        from shizheng.platform.modules.module import register

        register(DESK)
