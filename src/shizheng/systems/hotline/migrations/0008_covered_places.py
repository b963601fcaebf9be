"""Where the original was covered. Nullable, so that SQLite adds the column and keeps the triggers of the search."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hotline", "0007_told")]

    operations = [
        migrations.AddField(model_name="publication", name="covered", field=models.JSONField(null=True)),
    ]
