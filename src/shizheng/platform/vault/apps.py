"""Django's entry for the vault."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "shizheng.platform.vault"
    label = "vault"
    verbose_name = "个人信息保护"

    def ready(self) -> None:
        from shizheng.platform.modules.module import register
        from shizheng.platform.vault.module import VAULT

        register(VAULT)
