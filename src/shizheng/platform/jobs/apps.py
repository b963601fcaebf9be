"""Django's entry for the jobs app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "shizheng.platform.jobs"
    label = "jobs"
    verbose_name = "后台任务"

    def ready(self) -> None:
        from shizheng.platform.jobs.module import JOBS_MODULE
        from shizheng.platform.modules.module import register

        register(JOBS_MODULE)
