"""Django's entry for the module registry."""

from django.apps import AppConfig


class ModulesConfig(AppConfig):
    name = "shizheng.platform.modules"
    label = "modules"
    verbose_name = "模块"
