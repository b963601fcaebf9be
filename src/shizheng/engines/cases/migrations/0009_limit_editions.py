from django.db import migrations, models

import shizheng.kit.clock


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0008_measured_instants"),
    ]

    operations = [
        migrations.CreateModel(
            name="LimitEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("process", models.CharField(max_length=30, verbose_name="流程")),
                ("edition", models.PositiveIntegerField(verbose_name="版本")),
                ("made_at", models.DateTimeField(default=shizheng.kit.clock.now, verbose_name="导入时间")),
                ("made_by", models.CharField(blank=True, max_length=100, verbose_name="导入人")),
                ("rows", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "时限表版本",
                "verbose_name_plural": "时限表版本",
                "db_table": "cas_limit_edition",
                "ordering": ["-made_at", "-pk"],
                "constraints": [models.UniqueConstraint(fields=("process", "edition"), name="cas_edition_once")],
            },
        ),
    ]
