"""Telephone numbers kept so far are sealed where they stand."""

from django.db import migrations

import shizheng.platform.vault.models


def seal_numbers(apps, schema_editor):
    """Read as a sealed value, a number kept so far stands as its token."""
    account = apps.get_model("accounts", "Account")
    for row in account.objects.exclude(phone__exact="").iterator():
        row.phone = row.phone.token
        row.save(update_fields=["phone"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="account",
            name="phone",
            field=shizheng.platform.vault.models.SealedField(
                blank=True, default="", personal="phone", verbose_name="联系电话"
            ),
        ),
        migrations.RunPython(seal_numbers, migrations.RunPython.noop),
    ]
