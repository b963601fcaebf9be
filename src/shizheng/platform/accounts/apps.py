"""Django's entry for the accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "shizheng.platform.accounts"
    label = "accounts"
    verbose_name = "账号与岗位"

    def ready(self) -> None:
        from shizheng.platform.accounts.module import ACCOUNTS
        from shizheng.platform.modules.module import register

        register(ACCOUNTS)
