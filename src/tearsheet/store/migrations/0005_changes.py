"""What changed on pages that were captured more than once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0004_collecting"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChangeRow",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("url_key", models.CharField(db_index=True, max_length=600)),
                ("edit", models.CharField(max_length=10)),
                ("older", models.CharField(db_index=True, max_length=64)),
                (
                    "newer",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                ("at", models.DateTimeField(db_index=True)),
                ("noun", models.BinaryField()),
            ],
        ),
    ]
