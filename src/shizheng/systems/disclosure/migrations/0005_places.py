"""The other places of a matter, so that the page beside the document can mark them all."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0004_project_purpose")]

    operations = [
        migrations.AddField(
            model_name="documentfinding",
            name="places",
            field=models.JSONField(blank=True, default=list, verbose_name="其余各处"),
        ),
    ]
