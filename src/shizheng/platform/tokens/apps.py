"""Django's entry for the tokens app."""

from django.apps import AppConfig


class TokensConfig(AppConfig):
    name = "shizheng.platform.tokens"
    label = "tokens"
    verbose_name = "接口令牌"

    def ready(self) -> None:
        from shizheng.platform.modules.module import register
        from shizheng.platform.tokens.module import TOKENS

        register(TOKENS)
