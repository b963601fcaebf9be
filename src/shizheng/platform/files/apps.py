"""Django's entry for the files app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "shizheng.platform.files"
    label = "files"
    verbose_name = "文件"

    def ready(self) -> None:
        from shizheng.platform.files.module import FILES
        from shizheng.platform.modules.module import register

        register(FILES)
