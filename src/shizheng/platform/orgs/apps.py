"""Django's entry for the organisations app."""

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "shizheng.platform.orgs"
    label = "orgs"
    verbose_name = "组织机构"

    def ready(self) -> None:
        from shizheng.platform.modules.module import register
        from shizheng.platform.orgs.module import ORGS

        register(ORGS)
