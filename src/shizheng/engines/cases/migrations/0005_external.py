import django.db.models.deletion
from django.db import migrations, models

import shizheng.kit.clock


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_dispatch_rules"),
        ("files", "0001_initial"),
        ("jobs", "0002_timers"),
        ("orgs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="名称")),
                ("process", models.CharField(max_length=30, verbose_name="流程")),
                ("body", models.JSONField()),
                ("changed_at", models.DateTimeField(default=shizheng.kit.clock.now, verbose_name="修改时间")),
            ],
            options={
                "verbose_name": "导入对应关系",
                "verbose_name_plural": "导入对应关系",
                "db_table": "cas_mapping",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="CaseImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("body", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "待导入"), ("running", "导入中"), ("done", "已导入")],
                        default="draft",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("result", models.JSONField(null=True)),
                ("account_id", models.BigIntegerField(editable=False, null=True, verbose_name="导入人编号")),
                (
                    "created_at",
                    models.DateTimeField(default=shizheng.kit.clock.now, editable=False, verbose_name="上传时间"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                        verbose_name="文件",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.organisation",
                        verbose_name="单位",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="jobs.jobrun",
                        verbose_name="后台任务",
                    ),
                ),
            ],
            options={
                "verbose_name": "批量导入",
                "verbose_name_plural": "批量导入",
                "db_table": "cas_import",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="External",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=40, verbose_name="来源平台")),
                ("number", models.CharField(max_length=80, verbose_name="原编号")),
                ("due_at", models.DateTimeField(null=True, verbose_name="原时限")),
                (
                    "received_at",
                    models.DateTimeField(default=shizheng.kit.clock.now, editable=False, verbose_name="转入时间"),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="externals",
                        to="cases.case",
                        verbose_name="工单",
                    ),
                ),
            ],
            options={
                "verbose_name": "外部编号",
                "verbose_name_plural": "外部编号",
                "db_table": "cas_external",
                "ordering": ["source", "number"],
                "constraints": [models.UniqueConstraint(fields=("source", "number"), name="cas_external_once")],
            },
        ),
    ]
