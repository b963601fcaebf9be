"""Django's entry for the policy app."""

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "shizheng.platform.policy"
    label = "policy"
    verbose_name = "权限"
