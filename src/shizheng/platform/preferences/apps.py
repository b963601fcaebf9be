"""Django's entry for the preferences app."""

from django.apps import AppConfig


class PreferencesConfig(AppConfig):
    name = "shizheng.platform.preferences"
    label = "preferences"
    verbose_name = "个人偏好"

    def ready(self) -> None:
        from shizheng.console.saved_views import STORES
        from shizheng.platform.modules.module import register
        from shizheng.platform.preferences.module import PREFERENCES
        from shizheng.platform.preferences.pages.keeping import AccountStore

        register(PREFERENCES)
        STORES.register(AccountStore())
